package io.fairlead.server.export;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.export.ExportShape.ExportColumn;
import io.fairlead.server.field.OwnField;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads leads by their numbers as lines of a file. Thread-safe. */
@Component
class ExportLines {
    private static final String WORKERS = """
            concat_ws(' + ', u.name, (
                select string_agg(c.name, ' + ' order by lower(c.name)) from fairlead.lead_worker w
                  join fairlead.app_user c on c.company_id = w.company_id and c.id = w.user_id
                 where w.company_id = l.company_id and w.lead_id = l.id and w.user_id <> l.owner_id))
            """;
    /** What every company has, each with what it is in SQL. */
    private static final Map<String, String> COLUMNS = columns();

    private final Transactions transactions;
    private final Intake intake;
    private final Companies companies;
    private final JsonMapper json;
    /** Keeps all digits of numbers. */
    private final ObjectReader exact;

    ExportLines(Transactions transactions, Intake intake, Companies companies, JsonMapper json) {
        this.transactions = transactions;
        this.intake = intake;
        this.companies = companies;
        this.json = json;
        this.exact = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("lead", "l.id");
        columns.put("created", "l.created_at");
        for (String plain : List.of("name", "phone", "email", "status", "source")) {
            columns.put(plain, "l." + plain);
        }
        columns.put("assignee", "coalesce(u.name, '')");
        columns.put("state", "case when l.closed then 'closed' else l.state end");
        columns.put("listing", "coalesce(nullif(s.body ->> 'name', ''), l.listing)");
        columns.put("rule", "l.rule");
        return columns;
    }

    /**
     * How the leads of a company become lines.
     *
     * @param fields the types of those columns that are the company's own fields
     */
    record Reading(
            Company company, ZoneId zone, List<ExportColumn> columns, Map<String, FieldType> fields, String sql) {}

    /** The ids of all columns that there are. */
    List<String> all(int company) {
        List<String> all = new ArrayList<>(COLUMNS.keySet());
        intake.fields(company).keySet().stream()
                .filter(field -> !COLUMNS.containsKey(field))
                .forEach(all::add);
        return all;
    }

    /** How these columns are read; those that there are no more stay empty. */
    Reading reading(int companyId, List<ExportColumn> wanted) {
        return transactions.inCompany(companyId, () -> {
            Company company = companies.current();
            List<String> columns = wanted.stream().map(ExportColumn::id).toList();
            Map<String, FieldType> fields = new LinkedHashMap<>();
            Map<String, OwnField> own = intake.fields(companyId);
            columns.stream()
                    .filter(column -> !COLUMNS.containsKey(column) && own.containsKey(column))
                    .forEach(column -> fields.put(
                            column, Objects.requireNonNull(own.get(column)).type()));
            return new Reading(company, ZoneId.of(company.timezone()), wanted, fields, sql(columns, fields));
        });
    }

    private String sql(List<String> columns, Map<String, FieldType> fields) {
        StringBuilder sql = new StringBuilder("select ");
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            boolean worked = column.equals("assignee") && companies.work().severalWorkers();
            sql.append(worked ? WORKERS : COLUMNS.getOrDefault(column, "null"))
                    .append(" as c")
                    .append(i)
                    .append(", ");
        }
        sql.append(fields.isEmpty() ? "'{}' as custom" : "l.custom")
                .append(" from unnest(cast(? as bigint[])) with ordinality as o(id, place)")
                .append(" join fairlead.lead l on l.company_id = ? and l.id = o.id");
        if (columns.contains("assignee")) {
            sql.append(" left join fairlead.app_user u on u.company_id = l.company_id and u.id = l.owner_id");
        }
        if (columns.contains("listing")) {
            sql.append(" left join fairlead.setting s")
                    .append(" on s.company_id = l.company_id and s.kind = 'listing' and s.key = l.listing");
        }
        return sql.append(" order by o.place").toString();
    }

    /** The leads with these numbers, in this order; those that are there no more are left out. */
    List<List<Cell>> lines(Reading reading, List<Long> numbers) {
        StringBuilder array = new StringBuilder("{");
        for (long number : numbers) {
            array.append(array.length() > 1 ? "," : "").append(number);
        }
        int company = reading.company().companyId();
        return transactions.look(
                company,
                reading.sql(),
                (row, n) -> line(reading, row),
                array.append('}').toString(),
                company);
    }

    private List<Cell> line(Reading reading, ResultSet row) throws SQLException {
        JsonNode custom =
                reading.fields().isEmpty() ? json.createObjectNode() : exact.readTree(row.getString("custom"));
        List<Cell> cells = new ArrayList<>(reading.columns().size());
        for (int i = 0; i < reading.columns().size(); i++) {
            ExportColumn column = reading.columns().get(i);
            FieldType type = reading.fields().get(column.id());
            cells.add(
                    switch (column.id()) {
                        case "lead" ->
                            new Cell.Text(Ids.of(reading.company().idSeed()).show(Ids.Kind.LEAD, row.getLong(i + 1)));
                        case "created" ->
                            moment(row.getObject(i + 1, OffsetDateTime.class).toInstant(), reading.zone());
                        default ->
                            type == null
                                    ? Cell.of(column.said(Objects.requireNonNullElse(row.getString(i + 1), "")))
                                    : own(custom.path(column.id()), type, reading.zone());
                    });
        }
        return cells;
    }

    private static Cell moment(Instant instant, ZoneId zone) {
        return new Cell.Moment(LocalDateTime.ofInstant(instant, zone));
    }

    /** What does not fit its type, since the field was of another one before, stays the text that it is. */
    private static Cell own(JsonNode value, FieldType type, ZoneId zone) {
        if (value.isMissingNode() || value.isNull()) {
            return Cell.NOTHING;
        }
        if (value.isNumber()) {
            return new Cell.Amount(value.decimalValue());
        }
        if (value.isBoolean()) {
            return new Cell.Flag(value.booleanValue());
        }
        String text = value.isContainer() ? value.toString() : value.asString("");
        try {
            return switch (type) {
                case DATE -> new Cell.Day(LocalDate.parse(text));
                case INSTANT -> moment(OffsetDateTime.parse(text).toInstant(), zone);
                case TEXT, NUMBER, BOOLEAN, CHOICE, ZONE -> Cell.of(text);
            };
        } catch (DateTimeException otherwise) {
            return Cell.of(text);
        }
    }
}
