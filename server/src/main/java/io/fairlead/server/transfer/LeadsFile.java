package io.fairlead.server.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leads as a CSV file, the newest first, page by page however many there are: no transaction lasts longer than a page. Texts
 * are guarded from being taken for formulas; who took how many is in the journal. Thread-safe.
 */
@Component
class LeadsFile {
    private static final int PAGE = 2_000;
    private static final String PAGE_OF = """
            select l.id, l.created_at, l.name, l.phone, l.email, l.source, l.status, l.state, u.key as assignee, l.listing,
                   l.custom
              from fairlead.lead l
              left join fairlead.app_user u on u.company_id = l.company_id and u.id = nullif(l.owner_id, 0)
             where l.company_id = :company and l.id < :before
            """;
    private static final List<String> COLUMNS =
            List.of("created", "name", "phone", "email", "source", "status", "state", "assignee", "listing");

    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final Intake intake;
    private final Events events;
    private final JsonMapper json;

    LeadsFile(Transactions transactions, JdbcClient jdbc, Intake intake, Events events, JsonMapper json) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.intake = intake;
        this.events = events;
        this.json = json;
    }

    /**
     * Which leads, and how they are written; a member that is null or empty does not restrict.
     *
     * @param open true for those not closed, false for the closed ones
     */
    record Asked(
            @Nullable Boolean open,
            @Nullable List<String> status,
            @Nullable List<String> source,
            String separator) {}

    private record Line(long id, List<String> cells) {}

    void write(SignedIn me, Asked asked, OutputStream out) throws IOException {
        Set<String> fields = intake.fields(me.companyId()).keySet();
        out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        long written = 0;
        try (var csv = CsvWriter.builder()
                .fieldSeparator(asked.separator().charAt(0))
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            var header = new ArrayList<>(List.of("lead"));
            header.addAll(COLUMNS);
            header.addAll(fields);
            csv.writeRecord(header);
            var ids = Ids.of(me.idSeed());
            for (var page = page(me, asked, fields, Long.MAX_VALUE); !page.isEmpty(); ) {
                for (var line : page) {
                    var cells = new ArrayList<>(List.of(ids.show(Ids.Kind.LEAD, line.id())));
                    cells.addAll(line.cells());
                    csv.writeRecord(cells);
                }
                written += page.size();
                page = page.size() < PAGE
                        ? List.of()
                        : page(me, asked, fields, page.getLast().id());
            }
        } finally {
            long leads = written;
            transactions.inCompany(
                    me.companyId(), () -> events.append("leads-exported", me.userId(), Map.of("leads", leads)));
        }
    }

    private List<Line> page(SignedIn me, Asked asked, Set<String> fields, long before) {
        var sql = new StringBuilder(PAGE_OF);
        if (asked.open() != null) {
            sql.append(asked.open() ? " and not l.closed" : " and l.closed");
        }
        if (asked.status() != null && !asked.status().isEmpty()) {
            sql.append(" and l.status = any(:status)");
        }
        if (asked.source() != null && !asked.source().isEmpty()) {
            sql.append(" and l.source = any(:source)");
        }
        sql.append(" order by l.id desc limit ").append(PAGE);
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql(sql.toString())
                        .param("company", me.companyId())
                        .param("before", before)
                        .param("status", texts(asked.status()))
                        .param("source", texts(asked.source()))
                        .query((row, n) -> {
                            var cells = new ArrayList<String>();
                            cells.add(row.getObject("created_at", OffsetDateTime.class)
                                    .toInstant()
                                    .toString());
                            for (String column : COLUMNS.subList(1, COLUMNS.size())) {
                                cells.add(Cells.guarded(row.getString(column) == null ? "" : row.getString(column)));
                            }
                            JsonNode custom = json.readTree(row.getString("custom"));
                            fields.forEach(field -> cells.add(cell(custom.path(field))));
                            return new Line(row.getLong("id"), cells);
                        })
                        .list());
    }

    /** A number is no formula, also below zero. */
    private static String cell(JsonNode value) {
        return value.isNumber()
                ? value.asString()
                : Cells.guarded(value.isContainer() ? value.toString() : value.asString(""));
    }

    private static String[] texts(@Nullable List<String> texts) {
        return texts == null ? new String[0] : texts.toArray(String[]::new);
    }
}
