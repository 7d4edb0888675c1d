package io.fairlead.server.field;

import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class FieldIndexQueries {
    /** Where a phase begins and how much of the whole it is, as building goes on large tables. */
    private record Share(String phase, int from, int width) {}

    private static final List<Share> SHARES = List.of(
            new Share("building index: scanning table", 0, 40),
            new Share("building index: sorting", 40, 5),
            new Share("building index: loading", 45, 15),
            new Share("building index", 0, 0),
            new Share("waiting for writers before build", 0, 0),
            new Share("waiting for writers before validation", 60, 0),
            new Share("index validation: scanning index", 60, 10),
            new Share("index validation: sorting", 70, 5),
            new Share("index validation: scanning table", 75, 24),
            new Share("waiting for", 99, 0));

    private final Transactions transactions;

    FieldIndexQueries(Transactions transactions) {
        this.transactions = transactions;
    }

    record FieldIndexRows(
            List<FieldIndexRow> rows, @Nullable String next) {}

    /**
     * The index of one of the company's own fields.
     *
     * @param kind by which order it is kept: {@code text} or {@code number}
     * @param state {@code waiting}, {@code building}, {@code ready}, {@code failed} or {@code dropping}
     * @param percent how far building is; null where that is not known
     * @param held whether building waits for older transactions to end
     * @param reason why it failed; empty for all others
     */
    record FieldIndexRow(
            String field,
            String kind,
            String state,
            @Nullable Integer percent,
            boolean held,
            String reason,
            Instant since) {}

    FieldIndexRows all(int companyId) {
        return new FieldIndexRows(
                transactions.look(companyId, """
                        select i.field, i.kind, i.state, i.reason, i.since, p.phase, p.done, p.whole
                          from fairlead.field_index i
                          left join shared.field_index_progress() p on i.state = 'building'
                         order by i.field
                        """, (row, n) -> {
                    String phase = row.getString("phase");
                    return new FieldIndexRow(
                            row.getString("field"),
                            row.getString("kind"),
                            row.getString("state"),
                            phase == null ? null : percent(phase, row.getLong("done"), row.getLong("whole")),
                            phase != null && phase.startsWith("waiting"),
                            row.getString("reason"),
                            row.getObject("since", OffsetDateTime.class).toInstant());
                }),
                null);
    }

    /** How much of the whole work is done, by the phase that the database tells. */
    static @Nullable Integer percent(String phase, long done, long whole) {
        for (Share share : SHARES) {
            if (phase.startsWith(share.phase())) {
                long part = whole == 0 ? 0 : Math.min(share.width(), share.width() * done / whole);
                return (int) (share.from() + part);
            }
        }
        return null;
    }
}
