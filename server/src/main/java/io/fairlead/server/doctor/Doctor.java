package io.fairlead.server.doctor;

import io.fairlead.server.notify.SmtpAddress;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.FilePlaces;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.platform.sql.Schema;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Examines an installation. It changes nothing. */
public final class Doctor {
    private static final int LEAST_JAVA = 25;
    private static final long LEAST_BYTES = 1_000_000_000;
    private static final int LEAST_PERCENT = 5;
    private static final int PINGS = 21;
    private static final Duration SLOW = Duration.ofMillis(3);
    private static final Duration SKEW = Duration.ofSeconds(1);

    private final DatabaseAddress owner;
    private final @Nullable Path home;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(DatabaseAddress owner, @Nullable Path home, Map<String, String> environment, InstantSource clock) {
        this.owner = owner;
        this.home = home;
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * Looks at everything there is to look at.
     *
     * @param owner who made the tables
     * @param home the data folder of an embedded database; null for a server's
     * @param environment the one the server has: its mail server
     */
    public static List<Finding> examine(
            DatabaseAddress owner, @Nullable Path home, Map<String, String> environment, InstantSource clock) {
        Doctor doctor = new Doctor(owner, home, environment, clock);
        doctor.java();
        doctor.disk();
        doctor.files();
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            doctor.database(connection);
        } catch (SQLException e) {
            doctor.bad(
                    "database",
                    owner + " does not answer: " + e.getMessage(),
                    "Check that PostgreSQL runs there and that FAIRLEAD_DB_URL names its host, port, database and user.");
        }
        return List.copyOf(doctor.findings);
    }

    private void well(String subject, String seen) {
        findings.add(Finding.well(subject, seen));
    }

    private void bad(String subject, String seen, String advice) {
        findings.add(new Finding(subject, seen, advice));
    }

    private void judge(boolean well, String subject, String seen, String advice) {
        findings.add(well ? Finding.well(subject, seen) : new Finding(subject, seen, advice));
    }

    private void java() {
        int feature = Runtime.version().feature();
        judge(
                feature >= LEAST_JAVA,
                "java",
                Runtime.version() + ", " + Runtime.getRuntime().maxMemory() / 1_000_000 + " MB of memory at most",
                "Install a JDK " + LEAST_JAVA + " or newer.");
    }

    private void disk() {
        if (home == null) {
            return;
        }
        try {
            FileStore store = Files.getFileStore(home);
            long free = store.getUsableSpace();
            long percent = store.getTotalSpace() == 0 ? 100 : 100 * free / store.getTotalSpace();
            judge(
                    free >= LEAST_BYTES && percent >= LEAST_PERCENT,
                    "disk",
                    free / 1_000_000 + " MB free (" + percent + " %) for " + home,
                    "Make room: without it PostgreSQL stops. Look at log/ and at old backups first.");
        } catch (IOException e) {
            bad("disk", home + " cannot be looked at: " + e, "Give yourself the right to read it.");
        }
    }

    private void files() {
        if (home == null && !environment.containsKey("FAIRLEAD_FILES")) {
            well("files", "in the data folder of the server; several nodes need one to share: FAIRLEAD_FILES");
            return;
        }
        try {
            Path folder = FilePlaces.of(home == null ? Path.of("") : home, environment)
                    .folder();
            Path there = folder;
            while (there != null && !Files.exists(there)) {
                there = there.getParent();
            }
            judge(
                    there != null && Files.isDirectory(there) && Files.isWritable(there),
                    "files",
                    folder + (folder.equals(there) ? "" : ", made with the first file"),
                    "Files at leads cannot be kept there. Give the server the right to write in it.");
        } catch (StartFailure e) {
            bad("files", "the folder is not known", String.valueOf(e.getMessage()));
        }
    }

