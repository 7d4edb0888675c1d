package io.fairlead.server.desk;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.RuleBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The rows of a company's books: ledgers, their days, counts and turns. */
final class BookRows {
    /** A line that changes on another day than before leaves that one behind. */
    private static final String DAYS = """
            insert into fairlead.ledger_day as d (day, shared, name, user_id, entitled, received, peak)
            select l.day, l.shared, l.name, l.user_id, l.entitled - l.day_entitled, l.received - l.day_received, l.day_peak
              from json_to_recordset(?::json) as x (day date, shared boolean, name text, user_id bigint)
              join fairlead.ledger l
                on l.company_id = nullif(current_setting('fairlead.company', true), '')::int
               and l.shared = x.shared and l.name = x.name and l.user_id = x.user_id
             where l.day <> x.day
               and ((l.entitled, l.received) <> (l.day_entitled, l.day_received) or l.day_peak <> 0)
            on conflict (company_id, day, shared, name, user_id) do update
                set entitled = d.entitled + excluded.entitled, received = d.received + excluded.received,
                    peak = greatest(d.peak, excluded.peak)
            """;

    private static final String LINES = """
            insert into fairlead.ledger as l (shared, name, user_id, entitled, received, peak, day, day_peak)
            select shared, name, user_id, entitled, received, peak, day, abs(entitled - received)
              from json_to_recordset(?::json) as x (day date, shared boolean, name text, user_id bigint,
                   entitled bigint, received bigint, peak bigint)
            on conflict (company_id, shared, name, user_id) do update
                set entitled = excluded.entitled, received = excluded.received, peak = excluded.peak, day = excluded.day,
                    day_entitled = case when l.day = excluded.day then l.day_entitled else l.entitled end,
                    day_received = case when l.day = excluded.day then l.day_received else l.received end,
                    day_peak = case when l.day = excluded.day then greatest(l.day_peak, excluded.day_peak)
                                    else excluded.day_peak end
            """;

    private BookRows() {}

    private record LedgerRow(
            LocalDate day, boolean shared, String name, long userId, long entitled, long received, long peak) {}

    private record TallyRow(String what, String of, long userId, String span, long period, long amount) {}

    private record ListingRow(String listing, String what, String of, long userId, long day, long amount) {}

    private record TurnRow(String rule, long userId, long turn, Instant at) {}

    /**
     * The company's day to which batches are counted.
     *
     * @param lines that are known to have changed on it
     */
    record Today(LocalDate day, Set<Line> lines) {
        /** A line by what it is of. */
        record Line(Ledger ledger, String user) {}

        static final Today NEVER = new Today(LocalDate.EPOCH, Set.of());

        /** The day of a batch. */
        Today at(Instant at, RuleBook book) {
            var now = LocalDate.ofInstant(at, book.settings().company().timezone());
            return now.equals(day) ? this : new Today(now, new HashSet<>());
        }

        /** Whether one of these lines may have changed last on another day. From now on they have not. */
        private boolean turns(List<Kept.Line> changed) {
            boolean any = false;
            for (var line : changed) {
                any |= lines.add(new Line(line.ledger(), line.user()));
            }
            return any;
        }
    }

    /**
     * Adds what changed in the books.
     *
     * @param today the company's day, on which it happened, with the lines that are known to have changed on it before
     */
    static void add(Kept kept, Shift.People people, Today today, DeskWriter.Statements all) {
        lines(kept, people, today.day(), today.turns(kept.lines()), all);
        amounts(kept, people, all);
        onListings(kept, people, all);
        lastTurns(kept, people, all);
    }

    private static void lines(
            Kept kept, Shift.People people, LocalDate day, boolean turned, DeskWriter.Statements all) {
        var lines = kept.lines().stream()
                .map(line -> new LedgerRow(
                        day,
                        line.ledger().shared(),
                        line.ledger().name(),
                        number(line.user(), people),
                        line.entitled(),
                        line.received(),
                        line.peak()))
                .toList();
        // Every part of the statement sees the ledger as it was before.
        if (turned) {
            DeskWriter.rows(all, DAYS, lines);
        }
        DeskWriter.rows(all, LINES, lines);
    }

    private static void amounts(Kept kept, Shift.People people, DeskWriter.Statements all) {
        DeskWriter.rows(
                all,
                """
                insert into fairlead.tally as t (what, of, user_id, span, period, amount)
                select what, of, user_id, span, period, amount from json_to_recordset(?::json) as x
                    (what text, of text, user_id bigint, span text, period bigint, amount bigint)
                on conflict (company_id, what, of, user_id, span, period) do update
                    set amount = excluded.amount
                """,
                kept.amounts().stream()
                        .map(one -> new TallyRow(
                                word(one.what()),
                                one.of(),
                                number(one.user(), people),
                                word(one.span()),
                                one.period(),
                                one.amount()))
                        .toList());
    }

    private static void onListings(Kept kept, Shift.People people, DeskWriter.Statements all) {
        DeskWriter.rows(
                all,
                """
                insert into fairlead.listing_tally as t (listing, what, of, user_id, day, amount)
                select listing, what, of, user_id, day, amount from json_to_recordset(?::json) as x
                    (listing text, what text, of text, user_id bigint, day bigint, amount bigint)
                on conflict (company_id, listing, what, of, user_id, day) do update
                    set amount = t.amount + excluded.amount
                """,
                kept.onListings().stream()
                        .map(one -> new ListingRow(
                                one.listing(),
                                word(one.what()),
                                one.of(),
                                number(one.user(), people),
                                one.day(),
                                one.amount()))
                        .toList());
    }

    private static void lastTurns(Kept kept, Shift.People people, DeskWriter.Statements all) {
        DeskWriter.rows(
                all,
                """
                insert into fairlead.rule_turn as r (rule, user_id, turn, at)
                select rule, user_id, turn, at from json_to_recordset(?::json)
                    as x (rule text, user_id bigint, turn bigint, at timestamptz)
                on conflict (company_id, rule, user_id) do update set turn = excluded.turn, at = excluded.at
                """,
                kept.lastTurns().stream()
                        .map(turn -> new TurnRow(turn.rule(), number(turn.user(), people), turn.turn(), turn.at()))
                        .toList());
    }

    private static long number(String user, Shift.People people) {
        return Objects.requireNonNull(people.numbers().get(user), user);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
