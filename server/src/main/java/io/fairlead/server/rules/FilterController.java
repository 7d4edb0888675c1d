package io.fairlead.server.rules;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FilterChecker;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.filter.FilterFlaw;
import io.fairlead.engine.filter.FilterJson;
import io.fairlead.engine.filter.FilterParser;
import io.fairlead.engine.filter.FilterReading;
import io.fairlead.engine.filter.FilterText;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Converts conditions between their text and their tree, and says what they may name. */
@RestController
@RequestMapping("/api/filters")
class FilterController {
    private final Surroundings surroundings;

    FilterController(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    record FilterSource(@Nullable String text) {}

    record FilterTree(@Nullable Map<String, Object> tree) {}

    /**
     * A condition in both forms.
     *
     * @param text null if the tree is none
     * @param tree null if the text is none
     */
    record FilterForms(@Nullable String text, @Nullable Map<String, Object> tree, List<FilterFlawShown> flaws) {}

    /**
     * A flaw.
     *
     * @param path JSON pointer into the tree
     * @param offset in the text, in UTF-16 units; null if it was read from a tree
     */
    record FilterFlawShown(
            String kind,
            String path,
            @Nullable Integer offset,
            @Nullable Integer length,
            String found,
            String expected,
            String message) {}

    /** @param rows all but {@code owner}: nobody has a lead yet when rules look at it */
    record FilterFieldRows(List<FilterField> rows, List<String> zones) {}

    /**
     * What a condition may name.
     *
     * @param own whether the company declared it
     * @param values those that the company's rules compare it with
     */
    record FilterField(String id, String type, boolean own, List<String> values) {}

    @Allow(Permission.SIGNED_IN)
    @LargeBody
    @PostMapping("/parse")
    FilterForms parse(@AuthenticationPrincipal SignedIn me, @RequestBody FilterSource source) {
        String text = source.text() == null ? "" : source.text();
        return answer(me, text, FilterParser.parse(text));
    }

    @Allow(Permission.SIGNED_IN)
    @LargeBody
    @PostMapping("/format")
    FilterForms format(@AuthenticationPrincipal SignedIn me, @RequestBody FilterTree wanted) {
        return answer(me, null, FilterJson.read(wanted.tree()));
    }

    @Allow(Permission.SIGNED_IN)
    @GetMapping("/fields")
    FilterFieldRows fields(@AuthenticationPrincipal SignedIn me) {
        Surroundings.Known known = surroundings.known(me);
        Map<String, Set<String>> values = new LinkedHashMap<>();
        known.catalogue().fields().keySet().stream()
                .filter(field -> !field.equals("owner"))
                .sorted()
                .forEach(field -> values.put(field, new LinkedHashSet<>()));
        for (String when : known.conditions()) {
            if (FilterParser.parse(when) instanceof FilterReading.Read read) {
                for (String field : FilterFields.named(read.filter())) {
                    values.computeIfAbsent(field, id -> new LinkedHashSet<>())
                            .addAll(FilterFields.values(read.filter(), field));
                }
            }
        }
        Catalogue catalogue = known.catalogue();
        List<FilterField> rows = new ArrayList<>();
        values.forEach((id, of) -> rows.add(new FilterField(
                id,
                catalogue.fields().containsKey(id)
                        ? catalogue.fields().get(id).name().toLowerCase(Locale.ROOT)
                        : "text",
                !Catalogue.BUILT_IN.containsKey(id),
                List.copyOf(of))));
        Zones zones = catalogue.zones();
        return new FilterFieldRows(
                rows, List.copyOf(new TreeSet<>(zones.parents().keySet())));
    }

    private FilterForms answer(SignedIn me, @Nullable String text, FilterReading reading) {
        return switch (reading) {
            case FilterReading.Broken broken -> new FilterForms(text, null, shown(broken.flaws()));
            case FilterReading.Read read ->
                new FilterForms(
                        text == null ? FilterText.write(read.filter()) : text,
                        FilterJson.write(read.filter()),
                        shown(FilterChecker.check(read, surroundings.known(me).catalogue())));
        };
    }

    private static List<FilterFlawShown> shown(List<FilterFlaw> flaws) {
        return flaws.stream()
                .map(flaw -> new FilterFlawShown(
                        flaw.kind().slug(),
                        flaw.path(),
                        flaw.place() == null ? null : flaw.place().offset(),
                        flaw.place() == null ? null : flaw.place().length(),
                        flaw.found(),
                        flaw.expected(),
                        flaw.message()))
                .toList();
    }
}
