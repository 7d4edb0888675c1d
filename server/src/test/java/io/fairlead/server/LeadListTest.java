package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is typed below the headers of a list, lists under a name, and exact counts. */
class LeadListTest {
    private static final LeadFixture FIXTURE = LeadFixture.start();

    private final Client own = FIXTURE.own();

    @AfterAll
    static void stop() {
        FIXTURE.server().stop();
    }

    @Test
    void whatIsTypedBelowAHeaderNarrowsItsColumn() {
        assertThat(names(Map.of("name", List.of("OWN W")))).containsExactly("Own waits");
        assertThat(names(Map.of("name", List.of("*n wai")))).containsExactly("Own waits");
        assertThat(names(Map.of("name", List.of("=own waits")))).isEmpty();
        assertThat(names(Map.of("name", List.of("=Own waits")))).containsExactly("Own waits");
        assertThat(names(Map.of("name", List.of("!*own")))).as("turned round").isEmpty();
        assertThat(names(Map.of("phone", List.of("*000012")))).containsExactly("Own 12");
        assertThat(names(Map.of("phone", List.of("8 913 000-00-12")))).containsExactly("Own 12");
        assertThat(names(Map.of("email", List.of("*son7@")))).containsExactly("Own 7");
        assertThat(names(Map.of("assignee", List.of("-"), "name", List.of("Own l"))))
                .containsExactly("Own left");
        assertThat(names(Map.of("status", List.of("called"), "source", List.of("web", "fair"))))
                .hasSize(10);
        assertThat(names(Map.of("created", List.of("2099-01-01..")))).isEmpty();
        assertThat(names(Map.of("created", List.of("..2099-01-01")))).hasSize(63);
    }

    @Test
    void whatCannotBeReadIsToldByItsColumn() {
        assertThat(flaw(Map.of("created", List.of("yesterday")))).isEqualTo("filter.columns.created not-a-date");
        assertThat(flaw(Map.of("nonsense", List.of("x")))).isEqualTo("filter.columns unknown-field");
        assertThat(flaw(Map.of("open", List.of("perhaps")))).isEqualTo("filter.columns.open not-a-boolean");
    }

    private String flaw(Map<String, ?> columns) {
        JsonNode problem = own.post("/api/leads/query", Map.of("filter", Map.of("columns", columns)))
                .expect(422)
                .json();
        return problem.at("/errors/0/field").asString() + " "
                + problem.at("/errors/0/slug").asString();
    }

    @Test
    void aListTakesACondition() {
        JsonNode tree = own.post("/api/filters/parse", Map.of("text", "includes(name, \"wait\") || name == \"Own 12\""))
                .expect(200)
                .json()
                .path("tree");
        assertThat(rows(Map.of("where", tree))).containsExactlyInAnyOrder("Own waits", "Own 12");
        own.post("/api/leads/query", Map.of("filter", Map.of("where", Map.of("kind", "no-such"))))
                .expect(422);
    }

    @Test
    void aListTakesAConditionAsText() {
        assertThat(rows(Map.of("rule", "(includes(name, \"wait\") || name == \"Own 12\") && !(status == \"no\")")))
                .containsExactlyInAnyOrder("Own waits", "Own 12");
        assertThat(rows(Map.of("rule", " "))).hasSize(63);
        JsonNode unread = refused("includes(name, \"wait\") ||");
        assertThat(unread.at("/errors/0/field").asString()).isEqualTo("filter.rule");
        assertThat(unread.at("/flaws/0/offset").asInt()).isEqualTo(25);
        JsonNode unknown = refused("name == \"x\" && nonsense == \"y\"");
        assertThat(unknown.at("/errors/0/slug").asString()).isEqualTo("unknown-field");
        assertThat(unknown.at("/flaws/0/offset").asInt()).isEqualTo(15);
        assertThat(unknown.at("/flaws/0/column").asInt()).isEqualTo(16);
        JsonNode view = made("Own 12", Map.of("rule", "name == \"Own 12\""), Map.of());
        assertThat(rows(Map.of("view", view.path("id").asString()))).containsExactly("Own 12");
        own.post("/api/views", wanted("Broken", Map.of("rule", "name =="), Map.of()))
                .expect(422);
    }

    private JsonNode refused(String rule) {
        return own.post("/api/leads/query", Map.of("filter", Map.of("rule", rule)))
                .expect(422)
                .json();
    }

