package io.fairlead.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCheckerTest {
    private static final Map<String, FieldType> OWN = Map.of(
            "province", FieldType.CHOICE,
            "budget", FieldType.NUMBER,
            "vip", FieldType.BOOLEAN,
            "born", FieldType.DATE);
    private static final Zones ZONES = new Zones(Map.of("Italia", "", "Lombardia", "Italia", "Milano", "Lombardia"));
    private static final Catalogue CATALOGUE = Catalogue.of(OWN, ZONES);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source == \"call\" && status != \"new\" && name > \"M\" && owner in [\"a\", \"b\"]",
                "budget > 5 && budget in [1, 2.5] && has(budget)",
                "vip && vip != false && vip in [true]",
                "born < today() && born == date(\"2026-11-23\") && born in [date(\"2026-11-23\")]",
                "created > now - duration(\"720h\") && created < timestamp(\"2026-11-23T09:00:00Z\")",
                "within(zone, \"Lombardia\") && zone == \"Atlantis\" && includes(zone, \"lom\")",
                "includes(province, \"m\") && startsWith(email, \"a\") && phone == \"+39\"",
                "true"
            })
    void aFilterThatFitsHasNoFlaws(String text) {
        assertThat(flaws(text, CATALOGUE)).isEmpty();
    }

    /** A filter; the place of its one flaw as path, offset and length; its kind; its message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "provnce == \"MI\" → /field 0+7 unknown-field → no field `provnce`; did you mean `province`?",
                "xyzzy == 1 → /field 0+5 unknown-field → no field `xyzzy`",
                "has(emial) → /field 4+5 unknown-field → no field `emial`; did you mean `email`?",
                "budget == \"5\" → /value 10+3 unlike-types → `budget` is a number: expected a number without quotes,"
                        + " found `\"5\"`; did you mean `5`?",
                "vip == \"yes\" → /value 7+5 unlike-types → `vip` is yes or no: expected `true` or `false`, found"
                        + " `\"yes\"`; did you mean `true`?",
                "vip == \" NO \" → /value 7+6 unlike-types → `vip` is yes or no: expected `true` or `false`, found"
                        + " `\" NO \"`; did you mean `false`?",
                "vip == \"True\" → /value 7+6 unlike-types → `vip` is yes or no: expected `true` or `false`, found"
                        + " `\"True\"`; did you mean `true`?",
                "vip == \"false\" → /value 7+7 unlike-types → `vip` is yes or no: expected `true` or `false`, found"
                        + " `\"false\"`; did you mean `false`?",
                "vip == \"often\" → /value 7+7 unlike-types → `vip` is yes or no: expected `true` or `false`, found"
                        + " `\"often\"`",
                "source == 5 → /value 10+1 unlike-types → `source` is a choice: expected a text in quotes, found `5`;"
                        + " did you mean \"5\"?",
                "born == \"2026-11-23\" → /value 8+12 unlike-types → `born` is a date: expected `date(\"2026-11-23\")` or"
                        + " `today()`, found `\"2026-11-23\"`; did you mean `date(\"2026-11-23\")`?",
                "born < now → /value 7+3 unlike-types → `born` is a date: expected `date(\"2026-11-23\")` or `today()`,"
                        + " found `now`; did you mean `today()`?",
                "created > today() → /value 10+7 unlike-types → `created` is an instant: expected"
                        + " `timestamp(\"2026-11-23T09:00:00Z\")` or `now`, found `today()`",
                "created > \"2026-11-23T09:00:00Z\" → /value 10+22 unlike-types → `created` is an instant: expected"
                        + " `timestamp(\"2026-11-23T09:00:00Z\")` or `now`, found `\"2026-11-23T09:00:00Z\"`; did you mean"
                        + " `timestamp(\"2026-11-23T09:00:00Z\")`?",
                "budget in [1, \"x\"] → /values/1 14+3 unlike-types → `budget` is a number: expected a number without"
                        + " quotes, found `\"x\"`",
                "vip > false → <root> 0+11 wrong-operator → yes and no have no order: expected `==` or `!=` for `vip`,"
                        + " found `>`",
                "includes(budget, \"5\") → /field 9+6 wrong-operator → `includes` searches a text: `budget` is a number",
                "startsWith(born, \"5\") → /field 11+4 wrong-operator → `startsWith` searches a text: `born` is a date",
                "within(source, \"Milano\") → /field 7+6 wrong-operator → `within` needs a zone: `source` is a choice",
                "within(zone, \"Milan\") → /zone 13+7 unknown-zone → no zone \"Milan\"; did you mean \"Milano\"?",
                "source → /value 0+6 unlike-types → `source` is a choice: expected a text in quotes, found `true`; did"
                        + " you mean \"true\"?",
            })
    void whatDoesNotFitIsToldWithItsLikelyMeaning(String text, String place, String message) {
        assertThat(flaws(text, CATALOGUE)).singleElement().satisfies(flaw -> {
            var at = Objects.requireNonNull(flaw.place());
            String path = flaw.path().isEmpty() ? "<root>" : flaw.path();
            assertThat(path + " " + at.offset() + "+" + at.length() + " "
                            + flaw.kind().slug())
                    .isEqualTo(place);
            assertThat(flaw.message()).isEqualTo(message);
        });
    }

    @Test
    void allFlawsAreToldAtOnceEachWithItsPointer() {
        var flaws = flaws("!(provnce == \"MI\") && (budget > \"a\" || within(source, \"Rom\")) && vip", CATALOGUE);
        assertThat(flaws)
                .extracting(FilterFlaw::path)
                .containsExactly("/of/0/of/field", "/of/1/of/0/value", "/of/1/of/1/field", "/of/1/of/1/zone");
    }

    @Test
    void aTreeThatWasNotReadFromATextHasFlawsWithPointersOnly() {
        var filter = new Filter.Not(new Filter.Has("emial"));
        assertThat(FilterChecker.check(filter, CATALOGUE)).singleElement().satisfies(flaw -> {
            assertThat(flaw.path()).isEqualTo("/of/field");
            assertThat(flaw.place()).isNull();
        });
    }

    @Test
    void whatIsComparedWithAnUnknownFieldIsNotLookedAt() {
        assertThat(flaws("xyzzy > true && xyzzy in [1, \"a\"] && includes(xyzzy, \"a\")", CATALOGUE))
                .extracting(FilterFlaw::kind)
                .containsOnly(FilterFlaw.Kind.UNKNOWN_FIELD)
                .hasSize(3);
    }

    @Test
    void withoutAZoneTreeAnyZoneMayBeNamed() {
        assertThat(flaws("within(zone, \"Atlantis\")", Catalogue.of(OWN, Zones.NONE)))
                .isEmpty();
    }

    @Test
    void theCompanysOwnTypeOfABuiltInFieldWins() {
        var catalogue = Catalogue.of(Map.of("created", FieldType.DATE), Zones.NONE);
        assertThat(flaws("created == today()", catalogue)).isEmpty();
    }

    private static List<FilterFlaw> flaws(String text, Catalogue catalogue) {
        return FilterChecker.check((FilterReading.Read) FilterParser.parse(text), catalogue);
    }
}
