package io.fairlead.server.lead;

import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.server.distribution.Explained;
import io.fairlead.server.wording.WallTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is stored.
 *
 * @param how a way of assignment, or {@code offered}, {@code waiting}, {@code unassigned}
 * @param rule empty for none
 * @param user the key of who received it, empty for nobody
 * @param explanation null for what people did by hand
 */
public record MadeDecision(
        long id,
        long lead,
        Instant at,
        String how,
        String rule,
        String user,
        long settings,
        @Nullable Explanation explanation) {

    /**
     * Why a lead has nobody, in short.
     *
     * @param kind {@code no-rule}: no rule took it; {@code nobody}: nobody was eligible; {@code offered}: somebody has
     *     to take it; {@code by-hand}
     * @param reason why most of the people were left out, a kind of reason; empty if nobody was considered
     * @param people how many were considered
     * @param until company wall time at which the first of them is there again; null if that is not known
     */
    record Why(
            String kind,
            String reason,
            int people,
            @Nullable String until) {}

    Why why(ZoneId zone) {
        Instant until = expected();

        List<Explanation.Assessed> candidates = candidates();
        return new Why(
                kind(),
                commonReason(candidates),
                candidates.size(),
                until == null ? null : new WallTime(zone).text(until));
    }

    /** The first instant at which somebody who was left out is on shift or back again; null if none is known. */
    @Nullable
    Instant expected() {
        return candidates().stream()
                .map(candidate -> ends(candidate.reason()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The keys of everybody it names. */
    Set<String> people() {
        Set<String> people = new TreeSet<>();
        if (!user.isEmpty()) {
            people.add(user);
        }
        candidates().forEach(candidate -> people.add(candidate.user()));
        return people;
    }

    Explained explained(ZoneId zone) {
        return Explained.of(at, rule, user, how, explanation, zone);
    }

    private List<Explanation.Assessed> candidates() {
        return explanation == null ? List.of() : explanation.candidates();
    }

    private String kind() {
        if (how.equals("offered")) {
            return "offered";
        }
        if (how.equals("manual")) {
            return "by-hand";
        }
        return rule.isEmpty() ? "no-rule" : "nobody";
    }

    private static String commonReason(List<Explanation.Assessed> candidates) {
        Map<String, Integer> counts = new HashMap<>();
        for (Explanation.Assessed candidate : candidates) {
            Reason reason = candidate.reason();
            if (reason != null) {
                counts.merge(reason.word(), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .min(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static @Nullable Instant ends(@Nullable Reason reason) {
        return switch (reason) {
            case Reason.OffShift off -> off.until();
            case Reason.Absent absent -> absent.until().equals(Instant.MAX) ? null : absent.until();
            case Reason.Inactive none -> null;
            case Reason.MissingSkill none -> null;
            case Reason.Offline none -> null;
            case Reason.AbsentSoon none -> null;
            case Reason.Excluded none -> null;
            case Reason.NoTarget none -> null;
            case Reason.Full none -> null;
            case null -> null;
        };
    }
}