    @Test
    void leadsAreCountedByTheValuesOfAColumn() {
        for (String by : List.of("status", "source", "assignee", "state", "open", "listing")) {
            for (Map<String, Object> filter : List.<Map<String, Object>>of(
                    Map.of(), Map.of("columns", Map.of("name", List.of("own 1"))), Map.of("open", true))) {
                JsonNode counts = own.post("/api/leads/counts?by=" + by, Map.of("filter", filter))
                        .expect(200)
                        .json();
                assertThat(counts.path("exact").asBoolean())
                        .as("%s %s", by, filter)
                        .isTrue();
                long sum = 0;
                for (JsonNode each : counts.path("values")) {
                    String value = each.path("value").asString();
                    Map<String, Object> one = new HashMap<>(filter);
                    if (by.equals("open")) {
                        one.merge("open", Boolean.valueOf(value), (had, is) -> had);
                    } else {
                        Map<String, Object> columns = new HashMap<>(Map.of(by, List.of(value.isEmpty() ? "-" : value)));
                        if (filter.get("columns") instanceof Map<?, ?> more) {
                            more.forEach((column, typed) -> columns.put(column.toString(), typed));
                        }
                        one.put("columns", columns);
                    }
                    assertThat(each.path("count").asInt()).as("%s %s", by, one).isEqualTo(total(one));
                    assertThat(each.path("exact").asBoolean()).isTrue();
                    sum += each.path("count").asLong();
                }
                assertThat(sum).as("%s %s", by, filter).isEqualTo(total(filter));
            }
        }
        own.post("/api/leads/counts?by=name", Map.of()).expect(422);
        own.post("/api/leads/counts?by=no%27one", Map.of()).expect(422);
    }

    private int total(Map<String, Object> filter) {
        return own.post("/api/leads/query", Map.of("filter", filter, "limit", 1))
                .expect(200)
                .json()
                .at("/total/value")
                .asInt();
    }

    @Test
    void aPageOfAllLeadsIsThatOfAFilterThatLeavesAll() {
        for (String by : List.of("created", "status", "source", "name", "phone", "email")) {
            for (String sort : List.of(by, "-" + by)) {
                Map<String, Object> all = new HashMap<>(Map.of("sort", sort, "limit", 25, "filter", Map.of()));
                JsonNode page;
                do {
                    Map<String, Object> narrowed = new HashMap<>(all);
                    narrowed.put("filter", Map.of("columns", Map.of("created", List.of("..2099-01-01"))));
                    page = own.post("/api/leads/query", all).expect(200).json();
                    JsonNode same =
                            own.post("/api/leads/query", narrowed).expect(200).json();
                    for (String part : List.of("rows", "total", "next")) {
                        assertThat(page.path(part)).as("%s %s", sort, part).isEqualTo(same.path(part));
                    }
                    all.put("cursor", page.path("next").asString(""));
                } while (!page.path("next").isNull());
                assertThat(page.path("rows").size()).as("the last of 63").isEqualTo(13);
            }
        }
    }

    @Test
    void namesNumbersAndAddressesAreOrdersToo() {
        for (String sort : List.of("name", "-name", "phone", "-phone", "email", "-email")) {
            List<String> seen = new ArrayList<>();
            List<String> keys = new ArrayList<>();
            String cursor = null;
            do {
                Map<String, Object> search = cursor == null
                        ? Map.of("sort", sort, "limit", 10)
                        : Map.of("sort", sort, "limit", 10, "cursor", cursor);
                JsonNode page = LeadFixture.list(own, search).json();
                page.path("rows").valueStream().forEach(row -> {
                    seen.add(row.path("id").asString());
                    keys.add(row.path(sort.replace("-", "")).asString().toLowerCase(java.util.Locale.ROOT));
                });
                cursor = page.path("next").asString(null);
            } while (cursor != null);
            assertThat(seen).as(sort).hasSize(63).doesNotHaveDuplicates();
            List<String> ordered = new ArrayList<>(keys);
            ordered.sort(sort.startsWith("-") ? java.util.Comparator.reverseOrder() : null);
            assertThat(keys).as(sort).isEqualTo(ordered);
        }
    }

    @Test
    void countingGoesOnToTheEnd() {
        JsonNode count = own.post(
                        "/api/leads/count", Map.of("filter", Map.of("columns", Map.of("name", List.of("own")))))
                .expect(200)
                .json();
        assertThat(count.path("value").asInt()).isEqualTo(63);
        assertThat(count.path("next").isNull()).isTrue();
        assertThat(count.path("done").asDouble()).isEqualTo(1);
    }

