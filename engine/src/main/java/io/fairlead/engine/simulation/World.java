package io.fairlead.engine.simulation;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.distribution.Situation;
import io.fairlead.engine.simulation.Scenario.KnownContact;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Absences;
import io.fairlead.engine.time.Span;
import java.time.Instant;
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
    private final Contacts contacts;
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

    World(RuleBook book, List<Absence> absences, Instant start, List<KnownContact> known) {
        this.book = book;
        this.users = book.users().size();
        this.daytime = new Daytime(book, absences, start);
        this.accounts = new Accounts(book);
        this.contacts = new Contacts(book, known);
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

    Contacts contacts() {
        return contacts;
    }

    Accounts accounts() {
        return accounts;
    }

    void setOnline(int user, boolean is) {
        online[user] = is;
    }

    void addOpen(int user, int change) {
        open[user] += change;
    }

    void setTurn(int rule, int user, long turn) {
        lastTurn[rule][user] = turn;
        lastTurnAt[rule][user] = daytime.now();
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
            byListing
                    .computeIfAbsent(
                            listing, l -> new Tally(users * book.activities().size()))
                    .add(place, sign, then, now);
            compensate(compensationByListing.computeIfAbsent(listing, l -> tallies())[booking.rule()], booking, sign);
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
