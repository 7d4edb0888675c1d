package io.fairlead.server.replay;

import io.fairlead.server.desk.Replay;
import io.fairlead.server.desk.again.Retelling;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where telling again begins: at a checkpoint, or at the company's first day. Reads over one connection. Not thread-safe.
 */
public final class Start {
    private final Past past;
    private final Pages.End end;
    private final Past.@Nullable Founded founded;
    private final CheckpointRows.@Nullable Kept kept;
    private final @Nullable CheckpointRows rows;

    private Start(
            Past past,
            Pages.End end,
            Past.@Nullable Founded founded,
            CheckpointRows.@Nullable Kept kept,
            @Nullable CheckpointRows rows) {
        this.past = past;
        this.end = end;
        this.founded = founded;
        this.kept = kept;
        this.rows = rows;
    }

    /** The newest one before an instant; null for a company whose first day is not recorded. */
    static @Nullable Start newest(Pages pages, Pages.End end, Instant until) {
        var latest = until.equals(Instant.MAX) ? Instant.parse("9999-01-01T00:00:00Z") : until;
        return at(pages, end, CheckpointRows.newest(pages, latest));
    }

    /**
     * Where all that can be told begins: at the opening of a company that brought leads along, else at its first day; null
     * where that is not recorded.
     */
    public static @Nullable Start first(Pages pages, Pages.End end) {
        return at(pages, end, CheckpointRows.opening(pages));
    }

    private static @Nullable Start at(Pages pages, Pages.End end, CheckpointRows.@Nullable Kept kept) {
        if (kept != null) {
            var rows = new CheckpointRows(pages, kept.seq());
            var past = new Past(pages, end.seq(), kept.seq(), kept.arrival(), rows);
            return new Start(past, end, null, kept, rows);
        }
        var past = new Past(pages, end.seq());
        var founded = past.founded();
        return founded == null ? null : new Start(past, end, founded, null, null);
    }

    /** What was told from here on. */
    public Past past() {
        return past;
    }

    CheckpointRows.@Nullable Kept kept() {
        return kept;
    }

    Pages.End end() {
        return end;
    }

    /** The last event of an arrival before it. */
    long arrival() {
        return kept == null ? 0 : kept.arrival();
    }

    Instant at() {
        if (kept != null) {
            return kept.checkpoint().at();
        }
        return founded == null ? Instant.MIN : founded.at();
    }

    /** A desk that stands there. */
    public Replay replay(Retelling.Listener listener) {
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
