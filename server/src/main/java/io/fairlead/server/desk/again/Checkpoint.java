package io.fairlead.server.desk.again;

import io.fairlead.engine.desk.Kept;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A desk between two batches, as {@link io.fairlead.server.desk.Replay} goes on from it. What it knows of leads and contacts stands in rows of
 * their own, of which a checkpoint adds those that changed. Users are their numbers, as text where the engine has ids.
 *
 * @param at the instant up to which everything is done
 * @param settings in force
 * @param hot the leads that may move by themselves
 * @param offered the leads that are on offer
 * @param renamed all rules and users that were ever renamed, in their order
 */
public record Checkpoint(
        Instant at,
        long settings,
        long turns,
        long leadsEver,
        Kept.Hopes hopes,
        List<Long> hot,
        List<Long> offered,
        List<Renamed> renamed,
        List<Kept.Line> lines,
        List<Kept.Amount> amounts,
        List<Kept.Turn> lastTurns,
        Map<Long, Boolean> online) {
    private static final JsonMapper JSON = new JsonMapper();

    /** A rule, or a user, that is called by another id. */
    public record Renamed(boolean user, String was, String id) {}

    /**
     * A lead as it was kept.
     *
     * @param holder 0 for nobody
     * @param status empty for none
     */
    public record LeadKept(long lead, long holder, String status, String state) {}

    /** A contact's advisors, by their numbers; no owner is 0. */
    public record ContactKept(int contact, long owner, List<Long> former) {}

    /** What counts on a listing, as it was kept. */
    public record ListingKept(String listing, String state) {}

    /** The rows of the checkpoints up to the one from which a desk goes on; what was read lately is at hand. */
    public interface Rows {
        /** What is kept of these leads, by lead; those no desk had to do with are not there. */
        Map<Long, String> leads(Collection<Long> leads);

        /** The leads somebody holds whose status is none of these, in order. */
        List<Long> heldBy(long user, Set<String> closed);

        /** Each lead that somebody holds and whose status is none of these, with its holder. */
        void open(Set<String> closed, BiConsumer<Long, Long> lead);

        /** These contacts, by number; those of which nothing is known are not there. */
        Map<Integer, ContactKept> contacts(Collection<Integer> contacts);

        /** What counts on a listing; null if nothing ever did. */
        @Nullable
        String listing(String listing);

        /** All that counts on listings, by listing. */
        void listings(BiConsumer<String, String> listing);
    }

    /** As {@link #read} reads it. */
    public String write() {
        return JSON.writeValueAsString(this);
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws tools.jackson.core.JacksonException if it is no checkpoint
     */
    public static Checkpoint read(String text) {
        return JSON.readValue(text, Checkpoint.class);
    }
}
