package io.fairlead.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Words what was measured of files that are read in, beside the same by hand. Not thread-safe. */
final class ListsFilesReport {
    private final StringBuilder lines;
    private final ListsReport.Goals goals;
    private @Nullable Imported imported;
    private @Nullable Repeated repeated;

    ListsFilesReport(StringBuilder lines, ListsReport.Goals goals) {
        this.lines = lines;
        this.goals = goals;
    }

    /**
     * A file that was read in.
     *
     * @param wal bytes that were written ahead while it ran
     * @param worked seconds that processors worked for the server while it ran
     * @param zones what the dry run found of zones
     */
    record Imported(
            int rows,
            long made,
            long invalid,
            double sent,
            double checked,
            double ran,
            double undone,
            long wal,
            double worked,
            JsonNode zones) {}

    /** The same file once more, which overwrites with what is there already. */
    record Repeated(long unchanged, double checked, double ran, long wal) {}

    /**
     * The same leads by hand.
     *
     * @param copied seconds of COPY into a table without an index
     * @param leads seconds of INSERT .. SELECT into the leads
     * @param beside seconds into what else is kept of them
     * @param wal bytes written ahead for the leads
     * @param walBeside bytes written ahead for the rest
     */
    record ByHand(int rows, double copied, double leads, double beside, long wal, long walBeside) {
        double all() {
            return leads + beside;
        }
    }

    void imported(Imported all) {
        imported = all;
        line(String.format(
                Locale.ROOT,
                "- %,d rows, %,d of them faulty: sent in %.1f s, looked through in %.1f s, read in in %.1f s (%,.0f leads a second,"
                        + " %,d bytes of WAL each), taken back in %.1f s",
                all.rows(),
                all.invalid(),
                all.sent(),
                all.checked(),
                all.ran(),
                all.made() / all.ran(),
                all.wal() / all.made(),
                all.undone()));
        if (all.zones().isObject()) {
            long none = all.zones().path("none").asLong();
            long valid = all.rows() - all.invalid();
            line(String.format(
                    Locale.ROOT,
                    "- Zones by postcode and town: %,d of %,d rows (%.1f %%), in %d of the zones at the top; %,d in none",
                    valid - none,
                    valid,
                    100.0 * (valid - none) / valid,
                    all.zones().path("regions").size(),
                    none));
        }
    }

    void repeated(Repeated again) {
        repeated = again;
    }

    private void line(Repeated again) {
        line(String.format(
                Locale.ROOT,
                "- The same file once more, to overwrite: looked through in %.1f s, read in in %.1f s (%,.0f rows a second, %,d bytes"
                        + " of WAL each); all %,d leads unchanged, without an event or a new version",
                again.checked(),
                again.ran(),
                again.unchanged() / again.ran(),
                again.wal() / again.unchanged(),
                again.unchanged()));
    }

    void byHand(ByHand by) {
        var again = repeated;
        if (again != null) {
            line(again);
        }
        line(String.format(
                Locale.ROOT,
                "- By hand: COPY without an index %,.0f rows a second; INSERT .. SELECT into the leads %,.0f a second, %,d bytes of"
                        + " WAL each; with contacts, what they are found by and history %,.0f a second, %,d bytes of WAL each",
                by.rows() / by.copied(),
                by.rows() / by.leads(),
                by.wal() / by.rows(),
                by.rows() / by.all(),
                (by.wal() + by.walBeside()) / by.rows()));
        var ours = imported;
        if (ours != null) {
            line(String.format(
                    Locale.ROOT,
                    "- Processor time of the server: %.0f µs a lead; it reads the next rows while these are written",
                    ours.worked() / ours.made() * 1e6));
            goals(ours, by);
        }
        if (again != null) {
            goals.least(
                    "the same file once more: ≥ 1/15 of COPY without an index",
                    again.unchanged() / again.ran() * by.copied() / by.rows(),
                    1 / 15.0,
                    String.format(
                            Locale.ROOT,
                            "COPY writes %,.0f rows a second and looks nothing up; a row here is found by phone and e-mail, its"
                                    + " lead is read and compared, and that it is unchanged is noted: %,.0f a second",
                            by.rows() / by.copied(),
                            again.unchanged() / again.ran()));
        }
    }

    private void goals(Imported ours, ByHand by) {
        double rate = ours.made() / ours.ran();
        var beside = String.format(
                Locale.ROOT,
                "contacts, what they are found by and history take %.0f %% of the time by hand too, and how each row fared"
                        + " is noted besides",
                100 * by.beside() / by.all());
        goals.least(
                "import: ≥ 0.7 × INSERT .. SELECT into the leads alone", rate * by.leads() / by.rows(), 0.7, beside);
        goals.least(
                "import: ≥ 0.7 × INSERT .. SELECT into all tables that hold a lead",
                rate * by.all() / by.rows(),
                0.7,
                "who is known is looked up first, and how each row fared is noted");
        goals.least(
                "import: ≥ 1/40 of COPY without an index",
                rate * by.copied() / by.rows(),
                0.025,
                String.format(
                        Locale.ROOT,
                        "by hand it would be 1/%.0f: the indexes by which lists are sorted and searched cost %.0f × what COPY does",
                        by.all() / by.copied(),
                        by.leads() / by.copied()));
        goals.most(
                "import: ≤ 3,000 bytes of WAL a lead",
                (double) ours.wal() / ours.made(),
                3000,
                "",
                String.format(
                        Locale.ROOT,
                        "by hand %,d bytes for the row with its indexes alone, %,d into all tables",
                        by.wal() / by.rows(),
                        (by.wal() + by.walBeside()) / by.rows()));
    }

    private void line(String words) {
        lines.append(words).append('\n');
    }
}
