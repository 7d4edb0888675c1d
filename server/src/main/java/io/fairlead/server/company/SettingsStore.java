package io.fairlead.server.company;

import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.values.ZoneLines;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What companies are set up to do. Everything is checked as one whole, as the settings file is, so that what is stored
 * is always sound. Thread-safe.
 */
@Component
public class SettingsStore {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final ApplicationEventPublisher publisher;
    private final JsonMapper json;
    private final InstantSource clock;
    private final ZoneRows zones;
    /** The settings of each company as they were read last. */
    private final Map<Integer, Known> read = new ConcurrentHashMap<>();

    /** Where settings stand; the row's version tells a change that was undone from the one made after it. */
    private record Stand(int companyId, long changes, String row) {}

    private record Known(Stand stand, Scenario scenario) {}

    SettingsStore(
            JdbcClient jdbc,
            Transactions transactions,
            ApplicationEventPublisher publisher,
            JsonMapper json,
            InstantSource clock,
            ZoneRows zones) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.publisher = publisher;
        this.json = json;
        this.clock = clock;
        this.zones = zones;
    }

    /**
     * Changes settings in one transaction, in turn with all other changes and decisions of the company. The work writes
     * the tables of {@code V2__settings.sql} and appends its events.
     *
     * @param who the user who does it, null for the program itself
     * @throws Refusal {@code broken-settings} with each misfit and its object, when what comes of it is not sound;
     *     nothing is changed then
     */
    public <T> T change(int companyId, @Nullable Long who, Supplier<T> work) {
        return transactions.inCompany(companyId, () -> {
            jdbc.sql("select settings_seq from fairlead.company for no key update")
                    .query(Long.class)
                    .single();
            publisher.publishEvent(new SettingsChange.Begun(companyId));
            T result = work.get();
            publisher.publishEvent(new SettingsChange.Made(companyId, kept(who)));
            return result;
        });
    }

    /** Keeps what the settings have come to as their newest version, and returns it. */
    private Scenario kept(@Nullable Long who) {
        SettingsDocument document = document();
        if (!(document.read() instanceof SettingsFile.Sound sound)) {
            throw broken(document.misfits());
        }
        long seq = jdbc.sql("update fairlead.company set settings_seq = settings_seq + 1 returning settings_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                        insert into fairlead.settings_version (seq, at, who, document, people)
                        values (?, ?, ?, ?::json, (select coalesce(jsonb_object_agg(key, id), '{}')
                                                      from fairlead.app_user where role <> 'integration'))
                        """)
                .params(seq, clock.instant().atOffset(ZoneOffset.UTC))
                .param(who)
                .param(document.sections().toString())
                .update();
        return sound.scenario();
    }

    /** {@code broken-settings}: 422 with {@code misfits} of {@code section, key, kind, found, expected, message}. */
    public static Refusal broken(List<SettingsDocument.Misfit> misfits) {
        record Shown(String section, String key, String kind, String found, String expected, String message) {}
        var shown = misfits.stream()
                .map(one -> new Shown(
                        one.section(),
                        one.key(),
                        one.flaw().kind(),
                        String.valueOf(one.flaw().found()),
                        String.valueOf(one.flaw().expected()),
                        one.flaw().message()))
                .toList();
        return Refusal.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "broken-settings",
                "The settings would have flaws.",
                Map.of("misfits", shown));
    }

    /** The settings of the transaction's company as the engine has them. They are read anew once they were changed. */
    public Scenario scenario() {
        Stand stand = jdbc.sql("select company_id, settings_seq as changes, xmin::text as row from fairlead.company")
                .query(Stand.class)
                .single();
        Known known = read.get(stand.companyId());
        if (known == null || !known.stand().equals(stand)) {
            known = new Known(
                    stand,
                    switch (document().read()) {
                        case SettingsFile.Sound sound -> sound.scenario();
                        case SettingsFile.Broken broken ->
                            throw new IllegalStateException("unsound: " + broken.flaws());
                    });
            read.put(stand.companyId(), known);
        }
        return known.scenario();
    }

    /** How often the settings of the transaction's company were changed. */
    public long changes() {
        return jdbc.sql("select settings_seq from fairlead.company")
                .query(Long.class)
                .single();
    }

    /** The settings of the transaction's company, with the published rules. */
    public SettingsDocument document() {
        ObjectNode top = json.createObjectNode();
        jdbc.sql("select name, timezone, locale, body from fairlead.company").query((RowCallbackHandler) row -> {
            ObjectNode company = top.putObject("company");
            company.put("name", row.getString("name"));
            company.put("timezone", row.getString("timezone"));
            company.put("locale", row.getString("locale"));
            company.setAll((ObjectNode) json.readTree(row.getString("body")));
        });
        objects(top, "schedules", "schedule");
        objects(top, "teams", "team");
        users(top.putObject("users"));
        objects(top, "listings", "listing");
        objects(top, "fields", "field");
        objects(top, "user-fields", "user-field");
        Object tree = ZoneLines.form(zones.all());
        if (tree != null) {
            top.set("zones", json.valueToTree(tree));
        }
        top.set("rules", rules());
        absences(top);
        return new SettingsDocument(top);
    }

    private void objects(ObjectNode top, String section, String kind) {
        ObjectNode map = top.putObject(section);
        jdbc.sql("select key, body from fairlead.setting where kind = ? order by position, key")
                .param(kind)
                .query((RowCallbackHandler) row -> map.set(row.getString("key"), json.readTree(row.getString("body"))));
    }

    private void users(ObjectNode map) {
        jdbc.sql("""
                        select key, name, email, active, locale, body from fairlead.app_user
                         where role <> 'integration' order by position, id
                        """).query((RowCallbackHandler) row -> {
            ObjectNode user = map.putObject(row.getString("key"));
            user.put("name", row.getString("name"));
            if (row.getString("email") != null) {
                user.put("email", row.getString("email"));
            }
            if (!row.getBoolean("active")) {
                user.put("active", false);
            }
            user.put("locale", row.getString("locale"));
            user.setAll((ObjectNode) json.readTree(row.getString("body")));
        });
    }

    private JsonNode rules() {
        return jdbc.sql("select rules from fairlead.rule_version order by version desc limit 1")
                .query((row, n) -> json.readTree(row.getString("rules")))
                .optional()
                .orElseGet(json::createArrayNode);
    }

    private void absences(ObjectNode top) {
        var list = top.putArray("absences");
        jdbc.sql("""
                        select u.key, a."from", a."to", a.kind
                          from fairlead.absence a join fairlead.app_user u using (company_id)
                         where u.id = a.user_id order by a.id
                        """).query((RowCallbackHandler) row -> {
            ObjectNode absence = list.addObject();
            absence.put("user", row.getString("key"));
            absence.put("from", row.getString("from"));
            absence.put("to", row.getString("to"));
            if (!row.getString("kind").isEmpty()) {
                absence.put("kind", row.getString("kind"));
            }
        });
    }
}
