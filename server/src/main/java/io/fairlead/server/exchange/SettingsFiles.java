package io.fairlead.server.exchange;

import io.fairlead.server.company.SettingsDocument;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.distribution.Checks;
import io.fairlead.server.people.Role;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.PlainTree;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import io.fairlead.server.settings.values.FieldText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Settings as a file: what a company has, and what it would have after a file. Thread-safe. */
@Component
class SettingsFiles {
    private static final long MOST_BYTES = 24_000_000;
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore store;
    private final SettingsWriting writing;
    private final JsonMapper json;

    SettingsFiles(
            JdbcClient jdbc, Transactions transactions, SettingsStore store, SettingsWriting writing, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.writing = writing;
        this.json = json;
    }

    /** A company's settings with their version. */
    record Exported(long version, Map<String, Object> sections) {}

    /** How a file is to be applied; {@code seen} is the settings' version it was made for, null for any. */
    record Way(boolean dryRun, boolean prune, @Nullable Long seen) {}

    /** Who applies it, and whether they may change those who may do more than an operator. */
    record Editor(SignedIn me, boolean managesRoles) {}

    /** Somebody who is there already. */
    private record Person(long id, String key, Role role) {}

    Exported export(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> new Exported(store.changes(), current()));
    }

    /**
     * Applies a file, all or nothing.
     *
     * @throws Refusal {@code broken-settings} with the flaws and their places, or with the objects that would not fit
     *     together; {@code changed-meanwhile}; {@code forbidden} for who changes somebody they could not change on screen;
     *     {@code last-administrator}
     */
    SettingsDiff apply(Editor by, String text, Way way) {
        SignedIn me = by.me();
        SettingsFile.Sound file = read(text);
        Supplier<SettingsDiff> work = () -> apply(by, file, text, way);
        SettingsDiff ahead = transactions.inCompany(
                me.companyId(), () -> apply(by, file, text, new Way(true, way.prune(), way.seen())));
        return way.dryRun() || !ahead.differs() ? ahead : store.change(me.companyId(), me.userId(), work);
    }

    private SettingsDiff apply(Editor by, SettingsFile.Sound file, String text, Way way) {
        Map<String, Object> current = current();
        long version = store.changes();
        if (way.seen() != null && way.seen() != version) {
            throw Refusal.of(
                    HttpStatus.CONFLICT,
                    "changed-meanwhile",
                    "The settings were changed since you read them: they are at version " + version + ", not "
                            + way.seen() + ". Look at the difference again.");
        }
        Map<String, Person> people = people();
        Target target =
                Target.of(current, file.sections(), way.prune(), user -> role(people.get(user)) == Role.ADMINISTRATOR);
        SettingsDiff diff = SettingsDiff.between(current, target, ignored(text), version);
        check(by, target, diff, people);
        if (way.dryRun()) {
            ObjectNode sections = json.valueToTree(target.sections());
            List<SettingsDocument.Misfit> misfits = new SettingsDocument(sections).misfits();
            if (!misfits.isEmpty()) {
                throw SettingsStore.broken(misfits);
            }
        } else {
            writing.write(current, target, diff, by.me().userId(), "settings file");
        }
        return diff;
    }

    private static @Nullable Role role(@Nullable Person person) {
        return person == null ? null : person.role();
    }

    private static void check(Editor by, Target target, SettingsDiff diff, Map<String, Person> people) {
        for (SettingsDiff.ObjectChange row : diff.rows()) {
            @Nullable Person person = row.section().equals("users") ? people.get(row.key()) : null;
            @Nullable Role role = role(person);
            if (role == Role.INTEGRATION) {
                throw Refusal.of(
                        HttpStatus.CONFLICT, "taken-key", "A program of this company has the id " + row.key() + ".");
            }
            boolean above = person != null
                    && role != Role.OPERATOR
                    && person.id() != by.me().userId();
            if (above && !by.managesRoles() && !row.kind().equals("kept")) {
                throw Refusal.of(
                        HttpStatus.FORBIDDEN,
                        "forbidden",
                        "Only a signed-in administrator may change who is more than an operator: " + row.key() + ".");
            }
        }
        Map<String, Object> users = Target.map(target.sections().get("users"));
        boolean anyLeft = people.values().stream()
                .anyMatch(one -> one.role() == Role.ADMINISTRATOR
                        && !Boolean.FALSE.equals(
                                Target.map(users.get(one.key())).get("active")));
        if (!anyLeft) {
            throw Refusal.of(
                    HttpStatus.CONFLICT, "last-administrator", "The company would have no active administrator.");
        }
    }

    private Map<String, Object> current() {
        Map<String, Object> sections = json.convertValue(store.document().sections(), TREE);
        Map<String, Object> users = Target.map(sections.get("users"));
        jdbc.sql("select key, fields from fairlead.app_user where role <> 'integration' and fields <> '{}'")
                .query((RowCallbackHandler) row -> {
                    Map<String, Object> user = Target.map(users.get(row.getString("key")));
                    user.put("fields", fields(row.getString("fields")));
                    users.put(row.getString("key"), user);
                });
        sections.put("users", users);
        return PlainTree.ordered(sections);
    }

    /** The values of somebody's own fields, as a file has them. */
    private Map<String, Object> fields(String stored) {
        Map<String, Object> fields = new TreeMap<>();
        for (var field : json.readTree(stored).properties()) {
            JsonNode value = field.getValue();
            Object plain = value.isBoolean() ? (Object) value.asBoolean() : value.asString();
            Object number = value.isNumber() ? FieldText.number(value.asString()) : null;
            fields.put(field.getKey(), number == null ? plain : number);
        }
        return fields;
    }

    private Map<String, Person> people() {
        return jdbc
                .sql("select id, key, upper(role) as role from fairlead.app_user")
                .query(Person.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Person::key, person -> person));
    }

    /** Leads and their contacts are no settings. */
    private static List<String> ignored(String text) {
        return List.of("contacts", "events", "until").stream()
                .filter(key -> text.lines().anyMatch(line -> line.startsWith(key + ":")))
                .toList();
    }

    private static SettingsFile.Sound read(String text) {
        return switch (SettingsReader.readCompany("settings", text, MOST_BYTES)) {
            case SettingsFile.Sound sound -> sound;
            case SettingsFile.Broken broken -> throw Checks.refusal(broken);
        };
    }
}
