package io.fairlead.server.intake;

import io.fairlead.server.intake.SourceQueries.IntakeTotal;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class QuarantineQueries {
    private static final int PAGE = 50;
    private static final int COUNTED = 1_000;
    private static final TypeReference<List<FieldError>> REASONS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> BODY = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;

    QuarantineQueries(JdbcClient jdbc, Transactions transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    record QuarantinedRows(
            List<QuarantinedRow> rows, @Nullable String next, IntakeTotal total) {}

    /**
     * Something in quarantine.
     *
     * @param lead as it was sent
     * @param taken the lead it became; null for none
     * @param doneBy who corrected or discarded it
     */
    record QuarantinedRow(
            String id,
            String source,
            String sourceName,
            Instant at,
            Map<String, Object> lead,
            List<FieldError> reasons,
            String state,
            @Nullable String taken,
            String note,
            @Nullable Instant doneAt,
            @Nullable String doneBy) {}

    /**
     * Newest first.
     *
     * @param state {@code open}, {@code taken} or {@code discarded}
     * @param after the id of the last row seen; empty for the first page
     */
    QuarantinedRows of(SignedIn me, String state, String after) {
        Ids ids = Ids.of(me.idSeed());
        long before = after.isEmpty()
                ? Long.MAX_VALUE
                : ids.read(Ids.Kind.QUARANTINED, after).orElseThrow(Refusal::notFound);
        return transactions.inCompany(me.companyId(), () -> {
            List<QuarantinedRow> rows = jdbc.sql("""
                            select q.*, coalesce(s.name, q.source) as source_name, u.name as done_by_name
                              from fairlead.quarantined q
                              left join fairlead.source s on s.company_id = q.company_id and s.key = q.source
                              left join fairlead.app_user u on u.company_id = q.company_id and u.id = q.done_by
                             where q.state = ? and q.id < ? order by q.id desc limit ?
                            """)
                    .params(state, before, PAGE)
                    .query((row, n) -> row(row, ids))
                    .list();
            return new QuarantinedRows(
                    rows, rows.size() < PAGE ? null : rows.getLast().id(), counted(state));
        });
    }

    /** How much waits for somebody to look at it. */
    IntakeTotal open(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> counted("open"));
    }

    private IntakeTotal counted(String state) {
        long counted = jdbc.sql(
                        "select count(*) from (select from fairlead.quarantined where state = ? limit ?) as counted")
                .params(state, COUNTED + 1)
                .query(Long.class)
                .single();
        return new IntakeTotal(Math.min(counted, COUNTED), counted <= COUNTED);
    }

    private QuarantinedRow row(ResultSet row, Ids ids) throws SQLException {
        long lead = row.getLong("lead_id");
        OffsetDateTime done = row.getObject("done_at", OffsetDateTime.class);
        return new QuarantinedRow(
                ids.show(Ids.Kind.QUARANTINED, row.getLong("id")),
                row.getString("source"),
                row.getString("source_name"),
                Objects.requireNonNull(row.getObject("at", OffsetDateTime.class))
                        .toInstant(),
                json.readValue(row.getString("body"), BODY),
                json.readValue(row.getString("reasons"), REASONS),
                row.getString("state"),
                lead == 0 ? null : ids.show(Ids.Kind.LEAD, lead),
                row.getString("note"),
                done == null ? null : done.toInstant(),
                row.getString("done_by_name"));
    }
}
