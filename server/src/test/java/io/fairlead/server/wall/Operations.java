package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;

import io.fairlead.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every operation of the API, with a request for each. */
final class Operations {
    /** What goes on for ever and is tried by itself. */
    static final String STREAM = "GET /api/leads/stream";

    private static final String SETTINGS = """
            company: {name: Tried, timezone: Europe/Rome}
            users: {anna: {}}
            rules: [{id: all, candidates: [{user: anna}]}]
            events: [{at: "2026-11-23T10:00:00", lead: L1}]
            """;
    private static final Map<String, Object> TEXT = Map.of("settings", SETTINGS);
    private static final Map<String, Object> WEEK =
            Map.of("weekly", List.of(Map.of("days", "mon", "hours", "09:00-10:00")));

    private Operations() {}

    static List<Operation> all() {
        return Stream.of(
                        session(),
                        invitationsAndTokens(),
                        people(),
                        roster(),
                        settings(),
                        rules(),
                        besideRules(),
                        LeadOperations.all(),
                        BulkOperations.all(),
                        TransferOperations.all(),
                        ExportOperations.all(),
                        NoticeOperations.all(),
                        WorkOperations.all(),
                        FairnessOperations.all(),
                        PrivacyOperations.all(),
                        ZoneOperations.all(),
                        trying())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> session() {
        return List.of(
                plain("GET /api/health"),
                plain("GET /api/setup"),
                plain(
                                "POST /api/setup",
                                Map.of(
                                        "token",
                                        "none",
                                        "name",
                                        "x",
                                        "email",
                                        "x@x.example",
                                        "password",
                                        "a long password",
                                        "company",
                                        Map.of("name", "x", "timezone", "Europe/Rome")))
                        .answered(409),
                plain("GET /api/session"),
                plain(
                        "POST /api/session",
                        c -> Request.of(
                                        "POST",
                                        "/api/session",
                                        Map.of("email", c.email("head"), "password", c.server.demoPassword()))
                                .as(c.server.client())),
                plain("PATCH /api/session", Map.of("locale", "en")),
                plain(
                        "DELETE /api/session",
                        c -> Request.of("DELETE", "/api/session").as(c.joined("operator"))),
                plain(
                        "PUT /api/session/password",
                        c -> Request.of(
                                        "PUT",
                                        "/api/session/password",
                                        Map.of("current", Company.PASSWORD, "next", "another long password"))
                                .as(c.joined("operator"))));
    }

    private static List<Operation> invitationsAndTokens() {
        return List.of(
                plain(
                        "POST /api/invitations/look",
                        c -> Request.of("POST", "/api/invitations/look", Map.of("secret", c.invitation()))),
                plain(
                        "POST /api/invitations/accept",
                        c -> Request.of(
                                        "POST",
                                        "/api/invitations/accept",
                                        Map.of(
                                                "secret",
                                                c.invitation(),
                                                "name",
                                                c.mark + " x",
                                                "locale",
                                                "en",
                                                "password",
                                                Company.PASSWORD))
                                .as(c.server.client())),
                plain("GET /api/tokens"),
                plain("POST /api/tokens", Map.of("name", "another")),
                sealedById("DELETE /api/tokens/{id}", Company::token));
    }

    private static List<Operation> people() {
        return List.of(
                plain("GET /api/users"),
                sealedById("GET /api/users/{key}", c -> c.solo),
                sealed(
                                "POST /api/users",
                                c -> Request.of(
                                        "POST",
                                        "/api/users",
                                        Map.of("key", Company.fresh("u"), "name", c.mark + " new", "schedule", c.solo)))
                        .elsewhere(422),
                sealed("PUT /api/users/{key}", c -> {
                    String key = c.colleague();
                    return Request.of("PUT", "/api/users/" + key, Map.of("key", key, "name", c.mark + " changed"))
                            .at(1);
                }),
                sealedById("POST /api/users/{key}/invitation", Company::colleague),
                sealedById("DELETE /api/users/{key}/invitation", Company::colleague),
                sealed("GET /api/absences", c -> Request.of("GET", "/api/absences?user=" + c.solo))
                        .elsewhere(200, 404),
                sealed(
                                "POST /api/absences",
                                c -> Request.of(
                                        "POST",
                                        "/api/absences",
                                        Map.of("user", c.solo, "from", "2028-01-01", "to", "2028-01-02", "kind", "x")))
                        .elsewhere(404, 422),
                sealed(
                        "PUT /api/absences/{id}",
                        c -> Request.of(
                                        "PUT",
                                        "/api/absences/" + c.absence(),
                                        Map.of("user", c.solo, "from", "2029-01-01", "to", "2029-01-02", "kind", "x"))
                                .at(1)),
                sealed(
                        "DELETE /api/absences/{id}",
                        c -> Request.of("DELETE", "/api/absences/" + c.absence())
                                .at(1)));
    }

    private static List<Operation> roster() {
        return List.of(
                plain("GET /api/duty", c -> Request.of("GET", "/api/duty?from=2026-11-23&to=2026-11-30")),
                plain("POST /api/duty/preview", Map.of("schedule", WEEK, "from", "2026-11-23", "to", "2026-11-30")),
                plain("GET /api/me/presence"),
                plain("PUT /api/me/presence", Map.of("online", true, "why", "")),
                plain("POST /api/me/seen"),
                plain("GET /api/company"),
                plain(
                        "PUT /api/company",
                        c -> Request.of(
                                        "PUT",
                                        "/api/company",
                                        Map.of(
                                                "name",
                                                c.mark,
                                                "timezone",
                                                "Europe/Rome",
                                                "locale",
                                                "en",
                                                "idleMinutes",
                                                600))
                                .at(c.companyVersion())));
    }

    private static List<Operation> settings() {
        var all = new ArrayList<Operation>();
        var bodies = Map.of(
                "schedules", WEEK,
                "teams", Map.<String, Object>of("members", List.of("olga")),
                "listings", Map.<String, Object>of("name", "flat"),
                "fields", Map.<String, Object>of("type", "text"),
                "user-fields", Map.<String, Object>of("type", "text"));
        for (var path : List.of("/api/fields", "/api/user-fields")) {
            all.add(plain(
                    "POST " + path + "/order",
                    c -> Request.of("POST", path + "/order", Map.of("keys", keys(c, path)))));
        }
        all.add(plain("GET /api/field-indexes"));
        all.add(sealed("POST /api/field-indexes/{field}/retry", Operations::failedIndex));
        bodies.forEach((kind, body) -> {
            String path = "/api/" + kind;
            all.add(plain("GET " + path));
            all.add(sealedById("GET " + path + "/{key}", c -> c.solo));
            all.add(sealed(
                    "PUT " + path + "/{key}",
                    c -> Request.of("PUT", path + "/" + put(c, path, body), body)
                            .at(1)));
            all.add(sealed(
                    "DELETE " + path + "/{key}",
                    c -> Request.of("DELETE", path + "/" + put(c, path, body)).at(1)));
        });
        all.add(plain("GET /api/settings"));
        all.add(plain("POST /api/settings/diff", SETTINGS));
        all.add(plain("POST /api/settings", c -> Request.of("POST", "/api/settings?dryRun=true", SETTINGS)));
        return all;
    }

    private static Request failedIndex(Company company) {
        TestServer.execute(company.server.database(), """
                insert into fairlead.field_index (company_id, field, kind, state)
                    select company_id, key, 'text', 'failed' from fairlead.setting where kind = 'field' and key = '%s'
                        on conflict (company_id, field) do update set state = 'failed'
                """.formatted(company.solo));
        return Request.of("POST", "/api/field-indexes/" + company.solo + "/retry", Map.of());
    }

    private static List<String> keys(Company company, String path) {
        return company.head
                .get(path)
                .expect(200)
                .json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("key").asString())
                .toList();
    }

