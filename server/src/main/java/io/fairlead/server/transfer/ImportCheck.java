package io.fairlead.server.transfer;

import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.ImportRows.Fate;
import io.fairlead.server.transfer.table.RowTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads a whole file without changing anything, and reports what would come of it. Thread-safe. */
@Component
class ImportCheck {
    /** How many rows are looked up together. */
    private static final int SLICE = 2_000;

    private static final int MOST_REGIONS = 100;

    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final Intake intake;
    private final JsonMapper json;

    ImportCheck(
            Transactions transactions,
            JdbcClient jdbc,
            ImportJobs jobs,
            ImportRows rows,
            Intake intake,
            JsonMapper json) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.rows = rows;
        this.intake = intake;
        this.json = json;
    }

    /** Why rows are left out, and how many. */
    record ImportReason(String field, String reason, long rows) {}

    /**
     * What would come of a file.
     *
     * @param rows without the header and empty ones
     * @param inFile valid rows that say the same phone or e-mail as one before them
     * @param inBase other valid rows whose contact is known already
     * @param warnings what is left out of rows that are valid nevertheless
     * @param zones of the valid rows; null for a company without zones
     */
    record ImportReport(
            long rows,
            long empty,
            long valid,
            long invalid,
            long inFile,
            long inBase,
            List<ImportReason> reasons,
            List<ImportReason> warnings,
            @Nullable ImportZones zones) {}

    /** How many rows lie in a zone and those below it. */
    record ImportRegion(String name, long rows) {}

    /**
     * Where the rows of a file lie.
     *
     * @param none rows in no zone
     * @param levels rows whose zone is a root, one below a root, and so on
     * @param regions those with most rows, of the first level that tells rows apart
     */
    record ImportZones(long none, List<Long> levels, List<ImportRegion> regions) {}

    /** What was found so far. Not thread-safe. */
    private final class Finding {
        private final SeenKeys seen = new SeenKeys();
        private final Map<String, Long> reasons = new TreeMap<>();
        private final Map<String, Long> warnings = new TreeMap<>();
        private final Map<List<String>, Long> zones = new HashMap<>();
        private final List<Fate> fates = new ArrayList<>();
        private final List<NewLead> leads = new ArrayList<>();
        private final List<Long> numbers = new ArrayList<>();
        private long all;
        private long empty;
        private long invalid;
        private long inFile;
        private long inBase;

        void read(RowTable.Row row, RowReader reader) {
            if (row.isEmpty()) {
                empty++;
                return;
            }
            all++;
            var read = reader.read(row);
            if (!read.errors().isEmpty()) {
                invalid++;
                FieldError error = read.errors().getFirst();
                reasons.merge(error.field() + '\n' + error.slug(), 1L, Long::sum);
                fates.add(new Fate(row.number(), "invalid", error.slug(), error.field(), null));
                return;
            }
            Object zone = read.lead().custom().get("zone");
            var path = zone == null ? List.<String>of() : reader.zones().path(zone.toString());
            zones.merge(path, 1L, Long::sum);
            read.warnings().forEach(one -> warnings.merge(one.field() + '\n' + one.slug(), 1L, Long::sum));
            long before = Math.max(
                    seen(read.lead().phone(), row.number()), seen(read.lead().email(), row.number()));
            if (before > 0) {
                inFile++;
                fates.add(new Fate(row.number(), "duplicate", "in-file", Long.toString(before), null));
            } else {
                leads.add(read.lead());
                numbers.add(row.number());
            }
        }

        private long seen(String key, long row) {
            return key.isEmpty() ? 0 : seen.seen(key, row);
        }

        /** Looks up who is known, and writes down what was found. */
        void look(Job job, long done) {
            transactions.inCompany(job.company(), () -> {
                jobs.goOn(job, done);
                var known = known(leads);
                for (int i = 0; i < leads.size(); i++) {
                    var lead = leads.get(i);
                    if (known.contains("phone" + lead.phone()) || known.contains("email" + lead.email())) {
                        inBase++;
                        fates.add(new Fate(numbers.get(i), "duplicate", "in-base", "", null));
                    }
                }
                rows.add(job.id(), fates);
            });
            fates.clear();
            leads.clear();
            numbers.clear();
        }

        ImportReport report(boolean zoned) {
            return new ImportReport(
                    all,
                    empty,
                    all - invalid,
                    invalid,
                    inFile,
                    inBase,
                    reasons(reasons),
                    reasons(warnings),
                    zoned ? zones(zones) : null);
        }
    }

    /** @param rows of each zone, by the names of the zones from the root down to it */
    static ImportZones zones(Map<List<String>, Long> rows) {
        var levels = new TreeMap<Integer, Long>();
        rows.forEach((path, count) -> levels.merge(path.size(), count, Long::sum));
        long none = levels.getOrDefault(0, 0L);
        int deepest = levels.isEmpty() ? 0 : levels.lastKey();
        var regions = new TreeMap<String, Long>();
        for (int level = 1; regions.size() < 2 && level <= deepest; level++) {
            int most = level;
            regions.clear();
            rows.forEach((path, count) -> {
                if (!path.isEmpty()) {
                    regions.merge(path.get(Math.min(most, path.size()) - 1), count, Long::sum);
                }
            });
        }
        return new ImportZones(
                none,
                IntStream.rangeClosed(1, deepest)
                        .mapToObj(level -> levels.getOrDefault(level, 0L))
                        .toList(),
                regions.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(MOST_REGIONS)
                        .map(one -> new ImportRegion(one.getKey(), one.getValue()))
                        .toList());
    }

    private static List<ImportReason> reasons(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(100)
                .map(one -> {
                    String[] parts = one.getKey().split("\n", 2);
                    return new ImportReason(parts[0], parts[1], one.getValue());
                })
                .toList();
    }

    private Set<String> known(List<NewLead> leads) {
        return new HashSet<>(jdbc.sql("""
                        select kind || value as key from fairlead.contact_key
                         where (kind = 'phone' and value = any(?)) or (kind = 'email' and value = any(?))
                        """)
                .param(leads.stream().map(NewLead::phone).toArray(String[]::new))
                .param(leads.stream().map(NewLead::email).toArray(String[]::new))
                .query((row, n) -> row.getString("key"))
                .list());
    }

    /** @throws Overtaken if somebody stopped it */
    void run(Job job) throws IOException {
        var finding = new Finding();
        var reader = new RowReader(intake, job);
        transactions.inCompany(job.company(), () -> {
            jobs.goOn(job, 0);
            rows.forget(job.id());
        });
        long last = 0;
        try (var table = jobs.open(job)) {
            for (var row = table.next(); row != null; row = table.next()) {
                last = row.number();
                if (!job.format().header() || last > 1) {
                    finding.read(row, reader);
                }
                if (last % SLICE == 0) {
                    finding.look(job, last);
                }
            }
        }
        finding.look(job, last);
        var report = finding.report(!reader.zones().isEmpty());
        long all = last;
        transactions.inCompany(job.company(), () -> {
            jdbc.sql("update fairlead.import set report = ?::jsonb, \"rows\" = ? where id = ?")
                    .params(json.writeValueAsString(report), all, job.id())
                    .update();
            jobs.ended(job, "checked", "");
        });
    }
}
