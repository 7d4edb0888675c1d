package io.fairlead.server.fairness;

import io.fairlead.server.fairness.VerificationLine.VerificationFailed;
import io.fairlead.server.fairness.VerificationLine.VerificationProgress;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.JsonLines;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies a company's decisions while its desk works on, and keeps what was found. One at a time for each company, on
 * any number of nodes. Thread-safe.
 */
@Component
class Verifications {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final DataSource database;
    private final JsonMapper json;
    private final InstantSource clock;

    Verifications(
            JdbcClient jdbc, Transactions transactions, DataSource database, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** The last one that came to its end; null for none. */
    record LastVerification(@Nullable VerificationReport report) {}

    LastVerification last(SignedIn me) {
        return transactions.inCompany(
                me.companyId(),
                () -> new LastVerification(jdbc.sql("select report from fairlead.verification order by id desc limit 1")
                        .query((row, n) -> json.readValue(row.getString("report"), VerificationReport.class))
                        .optional()
                        .orElse(null)));
    }

    /**
     * Verifies to the end, writing lines as it goes. It ends when the reader goes away.
     *
     * @param goOn asked often
     */
    void run(SignedIn by, OutputStream out, BooleanSupplier goOn) {
        var lines = new JsonLines(out, json.writer());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (!lock(connection, by.companyId(), "pg_try_advisory_lock")) {
                lines.write(new VerificationFailed("busy-verification"));
                return;
            }
            try {
                run(by, connection, lines, goOn);
            } finally {
                connection.rollback();
                lock(connection, by.companyId(), "pg_advisory_unlock");
                connection.commit();
            }
        } catch (CancellationException e) {
            lines.end(new VerificationFailed("too-slow"));
        } catch (UncheckedIOException e) {
            LOG.debug("the reader of a verification went away", e);
        } catch (SQLException | RuntimeException e) {
            LOG.error("A verification failed", e);
            lines.end(new VerificationFailed("internal"));
        }
    }

    private void run(SignedIn by, Connection connection, JsonLines lines, BooleanSupplier goOn) throws SQLException {
        Instant began = clock.instant();
        var found = Verification.of(connection, by.companyId(), new Telling(lines, goOn));
        int seconds = Math.toIntExact(Duration.between(began, clock.instant()).toSeconds());
        lines.write(transactions.inCompany(by.companyId(), () -> kept(by, began, seconds, found)));
    }

    private VerificationReport kept(SignedIn by, Instant began, int seconds, Verification.Report found) {
        String who = jdbc.sql("select name from fairlead.app_user where id = ?")
                .param(by.userId())
                .query(String.class)
                .single();
        var report = VerificationReport.of(began, who, seconds, found, names(by));
        jdbc.sql("insert into fairlead.verification (at, who, seconds, report) values (?, ?, ?, ?::jsonb)")
                .params(began.atOffset(ZoneOffset.UTC), by.userId(), seconds, json.writeValueAsString(report))
                .update();
        return report;
    }

    private VerificationReport.Names names(SignedIn by) {
        var users = new HashMap<String, String>();
        jdbc.sql("select id, name from fairlead.app_user")
                .query((RowCallbackHandler) row -> users.put(row.getString("id"), row.getString("name")));
        var ids = Ids.of(by.idSeed());
        return new VerificationReport.Names(lead -> ids.show(Ids.Kind.LEAD, lead), users);
    }

    /** The lock belongs to the connection, not to a transaction on it: it is gone when the connection is. */
    private static boolean lock(Connection connection, int company, String how) throws SQLException {
        try (var query = connection.prepareStatement("select " + how + "(hashtextextended('fairlead verify', ?))")) {
            query.setLong(1, company);
            var row = query.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }

    /** Tells how far it is. Not thread-safe. */
    private static final class Telling implements Verification.Progress {
        private final JsonLines lines;
        private final BooleanSupplier goOn;
        private long total;

        Telling(JsonLines lines, BooleanSupplier goOn) {
            this.lines = lines;
            this.goOn = goOn;
        }

        @Override
        public void compared(int company, long decisions, long of) {
            total = of;
            tell("seals", Math.min(decisions, of));
        }

        @Override
        public void recomputed(int company, long decisions) {
            tell("decisions", decisions);
        }

        private void tell(String what, long done) {
            if (!goOn.getAsBoolean()) {
                throw new CancellationException("out of time");
            }
            lines.progress(() -> new VerificationProgress(what, done, Math.max(done, total)));
        }
    }
}
