package io.fairlead.server.desk;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.wording.WallTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A scenario on a company of its own, from its settings to its last row by nothing but the API. */
final class HttpPlay {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OWN =
            Set.of("at", "lead", "source", "status", "name", "phone", "email", "listing");
    private static final Set<String> NO_ASSIGNMENT = Set.of("waiting", "offered", "unassigned");
    private static final String PASSWORD = "a long password for a rehearsal";

    private final TestServer server;
    private final Scenario scenario;
    private final Client clock;
    private final Client head;
    private final String domain;
    private final Map<String, Client> people = new HashMap<>();
    private final Map<String, Client> sources = new HashMap<>();
    private final Map<String, String> leads = new LinkedHashMap<>();

    HttpPlay(TestServer server, String yaml, Scenario scenario) {
        this.server = server;
        this.scenario = scenario;
        this.clock = server.administrator();
        clock(scenario.startOr(scenario.until()));
        int company = server.part(Companies.class)
                .found("Played", scenario.settings().company().timezone().getId(), "en");
        this.domain = "played" + company + ".example";
        this.head = administrator(company);
        // In a scenario people stay online until they say otherwise.
        ObjectNode settled = (ObjectNode) head.get("/api/company").expect(200).json();
        long version = settled.remove("version").asLong();
        head.put("/api/company", settled.putNull("idleMinutes"), version).expect(200);
        head.post("/api/settings", JSON.writeValueAsString(settings(yaml))).expect(200);
        if (!scenario.contacts().isEmpty()) {
            head.post(
                            "/api/contacts",
                            Map.of(
                                    "contacts",
                                    map(new Load(LoadSettings.builder().build()).loadFromString(yaml))
                                            .get("contacts")))
                    .expect(200);
        }
    }

    private Client administrator(int company) {
        var email = "played-head@" + domain;
        server.part(SettingsStore.class).change(company, null, () -> {
            var jdbc = server.part(JdbcClient.class);
            jdbc.sql("insert into fairlead.rule_version (version, rules) values (1, '[]')")
                    .update();
            long id = jdbc.sql("""
                            insert into fairlead.app_user (key, name, email, role)
                            values ('played-head', 'Head', ?, 'administrator') returning id
                            """).param(email).query(Long.class).single();
            return jdbc.sql("""
                            insert into shared.sign_in (email, company_id, user_id, password)
                            select ?, ?, ?, password from shared.sign_in where email = 'head@beauty-shop.example'
                            """).params(email, company, id).update();
        });
        return server.client().signIn(email, server.demoPassword());
    }

    private void clock(Instant at) {
        clock.put("/api/clock", Map.of("at", at.toString())).expect(200);
    }

