package io.fairlead.server.lead.list;

import io.fairlead.server.lead.list.LeadCursor.Counted;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many leads lists have. In a transaction under way. Thread-safe. */
@Component
class ListSizes {
    /** Up to how many leads are counted. */
    static final int MOST = 10_000;

    /** People have leads of their own regions: read holder by holder, a list may be looked for in vain with many. */
    private static final int MOST_BY_HOLDER = 50_000;

    private static final Duration COUNTING = Duration.ofMillis(1500);

    private final JdbcClient jdbc;
    private final KeptCounts kept;

    ListSizes(JdbcClient jdbc, KeptCounts kept) {
        this.jdbc = jdbc;
        this.kept = kept;
    }

    /** How many leads a list has, as far as that is known. */
    record Size(int total, Counted counted) {
        private static final Size UNKNOWN = new Size(0, Counted.NOT);

        /** Of all these leads. */
        static Size all(LongStream leads) {
            return new Size(Math.toIntExact(Math.min(leads.sum(), 999_999_999)), Counted.ALL);
        }

        /** @param counted up to one more than the limit */
        static Size of(int counted) {
            return new Size(Math.min(counted, MOST), counted <= MOST ? Counted.ALL : Counted.SOME);
        }

        /** Whether the list is sorted as a whole: one that was not counted in time has few leads among many. */
        boolean isFew(LeadSort sort) {
            return switch (counted) {
                case ALL -> total <= (sort.by() == LeadSort.By.ASSIGNEE ? MOST_BY_HOLDER : MOST);
                case SOME -> false;
                case NOT -> true;
            };
        }

        /** With what the first page of the list says of it. */
        Size having(int rows, boolean more) {
            return counted != Counted.NOT ? this : new Size(rows, more ? Counted.NOT : Counted.ALL);
        }
    }

    /** Where it is kept and need not be counted. */
    Optional<Size> kept(Narrowing narrowing) {
        return kept.byStatus(narrowing)
                .map(counts -> Size.all(counts.values().stream().mapToLong(Long::longValue)));
    }

    /** Counted up to a limit and no longer than somebody waits. */
    Size counted(LeadStatements statements) {
        LeadStatements.Statement statement = statements.count(MOST);
        return new Patience(jdbc, COUNTING)
                .wait(
                        COUNTING,
                        () -> jdbc.sql(statement.sql())
                                .params(statement.values())
                                .query(Integer.class)
                                .single())
                .map(Size::of)
                .orElse(Size.UNKNOWN);
    }
}
