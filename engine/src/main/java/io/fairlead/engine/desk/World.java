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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Tally activities;
    private final Map<String, Tally> byListing = new HashMap<>();
    private final Tally[] compensation;
    private final Map<String, Tally[]> compensationByListing = new HashMap<>();
    private final boolean listings;
    private final BitSet openChanged = new BitSet();
    private final BitSet turnsChanged = new BitSet();

    World(RuleBook book, List<Absence> absences, Instant start) {
        this.book = book;
        this.users = book.users().size();
        this.daytime = new Daytime(book, absences, start);
        this.accounts = new Accounts(book);
        this.online = new boolean[users];
        this.open = new long[users];
        this.lastTurn = new long[book.ruleCount()][users];
        this.lastTurnAt = new @Nullable Instant[book.ruleCount()][users];
        this.activities = new Tally(users * book.activities().size());
        this.compensation = tallies();
        boolean scoped = false;
        for (int r = 0; r < book.ruleCount(); r++) {
            scoped |= book.rule(r).measure().scope() == Rule.Scope.LISTING;
        }
        this.listings = scoped;
    }

    private Tally[] tallies() {
        var tallies = new Tally[book.ruleCount()];
        for (int r = 0; r < tallies.length; r++) {
            tallies[r] = new Tally(users);
        }
        return tallies;
    }

    Daytime daytime() {
        return daytime;
    }

    Accounts accounts() {
        return accounts;
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

    void restoreTurn(int rule, int user, long turn, Instant at) {
        lastTurn[rule][user] = turn;
        lastTurnAt[rule][user] = at;
    }

    /** Moves on to an instant; what is counted, and who is online, is nothing and nobody until it is taken up. */
    void follow(Instant at) {
        daytime.jumpTo(at);
        Arrays.fill(online, false);
        Arrays.fill(open, 0);
        activities.clear();
        byListing.clear();
        for (var tally : compensation) {
            tally.clear();
        }
        compensationByListing.clear();
    }

    /** Takes up an amount that was kept, unless its period is over or nothing counts it any more. */
    void restore(Kept.Amount kept, int user) {
        if (kept.period() != daytime.periods().number(kept.span())) {
            return;
        }
        var listing = kept.listing();
        switch (kept.what()) {
            case OPEN -> open[user] = kept.amount();
            case ACTIVITY -> {
                int activity = book.activities().indexOf(kept.of());
                if (activity >= 0) {
                    var tally = listing.isEmpty() ? activities : activitiesOn(listing);
                    tally.restore(activity * users + user, kept.amount(), kept.span(), kept.period());
                }
            }
            case COMPENSATION -> {
                int rule = book.ruleOr(kept.of(), -1);
                if (rule >= 0) {
                    var tallies = listing.isEmpty() ? compensation : compensationOn(listing);
                    tallies[rule].restore(user, kept.amount(), kept.span(), kept.period());
                }
            }
        }
    }

    private Tally activitiesOn(String listing) {
        return byListing.computeIfAbsent(
                listing, l -> new Tally(users * book.activities().size()));
    }

    private Tally[] compensationOn(String listing) {
        return compensationByListing.computeIfAbsent(listing, l -> tallies());
    }

    /** The amounts that changed since this was last asked. */
    List<Kept.Amount> amountsChanged() {
        var found = new ArrayList<Kept.Amount>();
        openChanged.stream()
                .forEach(u -> found.add(new Kept.Amount(
                        Kept.What.OPEN, "", "", book.users().get(u).id(), Rule.Count.ALL, 0, open[u])));
        openChanged.clear();
        activities(activities, "", found);
        byListing.forEach((listing, tally) -> activities(tally, listing, found));
        compensations(compensation, "", found);
        compensationByListing.forEach((listing, tallies) -> compensations(tallies, listing, found));
        return found;
    }

    private void activities(Tally tally, String listing, List<Kept.Amount> found) {
        tally.changes(place -> amounts(
                tally,
                place,
                (span, period, amount) -> found.add(new Kept.Amount(
                        Kept.What.ACTIVITY,
                        book.activities().get(place / users),
                        listing,
                        book.users().get(place % users).id(),
                        span,
                        period,
                        amount))));
    }

    private void compensations(Tally[] tallies, String listing, List<Kept.Amount> found) {
        for (int r = 0; r < tallies.length; r++) {
            var rule = book.rule(r).id();
            var tally = tallies[r];
            tally.changes(user -> amounts(
                    tally,
                    user,
                    (span, period, amount) -> found.add(new Kept.Amount(
                            Kept.What.COMPENSATION,
                            rule,
                            listing,
                            book.users().get(user).id(),
                            span,
                            period,
                            amount))));
        }
    }

    /** Takes an amount of one span. */
    private interface Amounts {
        void take(Rule.Count span, long period, long amount);
    }

    private void amounts(Tally tally, int place, Amounts each) {
        var now = daytime.periods();
        for (var span : Rule.Count.values()) {
            each.take(span, now.number(span), tally.get(span, place, now));
        }
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
        var now = daytime.periods();
        var then = booking.periods();
        int place = book.activity(booking.rule()) * users + booking.entry().receiver();
        activities.add(place, sign, then, now);
        compensate(compensation[booking.rule()], booking, sign);
        var listing = booking.listing();
        if (listings && listing != null) {
            activitiesOn(listing).add(place, sign, then, now);
            compensate(compensationOn(listing)[booking.rule()], booking, sign);
        }
    }

    private void compensate(Tally tally, Booking booking, int sign) {
        var shares = booking.entry().shares();
        for (int k = 0; k < shares.absentees(); k++) {
            tally.add(shares.absentee(k), sign * shares.compensation(k), booking.periods(), daytime.periods());
        }
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
        return activities.get(period, activity * users + user, daytime.periods());
    }

    @Override
    public long activitiesOn(String listing, int user, int activity, Rule.Count period) {
        var tally = byListing.get(listing);
        return tally == null ? 0 : tally.get(period, activity * users + user, daytime.periods());
    }

    @Override
    public long compensation(int rule, int user, @Nullable String listing) {
        var count = book.rule(rule).measure().count();
        if (listing == null) {
            return compensation[rule].get(count, user, daytime.periods());
        }
        var tallies = compensationByListing.get(listing);
        return tallies == null ? 0 : tallies[rule].get(count, user, daytime.periods());
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