    private void database(Connection connection) throws SQLException {
        well(
                "database",
                owner + ", PostgreSQL " + text(connection, "show server_version") + ", "
                        + text(connection, "select pg_size_pretty(pg_database_size(current_database()))"));
        if (text(connection, "select to_regclass('shared.tenant') is not null").equals("f")) {
            bad("tables", "they are not made, or old", "Start the server: fairlead serve.");
            return;
        }
        level(connection);
        roles(connection);
        sealedTables(connection);
        well(
                "extensions",
                text(
                        connection,
                        "select string_agg(extname || ' ' || extversion, ', ' order by extname) from pg_extension"));
        leakproof(connection);
        unfinished(connection);
        latency(connection);
        skew(connection);
        openTransactions(connection);
        mail(connection);
        work(connection);
    }

    private void level(Connection connection) throws SQLException {
        int behind = Schema.behind(owner);
        judge(
                behind == 0,
                "tables",
                "level " + Schema.level(connection)
                        + (behind > 0 ? ", " + behind + " behind" : behind < 0 ? ", of a newer Fairlead" : ""),
                behind > 0 ? "Start the server: it brings them up to date." : "Update this Fairlead.");
    }

    private void roles(Connection connection) throws SQLException {
        String application = owner.user() + "_app";
        String found = text(connection, """
                select case when rolsuper then 'SUPERUSER' when rolbypassrls then 'BYPASSRLS'
                            when exists (select from pg_roles strong where (strong.rolsuper or strong.rolbypassrls)
                                         and strong.oid <> app.oid and pg_has_role(app.oid, strong.oid, 'member')) then 'a member of a strong role'
                            else 'bound' end
                  from pg_roles app where rolname = ?
                """, application);
        judge(
                found.equals("bound"),
                "roles",
                found.isEmpty()
                        ? "the role " + application + " is missing"
                        : application + " is " + (found.equals("bound") ? "bound by row-level security" : found),
                found.isEmpty()
                        ? "Start the server: it makes the role."
                        : "It could read every company's rows. alter role \"" + application
                                + "\" nosuperuser nobypassrls; and end such memberships.");
    }

    private void sealedTables(Connection connection) throws SQLException {
        String open = text(connection, """
                select string_agg(c.relname, ', ' order by c.relname) from pg_class c
                 where c.relnamespace = 'fairlead'::regnamespace and c.relkind in ('r', 'p')
                   and not (c.relrowsecurity and c.relforcerowsecurity)
                """);
        judge(
                open.isEmpty(),
                "walls",
                open.isEmpty() ? "every company's tables are sealed" : "not sealed by company: " + open,
                "Somebody changed them. alter table fairlead.NAME enable row level security, force row level security;");
    }

    private void leakproof(Connection connection) throws SQLException {
        List<String> statements = Schema.leakproofStatements(connection);
        judge(
                statements.isEmpty(),
                "indexes",
                statements.isEmpty()
                        ? "row-level security lets searches use them"
                        : "searches by LIKE and by own fields read every lead of the company",
                "Let a superuser run, in this database: " + String.join(" ", statements));
    }

    /** Indexes that a server left behind when it was stopped in the middle of them. */
    private void unfinished(Connection connection) throws SQLException {
        String invalid = text(connection, """
                select string_agg(c.relname, ', ' order by c.relname)
                  from pg_index i join pg_class c on c.oid = i.indexrelid
                 where c.relnamespace = 'fairlead'::regnamespace and not i.indisvalid
                   and not exists (select from pg_stat_progress_create_index p where p.index_relid = c.oid)
                """);
        judge(
                invalid.isEmpty(),
                "unfinished",
                invalid.isEmpty() ? "every index is whole" : "indexes that cost and do not serve: " + invalid,
                "Start the server: it makes those of own fields (own_…) anew. Others: reindex index concurrently fairlead.NAME;");
    }

