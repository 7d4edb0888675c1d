package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import io.fairlead.server.zone.ZoneTrees;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A made-up company is worked on like any other, and all that is decided in it is made again. */
class DemonstrationTest {
    private static final int LEADS = 2000;
    private static final DatabaseAddress DATABASE = TestServer.freshDatabase();
    private static final List<String> SAID = new ArrayList<>();
    private static TestServer server = made();

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static TestServer made() {
        make(SAID);
        return TestServer.on(DATABASE);
    }

    private static void make(List<String> said) {
        var environment = Map.of(
                "FAIRLEAD_DB_URL", DATABASE.url(),
                "FAIRLEAD_DB_USER", DATABASE.user(),
                "FAIRLEAD_DB_PASSWORD", DATABASE.password());
        Demonstration.make(null, environment, LEADS, 4, 1, said::add);
    }

    @Test
    void itsAdministratorSignsInAndFindsLeadsWithTheirHistory() {
        var client = signedIn();
        var list =
                client.post("/api/leads/query", Map.of("limit", 50)).expect(200).json();
        assertThat(list.path("rows").size()).isEqualTo(50);
        var lead = list.at("/rows/10/id").asString();
        var journal = client.get("/api/leads/" + lead + "/journal").expect(200).json();
        assertThat(journal.path("entries").isEmpty()).isFalse();
        assertThat(count("app_user where active and role <> 'integration'")).isEqualTo(80);
        assertThat(count("lead")).isEqualTo(LEADS);
        assertThat(count("event where kind <> 'lead-arrived' and lead is not null"))
                .isGreaterThan(2L * LEADS);
        assertThat(count("task where done_at is null")).isPositive();
        assertThat(count(
                        "contact_key k where not exists (select from fairlead.contact c where c.company_id = k.company_id"
                                + " and c.id = k.contact_id)"))
                .isZero();
    }

    @Test
    void leadsOfAllCompaniesLieWhereTheirPostcodesDo() {
        for (String company : server.query("select string_agg(company_id::text, ' ') from fairlead.company")
                .split(" ", -1)) {
            int id = Integer.parseInt(company);
            var trees = server.part(ZoneTrees.class);
            var leads = server.part(Transactions.class)
                    .inCompany(
                            id,
                            () -> jdbc().sql("select custom ->> 'zone', custom ->> 'postcode' from fairlead.lead"
                                            + " where custom ->> 'zone_from' = 'postcode' and zone1 > 0")
                                    .query((row, n) -> List.of(row.getString(1), row.getString(2)))
                                    .list());
            assertThat(leads).hasSizeGreaterThanOrEqualTo(LEADS / 200);
            assertThat(leads)
                    .allSatisfy(lead -> assertThat(trees.found(id, Map.of("postcode", lead.getLast())))
                            .isEqualTo(lead.getFirst()));
        }
        signedIn().get("/api/sources").expect(200);
    }

    @Test
    void theWatchdogFindsNothingAmiss() {
        assertNothingAstray();
    }

    private static void assertNothingAstray() {
        JsonNode sheet =
                signedIn().post("/api/watchdog/checks", "{}").expect(200).json();
        assertThat(sheet.path("astray").isEmpty()).isTrue();
        assertThat(count("lead where not closed and (state = 'assigned') <> (owner_id <> 0)"))
                .isZero();
        assertThat(count("tally t where what = 'open' and amount <> (select count(*) from fairlead.lead l"
                        + " where l.company_id = t.company_id and l.owner_id = t.user_id and not l.closed)"))
                .isZero();
    }

    @Test
    void whatIsDecidedFromThenOnIsMadeAgainAlsoAfterANewStart() throws SQLException {
        assertThat(arrive("MI", "+393200000001").rule()).isEqualTo("nord-ovest");
        var known = arrive("PA", phoneOf(7));
        assertThat(contactOf(known.lead())).isEqualTo(contactOf(7));
        work(7);
        assertAllAgree();
        server.stop();
        server = TestServer.on(DATABASE);
        assertThat(arrive("CT", "+393200000002").rule()).isEqualTo("isole");
        work(11);
        server.part(SettingsStore.class)
                .change(
                        company(),
                        null,
                        () -> jdbc().sql(
                                        "update fairlead.company set body = body || '{\"closed-statuses\": [\"won\", \"lost\", \"offer\"]}'")
                                .update());
        arrive("BA", phoneOf(13));
        work(13);
        assertAllAgree();
        assertNothingAstray();
    }

    /** A lead of the base changes hands and is closed, and another of the same contact arrives. */
    private void work(long lead) {
        var other = jdbcAnswer("select id from fairlead.app_user where key = 'ag01'");
        perform(new Doing.AssignedByHand(lead, other, other));
        perform(new Doing.StatusSet(lead, "won", other));
        arrive("TO", phoneOf(lead));
    }

    private void assertAllAgree() throws SQLException {
        var report = Verification.of(DATABASE).getFirst();
        assertThat(report.findings()).isEmpty();
        assertThat(report.notRecomputed()).isZero();
        assertThat(report.recomputed()).isEqualTo(count("decision")).isPositive();
    }

    @Test
    void aSecondOneInTheSamePlaceIsRefused() {
        assertThatThrownBy(() -> make(new ArrayList<>()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("lucia@sole-chiaro.example")
                .hasMessageContaining("--home");
    }

    private static Client signedIn() {
        var at = SAID.stream()
                .filter(line -> line.contains("Sign in"))
                .findFirst()
                .orElseThrow();
        var password = SAID.get(SAID.indexOf(at) + 1).strip().split(" +", -1)[1];
        return server.client().signIn(at.strip().split(" +", -1)[2], password);
    }

    private static int company() {
        return Integer.parseInt(server.query("select min(company_id) from fairlead.company"));
    }

    private static long count(String rows) {
        return Long.parseLong(server.query("select count(*) from fairlead." + rows
                + (rows.contains(" where ") ? " and" : " where") + " company_id = " + company()));
    }

    private static JdbcClient jdbc() {
        return server.part(JdbcClient.class);
    }

    private static long jdbcAnswer(String sql) {
        return server.part(Transactions.class)
                .inCompany(company(), () -> jdbc().sql(sql).query(Long.class).single());
    }

    private static String phoneOf(long lead) {
        return server.query(
                "select phone from fairlead.lead where company_id = %d and id = %d".formatted(company(), lead));
    }

    private static long contactOf(long lead) {
        return jdbcAnswer("select contact_id from fairlead.lead where id = " + lead);
    }

    private static Outcome arrive(String zone, String phone) {
        return perform(new Doing.Arrival(
                new Doing.NewLead("web", "", "Ada Conti", phone, "", "", Map.of("zone", zone), true, null),
                outcome -> {}));
    }

    private static Outcome perform(Doing doing) {
        return server.part(Desks.class).perform(company(), List.of(doing)).getFirst();
    }
}
