package io.fairlead.server.lead;

import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.engine.distribution.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an explanation as a decision keeps it: see {@link io.fairlead.server.desk.StoredExplanation}. */
final class ExplanationReader {
    private ExplanationReader() {}

    static Explanation read(JsonNode stored) {
        return new Explanation(
                stored.path("skipped")
                        .valueStream()
                        .map(one -> new Explanation.Skipped(
                                one.path("rule").asString(""),
                                Explanation.Why.valueOf(
                                        one.path("why").asString("").toUpperCase(Locale.ROOT))))
                        .toList(),
                null,
                strategy(text(stored.path("strategy"))),
                stored.path("candidates")
                        .valueStream()
                        .map(ExplanationReader::candidate)
                        .toList(),
                null,
                null);
    }

    private static Explanation.Assessed candidate(JsonNode stored) {
        return new Explanation.Assessed(
                stored.path("user").asString(""),
                stored.path("weight").asInt(1),
                reason(stored.path("reason")),
                stored.path("credited").asBoolean(false),
                new Explanation.Figures(
                        stored.path("before").asLong(0),
                        stored.path("after").asLong(0),
                        stored.path("load").asLong(0),
                        stored.path("compensation").asLong(0),
                        stored.path("target").asInt(0),
                        stored.path("open").asLong(0),
                        instant(stored.path("lastTurn"))));
    }

    private static @Nullable Reason reason(JsonNode stored) {
        String kind = stored.path("kind").asString("");
        return switch (kind) {
            case "inactive" -> new Reason.Inactive();
            case "missing-skill" ->
                new Reason.MissingSkill(stored.path("skills")
                        .valueStream()
                        .map(skill -> skill.asString(""))
                        .toList());
            case "off-shift" -> new Reason.OffShift(instant(stored.path("until")));
            case "offline" -> new Reason.Offline();
            case "absent" ->
                new Reason.Absent(
                        required(stored, "until"), stored.path("absenceKind").asString(""));
            case "absent-soon" ->
                new Reason.AbsentSoon(
                        required(stored, "from"), stored.path("absenceKind").asString(""));
            case "excluded" -> new Reason.Excluded();
            case "no-target" -> new Reason.NoTarget();
            case "full" ->
                new Reason.Full(
                        stored.path("cap").asString(""),
                        stored.path("limit").asInt(0),
                        stored.path("held").asLong(0));
            default -> null;
        };
    }

    private static @Nullable Strategy strategy(@Nullable String word) {
        return word == null
                ? null
                : Strategy.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Instant required(JsonNode stored, String member) {
        Instant at = instant(stored.path(member));
        return at == null ? Instant.MAX : at;
    }

    private static @Nullable Instant instant(JsonNode stored) {
        String text = text(stored);
        return text == null ? null : Instant.parse(text);
    }

    private static @Nullable String text(JsonNode stored) {
        return stored.isString() && !stored.asString().isEmpty() ? stored.asString() : null;
    }

    /** The keys of everybody a decision names. */
    static List<String> people(Explanation explanation) {
        return explanation.candidates().stream().map(Explanation.Assessed::user).toList();
    }
}
