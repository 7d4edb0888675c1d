package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.rules.Rules;
import io.fairlead.server.seal.Verification;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Decisions are made again from what was recorded, and somebody with all rights tampers with the records. */
class RecomputationTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final TestServer OTHER_NODE = SERVER.node();
    private static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");
    private static final int HISTORIES = Integer.getInteger("recomputation.histories", 8);
    private static final int STEPS = 160;
    private static final String YAML = """
            company: {name: Shop, timezone: Europe/Rome}
            schedules:
              day: {weekly: [{days: mon-sun, hours: "08:00-16:00"}]}
              late: {weekly: [{days: mon-sun, hours: "12:00-22:00"}]}
            teams: {all: {members: [anna, bruno, carla, dino]}}
            users:
              anna: {schedule: day, target: 10}
              bruno: {schedule: late}
              carla: {target: 5}
              dino: {}
              eva: {}
            listings: {flat: {name: Flat, responsibles: [carla]}}
            fields: {rooms: {type: number}}
            rules:
            """ + rules("turns1");

    private final Random random = new Random();
    private final List<Long> leads = new ArrayList<>();
    private final Shop shop = Shop.of(SERVER, YAML, MONDAY);
    private final Shop other = shop.on(OTHER_NODE);
    private Instant now = MONDAY;
    private int versions = 1;

    private static String rules(String turns) {
        return """
              - {id: race, when: 'source == "race"', strategy: claim, within: 10m, candidates: [{team: all}]}
              - {id: soon, when: 'source == "soon"', accept-within: 5m, candidates: [{team: all}], caps: {day: 3}, overflow: false}
              - {id: load, when: 'rooms > 2', strategy: utilisation, target: field, candidates: [{team: all}], otherwise: next-rule}
              - {id: here, when: 'source == "here"', presence: required, candidates: [{team: all}], set-owner: always}
              - {id: %s, candidates: [{user: anna, weight: 2}, {user: bruno}, {user: dino}], on-absence: redistribute,
                 at-shift-end: redistribute, redistribute: {after: 30m, times: 2}}
            """.formatted(turns).indent(2);
    }

    static Stream<Long> histories() {
        long first = Long.getLong("recomputation.first", 1);
        return IntStream.range(0, HISTORIES).mapToObj(n -> first + n);
    }

    @BeforeEach
    void bothClocks() {
        clock(MONDAY);
    }

    @ParameterizedTest
    @MethodSource("histories")
    void whateverHappenedComesOutAgain(long seed) throws SQLException {
        random.setSeed(seed);
        play();
        agrees();
        daysAgree();
    }

    /** Over all days the books are those of the ledger, and over all people a day's balances sum to zero. */
    private void daysAgree() {
        var apart = shop.server
                .part(Transactions.class)
                .inCompany(
                        shop.company,
                        () -> shop.jdbc().sql("""
                                select count(*) from (
                                    select from (select shared, name, user_id, sum(entitled) as entitled,
                                                        sum(received) as received, max(peak) as peak
                                                   from fairlead.ledger_day group by shared, name, user_id) d
                                      full join fairlead.ledger l using (shared, name, user_id)
                                     where (d.entitled, d.received) is distinct from (l.entitled, l.received)
                                        or d.peak > l.peak
                                    union all
                                    select from fairlead.ledger_day group by day, shared, name
                                    having sum(entitled) <> sum(received)) apart
                                """).query(Long.class).single());
        assertThat(apart).isZero();
    }

    @Test
    void aDecisionThatWasChangedIsNamedEvenIfAllWasSealedAnewAfterwards() throws SQLException {
        history();
        tamper("update fairlead.decision set user_id = " + shop.users.get("carla") + " where id = 2");
        tamper("delete from fairlead.decision_seal");
        tamper("delete from fairlead.seal");
        await().atMost(Duration.ofSeconds(30)).until(() -> report().unsealed() == 0);
        assertThat(report().findings())
                .containsExactly("decision 2 of lead 2: user is " + shop.users.get("carla") + ", recomputed "
                        + shop.users.get("dino"));
    }

    @Test
    void aFigureThatWasChangedInAnExplanationIsNamed() throws SQLException {
        history();
        tamper(
                "update fairlead.decision set explanation = jsonb_set(explanation::jsonb, '{candidates,1,after}', '7')::json"
                        + " where id = 1");
        assertThat(report().findings())
                .singleElement()
                .asString()
                .startsWith("decision 1 of lead 1: explanation/candidates/1/after is 7, recomputed ");
    }

    @Test
    void settingsThatWereChangedAreFound() throws SQLException {
        history();
        tamper(
                "update fairlead.settings_version set document = replace(document::text, '\"weight\":2', '\"weight\":3')::json");
        assertThat(report().findings()).isNotEmpty().allMatch(one -> one.startsWith("decision "));
    }

    @Test
    void whatALeadArrivedWithIsNotChangedUnseen() throws SQLException {
        history();
        tamper("update fairlead.event set data = jsonb_set(data, '{lead,source}', '\"race\"') where lead = 3");
        assertThat(report().findings())
                .first()
                .asString()
                .startsWith("decision 3 of lead 3: how is turns, recomputed offered");
    }

    @Test
    void anArrivalThatWasRemovedIsFound() throws SQLException {
        history();
        tamper("delete from fairlead.event where lead = 3 and kind = 'lead-arrived'");
        assertThat(report().findings()).contains("decision 3 and those after it: the arrival of lead 3 is missing");
    }

    @Test
    void whatPeopleDidIsNotRemovedUnseen() throws SQLException {
        history();
        tamper("delete from fairlead.desk_batch where told::text like '%\"touched\"%'");
        assertThat(report().findings()).first().asString().contains("recomputed");
    }

    @Test
    void decisionsThatWereAddedAreFound() throws SQLException {
        history();
        long newest = decisions();
        tamper(
                "insert into fairlead.decision (company_id, id, lead_id, at, how, rule, settings_seq) select company_id, id + 1,"
                        + " lead_id, at, how, rule, settings_seq from fairlead.decision where id = " + newest);
        assertThat(report().findings())
                .contains("decision " + (newest + 1) + " and those after it: there are 1, recomputed none");
    }

    @Test
    void whatALeadArrivedWithIsNotRemovedUnseen() throws SQLException {
        history();
        tamper("update fairlead.event set data = data - 'lead' where lead = 3 and kind = 'lead-arrived'");
        var report = report();
        assertThat(report.findings())
                .containsExactly("decision 3 and those after it: what lead 3 arrived with is missing");
        assertThat(report.recomputed()).isEqualTo(2);
        assertThat(report.notRecomputed()).isEqualTo(decisions() - 2);
    }

    @Test
    void historyThatWasCutOffIsNoAlarm() throws SQLException {
        history();
        tamper("delete from fairlead.event where kind in ('company-created', 'lead-arrived')");
        assertThat(report().findings()).isEmpty();
        assertThat(report().recomputed()).isZero();
        assertThat(report().whyNot()).isNotEmpty();
    }

    /** Some decisions, and as a control that they agree. */
    private void history() throws SQLException {
        for (int i = 0; i < 6; i++) {
            clock(now.plusSeconds(60));
            leads.add(shop.perform(List.of(arrival("web", "", null))).getFirst().lead());
        }
        clock(now.plusSeconds(60));
        shop.perform(List.of(new Doing.Touched(leads.getFirst(), shop.users.getOrDefault("anna", 0L))));
        clock(now.plusSeconds(3600));
        shop.perform(List.of());
        agrees();
    }

    /** In this company alone, with the rights of a superuser. */
    private void tamper(String sql) {
        TestServer.execute(
                SERVER.database(), sql + (sql.contains("where") ? " and" : " where") + " company_id = " + shop.company);
    }

    private void play() {
        for (int step = 0; step < STEPS; step++) {
            clock(now.plusSeconds(random.nextInt(4) == 0 ? 0 : random.nextInt(2400)));
            if (random.nextInt(12) == 0) {
                change();
            } else {
                var doings =
                        Stream.generate(this::doing).limit(random.nextInt(4)).toList();
                perform(doings);
            }
        }
    }

    /** An edit of a lead with which something is done before in the same batch is refused, and all with it. */
    private void perform(List<Doing> doings) {
        try {
            var outcomes = node().perform(doings);
            for (int i = 0; i < doings.size(); i++) {
                if (doings.get(i) instanceof Doing.Arrival) {
                    leads.add(outcomes.get(i).lead());
                }
            }
        } catch (ChangedMeanwhile refused) {
            assertThat(doings).hasSizeGreaterThan(1).anyMatch(Doing.Edited.class::isInstance);
        }
    }

    private void agrees() throws SQLException {
        var report = report();
        assertThat(report.findings()).isEmpty();
        assertThat(report.notRecomputed()).isZero();
        assertThat(report.recomputed()).isEqualTo(decisions()).isPositive();
    }

    private Shop node() {
        return random.nextBoolean() ? shop : other;
    }

    private void clock(Instant at) {
        now = at;
        shop.clock(at);
        other.clock(at);
    }

    private Doing doing() {
        if (leads.isEmpty() || random.nextInt(3) == 0) {
            return arrival();
        }
        long lead = leads.get(Math.max(0, leads.size() - 1 - random.nextInt(12)));
        return switch (random.nextInt(18)) {
            case 0 -> new Doing.StatusSet(lead, random.nextBoolean() ? "won" : "new", user());
            case 1 -> new Doing.AssignedByHand(lead, random.nextBoolean() ? user() : null, user());
            case 2, 3 -> new Doing.Touched(lead, user());
            case 4 -> new Doing.Accepted(lead, user());
            case 5 -> new Doing.Declined(lead, user());
            case 6 -> new Doing.EntryUndone(lead, user(), outcome -> {});
            case 7 -> new Doing.Annulled(lead, user(), "spam", () -> {});
            case 8 -> new Doing.Reinstated(lead, user(), "no spam", () -> {});
            case 9 -> new Doing.BalanceMoved(new Ledger(false, "soon"), user(), user(), Ledger.LEAD / 2, () -> {});
            case 10, 11 -> edit(lead);
            case 12 -> new Doing.HandedBack(lead, user(), "");
            case 13, 14 -> handedOver(lead);
            case 15 -> new Doing.HandOverUndone(lead, new Doing.Move(1, null, ""), (outcome, took) -> {});
            default -> new Doing.PresenceSet(user(), random.nextBoolean());
        };
    }

    private Doing edit(long lead) {
        return shop.inside(() -> shop.jdbc()
                .sql("select * from fairlead.lead where id = ?")
                .param(lead)
                .query((row, n) -> {
                    var rooms = new BigDecimal(random.nextInt(5));
                    var listing = random.nextBoolean() ? "" : "flat";
                    var facts = new Doing.NewLead(
                            row.getString("source"),
                            "",
                            "Bob",
                            row.getString("phone"),
                            "",
                            listing,
                            Map.of("rooms", rooms),
                            true,
                            null);
                    return new Doing.Edited(
                            lead,
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            facts,
                            Map.of("name", row.getString("name")),
                            Map.of("name", "Bob", "listing", listing, "email", "", "fields.rooms", rooms),
                            user(),
                            row.getLong("version"));
                })
                .single());
    }

    /** From whoever has it, mostly. */
    private Doing handedOver(long lead) {
        Long holder = random.nextInt(9) == 0
                ? null
                : shop.inside(() -> shop.jdbc()
                        .sql("select owner_id from fairlead.lead where id = ?")
                        .param(lead)
                        .query(Long.class)
                        .single());
        return new Doing.HandedOver(
                lead,
                holder == null || holder == 0 ? null : holder,
                random.nextBoolean() ? user() : null,
                new Doing.Move(1, null, ""),
                (outcome, took) -> {});
    }

    private Doing arrival() {
        var sources = List.of("race", "soon", "here", "web");
        return arrival(
                sources.get(random.nextInt(sources.size())),
                random.nextBoolean() ? "+39333" + (1000 + random.nextInt(12)) : "",
                random.nextInt(9) == 0 ? user() : null);
    }

    private static Doing arrival(String source, String phone, @Nullable Long creator) {
        var lead = new Doing.NewLead(
                source, "", "Ada", phone, "", "", Map.of("rooms", phone.isEmpty() ? 1 : 2.5), true, creator);
        return new Doing.Arrival(lead, outcome -> {});
    }

    private long user() {
        return List.copyOf(shop.users.values()).get(random.nextInt(shop.users.size()));
    }

    private void change() {
        long user = user();
        switch (random.nextInt(7)) {
            case 0 -> sql("update fairlead.app_user set active = not active where id = " + user);
            case 1 ->
                sql("insert into fairlead.absence (user_id, \"from\", \"to\") values (" + user
                        + ", '2026-11-23T12:00', '2026-11-24')");
            case 2 -> sql("delete from fairlead.absence");
            case 3 -> publish(false);
            case 4 -> publish(true);
            case 5 ->
                sql("update fairlead.company set body = jsonb_set(body, '{closed-statuses}', case when body #>>"
                        + " '{closed-statuses,0}' = 'won' then '[\"lost\"]'::jsonb else '[\"won\"]'::jsonb end)");
            default ->
                sql("update fairlead.app_user set key = case key when 'eva' then 'evi' else 'eva' end"
                        + " where key in ('eva', 'evi')");
        }
    }

    private void sql(String sql) {
        var here = node();
        here.server
                .part(SettingsStore.class)
                .change(shop.company, null, () -> here.jdbc().sql(sql).update());
    }

    /** The last rule is another one, or the same by another id. */
    private void publish(boolean same) {
        var before = "turns" + versions;
        var after = "turns" + ++versions;
        var rules = new ArrayList<Map<String, Object>>();
        for (Object rule : (List<?>) new Load(LoadSettings.builder().build()).loadFromString(rules(after))) {
            var copy = new LinkedHashMap<String, Object>();
            ((Map<?, ?>) rule).forEach((key, value) -> copy.put(String.valueOf(key), value));
            rules.add(copy);
        }
        if (same) {
            rules.getLast().put("was", before);
        }
        var here = node();
        here.server
                .part(SettingsStore.class)
                .change(shop.company, null, () -> here.server.part(Rules.class).putIntoForce(rules, "", null));
    }

    private Verification.Report report() throws SQLException {
        return Verification.of(SERVER.database(), shop.company);
    }

    private long decisions() {
        return shop.inside(() -> shop.jdbc()
                .sql("select count(*) from fairlead.decision")
                .query(Long.class)
                .single());
    }
}
