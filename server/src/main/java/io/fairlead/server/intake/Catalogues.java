package io.fairlead.server.intake;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.intake.Intake.Asked;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Component
class Catalogues {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;

    Catalogues(JdbcClient jdbc, Transactions transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    /** What the company has for these submissions, on one way to the database. */
    Catalogue of(int companyId, List<Submission> chunk) {
        String[] sources = texts(chunk.stream().map(Submission::source).distinct());
        List<Submission> keyed = chunk.stream().filter(one -> one.key() != null).toList();
        return transactions
                .look(
                        companyId,
                        """
                        select c.timezone, c.body ->> 'region' as region,
                               (select jsonb_object_agg(key, body) from fairlead.setting where kind = 'field') as fields,
                               (select jsonb_object_agg(key, settings) from fairlead.source
                                 where active and key = any (?)) as sources,
                               array (select key from fairlead.setting
                                       where kind = 'listing' and (key = any (?) or key in (
                                             select settings ->> 'listing' from fairlead.source where key = any (?)))) as listings,
                               array (select value from fairlead.relay) as relays,
                        """ + Submissions.KNOWN + """
                               as known
                          from fairlead.company c
                        """,
                        (row, n) -> new Catalogue(
                                row.getString("region"),
                                ZoneId.of(row.getString("timezone")),
                                fields(row.getString("fields")),
                                sources(row.getString("sources")),
                                set(row, "listings"),
                                set(row, "relays"),
                                row.getString("known")),
                        sources,
                        listings(chunk),
                        sources,
                        texts(keyed.stream().map(Submission::source)),
                        texts(keyed.stream().map(one -> String.valueOf(one.key()))))
                .getFirst();
    }

    private Map<String, FieldType> fields(@Nullable String body) {
        Map<String, FieldType> fields = new LinkedHashMap<>();
        if (body != null) {
            json.readTree(body).properties().forEach(field -> fields.put(field.getKey(), type(field.getValue())));
        }
        return fields;
    }

    /** What the company of the transaction under way asks of a lead, in the order of its settings. */
    Map<String, Asked> asked() {
        Map<String, Asked> asked = new LinkedHashMap<>();
        jdbc.sql("select key, body from fairlead.setting where kind = 'field' order by position, key")
                .query((RowCallbackHandler) row -> {
                    JsonNode body = json.readTree(row.getString("body"));
                    List<String> choices = new ArrayList<>();
                    body.path("choices").forEach(choice -> choices.add(choice.asString()));
                    asked.put(
                            row.getString("key"),
                            new Asked(type(body), body.path("name").asString(""), choices));
                });
        return asked;
    }

    private static FieldType type(JsonNode body) {
        JsonNode type = body.isObject() ? body.path("type") : body;
        return FieldType.valueOf(type.asString().toUpperCase(Locale.ROOT));
    }

    private Map<String, Source.Settings> sources(@Nullable String body) {
        Map<String, Source.Settings> sources = new LinkedHashMap<>();
        if (body != null) {
            json.readTree(body)
                    .properties()
                    .forEach(one -> sources.put(one.getKey(), json.treeToValue(one.getValue(), Source.Settings.class)));
        }
        return sources;
    }

    private static String[] listings(List<Submission> chunk) {
        return texts(chunk.stream()
                .map(one -> LeadText.clean(one.lead().path("listing").asString("")))
                .filter(LeadText::isStorable)
                .distinct());
    }

    private static String[] texts(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static Set<String> set(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Set.of((String[]) array.getArray());
    }
}
