package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.TestServer;
import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions are made again from what was recorded, and somebody with all rights tampers with the records. */
class RecomputationTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final TestServer OTHER_NODE = SERVER.node();
    private static final int HISTORIES = Integer.getInteger("recomputation.histories", 8);
    private History past = new History(SERVER, OTHER_NODE, 0, true);
    private Shop shop = past.shop;

    static Stream<Long> histories() {
        long first = Long.getLong("recomputation.first", 1);
        return IntStream.range(0, HISTORIES).mapToObj(n -> first + n);
    }

    @ParameterizedTest
    @MethodSource("histories")
    void whateverHappenedComesOutAgain(long seed) throws SQLException {
        past = new History(SERVER, OTHER_NODE, seed, true);
        shop = past.shop;
        past.imports = true;
        past.bulk = Boolean.getBoolean("recomputation.bulk");
        past.play();
        // What is due after an import is done by the server in its own time.
        shop.perform(List.of());
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
                                with days as (
                                    select day, shared, name, user_id, entitled, received, peak from fairlead.ledger_day
                                     union all
                                    select day, shared, name, user_id, entitled - day_entitled, received - day_received,
                                           day_peak from fairlead.ledger)
                                select count(*) from (
                                    select from (select shared, name, user_id, sum(entitled) as entitled,
                                                        sum(received) as received, max(peak) as peak
                                                   from days group by shared, name, user_id) d
                                      full join fairlead.ledger l using (shared, name, user_id)
                                     where (d.entitled, d.received) is distinct from (l.entitled, l.received)
                                        or d.peak > l.peak
                                    union all
                                    select from days group by day, shared, name
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
        assertThat(report().sentences())
                .containsExactly("decision 2 of lead 2: user is " + shop.users.get("carla") + ", recomputed "
                        + shop.users.get("dino"));
    }

    @Test
    void aFigureThatWasChangedInAnExplanationIsNamed() throws SQLException {
        history();
        tamper(
                "update fairlead.decision set explanation = jsonb_set(explanation::jsonb, '{candidates,1,after}', '7')::json"
                        + " where id = 1");
        assertThat(report().sentences())
                .as("where it was sealed by then, the seal tells too")
                .last()
                .asString()
                .startsWith("decision 1 of lead 1: explanation/candidates/1/after is 7, recomputed ");
    }

    @Test
    void settingsThatWereChangedAreFound() throws SQLException {
        history();
        tamper(
                "update fairlead.settings_version set document = replace(document::text, '\"weight\":2', '\"weight\":3')::json");
        assertThat(report().sentences()).isNotEmpty().allMatch(one -> one.startsWith("decision "));
    }

    @Test
    void whatALeadArrivedWithIsNotChangedUnseen() throws SQLException {
        history();
        tamper("update fairlead.event set data = jsonb_set(data, '{lead,source}', '\"race\"') where lead = 3");
        assertThat(report().sentences())
                .first()
                .asString()
                .startsWith("decision 3 of lead 3: how is turns, recomputed offered");
    }

    @Test
    void anArrivalThatWasRemovedIsFound() throws SQLException {
        history();
        tamper("delete from fairlead.event where lead = 3 and kind = 'lead-arrived'");
        assertThat(report().sentences()).contains("decision 3 and those after it: the arrival of lead 3 is missing");
    }

    @Test
    void whatPeopleDidIsNotRemovedUnseen() throws SQLException {
        history();
        tamper("delete from fairlead.desk_batch where told::text like '%\"touched\"%'");
        assertThat(report().sentences()).first().asString().contains("recomputed");
    }

    @Test
    void decisionsThatWereAddedAreFound() throws SQLException {
        history();
        long newest = decisions();
        tamper(
                "insert into fairlead.decision (company_id, id, lead_id, at, how, rule, settings_seq) select company_id, id + 1,"
                        + " lead_id, at, how, rule, settings_seq from fairlead.decision where id = " + newest);
        assertThat(report().sentences())
                .contains("decision " + (newest + 1) + " and those after it: there are 1, recomputed none");
    }

    @Test
    void whatALeadArrivedWithIsNotRemovedUnseen() throws SQLException {
        history();
        tamper("update fairlead.event set data = data - 'lead' where lead = 3 and kind = 'lead-arrived'");
        var report = report();
        assertThat(report.sentences())
                .containsExactly("decision 3 and those after it: what lead 3 arrived with is missing");
        assertThat(report.recomputed()).isEqualTo(2);
        assertThat(report.notRecomputed()).isEqualTo(decisions() - 2);
    }

    @Test
    void aLeadThatIsClosedAsItIsEditedIsNotExplainedByWhyItWaited() throws SQLException {
        shop.perform(List.of(History.arrival("soon", "", null)));
        past.clock(past.now().plusSeconds(3600));
        shop.perform(List.of());
        shop.perform(List.of(past.edit(1), new Doing.StatusSet(1, "won", shop.users.getOrDefault("anna", 0L))));
        assertThat(shop.inside(() -> shop.jdbc().sql("""
                                select how || case when explanation is null then '' else ', explained' end
                                  from fairlead.decision order by id desc limit 2
                                """).query(String.class).list()))
                .containsExactly("waiting", "waiting, explained");
        agrees();
    }

    @Test
    void historyThatWasCutOffIsNoAlarm() throws SQLException {
        history();
        tamper("delete from fairlead.event where kind in ('company-created', 'lead-arrived')");
        assertThat(report().sentences()).isEmpty();
        assertThat(report().recomputed()).isZero();
        assertThat(report().whyNot()).isEqualTo(Missing.of(Missing.Kind.BEGINNING, ""));
    }

    /** Some decisions, and as a control that they agree. */
    private void history() throws SQLException {
        for (int i = 0; i < 6; i++) {
            past.clock(past.now().plusSeconds(60));
            past.leads.add(shop.perform(List.of(History.arrival("web", "", null)))
                    .getFirst()
                    .lead());
        }
        past.clock(past.now().plusSeconds(60));
        shop.perform(List.of(new Doing.Touched(past.leads.getFirst(), shop.users.getOrDefault("anna", 0L))));
        past.clock(past.now().plusSeconds(3600));
        shop.perform(List.of());
        agrees();
    }

    /** In this company alone, with the rights of a superuser. */
    private void tamper(String sql) {
        TestServer.execute(
                SERVER.database(), sql + (sql.contains("where") ? " and" : " where") + " company_id = " + shop.company);
    }

    private void agrees() throws SQLException {
        var report = report();
        assertThat(report.sentences()).isEmpty();
        assertThat(report.notRecomputed()).isZero();
        assertThat(report.recomputed()).isEqualTo(decisions()).isPositive();
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