    @Test
    void whatArrivedLaterIsNotAmongAllThatMatched() {
        JsonNode page = LeadFixture.list(own, Map.of("limit", 1)).json();
        assertThat(rows(Map.of("until", page.path("asOf").asString()))).hasSize(63);
        assertThat(rows(Map.of("until", "2026-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aViewIsMadeOpenedNarrowedChangedAndDeleted() {
        JsonNode view = made("Called", Map.of("status", List.of("called")), Map.of());
        String id = view.path("id").asString();
        int all = rows(Map.of("status", List.of("called"))).size();
        assertThat(rows(Map.of("view", id))).hasSize(all);
        assertThat(rows(Map.of("view", id, "source", List.of("web", "fair")))).hasSize(10);
        Map<String, Object> other = wanted("Waiting", Map.of("state", List.of("waiting")), Map.of());
        assertThat(own.put("/api/views/" + id, other, 1)
                        .expect(200)
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        own.put("/api/views/" + id, wanted("Lost", Map.of(), Map.of()), 1).expect(409);
        assertThat(rows(Map.of("view", id))).containsExactly("Own waits");
        own.delete("/api/views/" + id).expect(204);
        own.post("/api/leads/query", Map.of("filter", Map.of("view", id))).expect(404);
    }

    private static Client ursula() {
        FIXTURE.execute("""
                insert into shared.sign_in (email, company_id, user_id, password)
                    select 'ursula@beauty-shop.example', 1, u.id, s.password from fairlead.app_user u, shared.sign_in s
                     where u.company_id = 1 and u.key = 'ursula' and s.email = 'head@beauty-shop.example'
                """);
        return FIXTURE.server()
                .client()
                .signIn("ursula@beauty-shop.example", FIXTURE.server().demoPassword());
    }

    @Test
    void whoseListsAreFixedSeesNoOtherLeads() {
        Client operator = ursula();
        JsonNode mine = operator.post("/api/views", wanted("Mine", Map.of("status", List.of("called")), Map.of()))
                .expect(201)
                .json();
        operator.post("/api/views", wanted("All", Map.of(), Map.of("reach", "all")))
                .expect(403);
        JsonNode all = operator.post("/api/leads/query", Map.of()).expect(200).json();
        assertThat(all.at("/total/value").asInt()).isEqualTo(63);
        JsonNode list = made(
                "Waiting",
                Map.of("state", List.of("waiting")),
                Map.of("reach", "people", "people", List.of("ursula"), "fixed", true));
        JsonNode views = operator.get("/api/views").expect(200).json();
        assertThat(views.path("ownFilters").asBoolean()).isFalse();
        assertThat(views.path("rows")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .containsExactly("Mine", "Waiting");
        for (String asked : List.of("query", "count", "changed", "counts?by=zone")) {
            assertThat(operator.post("/api/leads/" + asked, Map.of())
                            .expect(403)
                            .slug())
                    .isEqualTo("own-filters-not-allowed");
        }
        operator.post(
                        "/api/leads/query",
                        Map.of("filter", Map.of("view", mine.path("id").asString())))
                .expect(403);
        JsonNode page = operator.post(
                        "/api/leads/query",
                        Map.of("filter", Map.of("view", list.path("id").asString())))
                .expect(200)
                .json();
        assertThat(page.at("/total/value").asInt()).isEqualTo(1);
        own.delete("/api/views/" + list.path("id").asString()).expect(204);
        operator.post("/api/leads/query", Map.of()).expect(200);
    }

    @Test
    void whatChangedIsToldOfTheLeadsThatThePagesWouldHave() {
        Map<String, ?> called = Map.of("status", List.of("called"));
        JsonNode first =
                LeadFixture.list(own, Map.of("sort", "name", "limit", 20)).json();
        JsonNode rest = LeadFixture.list(
                        own,
                        Map.of(
                                "sort",
                                "name",
                                "limit",
                                200,
                                "cursor",
                                first.path("next").asString()))
                .json();
        List<String> shown = ids(first);
        List<String> beyond = ids(rest);
        List<String> told = new ArrayList<>(shown);
        told.addAll(beyond);
        assertThat(there(Map.of(
                        "sort",
                        "name",
                        "leads",
                        told,
                        "cursor",
                        first.path("next").asString())))
                .containsExactlyInAnyOrderElementsOf(shown);
        assertThat(there(Map.of("sort", "name", "leads", told))).containsExactlyInAnyOrderElementsOf(told);
        List<String> calls = ids(
                LeadFixture.list(own, Map.of("filter", called, "limit", 200)).json());
        assertThat(there(Map.of("filter", called, "leads", told))).containsExactlyInAnyOrderElementsOf(calls);
        assertThat(there(Map.of("filter", called, "leads", List.of("gone", ""))))
                .isEmpty();
        assertThat(own.post("/api/leads/changed", Map.of("leads", Collections.nCopies(1001, "x")))
                        .expect(422)
                        .slug())
                .isEqualTo("invalid");
    }

    private List<String> there(Map<String, ?> told) {
        return ids(own.post("/api/leads/changed", told).expect(200).json());
    }

    private static List<String> ids(JsonNode list) {
        return list.path("rows")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    @Test
    void howSomebodyLeftTheListIsKept() {
        Map<String, ?> state =
                Map.of("density", "wide", "columns", List.of(Map.of("id", "name", "width", 240, "pinned", true)));
        own.put("/api/views/state", state).expect(204);
        JsonNode kept = own.get("/api/views").expect(200).json().path("state");
        assertThat(kept.path("density").asString()).isEqualTo("wide");
        assertThat(kept.at("/columns/0/width").asInt()).isEqualTo(240);
    }

    private JsonNode made(String name, Map<String, ?> filter, Map<String, ?> more) {
        return own.post("/api/views", wanted(name, filter, more)).expect(201).json();
    }

    private static Map<String, Object> wanted(String name, Map<String, ?> filter, Map<String, ?> more) {
        Map<String, Object> wanted = new java.util.HashMap<>(more);
        wanted.put("name", name);
        wanted.put("shape", Map.of("filter", filter));
        return wanted;
    }

    private List<String> names(Map<String, ?> columns) {
        return rows(Map.of("columns", columns));
    }

    private List<String> rows(Map<String, ?> filter) {
        return LeadFixture.list(own, Map.of("filter", filter, "limit", 200))
                .json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("name").asString())
                .toList();
    }
}
