package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.Client;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.Secret;
import io.fairlead.server.platform.sql.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes of many leads at once, at random, over HTTP on any node; each is waited for. */
final class BulkChange {
    private final List<Client> nodes = new ArrayList<>();
    private final Shop shop;
    private final Ids ids;
    private final Random random;
    /** Those that may be undone. */
    private final List<String> done = new ArrayList<>();

    BulkChange(Shop shop, List<Shop> nodes, Random random) {
        this.shop = shop;
        this.random = random;
        this.ids = Ids.of(shop.inside(() -> shop.jdbc()
                .sql("select id_seed from fairlead.company")
                .query(Long.class)
                .single()));
        String token = token(shop);
        nodes.forEach(node -> this.nodes.add(node.server.client().withToken(token)));
    }

    /** Of an administrator to whom no rule gives leads. */
    private static String token(Shop shop) {
        var secret = Secret.random("flt_");
        shop.server
                .part(SettingsStore.class)
                .change(
                        shop.company,
                        null,
                        () -> shop.jdbc().sql("""
                        with head as (
                            insert into fairlead.app_user (key, name, role, position)
                            values ('head', 'head', 'administrator', 99) returning company_id, id)
                        insert into shared.token (company_id, user_id, name, hash, created_at)
                        select company_id, id, 'program', ?, now() from head
                        """).param(secret.hash()).update());
        return secret.text();
    }

    /** Leads handed over, given a status, a field or a listing, or one of those changes undone. */
    void next(List<Long> leads) {
        var head = nodes.get(random.nextInt(nodes.size()));
        if (!done.isEmpty() && random.nextInt(3) == 0) {
            var path = done.remove(random.nextInt(done.size()));
            if (head.post(path + "/undo", "{}").status() == 200) {
                awaited(head, path, "undone");
            }
            return;
        }
        var some = leads.subList(Math.max(0, leads.size() - 2 - random.nextInt(60)), leads.size()).stream()
                .distinct()
                .map(lead -> ids.show(Ids.Kind.LEAD, lead))
                .toList();
        var wanted = new HashMap<String, Object>(wanted());
        if (!wanted.containsKey("unassigned") && !wanted.containsKey("person")) {
            wanted.put("leads", some);
        }
        var prepared = head.post("/api/bulk", wanted);
        if (prepared.status() == 422) {
            assertThat(prepared.text()).contains("nothing-to-hand-over");
            return;
        }
        var path = "/api/bulk/" + prepared.expect(201).json().at("/row/id").asString();
        awaited(head, path, "planned");
        head.post(path + "/run", "{}").expect(200);
        awaited(head, path, "done");
        done.add(path);
    }

    private Map<String, Object> wanted() {
        var people = active();
        var someone = people.get(random.nextInt(people.size()));
        return switch (random.nextInt(8)) {
            case 0 -> change(Map.of("status", random.nextBoolean() ? "won" : "new", "note", "all of them"));
            case 1 -> change(Map.of("field", "rooms", "value", random.nextInt(5)));
            case 2 -> change(Map.of("field", "listing", "value", random.nextBoolean() ? "flat" : ""));
            case 3 -> Map.of("plan", Map.of("way", "rules"), "unassigned", true);
            case 4 -> Map.of("plan", Map.of("way", "rules"), "person", someone);
            case 5 -> Map.of("plan", shared("open", people), "person", someone);
            case 6 -> Map.of("plan", Map.of("way", "rules", "reason", "a new start"));
            default -> Map.of("plan", shared("turns", people));
        };
    }

    private static Map<String, Object> change(Map<String, Object> change) {
        return Map.of("change", change);
    }

    private Map<String, Object> shared(String way, List<String> people) {
        var some = people.stream()
                .filter(one -> random.nextBoolean())
                .map(one -> Map.of("user", one, "weight", 1 + random.nextInt(3)))
                .toList();
        return Map.of("way", way, "people", some.isEmpty() ? List.of(Map.of("user", people.getFirst())) : some);
    }

    private List<String> active() {
        return shop.inside(() -> shop.jdbc()
                .sql("select key from fairlead.app_user where active order by id")
                .query(String.class)
                .list());
    }

    private static void awaited(Client head, String path, String state) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(40))
                .until(
                        () -> head.get(path).expect(200).json(),
                        one -> one.at("/row/state").asString().equals(state));
    }
}
