package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.Secret;
import io.fairlead.server.platform.SettableClock;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A company of its own on a running server, set up as a settings file says. */
final class Shop {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> COMPANY_COLUMNS = List.of("name", "timezone", "locale");
    private static final List<String> USER_COLUMNS = List.of("name", "email", "active", "locale");

    final TestServer server;
    final int company;
    final Map<String, Long> users = new TreeMap<>();

    private Shop(TestServer server, int company) {
        this.server = server;
        this.company = company;
    }

    /** Founds the company at an instant. The file's events and contacts are left out. */
    static Shop of(TestServer server, String yaml, Instant at) {
        server.part(SettableClock.class).set(at);
        var top = map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        var zone = String.valueOf(map(top.get("company")).get("timezone"));
        var shop = new Shop(server, server.part(Companies.class).found("Shop", zone, "en"));
        server.part(SettingsStore.class).change(shop.company, null, () -> shop.write(top));
        return shop;
    }

    static Scenario scenario(String yaml) {
        var limits = SettingsReader.Limits.ofFile(Path.of("src/test/resources/cases"));
        return ((SettingsFile.Sound) SettingsReader.read("case", yaml, limits)).scenario();
    }

    private boolean write(Map<String, Object> top) {
        jdbc().sql("update fairlead.company set body = ?::jsonb")
                .param(JSON.writeValueAsString(without(map(top.get("company")), COMPANY_COLUMNS)))
                .update();
        int[] position = {0};
        map(top.get("users")).forEach((key, value) -> user(key, map(value), position[0]++));
        Map.of("schedules", "schedule", "teams", "team", "listings", "listing", "fields", "field")
                .forEach((section, kind) ->
                        map(top.get(section)).forEach((key, value) -> setting(kind, key, value, position[0]++)));
        if (top.get("zones") != null) {
            setting("zones", "zones", top.get("zones"), 0);
        }
        jdbc().sql("insert into fairlead.rule_version (version, rules) values (1, ?::jsonb)")
                .param(JSON.writeValueAsString(top.getOrDefault("rules", List.of())))
                .update();
        for (var absence : list(top.get("absences"))) {
            jdbc().sql("""
                            insert into fairlead.absence (user_id, "from", "to", kind) values (?, ?, ?, ?)
                            """)
                    .param(users.get(String.valueOf(map(absence).get("user"))))
                    .param(String.valueOf(map(absence).get("from")))
                    .param(String.valueOf(map(absence).get("to")))
                    .param(String.valueOf(map(absence).getOrDefault("kind", "")))
                    .update();
        }
        return true;
    }

    private void user(String key, Map<String, Object> user, int position) {
        long id = jdbc().sql("""
                        insert into fairlead.app_user (key, name, email, role, active, body, position)
                        values (?, ?, ?, 'operator', ?, ?::jsonb, ?) returning id
                        """)
                .param(key)
                .param(String.valueOf(user.getOrDefault("name", key)))
                .param((String) user.get("email"))
                .param(user.getOrDefault("active", true))
                .param(JSON.writeValueAsString(without(user, USER_COLUMNS)))
                .param(position)
                .query(Long.class)
                .single();
        users.put(key, id);
    }

    private void setting(String kind, String key, Object body, int position) {
        jdbc().sql("insert into fairlead.setting (kind, key, body, position) values (?, ?, ?::jsonb, ?)")
                .params(kind, key, JSON.writeValueAsString(body), position)
                .update();
    }

    private static Map<String, Object> without(Map<String, Object> map, List<String> keys) {
        var rest = new TreeMap<>(map);
        rest.keySet().removeAll(keys);
        return rest;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        var map = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> any) {
            any.forEach((key, one) -> map.put(String.valueOf(key), one));
        }
        return map;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    JdbcClient jdbc() {
        return server.part(JdbcClient.class);
    }

    /** The same company on another node. */
    Shop on(TestServer node) {
        return new Shop(node, company);
    }

    /** Works in a transaction of the company. */
    <T> T inside(Supplier<T> work) {
        return server.part(Transactions.class).inCompany(company, work);
    }

    void clock(Instant at) {
        server.part(SettableClock.class).set(at);
    }

    List<Outcome> perform(List<Doing> doings) {
        return server.part(Desks.class).perform(company, doings);
    }

    /** All its decisions come out again. */
    void verify() {
        try {
            var report = Verification.of(server.database(), company);
            long decisions = inside(() -> jdbc().sql("select count(*) from fairlead.decision")
                    .query(Long.class)
                    .single());
            assertThat(report.findings()).isEmpty();
            assertThat(report.recomputed()).isEqualTo(decisions);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of a user, who is made an administrator. */
    String token(String user) {
        var secret = Secret.random("flt_");
        return inside(() -> {
            jdbc().sql("update fairlead.app_user set role = 'administrator' where key = ?")
                    .param(user)
                    .update();
            jdbc().sql(
                            "insert into shared.token (company_id, user_id, name, hash, created_at) values (?, ?, 'program', ?, now())")
                    .params(company, Objects.requireNonNull(users.get(user)), secret.hash())
                    .update();
            return secret.text();
        });
    }

    /** The key of a new source, from which as much may come as it will. */
    String source(String key) {
        var secret = Secret.random("fls_");
        return inside(() -> {
            long id = jdbc().sql("""
                            insert into fairlead.source (key, name, kind, settings, seal, created_at)
                            values (?, 'Source', 'api', '{"listing": "", "perMinute": 1000000}', '', now()) returning id
                            """).param(key).query(Long.class).single();
            jdbc().sql("insert into shared.source_key (hash, company_id, source_id, open) values (?, ?, ?, false)")
                    .params(secret.hash(), company, id)
                    .update();
            return secret.text();
        });
    }

    /** Balances that do not sum to zero, by ledger. */
    List<String> unbalanced() {
        return inside(() -> jdbc().sql("""
                        select name || ': ' || sum(entitled - received) from fairlead.ledger
                         group by shared, name having sum(entitled - received) <> 0
                        """).query(String.class).list());
    }
}
