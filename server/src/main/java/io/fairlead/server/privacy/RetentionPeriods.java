package io.fairlead.server.privacy;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * After how many months what is deleted; null keeps it. Nothing is deleted by default.
 *
 * @param contacts people all of whose leads are closed, counted from their newest lead; they are erased
 * @param quarantine submissions in quarantine, handled or not
 * @param submissions idempotency keys
 * @param consents texts people agreed to
 * @param audit who opened what, sign-ins and failures, use of tokens
 */
record RetentionPeriods(
        @Nullable Integer contacts,
        @Nullable Integer quarantine,
        @Nullable Integer submissions,
        @Nullable Integer consents,
        @Nullable Integer audit) {
    static final int LONGEST = 600;

    /** A kind of rows with a period. */
    enum Kind {
        CONTACTS,
        QUARANTINE,
        SUBMISSIONS,
        CONSENTS,
        AUDIT;

        /** The name in the API and in the database. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Those that are set. */
    Map<Kind, Integer> set() {
        Map<Kind, Integer> set = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Integer months = of(kind);
            if (months != null) {
                set.put(kind, months);
            }
        }
        return set;
    }

    private @Nullable Integer of(Kind kind) {
        return switch (kind) {
            case CONTACTS -> contacts;
            case QUARANTINE -> quarantine;
            case SUBMISSIONS -> submissions;
            case CONSENTS -> consents;
            case AUDIT -> audit;
        };
    }

    /** As the database keeps them. */
    static RetentionPeriods read(String stored) {
        JsonNode node = new JsonMapper().readTree(stored);
        return new RetentionPeriods(
                months(node, Kind.CONTACTS),
                months(node, Kind.QUARANTINE),
                months(node, Kind.SUBMISSIONS),
                months(node, Kind.CONSENTS),
                months(node, Kind.AUDIT));
    }

    private static @Nullable Integer months(JsonNode node, Kind kind) {
        JsonNode months = node.path(kind.word());
        return months.isNumber() ? Integer.valueOf(months.asInt()) : null;
    }
}