    /** The file with an e-mail for everybody and a declaration for each field, which a live company needs. */
    private Map<String, Object> settings(String yaml) {
        var top = map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        var users = map(top.get("users"));
        users.replaceAll((key, value) -> {
            var user = map(value);
            user.put("email", key + "@" + domain);
            return user;
        });
        top.put("users", users);
        var fields = map(top.get("fields"));
        for (var event : scenario.events()) {
            if (event instanceof Event.Arrival arrival) {
                arrival.fields().names().stream()
                        .filter(name -> !OWN.contains(name) && !name.equals("created"))
                        .forEach(name -> fields.putIfAbsent(name, Map.of("type", "text")));
            }
        }
        top.put("fields", fields);
        top.keySet().removeAll(List.of("events", "until", "contacts"));
        return top;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        var map = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> any) {
            any.forEach((key, one) -> map.put(String.valueOf(key), one));
        }
        return map;
    }

    /** The rows as {@code simulate} prints them. */
    List<String> play() {
        for (var event : scenario.events()) {
            clock(event.at());
            happens(event);
        }
        clock(scenario.until());
        // Whatever anybody does has what is due done first.
        head.put("/api/me/presence", Map.of("online", true, "why", "")).expect(200);
        return rows();
    }

    /** The lines of a replay of all of it under the rules of that time. */
    List<JsonNode> replayed() {
        var zone = scenario.settings().company().timezone();
        var day = Map.of(
                "from",
                scenario.startOr(scenario.until()).atZone(zone).toLocalDate().toString(),
                "to",
                scenario.until().atZone(zone).toLocalDate().toString(),
                "rules",
                "published");
        return head.post("/api/replays", day)
                .expect(200)
                .text()
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    /** How many leads everybody has now; nobody is empty. */
    Map<String, Long> holders() {
        var holders = new TreeMap<String, Long>();
        leads.values().forEach(id -> {
            var assignee = head.get("/api/leads/" + id).expect(200).json().at("/lead/assignee/key");
            holders.merge(assignee.asString(""), 1L, Long::sum);
        });
        return holders;
    }

    private void happens(Event event) {
        switch (event) {
            case Event.Arrival e -> arrives(e);
            case Event.Entered _,
                    Event.Edited _,
                    Event.EntryUndone _,
                    Event.Annulled _,
                    Event.Reinstated _,
                    Event.BalanceMoved _,
                    Event.Advised _,
                    Event.HandedBack _,
                    Event.HandedOver _,
                    Event.HandOverUndone _ -> throw new IllegalStateException("not in files");
            case Event.PresenceSet e ->
                person(e.user())
                        .put("/api/me/presence", Map.of("online", e.online(), "why", ""))
                        .expect(200);
            case Event.StatusSet e -> {
                var path = path(e.lead());
                if (path != null) {
                    head.call(
                                    "PATCH",
                                    path,
                                    Map.of("status", e.status()),
                                    Map.of("If-Match", head.get(path).header("etag")))
                            .expect(200);
                }
            }
            case Event.Touched e -> acts(e.lead(), e.user(), "/touch", Map.of("kind", "call"));
            case Event.Accepted e -> acts(e.lead(), e.user(), "/accept", Map.of());
            case Event.Declined e -> acts(e.lead(), e.user(), "/decline", Map.of());
            case Event.AssignedByHand e -> assigned(e);
        }
    }

    private void assigned(Event.AssignedByHand e) {
        var path = path(e.lead());
        if (path != null) {
            var user = e.user();
            head.post(path + "/assign", user == null ? Map.of() : Map.of("user", user))
                    .expect(200);
        }
    }

    /** What does not fit the state of the lead changes nothing, and may be refused. */
    private void acts(String lead, String user, String what, Map<String, Object> body) {
        var path = path(lead);
        if (path != null) {
            var status = person(user).post(path + what, body).status();
            if (status != 200 && status != 409) {
                throw new AssertionError(user + " did " + what + ": " + status);
            }
        }
    }

    private @Nullable String path(String lead) {
        var id = leads.get(lead);
        return id == null ? null : "/api/leads/" + id;
    }

    private Client person(String key) {
        return people.computeIfAbsent(key, user -> {
            var secret = head.post("/api/users/" + user + "/invitation", "{}")
                    .expect(201)
                    .json();
            var browser = server.client();
            browser.post(
                            "/api/invitations/accept",
                            Map.of(
                                    "secret",
                                    secret.path("secret").asString(),
                                    "name",
                                    user,
                                    "locale",
                                    "en",
                                    "password",
                                    PASSWORD))
                    .expect(204);
            return browser;
        });
    }

    private void arrives(Event.Arrival arrival) {
        var fields = new HashMap<String, Object>();
        for (int i = 0; i < arrival.fields().names().size(); i++) {
            var value = arrival.fields().values().get(i);
            if (value != null) {
                fields.put(arrival.fields().names().get(i), json(value));
            }
        }
        var body = new HashMap<String, Object>();
        body.put("name", fields.getOrDefault("name", arrival.lead()));
        put(body, "phone", arrival.phone());
        put(body, "email", arrival.email());
        put(body, "listing", arrival.listing());
        put(body, "status", fields.get("status"));
        var source = String.valueOf(fields.getOrDefault("source", "none"));
        fields.keySet().removeAll(OWN);
        fields.remove("created");
        body.put("fields", fields);
        var answer = source(source).post("/api/leads", body).expect(201).json();
        leads.put(arrival.lead(), answer.path("id").asString());
    }

    private static void put(Map<String, Object> body, String key, @Nullable Object value) {
        if (value != null) {
            body.put(key, value);
        }
    }

    private Client source(String key) {
        return sources.computeIfAbsent(
                key,
                one -> head.withToken(head.post(
                                "/api/sources",
                                Map.of("key", one, "name", one, "kind", "api", "settings", Map.of("perMinute", 60_000)))
                        .expect(201)
                        .json()
                        .path("secret")
                        .asString()));
    }

    static Object json(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Decimal number -> number.number();
            case Value.Flag flag -> flag.flag();
            case Value.Day day -> day.day().toString();
            case Value.Moment moment -> moment.moment().toString();
        };
    }

    /** The decisions about a lead as its journal tells them, page by page, newest first. */
    private List<JsonNode> decisions(String id) {
        var decisions = new ArrayList<JsonNode>();
        var path = "/api/leads/" + id + "/journal?topic=assignments&limit=100";
        for (var after = ""; after != null; ) {
            var page = head.get(path + after).expect(200).json();
            page.path("entries").forEach(entry -> {
                if (!entry.path("decision").isNull()) {
                    decisions.add(entry.at("/decision/explained"));
                }
            });
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asString();
        }
        return decisions;
    }

    private List<String> rows() {
        var wall = new WallTime(scenario.settings().company().timezone());
        var rows = new ArrayList<String>();
        leads.forEach((name, id) -> {
            var sheet = head.get("/api/leads/" + id).expect(200).json();
            decisions(id).forEach(made -> {
                if (!NO_ASSIGNMENT.contains(made.path("how").asString())) {
                    rows.add(row(
                            made.path("at").asString(),
                            name,
                            made,
                            made.path("user").asString(),
                            made.path("how").asString()));
                }
            });
            var lead = sheet.path("lead");
            var state = lead.path("state").asString();
            if (!state.equals("assigned")) {
                var at = wall.text(Instant.parse(lead.path("createdAt").asString()));
                rows.add(row(at, name, lead, "", state.equals("unassigned") ? state : "waiting"));
            }
        });
        return rows;
    }

    private static String row(String at, String lead, JsonNode decided, String user, String how) {
        return String.join(",", at, lead, decided.path("rule").asString(), user, how);
    }
}