    /** A new one of these settings, which no other company has; its key. */
    private static String put(Company company, String path, Object body) {
        String key = Company.fresh(company.solo);
        company.head.put(path + "/" + key, body).expect(200);
        return key;
    }

    private static List<Operation> rules() {
        return List.of(
                plain("GET /api/rules/draft"),
                sealed(
                                "PUT /api/rules/draft",
                                c -> Request.of(
                                                "PUT",
                                                "/api/rules/draft",
                                                Map.of(
                                                        "rules",
                                                        List.of(Map.of(
                                                                "id",
                                                                "all",
                                                                "candidates",
                                                                List.of(Map.of("user", c.solo))))))
                                        .at(draft(c)))
                        .elsewhere(200, 409, 422),
                plain("DELETE /api/rules/draft", c -> {
                    c.draft(c.rules(2 + Company.count() % 90));
                    return Request.of("DELETE", "/api/rules/draft").at(draft(c));
                }),
                plain("GET /api/rules/draft/findings"),
                plain("POST /api/rules/draft/scenario"),
                plain("POST /api/rules/versions", c -> {
                    c.draft(c.rules(2 + Company.count() % 90));
                    return Request.of("POST", "/api/rules/versions", Map.of("note", "again"))
                            .at(draft(c));
                }),
                plain("GET /api/rules/versions"),
                plain("GET /api/rules/versions/{version}", c -> Request.of("GET", "/api/rules/versions/1")),
                plain(
                        "POST /api/rules/versions/{version}/roll-back",
                        c -> Request.of("POST", "/api/rules/versions/2/roll-back", Map.of("note", "back"))));
    }

    private static List<Operation> besideRules() {
        return List.of(
                plain("GET /api/rules/diff", c -> Request.of("GET", "/api/rules/diff?from=1&to=2")),
                plain("GET /api/rules/surroundings"),
                sealed(
                                "PATCH /api/rules/company",
                                c -> Request.of("PATCH", "/api/rules/company", Map.of("otherwise", "user:" + c.solo))
                                        .at(c.companyVersion()))
                        .elsewhere(409, 422),
                plain("GET /api/filters/fields"),
                plain("POST /api/filters/parse", Map.of("text", "source == \"crm\"")),
                plain(
                        "POST /api/filters/format",
                        c -> Request.of(
                                "POST",
                                "/api/filters/format",
                                Map.of("tree", Map.of("field", "source", "op", "eq", "value", "crm")))));
    }

    private static long draft(Company company) {
        return company.head
                .get("/api/rules/draft")
                .expect(200)
                .json()
                .path("version")
                .asLong();
    }

    private static List<Operation> trying() {
        return List.of(
                plain("POST /api/checks", TEXT),
                plain("POST /api/coverage", TEXT),
                plain("POST /api/simulations", TEXT),
                plain("POST /api/replays", Map.of("from", "2026-01-01", "to", "2026-01-02", "rules", "published")),
                plain("POST /api/explanations", Map.of("settings", SETTINGS, "lead", "L1")),
                plain("GET /api/examples"),
                plain("GET /api/examples/{id}", c -> Request.of("GET", "/api/examples/beauty-shop")));
    }
}
