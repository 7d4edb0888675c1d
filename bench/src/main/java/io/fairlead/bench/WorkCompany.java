package io.fairlead.bench;

import io.fairlead.server.platform.sql.Transactions;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A large made-up company at work, as its administrator sees it over HTTP. */
final class WorkCompany {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SESSION = "/api/session";

    /** What is added; the statistics come last. */
    private static final List<String> ADDED = List.of(
            """
            insert into fairlead.app_user (company_id, key, name, role, position)
            select {company}, 'w' || n, 'Watcher ' || n, 'operator', 1000 + n from generate_series(1, 300 - 80) n
            """,
            """
            insert into fairlead.lead_worker (company_id, lead_id, user_id, added_by, added_at)
            select company_id, 1, id, id, now() from fairlead.app_user where company_id = {company}
            """,
            """
            insert into fairlead.task (company_id, lead_id, kind, title, due_at, user_id, created_by, created_at, done_at)
            select company_id, id, 'task', 'Call back', now() + (id % 400 - 100) * interval '1 hour', owner_id, owner_id,
                   created_at, case when id % 10 > 2 then created_at + interval '1 day' end
              from fairlead.lead where company_id = {company} and id <= {tasks}
            """,
            """
            insert into fairlead.notice (company_id, user_id, kind, bundle, lead, leads, who, people, begun_at, at, shown,
                                         quiet, read_at)
            select u.company_id, u.id, 'worked', 'lead:' || n, n, array[n], u.id, array[u.id], t, t, true, false,
                   case when n > 60 then t end
              from fairlead.app_user u cross join generate_series(1, 1000) n
             cross join lateral (select now() - n * interval '10 minutes' as t) x where u.company_id = {company}
            """,
            """
            insert into fairlead.ledger (company_id, shared, name, user_id)
            select {company}, false, r ->> 'id', u.id
              from (select rules from fairlead.rule_version where company_id = {company} order by version desc limit 1) v
             cross join jsonb_array_elements(v.rules) r cross join fairlead.app_user u
             where u.company_id = {company} and u.key like 'op%' on conflict do nothing
            """,
            """
            insert into fairlead.ledger_day (company_id, day, shared, name, user_id, entitled, received, peak)
            select company_id, current_date - d, shared, name, user_id, 232792560, 232792560, 232792560
              from fairlead.ledger cross join generate_series(1, 730) d where company_id = {company} on conflict do nothing
            """,
            "update fairlead.company set work = work || '{\"severalWorkers\": true}' where company_id = {company}",
            "vacuum analyze");

    private final LiveServer server;
    private final LiveServer.Node node;
    private final int id;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    /**
     * The first company there is, with tasks, notices, watchers and books added.
     *
     * @param said how to sign in to it, as the demo tells it
     */
    WorkCompany(LiveServer server, LiveServer.Node node, int tasks, List<String> said) throws SQLException {
        this.server = server;
        this.node = node;
        this.id = node.part(JdbcClient.class)
                .sql("select min(company_id) from shared.tenant")
                .query(Integer.class)
                .single();
        add(tasks);
        signIn(word(said, "Sign in"), word(said, "Password"));
    }

    private static String word(List<String> said, String label) {
        var line = said.stream().filter(one -> one.contains(label)).findFirst().orElseThrow();
        return line.strip().substring(label.length()).strip().split(" ", -1)[0];
    }

    int id() {
        return id;
    }

    LiveServer.Node node() {
        return node;
    }

    private void add(int tasks) throws SQLException {
        server.fill(ADDED.stream()
                .map(sql -> sql.replace("{company}", Integer.toString(id)).replace("{tasks}", Integer.toString(tasks)))
                .toArray(String[]::new));
    }

    /** As on screen: some of it is for people alone. */
    private void signIn(String email, String password) {
        ask(Asked.get(SESSION));
        ask(new Asked("POST", SESSION, Map.of("email", email, "password", password)));
        ask(Asked.get(SESSION));
    }

    private String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(one -> one.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** A request that is asked again and again. */
    record Asked(String method, String path, Object body) {
        static Asked get(String path) {
            return new Asked("GET", path, "");
        }
    }

    /** Asks, and answers with what was told. */
    JsonNode ask(Asked asked) {
        var body = asked.body().equals("") ? "" : JSON.writeValueAsString(asked.body());
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + asked.path()))
                .header("X-XSRF-TOKEN", cookie())
                .header("Content-Type", "application/json")
                .method(asked.method(), HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            // Who is not signed in is told so, together with the token that signing in needs.
            boolean signedOut = answer.statusCode() == 401 && asked.path().equals(SESSION);
            if (answer.statusCode() >= 300 && !signedOut) {
                throw new IllegalStateException(asked + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Leads' ids as they are shown, so many of them. */
    List<String> leads(int count) {
        return ask(new Asked("POST", "/api/leads/query", Map.of("limit", count)))
                .path("rows")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    /** Ids of open leads that somebody has, so many of them or all there are. */
    List<String> openLeads(int count) {
        var found = new ArrayList<String>();
        var asked = new HashMap<String, Object>();
        asked.put("filter", Map.of("open", true, "state", List.of("assigned")));
        asked.put("limit", 100);
        do {
            var page = ask(new Asked("POST", "/api/leads/query", asked));
            page.path("rows").forEach(row -> found.add(row.path("id").asString()));
            asked.put("cursor", page.path("next").asString(""));
        } while (found.size() < count && !asked.get("cursor").equals(""));
        return List.copyOf(found.subList(0, Math.min(count, found.size())));
    }

    /** Whether something holds of the company, as the application sees it. */
    boolean holds(String question) {
        return node.part(Transactions.class)
                .inCompany(
                        id,
                        () -> node.part(JdbcClient.class)
                                .sql("select " + question)
                                .query(Boolean.class)
                                .single());
    }
}
