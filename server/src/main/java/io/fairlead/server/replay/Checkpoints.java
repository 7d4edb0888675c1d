package io.fairlead.server.replay;

import io.fairlead.server.company.Companies;
import io.fairlead.server.desk.Replay;
import io.fairlead.server.desk.again.Retelling;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes a checkpoint of each company's desk a day, or after many batches, behind the desk: what it was told since the last
 * one is told again. A company that has none yet gets one for each of its days. They are kept for thirteen months.
 * Every node does so; a lock lets one at a company at a time. Thread-safe.
 */
@Component
public class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final Duration APART = Duration.ofDays(1);
    private static final int MOST_BATCHES = 20_000;
    private static final int KEPT_MONTHS = 13;
    /** Rows of leads, contacts and listings that a newer row replaces for every checkpoint that is still there. */
    private static final String REPLACED = """
            delete from fairlead.replay_{what} old using fairlead.replay_{what} newer
             where newer.company_id = old.company_id and newer.{what}_id = old.{what}_id
               and newer.seq between :first and :oldest and old.seq < newer.seq
            """;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final InstantSource clock;

    Checkpoints(
            DataSource database,
            JdbcClient jdbc,
            Transactions transactions,
            InstantSource clock,
            Companies companies,
            Rounds rounds) {
        this.database = database;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        rounds.every(PAUSE, "checkpoints", companies::all, this::take);
    }

    /** Takes those that are due, unless another node is at it. */
    public void take(int companyId) {
        boolean more = true;
        while (more) {
            more = take(companyId, APART);
        }
        transactions.inCompany(companyId, this::forget);
    }

    /**
     * Takes one, if so much has passed since the last one and no other node is at it.
     *
     * @return whether one was taken, so that the next may be due
     */
    public boolean take(int companyId, Duration apart) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var pages = new Pages(connection, companyId);
            if (!asked(pages, "select pg_try_advisory_lock(hashtextextended('fairlead checkpoint', ?))")) {
                return false;
            }
            try {
                return take(pages, apart);
            } finally {
                connection.rollback();
                asked(pages, "select pg_advisory_unlock(hashtextextended('fairlead checkpoint', ?))");
                connection.commit();
            }
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
    }

    private static boolean asked(Pages pages, String sql) throws SQLException {
        try (var query = pages.prepare(sql)) {
            query.setInt(1, pages.company());
            var row = query.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }

    private boolean take(Pages pages, Duration apart) throws SQLException {
        var start = Start.newest(pages, pages.end(), Instant.MAX);
        if (start == null || !clock.instant().isAfter(start.at().plus(apart))) {
            return false;
        }
        try (var replay = start.replay(decision -> {})) {
            replay.skipMissing();
            replay.explain(false);
            return tell(pages, start, replay, start.at().plus(apart));
        } catch (Retelling.Gap gap) {
            LOG.warn("no checkpoint of company {}: {}", pages.company(), gap.getMessage());
            return false;
        }
    }

    private static boolean tell(Pages pages, Start start, Replay replay, Instant until) {
        long arrival = start.arrival();
        Past.@Nullable Batch last = null;
        var next = start.past().next();
        for (int n = 0; next != null && n < MOST_BATCHES && next.at().isBefore(until); n++) {
            next.tell(replay);
            arrival = Math.max(arrival, next.lastArrival());
            last = next;
            next = start.past().next();
        }
        if (next == null) {
            return false;
        }
        if (last == null) {
            next.tell(replay);
            arrival = Math.max(arrival, next.lastArrival());
            last = next;
        }
        CheckpointRows.keep(pages, last, arrival, replay::checkpoint);
        return true;
    }

    /** Those that are too old, with the rows that no other needs. */
    private void forget() {
        var end = clock.instant().atOffset(ZoneOffset.UTC).minusMonths(KEPT_MONTHS);
        var gone = jdbc.sql("""
                        delete from fairlead.replay_checkpoint where at < ? and not opening
                           and seq < (select max(seq) from fairlead.replay_checkpoint) returning seq
                        """).param(end).query(Long.class).list();
        if (!gone.isEmpty()) {
            long first = Collections.min(gone);
            long oldest = jdbc.sql("select min(seq) from fairlead.replay_checkpoint")
                    .query(Long.class)
                    .single();
            for (var what : List.of("lead", "contact", "listing")) {
                jdbc.sql(REPLACED.replace("{what}", what))
                        .params(Map.of("first", first, "oldest", oldest))
                        .update();
            }
        }
    }
}
