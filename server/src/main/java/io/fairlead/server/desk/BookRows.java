package io.fairlead.server.desk;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.distribution.RuleBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;

/** The rows of a company's books: ledgers, their days, counts and turns. */
final class BookRows {
    private static final String DAYS = """
            insert into fairlead.ledger_day as d (day, shared, name, user_id, entitled, received, peak)
            select x.day, x.shared, x.name, x.user_id, x.entitled - coalesce(l.entitled, 0),
                   x.received - coalesce(l.received, 0), abs(x.entitled - x.received)
              from json_to_recordset(?::json)
                    as x (day date, shared boolean, name text, user_id bigint, entitled bigint, received bigint)
              left join fairlead.ledger l
                on l.company_id = nullif(current_setting('fairlead.company', true), '')::int
               and l.shared = x.shared and l.name = x.name and l.user_id = x.user_id
            on conflict (company_id, day, shared, name, user_id) do update
                set entitled = d.entitled + excluded.entitled, received = d.received + excluded.received,
                    peak = greatest(d.peak, excluded.peak)
            """;

    private BookRows() {}

    private record LedgerRow(
            LocalDate day, boolean shared, String name, long userId, long entitled, long received, long peak) {}

    private record TallyRow(
            String what, String of, long userId, String span, long period, long amount) {}

    private record ListingRow(String listing, String what, String of, long userId, long day, long amount) {}

    private record TurnRow(String rule, long userId, long turn, Instant at) {}

    /** The company's day to which a batch is counted. */
    static LocalDate day(Place after, RuleBook book) {
        return LocalDate.ofInstant(after.at(), book.settings().company().timezone());
    }

    /**
     * Adds what changed in the books.
     *
     * @param day the company's, on which it happened
     */
    static void add(Kept kept, Shift.People people, LocalDate day, DeskWriter.Statements all) {
        lines(kept, people, day, all);
        amounts(kept, people, all);
        onListings(kept, people, all);
        lastTurns(kept, people, all);
    }

    private static void lines(Kept kept, Shift.People people, LocalDate day, DeskWriter.Statements all) {
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
        DeskWriter.rows(all, DAYS, lines);
        DeskWriter.rows(all, """
                insert into fairlead.ledger as l (shared, name, user_id, entitled, received, peak)
                select shared, name, user_id, entitled, received, peak from json_to_recordset(?::json)
                    as x (shared boolean, name text, user_id bigint, entitled bigint, received bigint, peak bigint)
                on conflict (company_id, shared, name, user_id) do update
                    set entitled = excluded.entitled, received = excluded.received, peak = excluded.peak
                """, lines);
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
