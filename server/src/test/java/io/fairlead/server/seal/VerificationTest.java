package io.fairlead.server.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Decisions are sealed, somebody with all rights tampers with them, and it is found. */
class VerificationTest {
    private static final TestServer SERVER = TestServer.start(true);

    private final int company = company();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void decisionsAreSealedByThemselvesSoonAfter() {
        arrive(3);
        await().atMost(Duration.ofSeconds(20)).until(() -> report().unsealed() == 0);
        assertThat(report().sealed()).isEqualTo(3);
        assertThat(report().sentences()).isEmpty();
        assertThat(report().newest()).hasSize(64);
    }

    @Test
    void aChangedDecisionIsNamed() {
        sealed(5);
        sql("update fairlead.decision set rule = 'mine' where id = 3");
        assertThat(report().sentences())
                .containsExactly(
                        "decision 3: changed since it was sealed",
                        "decision 3 of lead 3: rule is mine, recomputed none");
    }

    @Test
    void aChangedExplanationIsNamed() {
        sealed(2);
        sql("update fairlead.decision set explanation = '{\"candidates\": []}' where id = 2");
        assertThat(report().sentences())
                .containsExactly(
                        "decision 2: changed since it was sealed",
                        "decision 2 of lead 2: explanation/strategy is none, recomputed null");
    }

    @Test
    void aRemovedDecisionIsNamedEvenWithItsHash() {
        sealed(5);
        sql("delete from fairlead.decision where id = 2");
        assertThat(report().sentences()).containsExactly("decision 2: missing");
        sql("delete from fairlead.decision_seal where decision_id = 2");
        assertThat(report().sentences()).contains("decision 2: missing").anyMatch(one -> one.contains("): broken"));
    }

    @Test
    void theLastDecisionsCannotBeCutOff() {
        sealed(5);
        sql("delete from fairlead.decision where id > 3");
        sql("delete from fairlead.decision_seal where decision_id > 3");
        sql("delete from fairlead.seal");
        assertThat(report().sentences()).containsExactly("decisions: the desk has made 5, the newest there is 3");
    }

    @Test
    void anInsertedDecisionIsNamed() {
        sealed(3);
        sql("insert into fairlead.decision (id, lead_id, at, how, settings_seq) values (0, 1, now(), 'turns', 1)");
        sql("delete from fairlead.decision_seal where decision_id = 2");
        assertThat(report().sentences())
                .contains(
                        "decision 0: inserted where nothing was sealed",
                        "decision 2: inserted where nothing was sealed");
    }

    @Test
    void aDecisionSealedAnewBreaksTheChain() {
        sealed(4);
        sql("update fairlead.decision set rule = 'mine' where id = 3");
        sql("""
                update fairlead.decision_seal s set payload_hash = sha256(s.salt || fairlead.payload(d))
                  from fairlead.decision d where d.company_id = s.company_id and d.id = s.decision_id
                """);
        assertThat(report().sentences())
                .containsExactly(
                        "seal 1 (decisions 1 to 4): broken, its hashes or itself were changed",
                        "decision 3 of lead 3: rule is mine, recomputed none");
    }

    @Test
    void aSealMadeAnewDoesNotFitTheNextOne() {
        sealed(2);
        sealed(2);
        sql("update fairlead.seal set hash = sha256('other'), previous = previous where id = 1");
        assertThat(report().sentences())
                .anyMatch(one -> one.startsWith("seal 1 ") && one.contains("broken"))
                .anyMatch(one -> one.endsWith("does not continue the seal before it"));
        sql("delete from fairlead.seal where id = 1");
        assertThat(report().sentences()).anyMatch(one -> one.endsWith("a seal before it is missing"));
    }

    @Test
    void whatIsErasedWithItsSaltLeavesTheChainWhole() {
        sealed(4);
        erase(2);
        assertThat(report().sentences()).isEmpty();
        assertThat(report().erased()).isEqualTo(1);
        assertThat(report().recomputed()).isEqualTo(4);
        sealed(1);
        assertThat(report().sentences()).isEmpty();
    }

    @Test
    void aBareDecisionOfSomebodyErasedCannotBeChangedUnseen() {
        sealed(3);
        erase(2);
        sql("update fairlead.decision set rule = 'mine' where id = 2");
        assertThat(report().sentences()).containsExactly("decision 2 of lead 2: rule is mine, recomputed none");
    }

