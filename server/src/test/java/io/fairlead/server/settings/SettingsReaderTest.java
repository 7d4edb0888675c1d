package io.fairlead.server.settings;

import static io.fairlead.server.settings.Readings.START;
import static io.fairlead.server.settings.Readings.scenario;
import static io.fairlead.server.settings.Readings.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.distribution.Candidate;
import io.fairlead.engine.distribution.Caps;
import io.fairlead.engine.distribution.Company;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.Settings.Listing;
import io.fairlead.engine.distribution.Settings.Team;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.FilterText;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import io.fairlead.engine.simulation.Contacts.KnownContact;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Cycle;
import io.fairlead.engine.time.Dated;
import io.fairlead.engine.time.Days;
import io.fairlead.engine.time.Hours;
import io.fairlead.engine.time.Timeline;
import io.fairlead.engine.time.Weekly;
import io.fairlead.engine.time.Window;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReaderTest {
    private static Settings settings(String text) {
        return scenario(text).settings();
    }

    private static Rule rule(String keys) {
        return settings(START + "teams: {t: {members: [anna]}}\nrules: [{id: r" + keys + "}]")
                .rules()
                .getFirst();
    }

    @ParameterizedTest
    @MethodSource("io.fairlead.server.settings.SchemaTest#soundFiles")
    void casesAndExamplesAreSound(Path file) {
        assertThat(SettingsReader.read(file)).isInstanceOf(SettingsFile.Sound.class);
    }

    @Test
    void aCompanyHasItsKeys() {
        var company = settings("""
                        company:
                          name: Shop
                          timezone: Asia/Tomsk
                          region: RU
                          locale: ru
                          otherwise: {user: anna}
                          fallback-email: head@shop.example
                          overview-email: all@shop.example
                          closed-statuses: [done]
                        users: {anna: {}}
                        """).company();

        assertThat(company)
                .isEqualTo(new Company(
                        "Shop",
                        ZoneId.of("Asia/Tomsk"),
                        "RU",
                        "ru",
                        new Otherwise.ToUser("anna"),
                        new Company.Mailboxes("head@shop.example", "all@shop.example"),
                        Set.of("done")));
    }

    @Test
    void aCompanyHasItsDefaults() {
        assertThat(settings("{company: {timezone: UTC}, users: {}}").company())
                .isEqualTo(new Company(
                        "",
                        ZoneId.of("UTC"),
                        null,
                        null,
                        new Otherwise.Unassigned(),
                        new Company.Mailboxes(null, null),
                        Set.of("won", "lost", "closed", "spam")));
    }

    @Test
    void aScheduleHasItsKeys() {
        var schedule = Objects.requireNonNull(settings(START + """
                        schedules:
                          s:
                            timezone: Asia/Tomsk
                            weekly: [{days: [mon, wed-thu], hours: "16:00-09:00", until: next-listed-day}, {days: sat}]
                            cycle: {on: 2, off: 1, from: 2026-01-05, hours: 20:00-08:00}
                            dates: [{date: 2026-12-31, hours: "10:00-14:00"}]
                            except: [{date: 2026-12-24, hours: off}]
                            holidays: IT
                        """).schedules().get("s"));

        assertThat(schedule.zone()).isEqualTo(ZoneId.of("Asia/Tomsk"));
        assertThat(schedule.weekly())
                .containsExactly(
                        new Weekly(
                                Set.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY),
                                new Hours(960, 540),
                                true),
                        new Weekly(Set.of(DayOfWeek.SATURDAY), Hours.WHOLE_DAY, false));
        assertThat(schedule.cycle()).isEqualTo(new Cycle(2, 1, LocalDate.of(2026, 1, 5), new Hours(1200, 480)));
        assertThat(schedule.dates()).containsExactly(new Dated(LocalDate.of(2026, 12, 31), new Hours(600, 840)));
        assertThat(schedule.except()).containsExactly(new Dated(LocalDate.of(2026, 12, 24), null));
        assertThat(schedule.holidays().isHoliday(LocalDate.of(2026, 6, 2))).isTrue();
    }

    @Test
    void usersTeamsAndListingsHaveTheirKeys() {
        var settings = settings("""
                company: {timezone: Europe/Rome}
                schedules: {s: {weekly: [{days: mon}]}}
                users:
                  anna: {name: Anna, email: a@x.example, active: false, schedule: s, skills: [b, a], target: 0, technical: true, locale: it}
                  7:
                teams: {t: {members: [7, anna]}}
                listings: {l: {name: Via Roma, responsibles: [anna]}, m: {}}
                """);
        var anna = Objects.requireNonNull(settings.users().get("anna"));
        var seven = Objects.requireNonNull(settings.users().get("7"));

        assertThat(settings.users()).containsOnlyKeys("anna", "7");
        assertThat(anna.name()).isEqualTo("Anna");
        assertThat(anna.email()).isEqualTo("a@x.example");
        assertThat(anna.active()).isFalse();
        assertThat(anna.schedule()).isEqualTo("s");
        assertThat(anna.skills()).containsExactly("b", "a");
        assertThat(anna.target()).isZero();
        assertThat(anna.technical()).isTrue();
        assertThat(anna.locale()).isEqualTo("it");
        assertThat(anna.duty().at(Instant.parse("2026-11-24T12:00:00Z")).on()).isFalse();
        assertThat(seven.name()).isEqualTo("7");
        assertThat(seven.active()).isTrue();
        assertThat(seven.duty()).isSameAs(Timeline.ALWAYS);
        assertThat(seven.target()).isNull();
        assertThat(settings.teams()).containsEntry("t", new Team("t", List.of("7", "anna")));
        assertThat(settings.listings())
                .containsEntry("l", new Listing("l", "Via Roma", List.of("anna")))
                .containsEntry("m", new Listing("m", "m", List.of()));
    }

    @Test
    void fieldsAndZonesAreRead() {
        var settings = settings(START + """
                fields: {budget: number, vip: {type: boolean}, source: choice}
                zones: {Nord: {Lombardia: [Milano, Bergamo], Veneto: }, Sud: Bari}
                """);

        assertThat(settings.fields()).isEqualTo(Map.of("budget", FieldType.NUMBER, "vip", FieldType.BOOLEAN));
        assertThat(settings.zones())
                .isEqualTo(new Zones(Map.of(
                        "Nord",
                        "",
                        "Lombardia",
                        "Nord",
                        "Milano",
                        "Lombardia",
                        "Bergamo",
                        "Lombardia",
                        "Veneto",
                        "Nord",
                        "Sud",
                        "",
                        "Bari",
                        "Sud")));
    }

    @Test
    void aRuleHasItsDefaults() {
        assertThat(rule(""))
                .isEqualTo(new Rule(
                        "r",
                        null,
                        null,
                        null,
                        new Rule.Group(List.of(), false, Set.of()),
                        new Rule.Availability(false, true, 0, Rule.AfterAbsence.LEVEL),
                        new Rule.Choice(Strategy.TURNS, null, Strategy.TURNS, null),
                        new Rule.Measure(20, Rule.Count.MONTH, Rule.Scope.ALL, "lead-assigned", true),
                        new Rule.Limits(Caps.NONE, true),
                        new Rule.Owners(Rule.Known.OWNER_THEN_FORMER, Rule.SetOwner.IF_NONE),
                        new Rule.Moves(null, false, false, true),
                        null,
                        new Otherwise.Hold()));
    }

    @Test
    void aRuleHasItsKeys() {
        var rule = rule("""
                , was: q, when: source == "call", window: [{days: sat, hours: "09:00-17:00"}, {}],
                candidates: [{user: anna, weight: 2, caps: {day: 1}}, {team: t}], listing-responsibles: true, skills: [x],
                strategy: claim, ledger: shared, presence: required, absences: ignored, absence-lookahead: 3,
                after-absence: catch-up, known: off, set-owner: always, target: field, count: week, scope: listing,
                activity: call, compensate: false, caps: {day: 5, week: 20, month: 60, open: 0}, overflow: false,
                within: 10m, then: least-open, accept-within: 90s, redistribute: {after: 2h, times: 1, clock: wall},
                at-shift-end: redistribute, on-absence: redistribute, on-inactive: off, otherwise: next-rule""");

        assertThat(rule.was()).isEqualTo("q");
        assertThat(FilterText.write(Objects.requireNonNull(rule.when()))).isEqualTo("source == \"call\"");
        assertThat(rule.window())
                .isEqualTo(new Window(List.of(
                        new Weekly(Set.of(DayOfWeek.SATURDAY), new Hours(540, 1020), false),
                        new Weekly(Days.ALL, Hours.WHOLE_DAY, false))));
        assertThat(rule.group())
                .isEqualTo(new Rule.Group(
                        List.of(
                                new Candidate(Candidate.Kind.USER, "anna", 2, new Caps(1, null, null, null)),
                                new Candidate(Candidate.Kind.TEAM, "t", 1, null)),
                        true,
                        Set.of("x")));
        assertThat(rule.availability()).isEqualTo(new Rule.Availability(true, false, 3, Rule.AfterAbsence.CATCH_UP));
        assertThat(rule.choice())
                .isEqualTo(new Rule.Choice(
                        Strategy.CLAIM, Duration.ofMinutes(10), Strategy.LEAST_OPEN, Duration.ofSeconds(90)));
        assertThat(rule.measure())
                .isEqualTo(new Rule.Measure(null, Rule.Count.WEEK, Rule.Scope.LISTING, "call", false));
        assertThat(rule.limits()).isEqualTo(new Rule.Limits(new Caps(5, 20, 60, 0), false));
        assertThat(rule.owners()).isEqualTo(new Rule.Owners(Rule.Known.OFF, Rule.SetOwner.ALWAYS));
        assertThat(rule.moves())
                .isEqualTo(new Rule.Moves(new Rule.Redistribute(Duration.ofHours(2), 1, false), true, true, false));
        assertThat(rule.ledger()).isEqualTo("shared");
        assertThat(rule.otherwise()).isEqualTo(new Otherwise.NextRule());
    }

    @Test
    void absencesAreWholeDaysOrHalfOpenTimes() {
        assertThat(scenario(START + """
                        absences:
                        - {user: anna, from: 2026-12-01, to: 2026-12-02, kind: vacation}
                        - {user: anna, from: 2026-12-01T12:00, to: 2026-12-01T13:00}
                        - {user: anna, from: 2026-12-01T12:00, to: 2026-12-01}
                        """).absences())
                .containsExactly(
                        absence("2026-11-30T23:00:00Z", "2026-12-02T23:00:00Z", "vacation"),
                        absence("2026-12-01T11:00:00Z", "2026-12-01T12:00:00Z", "absence"),
                        absence("2026-12-01T11:00:00Z", "2026-12-01T23:00:00Z", "absence"));
    }

    private static Absence absence(String from, String to, String kind) {
        return new Absence("anna", Instant.parse(from), Instant.parse(to), kind);
    }

    @Test
    void contactsAreNormalised() {
        assertThat(scenario(START + """
                        contacts:
                        - {phone: 340 1234567, email: " Ann@X.example ", owner: anna, former: [bruno, carla]}
                        - {email: b@x.example}
                        """).contacts())
                .containsExactly(
                        new KnownContact("+393401234567", "ann@x.example", "anna", List.of("bruno", "carla")),
                        new KnownContact(null, "b@x.example", null, List.of()));
    }

    @Test
    void eventsOfEveryKindAreRead() {
        var at = Instant.parse("2026-11-23T09:00:00Z");
        var events = scenario(START + """
                        events:
                        - {at: 2026-11-23T10:00, user: anna, presence: online}
                        - {at: 2026-11-23T10:00, user: anna, presence: offline}
                        - {at: 2026-11-23T10:00, lead: 007, status: new}
                        - {at: 2026-11-23T09:00Z, lead: 007, status: won}
                        - {at: 2026-11-23T10:00, lead: 007, assigned: anna}
                        - {at: 2026-11-23T10:00, lead: 007, assigned: none}
                        - {at: 2026-11-23T10:00, lead: 007, touched-by: anna}
                        - {at: 2026-11-23T10:00, lead: 007, accepted-by: anna}
                        - {at: 2026-11-23T10:00, lead: 007, declined-by: anna}
                        """).events();

        assertThat(events.get(2)).isInstanceOf(Event.Arrival.class);
        assertThat(List.of(events.get(0), events.get(1), events.get(3)))
                .containsExactly(
                        new Event.PresenceSet(at, "anna", true),
                        new Event.PresenceSet(at, "anna", false),
                        new Event.StatusSet(at, "007", "won"));
        assertThat(events.subList(4, 9))
                .containsExactly(
                        new Event.AssignedByHand(at, "007", "anna"),
                        new Event.AssignedByHand(at, "007", null),
                        new Event.Touched(at, "007", "anna"),
                        new Event.Accepted(at, "007", "anna"),
                        new Event.Declined(at, "007", "anna"));
    }

    private static @Nullable Value field(String more, String fields, String id) {
        var asked = "\nrules: [{id: r, when: has(x) || has(created) || has(status)}]";
        var event = scenario(START + more + asked + "\nevents: [{at: 2026-11-23T10:00, lead: L, " + fields + "}]")
                .events()
                .getFirst();
        return ((Event.Arrival) event).fields().get(id);
    }

    @Test
    void undeclaredFieldsHaveTheTypeOfTheirYamlValue() {
        assertThat(field("", "x: 12", "x")).isEqualTo(new Value.Decimal(new BigDecimal("12")));
        assertThat(field("", "x: -1.50e2", "x")).isEqualTo(new Value.Decimal(new BigDecimal("-1.50e2")));
        assertThat(field("", "x: 0x1F", "x")).isEqualTo(new Value.Decimal(new BigDecimal("31")));
        assertThat(field("", "x: true", "x")).isEqualTo(new Value.Flag(true));
        assertThat(field("", "x: 'true'", "x")).isEqualTo(new Value.Text("true"));
        assertThat(field("", "x: yes", "x")).isEqualTo(new Value.Text("yes"));
        assertThat(field("", "x: 20:00", "x")).isEqualTo(new Value.Text("20:00"));
        assertThat(field("", "x: 2026-11-23", "x")).isEqualTo(new Value.Text("2026-11-23"));
        assertThat(field("", "x: 1_000", "x")).isEqualTo(new Value.Text("1_000"));
        assertThat(field("", "x: ", "x")).isNull();
        assertThat(field("", "x: null", "x")).isNull();
        assertThat(field("", "status: 5", "status")).isEqualTo(new Value.Text("5"));
    }

    @Test
    void declaredFieldsHaveTheirType() {
        assertThat(field("fields: {x: text}", "x: 012", "x")).isEqualTo(new Value.Text("012"));
        assertThat(field("fields: {x: number}", "x: '5'", "x")).isEqualTo(new Value.Decimal(new BigDecimal("5")));
        assertThat(field("fields: {x: boolean}", "x: false", "x")).isEqualTo(new Value.Flag(false));
        assertThat(field("fields: {x: date}", "x: 2026-11-23", "x"))
                .isEqualTo(new Value.Day(LocalDate.of(2026, 11, 23)));
        assertThat(field("fields: {x: instant}", "x: 2026-11-23T10:00", "x"))
                .isEqualTo(new Value.Moment(Instant.parse("2026-11-23T09:00:00Z")));
        assertThat(field("", "created: 2026-11-23T09:00", "created"))
                .isEqualTo(new Value.Moment(Instant.parse("2026-11-23T08:00:00Z")));
        assertThat(field("", "source: call", "created"))
                .isEqualTo(new Value.Moment(Instant.parse("2026-11-23T09:00:00Z")));
    }

    @Test
    void aListingIsAnyTextWhereTheFileDeclaresNone() {
        var event = scenario(START + "events: [{at: 2026-11-23T10:00, lead: L, listing: flat}]")
                .events()
                .getFirst();

        assertThat(((Event.Arrival) event).listing()).isEqualTo("flat");
    }

    @Test
    void theKeysOfTheFileMayComeInAnyOrder() {
        var sound = sound("""
                until: 2026-11-24T00:00
                events: [{at: 2026-11-23T10:00, lead: L, budget: 5}]
                rules: [{when: budget > 4, id: r}]
                users: {}
                fields: {budget: number}
                company: {timezone: Asia/Tomsk}
                """);

        assertThat(sound.scenario().events().getFirst().at()).isEqualTo(Instant.parse("2026-11-23T03:00:00Z"));
        assertThat(sound.scenario().until()).isEqualTo(Instant.parse("2026-11-23T17:00:00Z"));
        assertThat(sound.eventFields()).containsExactly("budget");
    }

    @Test
    void withoutUntilTheLastEventIsTheEnd() {
        assertThat(scenario(START + "events: [{at: 2026-11-23T10:00, lead: L}]").until())
                .isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(scenario(START).until()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void anUnknownFieldOfAConditionIsNoFlawButAnotherTypeIs() {
        assertThat(Readings.flaws(START + "rules: [{id: r, when: provnce == \"MI\"}]"))
                .isEmpty();
        assertThat(
                        Readings.flaws(
                                START
                                        + "rules: [{id: r, when: source == \"a\" && budget > 5}]\nevents: [{at: 2026-11-23T10:00, lead: L, budget: x}]"))
                .singleElement()
                .asString()
                .startsWith("3:");
    }

    @Test
    void jsonIsYaml() {
        assertThat(scenario(
                                "{\"company\":{\"timezone\":\"UTC\"},\"users\":{\"a\":{}},\"events\":[{\"at\":\"2026-11-23T10:00\",\"lead\":\"L\"}]}")
                        .events())
                .hasSize(1);
    }
}
