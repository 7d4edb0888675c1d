package io.fairlead.server.settings;

import static io.fairlead.server.settings.Readings.START;
import static io.fairlead.server.settings.Readings.flaws;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.settings.values.Times;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenFilesTest {
    private static final String EVENT_KEYS = "at, lead with its fields or one of status, assigned, touched-by,"
            + " accepted-by, declined-by; or user and presence";

    private static Arguments wholeFile(String text, String... flaws) {
        return Arguments.of(text, List.of(flaws));
    }

    /** Text after the first two lines, so that its own first line is line 3. */
    private static Arguments file(String text, String... flaws) {
        return wholeFile(START + text, flaws);
    }

    @ParameterizedTest
    @MethodSource({
        "files",
        "people",
        "teamsAndFields",
        "declaredFields",
        "times",
        "rules",
        "filters",
        "events",
        "fieldsOfEvents"
    })
    void everyFlawIsNamedAtItsPlace(String text, List<String> flaws) {
        assertThat(flaws(text)).containsExactlyElementsOf(flaws);
    }

    static Stream<Arguments> files() {
        return Stream.of(
                wholeFile("", "1:1: the file is empty, expected settings"),
                wholeFile("# nothing\n", "1:1: the file is empty, expected settings"),
                wholeFile("---\n", "2:1: the file is empty, expected settings"),
                wholeFile("hello", "1:1: found \"hello\", expected a map of settings that starts with company:"),
                wholeFile("- a\n- b\n", "1:1: found a list, expected a map of settings that starts with company:"),
                wholeFile("{}", "1:1: the file has no company, expected company: {name: …, timezone: …}"),
                wholeFile(
                        "a: [1\nb: 2", "2:2: not YAML: while parsing a flow sequence: expected ',' or ']', but got :"),
                wholeFile("a: \"x", "1:6: not YAML: while scanning a quoted scalar: found unexpected end of stream"),
                wholeFile(
                        "a: b\n\tc: d\n",
                        "2:1: not YAML: while scanning for the next token: found character '\\t(TAB)'"
                                + " that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                wholeFile(
                        "a: x\u0000y",
                        "1:5: not a text file: found the control character U+0000, expected text in UTF-8"),
                file("---\na: b\n", "3:1: found a second document, expected the end of the file"),
                file("rulez: []", "3:1: unknown key \"rulez\" in the settings; did you mean \"rules\"?"),
                file("rules: []\nrules: []", "4:1: duplicate key \"rules\", expected each key once"),
                file("rules: yes", "3:8: rules: found \"yes\", expected a list"),
                file(
                        "teams: {x: !!python/name {}}",
                        "3:12: a tag: found \"tag:yaml.org,2002:python/name\", expected no tag (settings are plain data)"),
                file(
                        "? [a]\n: b",
                        "3:3: a key: found a list, expected a text",
                        "3:3: unknown key \"\" in the settings, expected one of " + String.join(", ", Keys.TOP)),
                file(
                        "teams: *t",
                        "3:8: the alias *t names no anchor above it, expected the name of an anchor (&name) above"),
                file(
                        "teams: &t {a: *t}",
                        "3:15: the alias *t contains itself, expected the name of an anchor (&name) above"));
    }

    static Stream<Arguments> people() {
        return Stream.of(
                wholeFile(
                        "company: {timezone: Europe/Rme, region: it, locale: IT!, otherwise: next-rule}\nusers: {}",
                        "1:21: timezone: found \"Europe/Rme\", expected a time zone such as Europe/Rome; did you mean"
                                + " \"Europe/Rome\"?",
                        "1:41: region: found \"it\", expected a country code such as IT or RU",
                        "1:53: locale: found \"IT!\", expected a language tag such as it or en-GB",
                        "1:69: otherwise: found \"next-rule\", expected hold, unassigned or {user: ID}"),
                wholeFile(
                        "company: {timezone: UTC, nmae: x, fallback-email: head, closed-statuses: won}\nusers: {}",
                        "1:26: unknown key \"nmae\" in company; did you mean \"name\"?",
                        "1:51: fallback-email: found \"head\", expected an e-mail address",
                        "1:74: closed-statuses: found \"won\", expected a list"),
                wholeFile(
                        "company: {timezone: UTC}\nusers:\n  a: {schedule: s1, target: -1, active: yes}\n  a: {}\n  none: {}\n  \" \": {}",
                        "3:17: schedule: there is no schedule \"s1\", expected the id of a schedule of this file",
                        "3:29: target: found \"-1\", expected a whole number from 0 to 1000000",
                        "3:41: active: found \"yes\", expected true or false",
                        "4:3: duplicate id \"a\", expected each id once",
                        "5:3: users: found the id none, expected another id (none means nobody)",
                        "6:3: users: found an empty id, expected an id"));
    }

    static Stream<Arguments> teamsAndFields() {
        return Stream.of(
                file(
                        "teams: {t: {members: [ana, anna, anna]}}",
                        "3:23: members: there is no user \"ana\"; did you mean \"anna\"?",
                        "3:34: duplicate id \"anna\", expected each id once"),
                file(
                        "listings: {l: {responsibles: [zoe], nam: x}}",
                        "3:31: responsibles: there is no user \"zoe\", expected the id of a user of this file",
                        "3:37: unknown key \"nam\" in a listing; did you mean \"name\"?"),
                file(
                        "fields: {Budget: number, at: text, x: nomber, phone: date}",
                        "3:10: fields: found \"Budget\", expected a field id: small letters, digits and _, starting"
                                + " with a letter; not at, lead or one of true, false, null, in, now",
                        "3:26: fields: found \"at\", expected a field id: small letters, digits and _, starting with a"
                                + " letter; not at, lead or one of true, false, null, in, now",
                        "3:39: type: found \"nomber\", expected one of text, number, boolean, date, instant, choice,"
                                + " zone; did you mean \"number\"?",
                        "3:54: the built-in field phone: found date, expected text"),
                file(
                        "user-fields: {Car: text, car: {type: number, choices: [a], active: maybe, colour: red}}",
                        "3:15: user-fields: found \"Car\", expected a field id: small letters, digits and _, starting"
                                + " with a letter; not at, lead or one of true, false, null, in, now",
                        "3:55: choices: found choices, expected none for the type number",
                        "3:68: active: found \"maybe\", expected true or false",
                        "3:75: unknown key \"colour\" in a field, expected one of type, name, choices, active"),
                file("zones: {N: [a, b], S: {b: }}", "3:24: duplicate zone \"b\", expected each zone once in the tree"),
                file(
                        "contacts: [{owner: anna}, {phone: \"1\", former: [x]}]",
                        "3:12: a contact: found neither phone nor email, expected one of them",
                        "3:49: former: there is no user \"x\", expected the id of a user of this file"));
    }

    static Stream<Arguments> declaredFields() {
        return Stream.of(file(
                "fields: {a: {type: text, show: money}, b: {type: date, show: link, default: soon},"
                        + " c: {type: choice, choices: [x, y], default: z}, d: {type: number, required: perhaps},"
                        + " e: {type: text, show: user, default: ana}, phone: {type: text, required: true},"
                        + " f: {type: text, show: long-text, searchable: true}}",
                "3:32: show: found \"money\", expected long-text or phone or email or link or user for the type text",
                "3:62: show: found \"link\", expected none for the type date",
                "3:77: default: found \"soon\", expected a date such as 2026-11-23",
                "3:128: default: found \"z\", expected one of the choices",
                "3:160: required: found \"perhaps\", expected true or false",
                "3:207: default: found \"ana\", expected the id of a user of this file",
                "3:243: phone: found required, expected nothing of that for a built-in field",
                "3:295: searchable: found a long text, expected a short value"));
    }

    static Stream<Arguments> times() {
        var hours = "expected hours such as 09:00-17:00 (24:00 only as an end)";
        return Stream.of(
                file(
                        "schedules: {s: {weekly: [{days: mon-fry, hours: \"09:00-25:00\"}, {hours: 24:00-08:00}]}}",
                        "3:33: days: found \"mon-fry\", expected days such as mon, mon-fri or [mon, wed-thu]",
                        "3:49: hours: found \"09:00-25:00\", " + hours,
                        "3:73: hours: found \"24:00-08:00\", " + hours),
                file(
                        "schedules: {s: {weekly: [{hours: 09:00-17:00, until: next-listed-day}]}}",
                        "3:54: until: next-listed-day needs hours that pass midnight such as 16:00-09:00, found"
                                + " 09:00-17:00"),
                file(
                        "schedules: {s: {cycle: {on: 0, off: 1, from: 2026-02-30}}}",
                        "3:24: a cycle has no hours, expected the key \"hours\"",
                        "3:29: on: found \"0\", expected a whole number from 1 to 1000000",
                        "3:46: from: found \"2026-02-30\", expected a date such as 2026-11-23"),
                file(
                        "schedules: {s: {dates: [{date: 2026-12-24, hours: off}], except: [{hours: 9-5}]}}",
                        "3:51: hours: found \"off\", " + hours,
                        "3:67: except has no date, expected the key \"date\"",
                        "3:75: hours: found \"9-5\", " + hours),
                file(
                        "schedules: {s: {timezone: Mars/Base, holidays: XX}}",
                        "3:27: timezone: found \"Mars/Base\", expected a time zone such as Europe/Rome",
                        "3:48: holidays: found \"XX\", expected a country or region such as IT or DE-BY"),
                file(
                        "absences: [{user: anna, from: 2026-12-07, to: 2026-12-06}, {user: zoe, from: 2026-12-07T25:00}]",
                        "3:47: to: found an end before the start, expected a time after 2026-12-07",
                        "3:60: an absence has no to, expected the key \"to\"",
                        "3:67: user: there is no user \"zoe\", expected the id of a user of this file",
                        "3:78: from: found \"2026-12-07T25:00\", expected a date such as 2026-11-23, or with a time such"
                                + " as 2026-11-23T09:05"),
                file("until: 2026-12-07", "3:8: until: found \"2026-12-07\", expected " + Times.DATE_TIME),
                file(
                        "events: [{at: 2026-11-23T10:00, lead: L}]\nuntil: 2026-11-23T09:59",
                        "4:8: until: found \"2026-11-23T09:59\", expected a time not before the last event, which is at"
                                + " 2026-11-23T10:00"));
    }

    static Stream<Arguments> rules() {
        var whole = "expected a whole number from 1 to 1000000";
        return Stream.of(
                file(
                        "rules: [{candidates: []}, {id: r}, {id: r}]",
                        "3:9: a rule has no id, expected the key \"id\"",
                        "3:41: duplicate rule id \"r\", expected each rule id once"),
                file(
                        "rules: [{id: r, candidates: [{user: anna, weight: 0}, {user: bruno, weight: 1.5}, {weight: 2}]}]",
                        "3:51: weight: found \"0\", " + whole,
                        "3:77: weight: found \"1.5\", " + whole,
                        "3:83: a candidate: found neither user nor team, expected user: ID or team: ID"),
                file(
                        "rules: [{id: r, candidates: [{user: zoe}, {team: t}, {user: anna, team: t}, anna]}]",
                        "3:37: user: there is no user \"zoe\", expected the id of a user of this file",
                        "3:50: team: there is no team \"t\", expected the id of a team of this file",
                        "3:54: a candidate: found both user and team, expected user: ID or team: ID",
                        "3:77: a candidate: found \"anna\", expected a map with user, team, weight, caps"),
                file(
                        "rules: [{id: r, strategy: claim, then: claim, within: 10, accept-within: 0m}]",
                        "3:40: then: found \"claim\", expected turns, utilisation, least-open or priority",
                        "3:55: within: found \"10\", expected a duration such as 90s, 15m, 2h or 3d",
                        "3:74: accept-within: found \"0m\", expected a duration above zero such as 90s"),
                file(
                        "rules: [{id: r, strategy: turn, known: none, target: many, presence: need, caps: {daily: 1}}]",
                        "3:27: strategy: found \"turn\", expected turns or utilisation or least-open or priority or"
                                + " claim; did you mean \"turns\"?",
                        "3:40: known: found \"none\", expected owner-then-former or owner or off",
                        "3:54: target: found \"many\", expected a whole number from 0 to 1000000",
                        "3:70: presence: found \"need\", expected ignored or required",
                        "3:83: unknown key \"daily\" in caps, expected one of day, week, month, open"),
                file(
                        "rules: [{id: r, otherwise: {user: zoe}, redistribute: {times: 1}}, {id: s, otherwise: holt}]",
                        "3:35: user: there is no user \"zoe\", expected the id of a user of this file",
                        "3:55: redistribute has no after, expected the key \"after\"",
                        "3:87: otherwise: found \"holt\", expected hold, next-rule, unassigned or {user: ID}; did you"
                                + " mean \"hold\"?"));
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                file("rules: [{id: r, when: a = \"x\"}]", "3:25: when: `=` is not an operator: write `==` to compare"),
                file(
                        "rules:\n- id: r\n  when: 'b == \"it''s\" && c = 1'",
                        "5:28: when: `=` is not an operator: write `==` to compare"),
                file(
                        "rules:\n- id: r\n  when: \"a == \\\"\\u00e9\\\" &&\n\n    c = 1\"",
                        "7:7: when: `=` is not an operator: write `==` to compare"),
                file(
                        "rules:\n- id: r\n  when: |\n    a == \"x\"\n\n      && c = 1\n",
                        "8:12: when: `=` is not an operator: write `==` to compare"),
                file(
                        "rules:\n- id: r\n  when: >-\n    a == \"x\"\n    && c = 1\n",
                        "7:10: when: `=` is not an operator: write `==` to compare"),
                file(
                        "rules:\n- id: r\n  when: a == \"x\"\n    && c = 1\n",
                        "6:10: when: `=` is not an operator: write `==` to compare"));
    }

    static Stream<Arguments> events() {
        return Stream.of(
                file(
                        "events: [5, {at: 2026-11-23T10:00}, {lead: L}]",
                        "3:10: events: found \"5\", expected a map with " + EVENT_KEYS,
                        "3:13: an event: found neither lead nor user, expected " + EVENT_KEYS,
                        "3:37: an event has no at, expected " + Times.DATE_TIME),
                file(
                        "events:\n- {at: 2026-11-23T10:00, lead: L}\n- {at: 2026-11-23T09:00, lead: M}\n- {at: 2026-11-23 9:00, lead: N}",
                        "5:8: at: found \"2026-11-23T09:00\" after an event of 2026-11-23T10:00, expected events sorted"
                                + " by their instant",
                        "6:8: at: found \"2026-11-23 9:00\", expected " + Times.DATE_TIME),
                file(
                        """
                        events:
                        - {at: 2026-11-23T10:00, lead: L, touched-by: anna}
                        - {at: 2026-11-23T10:00, lead: L}
                        - {at: 2026-11-23T10:00, lead: L, source: x}
                        - {at: 2026-11-23T10:00, lead: L, touched-by: ana}
                        - {at: 2026-11-23T10:00, lead: L, status: x, touched-by: anna}
                        """,
                        "4:32: the lead \"L\" has not arrived yet, expected touched-by only after the lead's arrival",
                        "6:32: the lead \"L\" has arrived before, expected a new lead, or exactly one of status,"
                                + " assigned, touched-by, accepted-by, declined-by",
                        "7:47: touched-by: there is no user \"ana\"; did you mean \"anna\"?",
                        "8:32: the lead \"L\" has arrived before, expected a new lead, or exactly one of status,"
                                + " assigned, touched-by, accepted-by, declined-by"));
    }

    static Stream<Arguments> fieldsOfEvents() {
        return Stream.of(
                file(
                        "events:\n- {at: 2026-11-23T10:00, user: zoe, presence: on}\n- {at: 2026-11-23T10:00, user: anna}\n"
                                + "- {at: 2026-11-23T10:00, user: anna, lead: L}\n- {at: 2026-11-23T10:00, user: anna, presence: online, x: 1}",
                        "4:32: user: there is no user \"zoe\", expected the id of a user of this file",
                        "4:47: presence: found \"on\", expected online or offline",
                        "5:3: presence: found nothing, expected online or offline",
                        "6:3: an event: found both a lead and a user's presence, expected one of the two",
                        "7:59: a user's event: found the key \"x\", expected user and presence (a lead's event needs the"
                                + " key lead)"),
                file(
                        "events:\n- {at: 2026-11-23T10:00, lead: L, Source: x, x: [1], y: 1, y: 2, touched-b: anna}",
                        "4:35: unknown key \"Source\" in an event, expected a field id or one of "
                                + String.join(", ", Keys.EVENT),
                        "4:49: x: found a list, expected a text, a number or a yes/no",
                        "4:60: duplicate key \"y\", expected each key once",
                        "4:66: unknown key \"touched-b\" in an event; did you mean \"touched-by\"?"),
                file(
                        "events:\n- {at: 2026-11-23T10:00, lead: L, x: 1}\n- {at: 2026-11-23T10:00, lead: M, x: \"1\"}",
                        "5:38: x: found a text \"1\", expected a number as in the events before (or declare the field's"
                                + " type under fields:)"),
                file(
                        "fields: {x: number}\nevents:\n- {at: 2026-11-23T10:00, lead: L, x: many}",
                        "5:38: x: found \"many\", expected a number"),
                file(
                        "listings: {flat: {}}\nevents:\n- {at: 2026-11-23T10:00, lead: L, listing: flt}",
                        "5:44: listing: there is no listing \"flt\"; did you mean \"flat\"?"),
                file("events: leads.csv", "3:9: events: found the file \"leads.csv\", expected a list of events here"));
    }

    @Test
    void atMostAHundredFlawsAreKeptAndTheRestIsCounted() {
        var file = (SettingsFile.Broken) Readings.read(START + "events:\n" + "- x\n".repeat(250));

        assertThat(file.flaws()).hasSize(100);
        assertThat(file.flaws().getFirst().line()).isEqualTo(4);
        assertThat(file.flaws().getLast().line()).isEqualTo(103);
        assertThat(file.more()).isEqualTo(150);
    }

    @Test
    void aFlawPrintsItsFilePlaceAndMessageOnOneLine() {
        var file = (SettingsFile.Broken) Readings.read(START + "\"ru\\nles\": []");

        assertThat(file.flaws().getFirst())
                .hasToString("s.yaml:3:1: unknown key \"ru\\nles\" in the settings; did you mean \"rules\"?");
    }
}
