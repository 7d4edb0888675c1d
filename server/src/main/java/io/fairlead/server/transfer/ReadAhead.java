package io.fairlead.server.transfer;

import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.transfer.ImportJobs.Job;
import io.fairlead.server.transfer.ImportRows.Fate;
import io.fairlead.server.transfer.table.RowTable;
import io.fairlead.server.zone.ZoneTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The rows of a file in batches: while one is written, the next is read on a thread of its own, and never more than that. Not
 * thread-safe.
 */
final class ReadAhead implements AutoCloseable {
    /** After how many rows that were read before there is a batch without any: the file may be long. */
    private static final int PASSED = 50_000;

    private final Intake intake;
    private final Job job;
    private final RowTable table;
    private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
    private Future<Batch> next;
    private long last;

    /**
     * Begins to read the rows of a job behind those that are done.
     *
     * @param table from its beginning; whoever opened it closes it after this
     * @param most rows of the first batch
     */
    ReadAhead(Intake intake, Job job, RowTable table, int most) {
        this.intake = intake;
        this.job = job;
        this.table = table;
        this.next = beside.submit(() -> read(most));
    }

    /**
     * Rows that are written together.
     *
     * @param invalid what is wrong with those that can be no lead
     * @param said what the rows of the leads say and no more; empty unless it is brought into leads that are there
     * @param numbers of the rows of the leads
     * @param zones by which they got theirs
     * @param last how far the file was read
     * @param end whether there are no more
     */
    record Batch(
            List<Fate> invalid, List<NewLead> leads, List<NewLead> said, List<Long> numbers, ZoneTree zones, long last, boolean end) {
        boolean isEmpty() {
            return leads.isEmpty() && invalid.isEmpty();
        }
    }

    /**
     * The next batch. It is read by what the company had when it was begun, a batch ago.
     *
     * @param most rows of the batch behind it
     * @throws RowTable.Unreadable if the file cannot be read any further
     */
    Batch next(int most) throws IOException {
        var batch = get(next);
        if (!batch.end()) {
            next = beside.submit(() -> read(most));
        }
        return batch;
    }

    private static Batch get(Future<Batch> read) throws IOException {
        try {
            return read.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case IOException broken -> throw broken;
                case RuntimeException broken -> throw broken;
                case null, default -> throw new IllegalStateException(failure);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a file was read", stopped);
        }
    }

    private Batch read(int most) {
        var reader = new RowReader(intake, job);
        List<Fate> invalid = new ArrayList<>();
        List<NewLead> leads = new ArrayList<>();
        List<NewLead> said = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (int rows = 0, passed = 0; rows < most && passed < PASSED; ) {
            var row = table.next();
            if (row == null) {
                return new Batch(invalid, leads, said, numbers, reader.zones(), Math.max(last, job.done()), true);
            }
            last = row.number();
            boolean header = job.format().header() && last == 1;
            if (last <= job.done() || header || row.isEmpty()) {
                passed++;
                continue;
            }
            rows++;
            var read = reader.read(row);
            if (read.errors().isEmpty()) {
                leads.add(read.lead());
                if (job.choice().merges()) {
                    said.add(reader.said(row));
                }
                numbers.add(last);
            } else {
                var error = read.errors().getFirst();
                invalid.add(new Fate(last, "invalid", error.slug(), error.field(), null));
            }
        }
        return new Batch(invalid, leads, said, numbers, reader.zones(), Math.max(last, job.done()), false);
    }

    /** Waits until nothing is read any more. */
    @Override
    public void close() {
        beside.close();
    }
}
