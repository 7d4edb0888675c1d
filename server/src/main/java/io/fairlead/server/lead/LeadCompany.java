package io.fairlead.server.lead;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.company.WorkSettings;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.platform.sql.Reading;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What of a company is needed to find and show its leads.
 *
 * @param people everybody who can hold leads, by name
 * @param fields the company's own fields by their ids
 */
public record LeadCompany(List<Holder> people, ZoneId timezone, WorkSettings work, Map<String, FieldType> fields) {
    private record Settings(ZoneId timezone, WorkSettings work) {}

    /** The queries that read it, which go together; of one use. */
    public static final class Readings {
        private final Reading<Holder> people = Reading.of(
                """
                select id, key, name, active from fairlead.app_user
                 where role <> 'integration' order by lower(name), id
                """,
                (row, n) -> new Holder(
                        row.getLong("id"), row.getString("key"), row.getString("name"), row.getBoolean("active")));
        private final Reading<Settings> settings = Reading.of(
                "select timezone, work from fairlead.company",
                (row, n) ->
                        new Settings(ZoneId.of(row.getString("timezone")), WorkSettings.read(row.getString("work"))));
        private final Reading<Map.Entry<String, FieldType>> fields = Reading.of(
                """
                select key, coalesce(body ->> 'type', body #>> '{}') as type from fairlead.setting where kind = 'field'
                """,
                (row, n) -> Map.entry(
                        row.getString("key"),
                        FieldType.valueOf(row.getString("type").toUpperCase(Locale.ROOT))));

        public List<Reading<?>> all() {
            return List.of(people, settings, fields);
        }

        /** What they read. */
        public LeadCompany company() {
            Settings read = settings.first().orElseThrow();
            Map<String, FieldType> own = new LinkedHashMap<>();
            fields.rows().forEach(field -> own.put(field.getKey(), field.getValue()));
            return new LeadCompany(List.copyOf(people.rows()), read.timezone(), read.work(), own);
        }
    }

    Map<Long, Holder> byId() {
        return people.stream().collect(Collectors.toMap(Holder::id, Function.identity()));
    }
}
