package io.fairlead.server.lead.list;

import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Reading;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long somebody waits for several statements of the transaction under way. What takes longer is broken off, and the
 * transaction goes on. Not thread-safe.
 */
final class Patience {
    private static final String CANCELLED = "57014";
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String LIMITS =
            "set_config('max_parallel_workers_per_gather', '0', true), set_config('statement_timeout', ?, true)";
    private static final String BEGIN = "select set_config('plan_cache_mode', 'force_custom_plan', true), " + LIMITS;

    private final JdbcClient jdbc;
    private final long end;

    Patience(JdbcClient jdbc, Duration all) {
        this.jdbc = jdbc;
        this.end = System.nanoTime() + all.toNanos();
    }

    /** What the statement gives; empty if that takes longer than this, or than is left. */
    <T> Optional<T> wait(Duration atMost, Supplier<T> statement) {
        long left = Math.min(atMost.toMillis(), (end - System.nanoTime()) / 1_000_000);
        if (left <= 0) {
            return Optional.empty();
        }
        jdbc.sql("savepoint patience; set local statement_timeout = " + left).update();
        try {
            T found = statement.get();
            limit(LONGEST);
            return Optional.of(found);
        } catch (DataAccessException failure) {
            if (!isBrokenOff(failure)) {
                throw failure;
            }
            jdbc.sql("rollback to savepoint patience").update();
            return Optional.empty();
        }
    }

    /**
     * What a list gives.
     *
     * @throws Refusal {@code list-too-slow} if one of its statements was broken off and nothing else could be tried
     */
    static <T> T orRefused(Supplier<T> list) {
        try {
            return list.get();
        } catch (DataAccessException failure) {
            throw isBrokenOff(failure)
                    ? Refusal.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "list-too-slow",
                            "Looking for these leads takes too long. Narrow the list by something else as well.")
                    : failure;
        }
    }

    /** Begins a list: each of its statements is planned for its values, keeps to one processor, and is broken off rather than waited for. */
    static void begin(JdbcClient jdbc) {
        begin(jdbc, LONGEST);
    }

    static void begin(JdbcClient jdbc, Duration longest) {
        jdbc.sql(BEGIN)
                .param(Long.toString(longest.toMillis()))
                .query((row, n) -> true)
                .single();
    }

    /** The same together with queries, which go before it: they have one plan for all values. */
    static List<Reading<?>> behind(List<Reading<?>> queries) {
        List<Reading<?>> all = new ArrayList<>(queries);
        all.add(Reading.of(BEGIN, (row, n) -> true, Long.toString(LONGEST.toMillis())));
        return all;
    }

    /** For statements together that have one plan for all values. */
    static Reading<?> limits() {
        return Reading.of("select " + LIMITS, (row, n) -> true, Long.toString(LONGEST.toMillis()));
    }

    private void limit(Duration atMost) {
        jdbc.sql("select set_config('statement_timeout', ?, true)")
                .param(Long.toString(atMost.toMillis()))
                .query(String.class)
                .single();
    }

    /** Whether a statement failed for having taken too long. */
    static boolean isBrokenOff(DataAccessException failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
                && CANCELLED.equals(cause.getSQLState());
    }
}
