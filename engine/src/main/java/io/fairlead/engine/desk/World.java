package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.distribution.Situation;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Absences;
import io.fairlead.engine.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows at its instant: who is on shift, absent, online, what was booked and counted. Time only moves on.
 * Not thread-safe.
 */
final class World implements Situation {
    private final RuleBook book;
    private final Daytime daytime;
    private final Accounts accounts;
    private final int users;
    private final boolean[] online;
    private final long[] open;
    private final long[][] lastTurn;
    private final @Nullable Instant[][] lastTurnAt;
    private final Counts counts;
    private final Counts.OnListings onListings;
    private final BitSet openChanged = new BitSet();
    private final BitSet turnsChanged = new BitSet();

    World(RuleBook book, List<Absence> absences, Instant start, Journal journal, boolean keeps) {
        this.book = book;
        this.users = book.users().size();
        this.daytime = new Daytime(book, absences, start);
        this.accounts = new Accounts(book);
        this.online = new boolean[users];
        this.open = new long[users];
        this.lastTurn = new long[book.ruleCount()][users];
        this.lastTurnAt = new @Nullable Instant[book.ruleCount()][users];
        this.counts = new Counts(book);
        this.onListings = new Counts.OnListings(book, journal, keeps);
    }

    Daytime daytime() {
        return daytime;
    }

    Accounts accounts() {
        return accounts;
    }

    Kept.Attendance attendance() {
        return new Kept.Attendance(ids(this::onShift), ids(this::absent), ids(this::active));
    }

    private List<String> ids(IntPredicate which) {
        return IntStream.range(0, users)
                .filter(which)
                .mapToObj(u -> book.users().get(u).id())
                .toList();
    }

    void setOnline(int user, boolean is) {
        online[user] = is;
    }

    void addOpen(int user, int change) {
        open[user] += change;
        openChanged.set(user);
    }

    void setTurn(int rule, int user, long turn) {
        lastTurn[rule][user] = turn;
        lastTurnAt[rule][user] = daytime.now();
        turnsChanged.set(rule * users + user);
    }

    /** Moves on to an instant; what is counted, and who is online, is nothing and nobody until it is taken up. */
    void follow(Instant at) {
        daytime.jumpTo(at);
        Arrays.fill(online, false);
        Arrays.fill(open, 0);
        counts.clear();
        onListings.forget();
    }

    /** Takes up what is kept of the books; what nothing counts any more is left out. */
    void restore(Kept kept) {
        for (var line : kept.lines()) {
            int ledger = book.ledgers().indexOf(line.ledger());
            int user = book.userOr(line.user(), -1);
            if (ledger >= 0 && user >= 0) {
                accounts.restore(ledger, user, line);
            }
        }
        for (var amount : kept.amounts()) {
            int user = book.userOr(amount.user(), -1);
            if (user >= 0) {
                restore(amount, user);
            }
        }
        for (var turn : kept.lastTurns()) {
            int rule = book.ruleOr(turn.rule(), -1);
            int user = book.userOr(turn.user(), -1);
            if (rule >= 0 && user >= 0) {
                lastTurn[rule][user] = turn.turn();
                lastTurnAt[rule][user] = turn.at();
            }
        }
    }

    /** Takes up an amount that was kept, unless its period is over or nothing counts it any more. */
    private void restore(Kept.Amount kept, int user) {
        if (kept.period() != daytime.periods().number(kept.span())) {
            return;
        }
        if (kept.what() == Kept.What.OPEN) {
            open[user] = kept.amount();
        } else {
            counts.restore(kept.what(), kept.of(), user, kept.amount(), kept.span(), kept.period());
        }
    }

    /** The amounts that changed since this was last asked. */
    List<Kept.Amount> amountsChanged() {
        var found = new ArrayList<Kept.Amount>();
        openChanged.stream()
                .forEach(u -> found.add(
                        new Kept.Amount(Kept.What.OPEN, "", book.users().get(u).id(), Rule.Count.ALL, 0, open[u])));
        openChanged.clear();
        counts.changes(daytime.periods(), found);
        return found;
    }

    /** What was added to the counts of listings since this was last asked. */
    List<Kept.OnListing> addedOnListings() {
        return onListings.added();
    }

    /** The last turns that changed since this was last asked. */
    List<Kept.Turn> turnsChanged() {
        var found = new ArrayList<Kept.Turn>();
        turnsChanged.stream().forEach(place -> {
            int rule = place / users;
            int user = place % users;
            var at = lastTurnAt[rule][user];
            if (at != null) {
                found.add(new Kept.Turn(
                        book.rule(rule).id(), book.users().get(user).id(), lastTurn[rule][user], at));
            }
        });
        turnsChanged.clear();
        return found;
    }

    void book(Booking booking) {
        accounts.book(booking.entry());
        count(booking, 1);
    }

    void reverse(Booking booking) {
        accounts.reverse(booking.entry());
        count(booking, -1);
    }

    private void count(Booking booking, int sign) {
        counts.count(booking, sign, daytime.periods());
        onListings.count(booking, sign, daytime.periods());
    }

    @Override
    public boolean windowOpen(int rule) {
        return daytime.windowOpen(rule);
    }

    @Override
    public boolean active(int user) {
        return book.users().get(user).active();
    }

    @Override
    public boolean onShift(int user) {
        return daytime.onShift(user);
    }

    @Override
    public boolean online(int user) {
        return online[user];
    }

    @Override
    public boolean absent(int user) {
        return daytime.absent(user);
    }

    @Override
    public boolean absentWithin(int user, int days) {
        return daytime.absentWithin(user, days);
    }

    @Override
    public long balance(int ledger, int user) {
        return accounts.balance(ledger, user);
    }

    @Override
    public long activities(int user, int activity, Rule.Count period) {
        return counts.activities(user, activity, period, daytime.periods());
    }

    @Override
    public long activitiesOn(String listing, int user, int activity, Rule.Count period) {
        return onListings.on(listing, daytime.periods()).activities(user, activity, period, daytime.periods());
    }

    @Override
    public long compensation(int rule, int user, @Nullable String listing) {
        var now = daytime.periods();
        return (listing == null ? counts : onListings.on(listing, now)).compensation(rule, user, now);
    }

    @Override
    public long open(int user) {
        return open[user];
    }

    @Override
    public long lastTurn(int rule, int user) {
        return lastTurn[rule][user];
    }

    @Override
    public @Nullable Instant lastTurnAt(int rule, int user) {
        return lastTurnAt[rule][user];
    }

    @Override
    public Span duty(int user) {
        return daytime.duty(user);
    }

    @Override
    public @Nullable Absence absence(int user, int days) {
        var away = daytime.away(user, days);
        return away == null ? null : away.absence();
    }

    Absences absences(int user) {
        return daytime.absences(user);
    }
}
