package io.fairlead.server.settings;

import static io.fairlead.server.settings.Readings.START;
import static io.fairlead.server.settings.Readings.flaws;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.settings.values.Times;
import org.junit.jupiter.api.Test;

class PlacesOfFlawsTest {
    @Test
    void aListByAnAliasIsToldOnceAtTheAlias() {
        assertThat(flaws(START + """
                rules:
                - id: a
                  candidates: &all [{user: anna}]
                - id: b
                  candidates: [*all]
                """))
                .containsExactly("7:16: a candidate: found a list, expected a map with user, team, weight, caps");
    }

    @Test
    void aFlawThatAliasesRepeatIsToldOnce() {
        assertThat(flaws(START + """
                rules:
                - {id: a, candidates: &all [{user: zoe}]}
                - {id: b, candidates: *all}
                """))
                .containsExactly("4:36: user: there is no user \"zoe\", expected the id of a user of this file");
    }

    @Test
    void aBadConditionDoesNotHideTheTypesOfTheOthers() {
        assertThat(flaws(START + """
                fields: {budget: number}
                rules:
                - {id: a, when: 'x = 1 && budget == "many" && (source == "call" || budget == true)'}
                """))
                .containsExactly(
                        "5:20: when: `=` is not an operator: write `==` to compare",
                        "5:37: when: `budget` is a number: expected a number without quotes, found `\"many\"`",
                        "5:78: when: `budget` is a number: expected a number without quotes, found `true`");
        assertThat(flaws(START + "rules: [{id: a, when: 'source x == 1'}]"))
                .singleElement()
                .asString()
                .startsWith("3:31: when: ");
    }

    @Test
    void aWindowWithoutEntriesIsAFlaw() {
        assertThat(flaws(START + "rules: [{id: r, window: []}]"))
                .containsExactly("3:25: window: found an empty list, expected at least one entry");
    }

    @Test
    void emptyTextsAreToldWhatIsExpected() {
        assertThat(flaws(START + "rules: [{id: \"\", strategy: \"\", within: \" \", ledger: \"\"}]"))
                .containsExactly(
                        "3:14: id: found an empty text, expected a text of at least one character",
                        "3:28: strategy: found an empty text, expected turns or utilisation or least-open or priority or"
                                + " claim",
                        "3:40: within: found an empty text, expected " + Times.DURATION,
                        "3:53: ledger: found an empty text, expected a text of at least one character");
    }

    @Test
    void aRuleWasNoneThatIsStillThere() {
        assertThat(flaws(START + """
                rules:
                - {id: b, was: a, candidates: [{user: anna}]}
                - {id: a, was: b, candidates: [{user: anna}]}
                - {id: c, was: gone, candidates: [{user: anna}]}
                - {id: d, was: d, candidates: [{user: anna}]}
                """))
                .containsExactly(
                        "4:16: was: found \"a\", which is the id of a rule that is still there, expected the id that this"
                                + " rule had before and that no rule has now; rules swap ids by way of a third id",
                        "5:16: was: found \"b\", which is the id of a rule that is still there, expected the id that this"
                                + " rule had before and that no rule has now; rules swap ids by way of a third id");
    }

    @Test
    void charactersThatCannotBeSeenAreEscaped() {
        assertThat(flaws(START + "teams: {t: {members: [\"anna\u200b\"]}}"))
                .containsExactly("3:23: members: there is no user \"anna\\u200b\"; did you mean \"anna\"?");
        assertThat(flaws(START + "rules: [{id: r, when: 'source\u200b == \"x\"'}]"))
                .allSatisfy(flaw -> assertThat(flaw).contains("\\u200b"))
                .isNotEmpty();
    }

    @Test
    void aWallTimeThatComesTwiceIsHintedAt() {
        assertThat(flaws(START + """
                events:
                - {at: 2026-10-25T02:50, lead: A}
                - {at: 2026-10-25T02:30, lead: B}
                - {at: 2026-10-25T02:30+01:00, lead: C}
                """))
                .containsExactly(
                        "5:8: at: found \"2026-10-25T02:30\" after an event of 2026-10-25T02:50, expected events"
                                + " sorted by their instant; the clock shows this time twice: write the second time as"
                                + " 2026-10-25T02:30+01:00");
    }

    @Test
    void wordsOfTheFilterLanguageAreNoFields() {
        for (var word : new String[] {"now", "in", "true", "false", "null"}) {
            assertThat(flaws(START + "fields: {" + word + ": text}"))
                    .containsExactly(
                            "3:10: fields: found %s, expected a field id: small letters, digits and _, starting"
                                            .formatted(word.equals("null") ? "nothing" : '"' + word + '"')
                                    + " with a letter; not at, lead or one of true, false, null, in, now");
            assertThat(flaws(START + "events: [{at: 2026-11-23T10:00, lead: L, " + word + ": x}]"))
                    .singleElement()
                    .asString()
                    .startsWith("3:42: unknown key \"" + word + "\" in an event");
        }
    }

    @Test
    void onlyTheTimeZoneIsRequired() {
        assertThat(flaws("company: {timezone: Europe/Rome}")).isEmpty();
    }

    @Test
    void yearsGoFrom1900To9999() {
        var years = ", in a year from 1900 to 9999";

        assertThat(flaws(START + """
                absences: [{user: anna, from: 1900-01-01, to: 9999-12-31}]
                events: [{at: 2026-11-23T10:00, lead: L}]
                until: 9999-12-31T23:59
                """)).isEmpty();
        assertThat(flaws(START + """
                fields: {day: date}
                absences: [{user: anna, from: 1899-12-31, to: 10000-01-01}]
                events: [{at: 2026-11-23T10:00, lead: L, day: 0001-01-01}]
                until: 12026-11-23T10:00
                """))
                .containsExactly(
                        "4:31: from: found \"1899-12-31\", expected a date such as 2026-11-23, or with a time such as"
                                + " 2026-11-23T09:05" + years,
                        "4:47: to: found \"10000-01-01\", expected a date such as 2026-11-23, or with a time such as"
                                + " 2026-11-23T09:05" + years,
                        "5:47: day: found \"0001-01-01\", expected a date such as 2026-11-23" + years,
                        "6:8: until: found \"12026-11-23T10:00\", expected " + Times.DATE_TIME + years);
    }

    @Test
    void jsonMayBeIndentedByTabs() {
        assertThat(
                        flaws(
                                "{\n\t\"company\":\t{\n\t\t\"timezone\":\t\"Europe/Rome\",\n\t\t\"nmae\": 1\n\t},\n"
                                        + "\t# it's, \"so\n\t'users':\t{\n\t\t\"a\tb\\\"\": {\n\t\t\t\"name\":\t\"A\tB\"\n\t\t}\n\t}\n}"))
                .containsExactly("4:3: unknown key \"nmae\" in company; did you mean \"name\"?");
        var users = Readings.scenario("{\t\"company\": {\"timezone\": \"UTC\"},\n\t\t\"users\": {\"a\tb\": {}}}")
                .settings()
                .users();
        assertThat(users).containsOnlyKeys("a\tb");
    }
}
