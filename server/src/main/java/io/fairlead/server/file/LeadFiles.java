package io.fairlead.server.file;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Files at a lead. A content is in the folder before its row is written, and is removed after its row: what a break-off
 * leaves without a row is swept away a day later. Thread-safe.
 */
@Component
class LeadFiles {
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofDays(1);
    private static final int MOST = 500;
    private static final String ROWS = """
            select f.id, f.name, f.bytes, f.added_at, f.place, f.lead_id, u.key, u.name as by_name
              from fairlead.lead_file f
              left join fairlead.app_user u on u.company_id = f.company_id and u.id = f.added_by
             where f.company_id = ?
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;
    private final FileFolder folder;
    private final Events events;
    private final InstantSource clock;

    LeadFiles(
            JdbcClient jdbc,
            Transactions transactions,
            Companies companies,
            FileFolder folder,
            Events events,
            InstantSource clock,
            Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.folder = folder;
        this.events = events;
        this.clock = clock;
        rounds.every(BETWEEN_SWEEPS, "files without a row", companies::all, this::sweep);
    }

    /** The user who added a file, by key and name. */
    record FileUser(String key, String name) {}

    /** A file of a lead; {@code by} is null for nobody who is known. */
    record FileRow(
            String id, String name, long bytes, @Nullable FileUser by, Instant addedAt) {}

    /**
     * The files of a lead, newest first.
     *
     * @param bytes of all of them together
     * @param limit how many bytes one may have
     */
    record FileList(List<FileRow> rows, long bytes, long limit) {}

    /** A content to be sent. */
    record Content(String name, Path path) {}

    private record Row(FileRow shown, String place, long lead) {}

    FileList of(SignedIn me, String shown) {
        long lead = lead(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            List<FileRow> rows = jdbc
                    .sql(ROWS + " and f.lead_id = ? order by f.id desc limit " + MOST)
                    .params(me.companyId(), lead)
                    .query(row(me))
                    .list()
                    .stream()
                    .map(Row::shown)
                    .toList();
            return new FileList(rows, rows.stream().mapToLong(FileRow::bytes).sum(), folder.limit());
        });
    }

    /**
     * Keeps a file at a lead.
     *
     * @param announced how many bytes are said to come; negative if nothing is said
     */
    FileRow add(SignedIn by, String shown, String name, long announced, InputStream content) throws IOException {
        String clean = FileName.clean(name);
        if (announced > folder.limit()) {
            throw folder.tooLarge();
        }
        Company company = transactions.inCompany(by.companyId(), () -> {
            mustTakeOne(by, lead(by, shown));
            return companies.current();
        });
        FileFolder.Stored stored = folder.write(company, content);
        return transactions.inCompany(by.companyId(), () -> {
            long lead = lead(by, shown);
            mustTakeOne(by, lead);
            long id = jdbc.sql("""
                            insert into fairlead.lead_file (lead_id, name, bytes, place, added_by, added_at)
                            values (?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(lead, clean, stored.bytes(), stored.place(), by.userId())
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .single();
            events.append("file-added", by.userId(), lead, told(id, clean, stored.bytes()));
            return one(by, id).shown();
        });
    }

    Content content(SignedIn me, String shown) {
        Content content = transactions.inCompany(me.companyId(), () -> {
            Row row = one(me, number(me, shown));
            return new Content(row.shown().name(), folder.path(companies.current(), row.place()));
        });
        if (!Files.isReadable(content.path())) {
            throw Refusal.of(HttpStatus.NOT_FOUND, "file-missing", "The content is not in the folder of files.");
        }
        return content;
    }

    void remove(SignedIn by, String shown) {
        long id = number(by, shown);
        record Removed(Company company, String place) {}
        Removed removed = transactions.inCompany(by.companyId(), () -> {
            Row row = one(by, id);
            jdbc.sql("delete from fairlead.lead_file where company_id = ? and id = ?")
                    .params(by.companyId(), id)
                    .update();
            events.append(
                    "file-removed",
                    by.userId(),
                    row.lead(),
                    told(id, row.shown().name(), row.shown().bytes()));
            return new Removed(companies.current(), row.place());
        });
        folder.remove(removed.company(), removed.place());
    }

    /** Removes contents that have had no row for a day, by the clock of the disk. */
    void sweep(int id) {
        Company company = transactions.inCompany(id, companies::current);
        folder.before(company, Instant.now().minus(GRACE), places -> {
            Set<String> orphans = new HashSet<>(places);
            orphans.removeAll(transactions.inCompany(
                    id,
                    () -> jdbc.sql("select place from fairlead.lead_file where company_id = ? and place = any(?)")
                            .params(id, places.toArray(String[]::new))
                            .query(String.class)
                            .list()));
            orphans.forEach(place -> folder.remove(company, place));
        });
    }

    private static Map<String, Object> told(long file, String name, long bytes) {
        return Map.of("file", file, "title", name, "bytes", bytes);
    }

    private void mustTakeOne(SignedIn by, long lead) {
        boolean there = jdbc.sql("select exists (select from fairlead.lead where company_id = ? and id = ?)")
                .params(by.companyId(), lead)
                .query(Boolean.class)
                .single();
        if (!there) {
            throw Refusal.notFound();
        }
        int held = jdbc.sql("select count(*) from fairlead.lead_file where company_id = ? and lead_id = ?")
                .params(by.companyId(), lead)
                .query(Integer.class)
                .single();
        if (held >= MOST) {
            throw Refusal.invalid(List.of(new FieldError("file", "too-many")));
        }
    }

    private Row one(SignedIn me, long id) {
        return jdbc.sql(ROWS + " and f.id = ?")
                .params(me.companyId(), id)
                .query(row(me))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private static RowMapper<Row> row(SignedIn me) {
        Ids ids = Ids.of(me.idSeed());
        return (row, n) -> {
            @Nullable String by = row.getString("key");
            return new Row(
                    new FileRow(
                            ids.show(Ids.Kind.FILE, row.getLong("id")),
                            row.getString("name"),
                            row.getLong("bytes"),
                            by == null ? null : new FileUser(by, row.getString("by_name")),
                            row.getObject("added_at", OffsetDateTime.class).toInstant()),
                    row.getString("place"),
                    row.getLong("lead_id"));
        };
    }

    private static long lead(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.LEAD, shown).orElseThrow(Refusal::notFound);
    }

    private static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.FILE, shown).orElseThrow(Refusal::notFound);
    }
}
