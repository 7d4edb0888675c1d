package io.fairlead.bench;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.people.Secret;
import io.fairlead.server.platform.sql.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A company with 50 people, and leads that come to it. Its leads have one phone each, which was never seen before. */
final class LiveCompany {
    /** One rule, ten candidates. */
    static final String HOT = "[" + rule("all", "true", 0, "") + "]";

    /** Twenty rules by source, ten candidates each. */
    static final String TWENTY = IntStream.range(0, 20)
            .mapToObj(i -> rule("r%02d".formatted(i), "source == \\\"s%02d\\\"".formatted(i), i * 7, ""))
            .collect(Collectors.joining(",", "[", "]"));

    /** A rule in which all but one lead wait, and one that gives. */
    static final String JAM = """
            [{"id": "jam", "when": "source == \\"jam\\"", "candidates": [{"user": "p00", "caps": {"open": 1}}],
              "overflow": false, "known": "off"}, %s]""".formatted(rule("all", "true", 1, ""));

    private static final int PEOPLE = 50;
    private static final int CANDIDATES = 10;

    private final LiveServer.Node node;
    private final int id;
    private final AtomicInteger given;

    private LiveCompany(LiveServer.Node node, int id, AtomicInteger given) {
        this.node = node;
        this.id = id;
        this.given = given;
    }

    private static String rule(String id, String when, int from, String more) {
        var people = IntStream.range(0, CANDIDATES)
                .mapToObj(i -> "{\"user\": \"p%02d\", \"weight\": %d}".formatted((from + i) % PEOPLE, 1 + i % 3))
                .collect(Collectors.joining(","));
        return """
                {"id": "%s", "when": "%s", "candidates": [%s]%s}""".formatted(id, when, people, more);
    }

    static LiveCompany found(LiveServer.Node node, String rules) {
        return found(node, rules, null);
    }

    /** A company that is like another one to the numbers of its users. */
    LiveCompany twin(String rules) {
        return found(node, rules, this);
    }

    private static LiveCompany found(LiveServer.Node node, String rules, @Nullable LiveCompany like) {
        int id = node.part(Companies.class).found("Bench", "Europe/Rome", "en");
        var company = new LiveCompany(node, id, new AtomicInteger());
        var users = like == null ? List.<Long>of() : like.users();
        node.part(SettingsStore.class).change(id, null, () -> {
            company.jdbc()
                    .sql("update fairlead.company set body = '{\"region\": \"IT\"}'")
                    .update();
            for (int i = 0; i < PEOPLE; i++) {
                company.user(i, users);
            }
            return company.jdbc()
                    .sql("insert into fairlead.rule_version (version, rules) values (1, ?::jsonb)")
                    .param(rules)
                    .update();
        });
        return company;
    }

    private void user(int i, List<Long> numbers) {
        var name = "p%02d".formatted(i);
        if (numbers.isEmpty()) {
            jdbc().sql("insert into fairlead.app_user (key, name, role, position) values (?, ?, 'operator', ?)")
                    .params(name, name, i)
                    .update();
        } else {
            jdbc().sql("""
                            insert into fairlead.app_user (id, key, name, role, position)
                            overriding system value values (?, ?, ?, 'operator', ?)
                            """).params(numbers.get(i), name, name, i).update();
        }
    }

    private List<Long> users() {
        return node.part(Transactions.class)
                .inCompany(
                        id,
                        () -> jdbc().sql("select id from fairlead.app_user order by position")
                                .query(Long.class)
                                .list());
    }

    private JdbcClient jdbc() {
        return node.part(JdbcClient.class);
    }

    int id() {
        return id;
    }

    LiveServer.Node node() {
        return node;
    }

    /** The same company, reached by another node. */
    LiveCompany on(LiveServer.Node other) {
        return new LiveCompany(other, id, given);
    }

    /** A source of programs, as good as without a limit; returns its key. */
    String source(String name) {
        var secret = Secret.random("fls_");
        node.part(Transactions.class).inCompany(id, () -> {
            long source = jdbc().sql("""
                            insert into fairlead.source (key, name, kind, settings, seal, created_at)
                            values (?, ?, 'api', '{"listing": "", "perMinute": 1000000000}', '\\x00', now()) returning id
                            """).params(name, name).query(Long.class).single();
            jdbc().sql("insert into shared.source_key (hash, company_id, source_id, open) values (?, ?, ?, false)")
                    .params(secret.hash(), id, source)
                    .update();
        });
        return secret.text();
    }

    /** A lead that was never seen before. */
    Doing.NewLead lead(String source) {
        int n = given.incrementAndGet();
        return new Doing.NewLead(
                source,
                "",
                "Chiara Rossi " + n,
                "+39333%07d".formatted(n),
                "chiara" + n + "@mail.example",
                "",
                Map.of("topic", "visit", "budget", 100_000 + n),
                true,
                null);
    }

    /** The sources that its rules tell apart, by turns. */
    private static String source(int number) {
        return "s%02d".formatted(number % 20);
    }

    List<Outcome> perform(List<Doing> doings) {
        return node.part(Desks.class).perform(id, doings);
    }

    /** Leads that arrive together. */
    List<Outcome> give(int leads) {
        var arrivals = new ArrayList<Doing>();
        for (int i = 0; i < leads; i++) {
            arrivals.add(new Doing.Arrival(lead(source(given.get())), outcome -> {}));
        }
        return perform(arrivals);
    }

    Outcome giveOf(String source) {
        return perform(List.of(new Doing.Arrival(lead(source), outcome -> {}))).getFirst();
    }

    /** Leads from so many clients, each waiting for the answer before it sends its next call. */
    Timing timed(int clients, int calls, int leadsEach) {
        return Timing.of(clients, calls, leadsEach, i -> give(leadsEach));
    }
}
