package io.fairlead.engine.filter;

import static io.fairlead.engine.filter.Parsed.filter;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterMatcherTest {
    /** Half past ten at night in UTC on the 23rd: already the 24th in Rome's time zone and further east. */
    private static final Instant NOW = GeneratedFilters.NOW;

    private static final ZoneId TOMSK = ZoneId.of("Asia/Tomsk");
    private static final FilterMatcher MATCHER = new FilterMatcher(TOMSK, GeneratedFilters.ZONES);
    private static final Map<String, Value> LEAD = Map.of(
            "source",
            new Value.Text("call"),
            "name",
            new Value.Text("Élodie Straße"),
            "empty",
            new Value.Text(""),
            "budget",
            new Value.Decimal(new BigDecimal("1500.50")),
            "vip",
            new Value.Flag(true),
            "born",
            new Value.Day(LocalDate.of(2026, 11, 24)),
            "created",
            new Value.Moment(NOW.minusSeconds(3600)),
            "zone",
            new Value.Text("Monza"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "source == \"call\" → true",
                "source == \"Call\" → false",
                "source != \"call\" → false",
                "source < \"calm\" → true",
                "source <= \"call\" → true",
                "source < \"calls\" → true",
                "source > \"Z\" → true",
                "source >= \"calm\" → false",
                "source in [\"web\", \"call\"] → true",
                "source in [] → false",
                "has(source) → true",
                "has(empty) → false",
                "empty == \"\" → true",
                "includes(empty, \"\") → true",
                "budget == 1500.5 → true",
                "budget in [1500.500] → true",
                "budget != 1500.5 → false",
                "budget < 1500.51 → true",
                "budget <= 1500.5 → true",
                "budget > 999 → true",
                "budget >= 2e3 → false",
                "vip → true",
                "vip == false → false",
                "vip != false → true",
                "!vip → false",
                "born == today() → true",
                "born == date(\"2026-11-24\") → true",
                "born < date(\"2026-11-24\") → false",
                "born in [date(\"2026-11-24\")] → true",
                "created < now → true",
                "created == now - duration(\"1h\") → true",
                "created > now - duration(\"1h\") → false",
                "created >= timestamp(\"2026-11-23T21:30:00Z\") → true",
                "created < now + duration(\"1ns\") → true",
                "created != now → true",
                "created != now - duration(\"1h\") → false",
                "born != today() → false",
                "born > date(\"2026-11-23\") → true",
                "born <= date(\"2026-11-24\") → true",
                "includes(name, \"DIE STRAS\") → true",
                "includes(name, \"street\") → false",
                "startsWith(name, \"elo\") → true",
                "startsWith(name, \"lodie\") → false",
                "startsWith(name, \"ÉLODIE STRASSE \") → false",
                "within(zone, \"Monza\") → true",
                "within(zone, \"Lombardia\") → true",
                "within(zone, \"Italia\") → true",
                "within(zone, \"Lazio\") → false",
                "within(zone, \"\") → false",
                "true → true",
                "false → false",
                "vip && source == \"web\" → false",
                "source == \"web\" && vip → false",
                "vip && source == \"call\" → true",
                "vip || source == \"web\" → true",
                "source == \"web\" || vip → true",
                "source == \"web\" || !vip → false",
            })
    void eachOperatorAnswersAsWritten(String text, boolean expected) {
        assertThat(matches(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "gone == \"x\" → false",
                "gone != \"x\" → true",
                "gone < \"x\" → false",
                "gone >= \"x\" → false",
                "gone in [\"x\"] → false",
                "has(gone) → false",
                "includes(gone, \"\") → false",
                "startsWith(gone, \"\") → false",
                "within(gone, \"Italia\") → false",
                "gone == now → false",
                "gone != now → true",
                "gone != today() → true",
                "gone → false",
                "!gone → true",
                "!(gone != \"x\") → false",
                "!(gone in [\"x\"]) → true",
                "!has(gone) → true",
            })
    void aMissingFieldFailsEveryComparisonButUnequal(String text, boolean expected) {
        assertThat(matches(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "budget == \"1500.5\" → false",
                "budget != \"1500.5\" → true",
                "budget < \"x\" → false",
                "budget in [\"1500.5\"] → false",
                "source == 5 → false",
                "source != true → true",
                "vip < true → false",
                "created == date(\"2026-11-23\") → false",
                "created != today() → true",
                "born < now → false",
                "born != now → true",
                "includes(budget, \"1\") → false",
                "has(budget) → true",
            })
    void valuesOfUnlikeTypesAreUnequalAndHaveNoOrder(String text, boolean expected) {
        assertThat(matches(text)).isEqualTo(expected);
    }

    @Test
    void todayIsTheCompanysDay() {
        var filter = filter("born == today()");
        assertThat(new FilterMatcher(TOMSK, Zones.NONE).matches(filter, LEAD::get, NOW))
                .isTrue();
        assertThat(new FilterMatcher(ZoneId.of("UTC"), Zones.NONE).matches(filter, LEAD::get, NOW))
                .isFalse();
    }

    @Test
    void withoutAZoneTreeAZoneIsWithinItselfOnly() {
        var matcher = new FilterMatcher(TOMSK, Zones.NONE);
        assertThat(matcher.matches(filter("within(zone, \"Monza\")"), LEAD::get, NOW))
                .isTrue();
        assertThat(matcher.matches(filter("within(zone, \"Italia\")"), LEAD::get, NOW))
                .isFalse();
    }

    @Test
    void textsAreOrderedByCodePointNotByUnit() {
        Facts emoji = Map.<String, Value>of("name", new Value.Text("\uD83D\uDE00"))::get;
        assertThat(MATCHER.matches(filter("name > \"\uFF5E\""), emoji, NOW)).isTrue();
        assertThat(MATCHER.matches(filter("name < \"\uD83D\uDE01\""), emoji, NOW))
                .isTrue();
    }

    private static boolean matches(String text) {
        return MATCHER.matches(filter(text), LEAD::get, NOW);
    }
}
