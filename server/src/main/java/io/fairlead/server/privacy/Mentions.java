package io.fairlead.server.privacy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts what names an erased person out of texts about many leads: reasons, names and conditions of lists, exports, imports
 * and bulk changes, and the journal's words of them. What colleagues write at other people's leads is not looked at.
 * Called in the transaction of the erasure, before the person's leads are blanked. Thread-safe.
 */
@Component
class Mentions {
    private static final Long[] NONE = {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Mentions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Rows whose texts may name people. */
    private enum Place {
        VIEWS("lead_view", "jsonb_build_array(name, shape)", """
                update fairlead.lead_view set name = shared.cut(name, :pieces), shape = shared.cut(shape, :pieces),
                       version = version + 1
                 where id = any(:ids)
                """),
        EXPORTS("export", "jsonb_build_array(name, shape)", """
                update fairlead.export set name = shared.cut(name, :pieces), shape = shared.cut(shape, :pieces)
                 where id = any(:ids)
                """),
        IMPORTS("import", "to_jsonb(name)", """
                update fairlead.import set name = shared.cut(name, :pieces) where id = any(:ids)
                """),
        CHANGES("bulk", "jsonb_build_array(reason, wanted, filters)", """
                update fairlead.bulk set reason = shared.cut(reason, :pieces), wanted = shared.cut(wanted, :pieces),
                       filters = shared.cut(filters, :pieces)
                 where id = any(:ids)
                """),
        CORRECTIONS("correction", "to_jsonb(reason)", ""),
        EVENTS("event", "data", "");

        private final String table;
        private final String texts;
        private final String cut;

        Place(String table, String texts, String cut) {
            this.table = table;
            this.texts = texts;
            this.cut = cut;
        }

        /** Those that may name somebody, by what is in all that do. */
        String candidates() {
            return """
                    select id, said::text as said from (select id, %s as said from fairlead.%s%s) x
                     where exists (select from unnest(:keys::text[]) as key
                                    where position(key in translate(shared.fold(said::text), :between, '')) > 0)
                    """.formatted(texts, table, this == EVENTS ? " where lead is null and shared.quotes(kind)" : "");
        }
    }

    /** @param alone bulk changes of nobody else's leads, whose reasons go as a whole */
    void cut(long erasure, Person person, List<Long> alone) {
        Naming naming = naming(person);
        Set<String> found = new LinkedHashSet<>();
        Map<Place, Long[]> rows = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            rows.put(place, naming.isEmpty() ? NONE : named(place, naming, found));
        }
        if (found.isEmpty() && alone.isEmpty()) {
            return;
        }
        // A longer piece first: a shorter one may be a part of it.
        String[] pieces = found.stream()
                .sorted((a, b) -> b.length() - a.length())
                .toArray(String[]::new);
        for (Place place : Place.values()) {
            if (!place.cut.isEmpty()) {
                jdbc.sql(place.cut)
                        .params(Map.of("pieces", pieces, "ids", rows.getOrDefault(place, NONE)))
                        .update();
            }
        }
        jdbc.sql("select fairlead.forget_mentions(?, ?, ?, ?, ?, ?)::text")
                .param(erasure)
                .param(rows.getOrDefault(Place.EVENTS, NONE))
                .param(rows.getOrDefault(Place.CHANGES, NONE))
                .param(rows.getOrDefault(Place.CORRECTIONS, NONE))
                .param(pieces)
                .param(Person.array(alone))
                .query((row, n) -> true)
                .list();
    }

    /** The rows that name the person; what does so is added. */
    private Long[] named(Place place, Naming naming, Set<String> found) {
        List<Long> ids = new ArrayList<>();
        jdbc.sql(place.candidates())
                .param("keys", naming.keys())
                .param("between", Naming.BETWEEN)
                .query((RowCallbackHandler) row -> {
                    Set<String> pieces = new LinkedHashSet<>();
                    eachText(json.readTree(row.getString("said")), "", (key, text) -> pieces.addAll(naming.pieces(text)));
                    if (!pieces.isEmpty()) {
                        ids.add(row.getLong("id"));
                        found.addAll(pieces);
                    }
                });
        return Person.array(ids);
    }

    /** From what the contact and the leads are, and from what they were. */
    private Naming naming(Person person) {
        Set<String> names = new LinkedHashSet<>(Set.of(person.name()));
        Set<String> values = new LinkedHashSet<>();
        Set<String> own = new LinkedHashSet<>();
        jdbc.sql("""
                        select jsonb_build_object('values', array_agg(value)) as said from fairlead.contact_key
                         where contact_id = :contact
                        union all
                        select jsonb_build_object('name', name, 'values', array[phone, email], 'custom', custom)
                          from fairlead.lead where id = any(:leads)
                        union all
                        select jsonb_build_array(data -> 'lead', data -> 'before', data -> 'after') from fairlead.event
                         where lead = any(:leads) and kind in ('lead-arrived', 'lead-imported', 'lead-edited')
                        union all
                        select jsonb_build_array(data -> 'before', data -> 'after') from fairlead.event
                         where contact = :contact and lead is null and kind = 'contact-edited'
                        """)
                .param("contact", person.contact())
                .param("leads", Person.array(person.leads()))
                .query((RowCallbackHandler) row -> eachText(json.readTree(row.getString("said")), "", (key, text) -> {
                    switch (key) {
                        case "name" -> names.add(text);
                        case "custom" -> own.add(text);
                        default -> values.add(text);
                    }
                }));
        return Naming.of(names, values, own);
    }

    private interface Reader {
        /** @param key of the member it stands in; of all own fields {@code custom} */
        void read(String key, String text);
    }

    private static void eachText(JsonNode node, String key, Reader reader) {
        if (node.isString()) {
            reader.read(key, node.asString());
        } else if (node.isObject()) {
            node.properties()
                    .forEach(one -> eachText(one.getValue(), key.equals("custom") ? key : one.getKey(), reader));
        } else {
            node.forEach(one -> eachText(one, key, reader));
        }
    }
}
