package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.people.SlowHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import tools.jackson.databind.JsonNode;

/** One e-mail in several companies, none of which learns of the others. */
class SignInByCompanyTest {
    private static final TestServer SERVER = TestServer.start(true);
    private static final String HEAD = "head@beauty-shop.example";
    private static final String ONE = "the first long password";
    private static final String TWO = "the second long password";

    static {
        SERVER.execute(Office.NEIGHBOUR);
    }

    private final Client shop = SERVER.administrator();
    private final Client neighbour = SERVER.client().signIn("boss@neighbour.example", SERVER.demoPassword());

    /** Makes a user with this e-mail and a link for them. */
    private static String invited(Client inviter, String key, String email) {
        inviter.post("/api/users", Map.of("key", key, "name", key, "email", email))
                .expect(201);
        return linked(inviter, key);
    }

    private static String linked(Client inviter, String key) {
        return inviter.post("/api/users/" + key + "/invitation", "{}")
                .expect(201)
                .json()
                .path("secret")
                .asString();
    }

    private static Client accepted(String secret, String password) {
        Client browser = SERVER.client();
        accept(browser, secret, password);
        return browser;
    }

    private static Client.Answer accept(Client browser, String secret, String password) {
        Map<String, String> wanted = Map.of("secret", secret, "name", "Anna", "locale", "en", "password", password);
        return browser.post("/api/invitations/accept", wanted).expect(204);
    }

    private static Client.Answer signIn(String email, String password) {
        return SERVER.client().post("/api/session", Map.of("email", email, "password", password));
    }

    private static String company(Client client) {
        return client.get("/api/session").expect(200).json().at("/company/name").asString();
    }

    private static String companyOf(String email, String password) {
        return company(SERVER.client().signIn(email, password));
    }

    /** All that a company is told that invites somebody with this e-mail, changes to it, and reads it from a file. */
    private List<String> told(String email) {
        List<Client.Answer> answers = new ArrayList<>();
        answers.add(neighbour.post("/api/users", Map.of("key", "anna", "name", "Anna", "email", email)));
        answers.add(neighbour.post("/api/users/anna/invitation", "{}"));
        String secret = answers.getLast().json().path("secret").asString();
        answers.add(SERVER.client().post("/api/invitations/look", Map.of("secret", secret)));
        answers.add(accept(SERVER.client(), secret, TWO));
        answers.add(signIn(email, "neither of the two"));
        answers.add(neighbour.get("/api/users/anna"));

        accepted(invited(neighbour, "bruno", "bruno@neighbour.example"), ONE);
        long version = Office.user(neighbour, "bruno").path("version").asLong();
        answers.add(neighbour.put("/api/users/bruno", Map.of("name", "Bruno", "email", "x" + email), version));
        String file = """
                company: {name: Neighbour, timezone: Europe/Rome, otherwise: hold}
                users:
                  anna: {name: Anna, email: %s}
                  bruno: {name: Bruno, email: xx%s}
                """.formatted(email, email);
        answers.add(neighbour.post("/api/settings", file));
        answers.add(neighbour.get("/api/users/bruno"));
        linked(neighbour, "bruno");
        answers.add(neighbour.get("/api/users/bruno"));
        SERVER.execute("delete from fairlead.presence where company_id = 99;"
                + "delete from fairlead.app_user where company_id = 99 and key in ('anna', 'bruno')");
        return answers.stream()
                .map(answer -> answer.status() + " "
                        + answer.text()
                                .replace(email, "EMAIL")
                                .replaceAll("fl_[A-Za-z0-9_-]+", "SECRET")
                                .replaceAll("\"(expiresAt|invitedUntil|until|since)\":\"[^\"]*\"", "\"$1\":TIME")
                                .replaceAll("\"(version|seen)\":\"?\\w+\"?", "\"$1\":VERSION"))
                .toList();
    }

    @Test
    void anEmailThatSignsInElsewhereIsAnsweredLikeOneThatNobodyHas() {
        for (String email : List.of("known@shop.example", "xknown@shop.example", "xxknown@shop.example")) {
            accepted(invited(shop, email.substring(0, email.indexOf('@')), email), ONE);
        }
        neighbour
                .post("/api/settings", "company: {name: Neighbour, timezone: Europe/Rome, otherwise: hold}")
                .expect(200);
        List<List<String>> told = new ArrayList<>();
        long known = SlowHashes.during(SERVER, () -> told.add(told("known@shop.example")));
        long unknown = SlowHashes.during(SERVER, () -> told.add(told("nobody@shop.example")));
        assertThat(told.getFirst()).isEqualTo(told.getLast()).noneMatch(answer -> answer.startsWith("5"));
        assertThat(told.getFirst().get(4)).contains("wrong-credentials");
        assertThat(known).isEqualTo(unknown).isPositive();
    }

