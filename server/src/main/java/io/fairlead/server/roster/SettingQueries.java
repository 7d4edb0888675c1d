package io.fairlead.server.roster;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Component
class SettingQueries {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;

    SettingQueries(JdbcClient jdbc, Transactions transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    record SettingRows(List<SettingRow> rows, @Nullable String next) {}

    /** @param body what stands behind the key in the settings file */
    record SettingRow(String key, Map<String, Object> body, long version, Instant changedAt, SettingCan can) {}

    record SettingCan(boolean edit) {}

    /** All of a section, in the order of the settings. */
    SettingRows all(SignedIn me, Section section) {
        return new SettingRows(rows(me, section, null), null);
    }

    SettingRow one(SignedIn me, Section section, String key) {
        return rows(me, section, key).stream().findFirst().orElseThrow(Refusal::notFound);
    }

    private List<SettingRow> rows(SignedIn me, Section section, @Nullable String key) {
        SettingCan can = new SettingCan(me.role().permits(Permission.MANAGE_PEOPLE));
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql("""
                                select key, body, version, changed_at from fairlead.setting
                                 where kind = ? and (?::text is null or key = ?) order by position, key
                                """)
                        .param(section.kind())
                        .param(key)
                        .param(key)
                        .query((row, n) -> new SettingRow(
                                row.getString("key"),
                                body(section, json.readTree(row.getString("body"))),
                                row.getLong("version"),
                                row.getObject("changed_at", OffsetDateTime.class)
                                        .toInstant(),
                                can))
                        .list());
    }

    /** A field's type may stand alone in a settings file, and an object without anything may be left empty. */
    private Map<String, Object> body(Section section, JsonNode body) {
        if (section == Section.FIELDS && body.isString()) {
            return Map.of("type", body.asString());
        }
        Map<String, Object> members = new LinkedHashMap<>();
        body.properties().forEach(one -> members.put(one.getKey(), json.treeToValue(one.getValue(), Object.class)));
        return members;
    }
}