    @Test
    void nothingIsErasedUnrecorded() {
        sealed(3);
        sql("update fairlead.decision_seal set salt = null where decision_id = 2");
        assertThat(report().sentences()).containsExactly("decision 2: changed since it was sealed");
        sql("delete from fairlead.decision where id = 2");
        assertThat(report().sentences()).contains("decision 2: missing");
    }

    /** As the program does: it may blank the decisions of a contact only in the transaction that writes the erasure down. */
    private void erase(long lead) {
        TestServer.execute(SERVER.database(), """
                select set_config('fairlead.company', '%1$d', false);
                insert into fairlead.erasure (contact_id, since, at, why)
                    select c.id, c.created_at, now(), 'asked' from fairlead.contact c
                      join fairlead.lead l on l.company_id = c.company_id and l.contact_id = c.id
                     where l.company_id = %1$d and l.id = %2$d;
                select fairlead.forget((select max(id) from fairlead.erasure where company_id = %1$d),
                    (select jsonb_build_object(id, jsonb_build_object('lead', data -> 'lead')) from fairlead.event
                      where company_id = %1$d and lead = %2$d and kind = 'lead-arrived'), '{}');
                """.formatted(company, lead));
    }

    @Test
    void manyNodesAtOnceSealEveryDecisionOnce() throws Exception {
        arrive(60);
        TestServer node = SERVER.node();
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> here = () -> {
                SERVER.part(Seals.class).seal(company);
                return true;
            };
            Callable<Boolean> there = () -> {
                node.part(Seals.class).seal(company);
                return true;
            };
            for (var done : nodes.invokeAll(Collections.nCopies(4, here))) {
                done.get();
            }
            for (var done : nodes.invokeAll(Collections.nCopies(4, there))) {
                done.get();
            }
        } finally {
            node.stop();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> report().unsealed() == 0);
        assertThat(report().sentences()).isEmpty();
        assertThat(report().sealed()).isEqualTo(60);
    }

    @Test
    void theHashesAreThoseOfTheDescription() throws Exception {
        sealed(1);
        try (Connection connection = TestServer.connect(SERVER.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select s.hash, h.payload_hash, h.salt, jsonb_build_object('company', d.company_id, 'id', d.id,
                               'lead', d.lead_id, 'at', (extract(epoch from d.at) * 1000000)::bigint, 'how', d.how,
                               'rule', d.rule, 'user', d.user_id, 'settings', d.settings_seq,
                               'explanation', d.explanation)::text as payload
                          from fairlead.seal s join fairlead.decision_seal h using (company_id)
                          join fairlead.decision d using (company_id)
                         where s.company_id = %d
                        """.formatted(company))) {
            row.next();
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(row.getBytes("salt"));
            byte[] payload = sha.digest(row.getString("payload").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(row.getBytes("payload_hash")).isEqualTo(payload);
            assertThat(row.getBytes("hash")).isEqualTo(sha.digest(payload));
        }
    }

    private static int company() {
        int company = SERVER.part(Companies.class).found("Sealed", "Europe/Rome", "it");
        SERVER.part(SettingsStore.class).change(company, null, () -> true);
        return company;
    }

    private void arrive(int leads) {
        var lead = new Doing.NewLead("site", "", "Ann", "", "", "", Map.of(), true, null);
        SERVER.part(Desks.class).perform(company, Collections.nCopies(leads, new Doing.Arrival(lead, outcome -> {})));
    }

    private void sealed(int leads) {
        arrive(leads);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            SERVER.part(Seals.class).seal(company);
            return report().unsealed() == 0;
        });
    }

    private Verification.Report report() {
        try {
            return Verification.of(SERVER.database()).stream()
                    .filter(one -> one.company() == company)
                    .findFirst()
                    .orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In this company alone, with the rights of a superuser. */
    private void sql(String sql) {
        String here = sql.contains("insert into")
                ? sql.replace("(id,", "(company_id, id,").replace("values (", "values (" + company + ", ")
                : sql.contains("from fairlead.decision d where")
                        ? sql.stripTrailing() + " and s.company_id = " + company
                        : sql + (sql.contains("where") ? " and" : " where") + " company_id = " + company;
        TestServer.execute(SERVER.database(), here);
    }

    @Test
    void everyCompanyIsReported() throws SQLException {
        List<Integer> companies = SERVER.part(Companies.class).all();
        assertThat(Verification.of(SERVER.database()))
                .extracting(Verification.Report::company)
                .isEqualTo(companies);
    }
}
