package io.fairlead.server.export;

import io.fairlead.server.company.Company;
import io.fairlead.server.export.ExportJobs.Job;
import io.fairlead.server.lead.list.ListedLeads;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.people.Users;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.job.Overtaken;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.TransferFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Writes exports, a while at a time each, so that a small one does not wait for a large one: first notes which leads they
 * have, then reads those slice by slice, in transactions that last no longer than a slice. What a node had begun is begun
 * again by the next one, with the same leads. Thread-safe.
 */
@Component
class ExportWork {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration SWEPT = Duration.ofSeconds(30);
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final int SLICE = 4_000;

    private final Transactions transactions;
    private final ExportJobs jobs;
    private final ListedLeads leads;
    private final ExportLines lines;
    private final TransferFolder folder;
    private final Users users;
    private final Map<Long, Begun> begun = new ConcurrentHashMap<>();

    ExportWork(
            Transactions transactions,
            ExportJobs jobs,
            ListedLeads leads,
            ExportLines lines,
            TransferFolder folder,
            Users users,
            Rounds rounds) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.leads = leads;
        this.lines = lines;
        this.folder = folder;
        this.users = users;
        rounds.every(PAUSE, "exports", jobs.backlog::companies, this::turn);
        rounds.every(SWEPT, "exports that are over", jobs::allCompanies, this::sweep);
    }

    /** A file that this node is writing. */
    private static final class Begun {
        final long taken;
        final ExportLines.Reading reading;
        final LeadsFile file;
        long done;

        Begun(long taken, ExportLines.Reading reading, LeadsFile file) {
            this.taken = taken;
            this.reading = reading;
            this.file = file;
        }
    }

    private void turn(int company) {
        transactions.inCompany(company, () -> jobs.claim(company)).ifPresent(job -> turn(company, job));
    }

    private void turn(int company, Job job) {
        try {
            work(job);
        } catch (Overtaken now) {
            // Cancelled, or another node's: then the files are that node's, or are removed with the row.
            drop(job);
            if (transactions.inCompany(company, () -> jobs.isGivenUp(job))) {
                remove(job.of(), job.place());
            }
        } catch (Refusal refused) {
            drop(job);
            transactions.inCompany(company, () -> jobs.failed(job, "refused"));
        } catch (IOException failure) {
            drop(job);
            transactions.inCompany(company, () -> jobs.release(job, "file"));
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            drop(job);
            transactions.inCompany(company, () -> jobs.release(job, "failed"));
            throw failure;
        }
    }

    private void work(Job job) throws IOException {
        if (job.state().equals("waiting")) {
            note(job);
        } else if (LeadNumbers.has(folder.path(job.of(), job.numbers()), job.leads())) {
            write(job);
        } else {
            transactions.inCompany(job.company(), () -> jobs.again(job));
        }
    }

    /** Which leads it has is what whoever asked for it sees in the list now, not what they saw when they asked. */
    private void note(Job job) throws IOException {
        Optional<SignedIn> maker = users.signedIn(job.company(), job.madeBy())
                .filter(user -> user.role().permits(Permission.EXPORT_LEADS));
        if (maker.isEmpty()) {
            transactions.inCompany(job.company(), () -> jobs.failed(job, "not-allowed"));
            return;
        }
        ExportShape shape = job.shape();
        var listed = new ListedLeads.Listed(shape.filter(), shape.leads(), shape.sort());
        long count =
                LeadNumbers.write(folder.fresh(job.of(), job.numbers()), each -> leads.each(maker.get(), listed, each));
        String condition = leads.condition(maker.get(), listed);
        transactions.inCompany(job.company(), () -> jobs.noted(job, count, condition));
    }

    private void write(Job job) throws IOException {
        long until = System.nanoTime() + TURN.toNanos();
        Begun of = begun(job);
        Path numbers = folder.path(job.of(), job.numbers());
        while (System.nanoTime() < until) {
            List<Long> slice = LeadNumbers.read(numbers, of.done, SLICE);
            if (slice.isEmpty()) {
                finish(job, of);
                return;
            }
            for (List<Cell> line : lines.lines(of.reading, slice)) {
                of.file.line(line);
            }
            of.done += slice.size();
            transactions.inCompany(job.company(), () -> jobs.goOn(job, of.done));
        }
    }

    private Begun begun(Job job) throws IOException {
        Begun before = begun.get(job.id());
        if (before != null && before.taken == job.taken()) {
            return before;
        }
        drop(job);
        Path path = folder.fresh(job.of(), job.place());
        Begun now = new Begun(
                job.taken(),
                lines.reading(job.company(), job.shape().columns()),
                LeadsFile.begin(path, job.shape(), job.name()));
        begun.put(job.id(), now);
        return now;
    }

    private void finish(Job job, Begun of) throws IOException {
        of.file.finish();
        drop(job);
        long bytes = Files.size(folder.path(job.of(), job.place()));
        transactions.inCompany(job.company(), () -> jobs.ready(job, bytes, of.file.shortened()));
        folder.remove(job.of(), job.numbers());
    }

    private void drop(Job job) {
        Begun of = begun.remove(job.id());
        if (of != null) {
            try {
                of.file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Removes what is kept no longer. */
    private void sweep(int company) {
        List<String> places = transactions.inCompany(company, jobs::over);
        if (!places.isEmpty()) {
            Company of = transactions.inCompany(company, jobs::company);
            places.forEach(place -> remove(of, place));
        }
    }

    private void remove(Company of, String place) {
        folder.remove(of, place);
        folder.remove(of, ExportJobs.numbersOf(place));
    }
}
