package io.fairlead.server.export;

import io.fairlead.server.people.Role;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Exports as they are shown: to whom they belong, and to administrators. Thread-safe. */
@Component
class ExportQueries {
    private static final int LISTED = 100;
    private static final String SHEET = """
            select e.id, e.name, e.shape ->> 'format' as format, e.state, e.problem, e.leads, e.done, e.shortened, e.bytes,
                   e.made_at, e.ended_at, e.kept_until, e.made_by, coalesce(u.name, '') as maker
              from fairlead.export e
              left join fairlead.app_user u on u.company_id = e.company_id and u.id = e.made_by
             where (e.made_by = ? or ?) and (e.kept_until is null or e.kept_until > ?)
            """;

    private final Transactions transactions;
    private final InstantSource clock;

    ExportQueries(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * An export.
     *
     * @param name of the file, without its ending
     * @param state {@code waiting}, {@code running}, {@code ready}, {@code cancelled} or {@code failed}
     * @param problem why it failed: {@code not-allowed} if whom it belongs to may export no more, {@code refused} if there is
     *     no such list any more, {@code file} if it could not be written, {@code failed}; empty for none
     * @param leads how many it has; 0 until they are noted
     * @param done how many are written
     * @param shortened how many texts were longer than a cell of XLSX holds and are cut
     * @param bytes once it is ready
     * @param maker whom it belongs to, by name
     * @param mine whether that is the reader
     * @param keptUntil when its file goes; null until it is ready
     */
    record ExportSheet(
            String id,
            String name,
            String format,
            String state,
            String problem,
            long leads,
            long done,
            long shortened,
            long bytes,
            String maker,
            boolean mine,
            Instant madeAt,
            @Nullable Instant endedAt,
            @Nullable Instant keptUntil) {}

    record ExportList(List<ExportSheet> exports) {}

    ExportList all(SignedIn me) {
        return new ExportList(sheets(me, " order by e.id desc limit " + LISTED, 0));
    }

    ExportSheet of(SignedIn me, long id) {
        return sheets(me, " and e.id = ?", id).stream().findFirst().orElseThrow(Refusal::notFound);
    }

    /** The number behind an id, of one that the reader has. */
    long number(SignedIn me, String shown) {
        long id = Ids.of(me.idSeed()).read(Ids.Kind.EXPORT, shown).orElseThrow(Refusal::notFound);
        of(me, id);
        return id;
    }

    private List<ExportSheet> sheets(SignedIn me, String more, long id) {
        boolean all = me.role() == Role.ADMINISTRATOR;
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        Object[] parameters = id == 0 ? new Object[] {me.userId(), all, now} : new Object[] {me.userId(), all, now, id};
        return transactions.look(me.companyId(), SHEET + more, (row, n) -> sheet(me, row), parameters);
    }

    private static ExportSheet sheet(SignedIn me, ResultSet row) throws SQLException {
        return new ExportSheet(
                Ids.of(me.idSeed()).show(Ids.Kind.EXPORT, row.getLong("id")),
                row.getString("name"),
                row.getString("format"),
                row.getString("state"),
                row.getString("problem"),
                row.getLong("leads"),
                row.getLong("done"),
                row.getLong("shortened"),
                row.getLong("bytes"),
                row.getString("maker"),
                row.getLong("made_by") == me.userId(),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"),
                instant(row, "kept_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