    private void latency(Connection connection) throws SQLException {
        long[] nanos = new long[PINGS];
        for (int i = 0; i < PINGS; i++) {
            long start = System.nanoTime();
            text(connection, "select 1");
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        Duration median = Duration.ofNanos(nanos[PINGS / 2]);
        judge(
                median.compareTo(SLOW) <= 0,
                "latency",
                "%d.%03d ms to the database and back".formatted(median.toMillis(), median.toNanos() / 1000 % 1000),
                "A decision goes there and back some ten times: bring the database nearer.");
    }

    private void skew(Connection connection) throws SQLException {
        Instant before = clock.instant();
        String micros = text(connection, "select (extract(epoch from clock_timestamp()) * 1000000)::bigint");
        Instant after = clock.instant();
        Instant there = Instant.EPOCH.plusNanos(Long.parseLong(micros) * 1000);
        Duration skew = there.isBefore(before)
                ? Duration.between(there, before)
                : there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
        judge(
                skew.compareTo(SKEW) <= 0,
                "clock",
                skew.toMillis() + " ms apart from the database's",
                "Set both clocks by NTP: shifts and deadlines go by this one.");
    }

    private void openTransactions(Connection connection) throws SQLException {
        String old = text(connection, """
                select coalesce(max(extract(epoch from now() - xact_start))::bigint, 0) from pg_stat_activity
                 where datname = current_database() and xact_start < now() - interval '5 minutes'
                """);
        judge(
                old.equals("0"),
                "transactions",
                old.equals("0") ? "none is open for long" : "one is open for " + old + " s",
                "It holds back mails and the feed. Find it: select pid, usename, query from pg_stat_activity order by xact_start;");
    }

    private void mail(Connection connection) throws SQLException {
        long waiting = 0;
        long failed = 0;
        for (String company : companies(connection)) {
            text(connection, "select set_config('fairlead.company', ?, false)", company);
            waiting += number(connection, """
                    select count(*) from fairlead.mail
                     where company_id = %s and state = 'waiting' and created_at < now() - interval '10 minutes'
                    """.formatted(company));
            failed += number(connection, """
                    select count(*) from fairlead.mail
                     where company_id = %s and state = 'failed' and created_at > now() - interval '7 days'
                    """.formatted(company));
        }
        judge(
                waiting == 0,
                "outbox",
                waiting + " mails wait for more than ten minutes",
                "See the column last_error of fairlead.mail. Mails that wait for three days are given up.");
        judge(
                failed == 0,
                "refused",
                failed + " mails were given up in the last seven days",
                "See the column last_error of fairlead.mail, and correct the addresses.");
        server(connection);
    }

    private void server(Connection connection) throws SQLException {
        try {
            SmtpAddress address = SmtpAddress.of(environment);
            if (address == null) {
                long wanted = number(connection, "select count(*) from shared.tenant where mails");
                judge(
                        wanted == 0,
                        "mail",
                        "FAIRLEAD_SMTP_URL is not set here; " + wanted + " companies want mails about leads",
                        "Start the server with FAIRLEAD_SMTP_URL and FAIRLEAD_MAIL_FROM; give them to doctor too.");
                return;
            }
            address.tryOut();
            well("mail", address + " lets us in");
        } catch (StartFailure e) {
            bad("mail", "the settings cannot be read", String.valueOf(e.getMessage()));
        } catch (MessagingException e) {
            bad(
                    "mail",
                    "the mail server refuses: " + e.getMessage(),
                    "Check FAIRLEAD_SMTP_URL and that port's firewall.");
        }
    }

    /** What servers carry out by the clock, and by themselves. */
    private void work(Connection connection) throws SQLException {
        long servers = number(
                connection,
                "select count(*) from pg_stat_activity where datname = current_database() and usename = '"
                        + owner.user().replace("'", "''") + "_app'");
        if (servers == 0) {
            well("work", "no server runs on this database now");
            return;
        }
        long late = number(connection, "select count(*) from shared.wake where at < now() - interval '1 minute'");
        judge(
                late == 0,
                "work",
                late == 0 ? "what is due is done" : late + " companies have work due for more than a minute",
                "See server.log for errors of desks.");
    }

    private static List<String> companies(Connection connection) throws SQLException {
        List<String> companies = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select company_id from shared.tenant order by 1")) {
            while (rows.next()) {
                companies.add(rows.getString(1));
            }
        }
        return companies;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    /** The one value; empty for none. */
    private static String text(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            ResultSet row = query.executeQuery();
            String found = row.next() ? row.getString(1) : null;
            return found == null ? "" : found;
        }
    }
}