    @Test
    void eachPasswordOpensItsCompanyAndOneForSeveralAsksWhich() {
        String email = "anna@both.example";
        accepted(invited(shop, "anna-both", email), ONE);
        Client there = accepted(invited(neighbour, "anna-both", email), TWO);
        assertThat(company(there)).isEqualTo("Neighbour");
        assertThat(SlowHashes.during(
                        SERVER, () -> assertThat(companyOf(email, TWO)).isEqualTo("Neighbour")))
                .isEqualTo(1);
        String other = companyOf(email, ONE);
        assertThat(other).isNotEqualTo("Neighbour");
        assertThat(SlowHashes.during(
                        SERVER, () -> signIn(email, "neither of the two").expect(401)))
                .isEqualTo(1);
        assertThat(SlowHashes.during(
                        SERVER, () -> signIn("nobody@both.example", ONE).expect(401)))
                .isEqualTo(1);

        there.put("/api/session/password", Map.of("current", TWO, "next", ONE)).expect(204);
        Client browser = SERVER.client();
        Client.Answer which = browser.post("/api/session", Map.of("email", email, "password", ONE))
                .expect(409);
        assertThat(which.slug()).isEqualTo("several-companies");
        browser.get("/api/session").expect(401);
        JsonNode companies = which.json().path("companies");
        assertThat(companies.valueStream().map(each -> each.path("name").asString()))
                .containsExactly(other, "Neighbour");
        Map<String, String> chosen = Map.of(
                "email",
                email,
                "password",
                ONE,
                "company",
                companies.at("/1/id").asString());
        browser.post("/api/session", chosen).expect(204);
        assertThat(company(browser)).isEqualTo("Neighbour");
        Map<String, String> wrong = Map.of("email", email, "password", ONE, "company", "elsewhere");
        SERVER.client().post("/api/session", wrong).expect(401);
    }

    @Test
    void whatBecomesOfSomebodyInOneCompanyLeavesThemInTheOther() {
        String email = "dora@both.example";
        Client here = accepted(invited(shop, "dora", email), ONE);
        Client there = accepted(invited(neighbour, "dora", email), ONE);
        signIn(email, ONE).expect(409);
        there.put("/api/session/password", Map.of("current", ONE, "next", TWO)).expect(204);
        here.get("/api/session").expect(200);
        String shopName = companyOf(email, ONE);

        accepted(linked(shop, "dora"), TWO);
        here.get("/api/session").expect(401);
        there.get("/api/session").expect(200);
        signIn(email, TWO).expect(409);
        neighbour
                .put(
                        "/api/users/dora",
                        Map.of("name", "Dora", "email", email, "active", false),
                        Office.user(neighbour, "dora").path("version").asLong())
                .expect(200);
        there.get("/api/session").expect(401);
        assertThat(companyOf(email, TWO)).isEqualTo(shopName);
        assertThat(Office.user(shop, "dora").path("signIn").asString()).isEqualTo("active");
    }

    @Test
    void ofTwoWhoAcceptForTheSameEmailAtOnceBothCanBeChecked() throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            String email = "race" + round + "@both.example";
            List<String> secrets =
                    List.of(invited(shop, "race" + round, email), invited(neighbour, "race" + round, email));
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> both = secrets.stream()
                    .map(secret -> Thread.ofVirtual().start(() -> {
                        Client browser = SERVER.client();
                        browser.get("/api/health");
                        try {
                            start.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        accept(browser, secret, ONE);
                    }))
                    .toList();
            start.countDown();
            for (Thread thread : both) {
                thread.join();
            }
            assertThat(signIn(email, ONE).expect(409).json().path("companies").size())
                    .isEqualTo(2);
        }
        String other = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(ONE);
        SERVER.execute("update shared.sign_in set password = '{pbkdf2}" + other
                + "' where email = 'race0@both.example' and company_id = 99");
        signIn("race0@both.example", ONE).expect(204); // With a salt of its own one of them is not found.
    }

    @Test
    void aPasswordHashedByEarlierVersionsOpensStill() {
        String early = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode("пароль, kept for long");
        accepted(invited(shop, "early", "early@shop.example"), ONE);
        SERVER.execute(
                "update shared.sign_in set password = '{pbkdf2}" + early + "' where email = 'early@shop.example'");
        SERVER.client().signIn("early@shop.example", "пароль, kept for long");
        signIn("early@shop.example", ONE).expect(401);
    }

    @Test
    void everyPasswordHasTheSaltOfItsEmail() {
        accepted(invited(shop, "salted", "salted@shop.example"), ONE);
        assertThat(SERVER.query("""
                select count(*) from shared.sign_in s join shared.password_salt p using (email)
                 where email in ('salted@shop.example', '%s')
                   and decode(substr(s.password, length('{pbkdf2}') + 1, 32), 'hex') = p.salt
                """.formatted(HEAD))).isEqualTo("2");
    }
}
