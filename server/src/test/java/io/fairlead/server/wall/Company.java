package io.fairlead.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A company in which every text holds the company's own mark, and everything that tells things apart (keys, phones,
 * sources, idempotency keys) is as in every other one. {@link #solo} is a key that is in this company alone.
 */
final class Company {
    static final String PASSWORD = "a long password for the wall";
    /** Sent with one lead of each company. */
    static final String SAME_KEY = "the-same-key";

    private static final AtomicInteger COUNT = new AtomicInteger();

    final TestServer server;
    final int number;
    /** Stands in its keys and addresses. */
    final String slug;
    /** Stands in its texts. */
    final String mark;

    final Client head;
    final Client program;
    final String formKey;
    final String solo;
    /** Ids that were shown to this company. */
    final List<String> shown = new ArrayList<>();

    private Company(TestServer server, int number, String slug, String mark, Client head) {
        this.server = server;
        this.number = number;
        this.slug = slug;
        this.mark = mark;
        this.head = head;
        this.solo = "solo_" + slug;
        Furniture.people(this);
        Furniture.settings(this);
        rules();
        program = head.withToken(made(head.post(
                        "/api/sources",
                        Map.of(
                                "key",
                                "crm",
                                "name",
                                mark + " crm",
                                "kind",
                                "api",
                                "settings",
                                Map.of("perMinute", 6000))))
                .path("secret")
                .asString());
        formKey = made(head.post(
                        "/api/sources",
                        Map.of(
                                "key",
                                "site",
                                "name",
                                mark + " site",
                                "kind",
                                "form",
                                "settings",
                                Map.of("form", Furniture.form(this)))))
                .at("/source/publicKey")
                .asString();
        leads();
    }

    /** Founds the company whose administrator has the demo's password, and furnishes it over the API. */
    static Company found(TestServer server, String slug, String mark) {
        int number = server.part(Companies.class).found(mark + " company", "Europe/Rome", "en");
        String head = "head@" + slug + ".example";
        server.part(SettingsStore.class).change(number, null, () -> {
            var jdbc = server.part(JdbcClient.class);
            jdbc.sql("insert into fairlead.rule_version (version, rules) values (1, '[]')")
                    .update();
            return jdbc.sql("""
                            insert into fairlead.app_user (key, name, email, role) values ('head', ?, ?, 'administrator')
                            """).params(mark + " head", head).update();
        });
        TestServer.execute(server.database(), """
                insert into shared.sign_in (email, company_id, user_id, password)
                    select '%2$s', %1$d, u.id, s.password from fairlead.app_user u, shared.sign_in s
                     where u.company_id = %1$d and s.email = 'head@beauty-shop.example';
                """.formatted(number, head));
        return new Company(server, number, slug, mark, server.client().signIn(head, server.demoPassword()));
    }

    private static tools.jackson.databind.JsonNode made(Client.Answer answer) {
        return answer.expect(201).json();
    }

    /** Says that nothing of this company is in what another one was told; keys the other wrote may be said back. */
    void assertUnheard(String told) {
        assertThat(told.replaceAll(solo + "[_0-9]*", ""))
                .doesNotContainIgnoringCase(mark)
                .doesNotContainIgnoringCase(slug);
    }

    String email(String who) {
        return who + "@" + slug + ".example";
    }

    static int count() {
        return COUNT.incrementAndGet();
    }

    /** A key that nothing has yet. */
    static String fresh(String kind) {
        return kind + "_" + count();
    }

    long companyVersion() {
        return head.get("/api/rules/surroundings")
                .expect(200)
                .json()
                .at("/company/version")
                .asLong();
    }

    private void rules() {
        draft(rules(1));
        publish();
    }

    /** The company's rules, with this weight somewhere. */
    List<Map<String, Object>> rules(int weight) {
        return List.of(
                Map.of(
                        "id",
                        "offers",
                        "when",
                        "status == \"offer\"",
                        "accept-within",
                        "1h",
                        "candidates",
                        List.of(Map.of("user", "head")),
                        "known",
                        "off"),
                Map.of(
                        "id",
                        "all",
                        "when",
                        "source != \"site\"",
                        "candidates",
                        List.of(Map.of("user", "head"), Map.of("user", "olga")),
                        "known",
                        "off"),
                Map.of(
                        "id",
                        solo,
                        "when",
                        "source == \"never\"",
                        "candidates",
                        List.of(Map.of("user", solo, "weight", weight))));
    }

    void draft(List<Map<String, Object>> rules) {
        long version =
                head.get("/api/rules/draft").expect(200).json().path("version").asLong();
        tag(version, () -> head.put("/api/rules/draft", Map.of("rules", rules)).expect(200));
    }

    private void publish() {
        long version =
                head.get("/api/rules/draft").expect(200).json().path("version").asLong();
        tag(
                version,
                () -> head.post("/api/rules/versions", Map.of("note", mark + " note"))
                        .expect(201));
    }

    void tag(long version, Runnable change) {
        head.withHeader("If-Match", "\"" + version + "\"");
        try {
            change.run();
        } finally {
            head.withoutHeader("If-Match");
        }
    }

    private void leads() {
        for (int i = 0; i < 5; i++) {
            lead("new", "+39331200000" + i);
        }
        program.call("POST", "/api/leads", leadBody("new", "+393312000009"), Map.of("Idempotency-Key", SAME_KEY))
                .expect(201);
        String lead = lead("new", "+393312000010");
        head.post("/api/leads/" + lead + "/touch", Map.of("kind", "note", "text", mark + " written"))
                .expect(200);
        absence();
        quarantined();
    }

    Map<String, Object> leadBody(String status, String phone) {
        return Map.of(
                "name",
                mark + " lead",
                "phone",
                phone,
                "status",
                status,
                "listing",
                "day",
                "email",
                email("lead"),
                "fields",
                Map.of("topic", mark + " topic"));
    }

    /** A new lead of this status; its id. */
    String lead(String status) {
        return lead(status, "+3933130%05d".formatted(COUNT.incrementAndGet()));
    }

    private String lead(String status, String phone) {
        return kept(made(program.post("/api/leads", leadBody(status, phone)))
                .path("id")
                .asString());
    }

    /** The decision of a new lead. */
    String decision() {
        return kept(made(program.post("/api/leads", leadBody("new", "+3933130%05d".formatted(COUNT.incrementAndGet()))))
                .path("decision")
                .asString());
    }

    /** A lead that the head has typed in. */
    String entered() {
        return kept(made(head.post("/api/leads/manual", Map.of("name", mark + " walk-in", "email", email("walk-in"))))
                .at("/lead/id")
                .asString());
    }

    /** A hand-over of a new lead, planned and not run. */
    String bulk() {
        String id = kept(made(head.post("/api/bulk", Map.of("leads", List.of(lead("new")))))
                .at("/row/id")
                .asString());
        org.awaitility.Awaitility.await()
                .until(() -> head.get("/api/bulk/" + id)
                        .json()
                        .at("/row/state")
                        .asString()
                        .equals("planned"));
        return id;
    }

    String absence() {
        int day = COUNT.incrementAndGet();
        String from = java.time.LocalDate.of(2027, 1, 1).plusDays(2L * day).toString();
        String to = java.time.LocalDate.of(2027, 1, 2).plusDays(2L * day).toString();
        return kept(
                made(head.post("/api/absences", Map.of("user", solo, "from", from, "to", to, "kind", mark + " kind")))
                        .path("id")
                        .asString());
    }

    String quarantined() {
        return kept(program.post("/api/leads", Map.of("name", mark + " unusable", "listing", "nowhere"))
                .expect(422)
                .json()
                .path("quarantined")
                .asString());
    }

    String source() {
        return kept(made(head.post("/api/sources", Map.of("key", fresh("s"), "name", mark + " source", "kind", "api")))
                .at("/source/id")
                .asString());
    }

    String token() {
        return kept(made(head.post("/api/tokens", Map.of("name", mark + " token")))
                .path("id")
                .asString());
    }

    /** A user who is in this company alone, with an e-mail and not yet invited. */
    String colleague() {
        return user(fresh(solo), "operator");
    }

    String user(String key, String role) {
        head.post(
                        "/api/users",
                        Map.of(
                                "key",
                                key,
                                "name",
                                mark + " " + key,
                                "email",
                                email(key),
                                "role",
                                role,
                                "skills",
                                List.of(mark + " skill"),
                                "fields",
                                Map.of("motto", mark + " motto")))
                .expect(201);
        return key;
    }

    /** The secret by which a new colleague gets in. */
    String invitation() {
        return made(head.post("/api/users/" + colleague() + "/invitation", "{}"))
                .path("secret")
                .asString();
    }

    /** The browser of a new colleague in this role. */
    Client joined(String role) {
        return accept(user(fresh(solo), role));
    }

    Client accept(String key) {
        String secret = made(head.post("/api/users/" + key + "/invitation", "{}"))
                .path("secret")
                .asString();
        Client browser = server.client();
        browser.post(
                        "/api/invitations/accept",
                        Map.of("secret", secret, "name", mark + " " + key, "locale", "en", "password", PASSWORD))
                .expect(204);
        return browser;
    }

    /** Remembers an id that was shown to this company. */
    String kept(String id) {
        assertThat(id).isNotBlank();
        shown.add(id);
        return id;
    }
}
