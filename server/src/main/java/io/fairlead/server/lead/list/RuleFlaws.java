package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.FilterFlaw;
import io.fairlead.engine.filter.Places.Place;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the text of a list's condition, each flaw with its place in the text. */
final class RuleFlaws {
    private RuleFlaws() {}

    /** A problem {@code invalid} whose {@code flaws} are those that the parser of conditions tells. */
    static Refusal refusal(List<FilterFlaw> flaws) {
        List<FieldError> errors = flaws.stream()
                .map(flaw -> new FieldError("filter.rule", flaw.kind().slug()))
                .distinct()
                .toList();
        return Refusal.invalid(
                "invalid",
                flaws.isEmpty()
                        ? "The condition cannot be read."
                        : flaws.getFirst().message(),
                errors.isEmpty() ? List.of(new FieldError("filter.rule", "invalid")) : errors,
                Map.of("flaws", flaws.stream().map(RuleFlaws::shown).toList()));
    }

    private static Map<String, Object> shown(FilterFlaw flaw) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kind", flaw.kind().slug());
        shown.put("path", flaw.path());
        Place place = flaw.place();
        if (place != null) {
            shown.put("offset", place.offset());
            shown.put("length", place.length());
            shown.put("line", place.line());
            shown.put("column", place.column());
        }
        shown.put("found", flaw.found());
        shown.put("expected", flaw.expected());
        shown.put("message", flaw.message());
        return shown;
    }
}
