package io.fairlead.server.desk.again;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.desk.Doing;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a desk that is told again ({@link io.fairlead.server.desk.Replay}) needs, and what it says. */
public final class Retelling {
    private Retelling() {}

    /** What was recorded once and is looked up when it is needed. */
    public interface Archive {
        Version version(long settings);

        /** What the events of these leads' arrivals say, by lead. */
        Map<Long, String> arrivals(Collection<Long> leads);
    }

    /**
     * Settings that were in force.
     *
     * @param numbers of all users, by their ids
     */
    public record Version(long settings, Scenario scenario, Map<String, Long> numbers) {}

    /** Who is told of what comes out. */
    @FunctionalInterface
    public interface Listener {
        /** In order. */
        void made(Made decision);

        /** A lead arrives. */
        default void arrived(long lead, Instant at, Doing.NewLead facts) {}

        /** Something is done for the first time with a lead that had arrived with others and was left to nobody. */
        default void takenIn(long lead, Instant arrived, Doing.NewLead facts) {}

        /** What a lead arrived with is missing, so it is passed over. */
        default void skipped(long lead) {}

        /** Somebody did something that took effect. */
        default void took(Event act) {}
    }

    /** The event of a lead's arrival, or of an edit; {@code said} is read once for all who are told. */
    public record ArrivalEvent(long lead, @Nullable Long who, boolean edit, JsonNode said) {
        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();

        public static ArrivalEvent read(long lead, @Nullable Long who, boolean edit, String said) {
            return new ArrivalEvent(lead, who, edit, JSON.readTree(said));
        }
    }

    /**
     * A decision as it comes out.
     *
     * @param explained false where the live desk may have had no explanation at hand any more: of who took an offer
     */
    public record Made(
            long lead,
            Instant at,
            String how,
            String rule,
            @Nullable Long user,
            long settings,
            @Nullable Explanation explanation,
            boolean explained) {}

    /** What was recorded does not tell what the desk was told. */
    public static final class Gap extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Missing missing;

        public Gap(Missing.Kind kind, Object about) {
            this(Missing.of(kind, about));
        }

        private Gap(Missing missing) {
            super(missing.sentence());
            this.missing = missing;
        }

        public Missing missing() {
            return missing;
        }
    }
}
