package io.fairlead.server.replay;

import io.fairlead.server.desk.Replay;
import io.fairlead.server.desk.again.Retelling;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where telling again begins: at a checkpoint, or at the company's first day.
 *
 * @param end how far the desk was told
 * @param kept null for the first day
 * @param arrival the last event of an arrival before it
 */
record Start(
        Past past,
        Pages.End end,
        Past.@Nullable Founded founded,
        CheckpointRows.@Nullable Kept kept,
        @Nullable CheckpointRows rows,
        long arrival) {

    /** The newest one before an instant; null for a company whose first day is not recorded. */
    static @Nullable Start newest(Pages pages, Pages.End end, Instant until) {
        var latest = until.equals(Instant.MAX) ? Instant.parse("9999-01-01T00:00:00Z") : until;
        var kept = CheckpointRows.newest(pages, latest);
        if (kept != null) {
            var rows = new CheckpointRows(pages, kept.seq());
            var past = new Past(pages, end.seq(), kept.seq(), kept.arrival(), rows);
            return new Start(past, end, null, kept, rows, kept.arrival());
        }
        var past = new Past(pages, end.seq());
        var founded = past.founded();
        return founded == null ? null : new Start(past, end, founded, null, null, 0);
    }

    Instant at() {
        if (kept != null) {
            return kept.checkpoint().at();
        }
        return founded == null ? Instant.MIN : founded.at();
    }

    Replay replay(Retelling.Listener listener) {
        return replay(past, listener);
    }

    /** A desk of its own, whose settings come from the archive. */
    Replay replay(Retelling.Archive archive, Retelling.Listener listener) {
        if (kept != null && rows != null) {
            return new Replay(kept.checkpoint(), rows, archive, listener);
        }
        if (founded == null) {
            throw new IllegalStateException("neither a checkpoint nor a first day");
        }
        return new Replay(founded.at(), founded.version(), archive, listener);
    }
}
