package io.fairlead.bench;

import io.fairlead.bench.ListsReport.Looked;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the figures of lists are laid out. */
record ListsTables(ListsBench.Sizes sizes, long leads, double took) {
    String head(String goals) {
        return String.format(Locale.ROOT, """

                A company with %,d leads and %d rows of history each, made by `fairlead demo`; it took %.0f s to measure. The
                server answers over HTTP to an administrator who is signed in, with its usual pool of connections, as the
                application's role under row-level security. *By hand* are statements that somebody would write who knows the
                tables and what will be asked: prepared, over bare JDBC, as the same role, with every value read; first pages
                with the same capped total. PostgreSQL is the embedded one with its own settings. Server, clients and database
                share the processors. Each question is asked with other values from call to call; service and bare take turns,
                %d rounds, after calls that do not count.

                ## Goals

                | goal | measured | holds | why not |
                |---|---|---|---|
                %s""", leads, sizes.history(), took, sizes.rounds(), goals);
    }

    String body(CharSequence shapes, CharSequence counts, CharSequence edits, CharSequence files, String rows) {
        return """

                ## Pages of %d rows

                Milliseconds, p50 / p99. *Ratio* is p99 to that by hand. *Buffers* are the pages of 8 kB that all statements of a
                request look at, by `explain (analyze, buffers)` of its dearest of four calls: they do not depend on the machine.
                *Statements* are those of a request; those that go to the database together count as one.
                Orders by assignee go by people's names; by hand they go by their numbers. Where leads must be looked at to be
                counted, one statement counts them and reads the page of a short list: it stands under count and page.

                | question | 1 client | by hand | ratio | %d clients | by hand | ratio | calls | buffers: all, count, page | by hand | statements |
                |---|---|---|---|---|---|---|---|---|---|---|
                %s
                %s
                ## Exact counts

                A slice after the other, as whoever waits may stop at any time; by hand one statement.

                | what | ms | by hand ms |
                |---|---|---|
                %s
                ## A cell is changed

                By hand: the row is changed and an event with both values written, and that is committed. The service also asks
                the desk, which keeps an order among all changes of a company. Each change is there and back.

                | what | p50 ms | p99 ms | a second | by hand p50 ms | p99 ms | a second | ratio |
                |---|---|---|---|---|---|---|---|
                %s
                ## Files

                %s""".formatted(ListsShape.LIMIT, ListsBench.CLIENTS, shapes, rows, counts, edits, files);
    }

    String row(ListsShape shape, LiveBench.Pair alone, LiveBench.Pair many, Looked looked) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.1f | %s | %s | %.1f | %,d | %,d, %,d, %,d | %,d | %d |\n",
                shape.name(),
                both(alone.service),
                both(alone.bare),
                alone.tail(),
                both(many.service),
                both(many.bare),
                many.tail(),
                alone.service.calls() + many.service.calls(),
                looked.buffers(),
                looked.count(),
                looked.page(),
                Looked.sum(looked.byHand()),
                looked.statements());
    }

    private static String both(Timing timing) {
        return String.format(Locale.ROOT, "%.1f / %.1f", timing.millis(0.5), timing.millis(0.99));
    }

    String plan(ListsShape shape, Looked looked) {
        return looked.ours().stream()
                .filter(one -> !one.scans().isEmpty())
                .map(one -> String.format(
                        Locale.ROOT,
                        "- %s, %.1f ms: %s: `%s`\n",
                        shape.name(),
                        one.millis(),
                        one.scans().stream().distinct().collect(Collectors.joining("; ")),
                        one.sql().substring(0, Math.min(220, one.sql().length()))))
                .collect(Collectors.joining());
    }
}
