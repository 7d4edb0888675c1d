package io.fairlead.server;

import static org.awaitility.Awaitility.await;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.platform.sql.Ids;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Leads of the demo company, what happens to them, and what its administrator does with many of them at once. */
final class BulkFixture {
    static final int COMPANY = 1;

    private final TestServer server;
    private final Client head;

    BulkFixture(TestServer server, Client head) {
        this.server = server;
        this.head = head;
    }

    /** Tells the desk. */
    List<Outcome> desk(Doing doing) {
        return server.part(Desks.class).perform(COMPANY, List.of(doing));
    }

    List<Long> arrived(String source, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Doing.NewLead(source, "new", "Lead " + n, "", "", "", Map.of(), true, null))
                .map(lead -> desk(new Doing.Arrival(lead, outcome -> {})).getFirst().lead())
                .toList();
    }

    long user(String key) {
        return Long.parseLong(
                server.query("select id from fairlead.app_user where company_id = 1 and key = '" + key + "'"));
    }

    /** A lead's id as people see it. */
    String shown(long lead) {
        long seed = Long.parseLong(server.query("select id_seed from fairlead.company where company_id = 1"));
        return Ids.of(seed).show(Ids.Kind.LEAD, lead);
    }

    List<String> shown(List<Long> leads) {
        return leads.stream().map(this::shown).toList();
    }

    /** What the newest event of a kind says of a lead. */
    JsonNode event(long lead, String kind) {
        return new JsonMapper()
                .readTree(server.query("select data from fairlead.event where company_id = 1 and lead = " + lead
                        + " and kind = '" + kind + "' order by id desc limit 1"));
    }

    /** How many of these leads have which value of an expression over the table {@code l}. */
    Map<String, Long> each(List<Long> leads, String expression) {
        var found = new TreeMap<String, Long>();
        for (long lead : leads) {
            String value = server.query("select coalesce((" + expression + ")::text, '') from fairlead.lead l"
                    + " where l.company_id = 1 and l.id = " + lead);
            found.merge(value, 1L, Long::sum);
        }
        return found;
    }

    /** Prepares a bulk change and gives its path. */
    String prepared(Map<String, ?> wanted) {
        JsonNode sheet = head.post("/api/bulk", wanted).expect(201).json();
        return "/api/bulk/" + sheet.at("/row/id").asString();
    }

    String prepared(Map<String, ?> which, Map<String, ?> change) {
        var wanted = new HashMap<String, Object>(which);
        wanted.put("change", change);
        return prepared(wanted);
    }

    JsonNode planned(String path) {
        return awaited(path, "planned");
    }

    JsonNode ran(String path) {
        head.post(path + "/run", "{}").expect(200);
        return awaited(path, "done");
    }

    JsonNode undone(String path) {
        head.post(path + "/undo", "{}").expect(200);
        return awaited(path, "undone");
    }

    JsonNode awaited(String path, String state) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> head.get(path).expect(200).json(),
                        sheet -> sheet.at("/row/state").asString().equals(state));
    }

    /** Counts of leads by name in a part of a sheet. */
    static Map<String, Integer> counts(JsonNode sheet, String what) {
        var counts = new TreeMap<String, Integer>();
        sheet.path(what)
                .forEach(one -> counts.put(
                        one.path("name").asString(), one.path("leads").asInt()));
        return counts;
    }
}
