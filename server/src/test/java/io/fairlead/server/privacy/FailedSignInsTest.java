package io.fairlead.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** However many attempts there are, what is noted of them stays small; and companies do not learn of each other's people. */
class FailedSignInsTest {
    private static List<String> kept(TestServer server, String columns) {
        return kept(server, 1, columns);
    }

    private static List<String> kept(TestServer server, int company, String columns) {
        return server.part(Transactions.class)
                .inCompany(
                        company,
                        () -> server.part(JdbcClient.class)
                                .sql("select " + columns + " from fairlead.audit where kind like 'sign-in-%'")
                                .query(String.class)
                                .list());
    }

    private static void attempts(TestServer server, int count, String email) {
        FailedSignIns signIns = server.part(FailedSignIns.class);
        for (int i = 0; i < count; i++) {
            signIns.on(new SignedIn.Refused(email.formatted(i), "2001:db8::" + i, false));
        }
    }

    @Test
    void manyAddressesFillNoTableAndNoAttemptIsLost() {
        TestServer server = TestServer.start(true);
        int attempts = FailedSignIns.MOST_ROWS + 300;
        attempts(server, attempts, "n%d@shop.example");
        await().untilAsserted(() -> assertThat(kept(server, "sum(times)")).containsExactly(Integer.toString(attempts)));
        assertThat(kept(server, "count(*)")).containsExactly(Integer.toString(FailedSignIns.MOST_ROWS + 1));
        assertThat(kept(server, "max(case when address = '' then times end)")).containsExactly("300");
    }

    @Test
    void anEmailThatNobodyHasIsNotedInNoneOfSeveralCompanies() {
        TestServer server = TestServer.start(true);
        server.part(Companies.class).found("Neighbour", "Europe/Rome", "en");
        attempts(server, 1, "nobody%d@shop.example");
        attempts(server, 1, "head@beauty-shop.example");
        await().untilAsserted(
                        () -> assertThat(kept(server, "kind || ' ' || times")).containsExactly("sign-in-failed 1"));
    }

    @Test
    void eachCompanyThatHasTheEmailNotesItForItself() {
        TestServer server = TestServer.start(true);
        int other = server.part(Companies.class).found("Neighbour", "Europe/Rome", "en");
        TestServer.execute(server.database(), """
                insert into fairlead.app_user (company_id, key, name, email, role)
                    values (%1$d, 'twin', 'Twin', 'head@beauty-shop.example', 'operator');
                insert into shared.sign_in (email, company_id, user_id, password)
                    select s.email, u.company_id, u.id, '-' from fairlead.app_user u, shared.sign_in s
                     where u.company_id = %1$d;
                """.formatted(other));
        attempts(server, 1, "head@beauty-shop.example");
        for (int company : List.of(1, other)) {
            await().untilAsserted(() -> assertThat(kept(
                            server,
                            company,
                            "kind || ' ' || times || ' ' || (select key from fairlead.app_user where id = who)"))
                    .containsExactly("sign-in-failed 1 " + (company == 1 ? "head" : "twin")));
        }
    }
}
