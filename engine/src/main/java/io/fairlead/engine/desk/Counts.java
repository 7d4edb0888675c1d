package io.fairlead.engine.desk;

import io.fairlead.engine.desk.Daytime.Periods;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.RuleBook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Users' activities by kind and their compensation by rule, in the current periods. Not thread-safe. */
final class Counts {
    private final RuleBook book;
    private final int users;
    private final Tally activities;
    private final Tally[] compensation;

    Counts(RuleBook book) {
        this.book = book;
        this.users = book.users().size();
        this.activities = new Tally(users * book.activities().size());
        this.compensation = new Tally[book.ruleCount()];
        for (int r = 0; r < compensation.length; r++) {
            compensation[r] = new Tally(users);
        }
    }

    long activities(int user, int activity, Count period, Periods now) {
        return activities.get(period, activity * users + user, now);
    }

    /** In the period that the rule counts. */
    long compensation(int rule, int user, Periods now) {
        return compensation[rule].get(book.rule(rule).measure().count(), user, now);
    }

    /** @param sign 1 for what is booked, −1 for what is reversed */
    void count(Booking booking, int sign, Periods now) {
        int activity = book.activity(booking.rule());
        activities.add(activity * users + booking.entry().receiver(), sign, booking.periods(), now);
        var shares = booking.entry().shares();
        for (int k = 0; k < shares.absentees(); k++) {
            compensation[booking.rule()].add(shares.absentee(k), sign * shares.compensation(k), booking.periods(), now);
        }
    }

    /** Nothing is counted until it is taken up. */
    void clear() {
        activities.clear();
        for (var tally : compensation) {
            tally.clear();
        }
    }

    /** Takes up an amount of a current period, unless nothing counts it any more. */
    void restore(Kept.What what, String of, int user, long amount, Count span, long period) {
        if (what == Kept.What.ACTIVITY) {
            int activity = book.activities().indexOf(of);
            if (activity >= 0) {
                activities.restore(activity * users + user, amount, span, period);
            }
        } else {
            int rule = book.ruleOr(of, -1);
            if (rule >= 0) {
                compensation[rule].restore(user, amount, span, period);
            }
        }
    }

    /** Adds the amounts that changed since this was last asked. */
    void changes(Periods now, List<Kept.Amount> found) {
        activities.changes(place ->
                amounts(Kept.What.ACTIVITY, book.activities().get(place / users), activities, place, now, found));
        for (int r = 0; r < compensation.length; r++) {
            var rule = book.rule(r).id();
            var tally = compensation[r];
            tally.changes(user -> amounts(Kept.What.COMPENSATION, rule, tally, user, now, found));
        }
    }

    private void amounts(Kept.What what, String of, Tally tally, int place, Periods now, List<Kept.Amount> found) {
        var user = book.users().get(place % users).id();
        for (var span : Count.values()) {
            found.add(new Kept.Amount(what, of, user, span, now.number(span), tally.get(span, place, now)));
        }
    }

    /**
     * What counts on each listing. Everything is told, so that a rule which begins to look at single listings finds what was
     * booked before; at hand are only those listings that a rule looks at. Not thread-safe.
     */
    static final class OnListings {
        private final RuleBook book;
        private final Journal journal;
        private final boolean keeps;
        /** Whether any rule looks at single listings. */
        private final boolean wanted;

        private final Map<String, Counts> byListing = new HashMap<>();
        private final Map<Kept.OnListing, Long> added = new LinkedHashMap<>();

        /** @param keeps whether it is asked for what was added */
        OnListings(RuleBook book, Journal journal, boolean keeps) {
            this.book = book;
            this.journal = journal;
            this.keeps = keeps;
            this.wanted = book.settings().rules().stream()
                    .anyMatch(rule -> rule.measure().scope() == Rule.Scope.LISTING);
        }

        /** Listings are asked for anew. */
        void forget() {
            byListing.clear();
        }

        Counts on(String listing, Periods now) {
            var known = byListing.get(listing);
            return known == null ? takeUp(listing, now) : known;
        }

        private Counts takeUp(String listing, Periods now) {
            var counts = new Counts(book);
            for (var kept : journal.onListing(listing)) {
                int user = book.userOr(kept.user(), -1);
                var then = Periods.on(LocalDate.ofEpochDay(kept.day()));
                for (var span : Rule.Count.values()) {
                    if (user >= 0 && then.number(span) == now.number(span)) {
                        counts.restore(kept.what(), kept.of(), user, kept.amount(), span, now.number(span));
                    }
                }
            }
            byListing.put(listing, counts);
            return counts;
        }

        void count(Booking booking, int sign, Periods now) {
            var listing = booking.listing();
            if (listing == null) {
                return;
            }
            if (wanted) {
                on(listing, now).count(booking, sign, now);
            }
            if (keeps) {
                long day = booking.periods().day();
                var entry = booking.entry();
                var activity = book.activities().get(book.activity(booking.rule()));
                add(Kept.What.ACTIVITY, activity, listing, entry.receiver(), day, sign);
                var shares = entry.shares();
                for (int k = 0; k < shares.absentees(); k++) {
                    var rule = book.rule(booking.rule()).id();
                    add(Kept.What.COMPENSATION, rule, listing, shares.absentee(k), day, sign * shares.compensation(k));
                }
            }
        }

        private void add(Kept.What what, String of, String listing, int user, long day, long amount) {
            added.merge(
                    new Kept.OnListing(what, of, listing, book.users().get(user).id(), day, 0), amount, Long::sum);
        }

        /** What was added since this was last asked. */
        List<Kept.OnListing> added() {
            var found = new ArrayList<Kept.OnListing>();
            added.forEach((one, amount) -> {
                if (amount != 0) {
                    found.add(new Kept.OnListing(one.what(), one.of(), one.listing(), one.user(), one.day(), amount));
                }
            });
            added.clear();
            return found;
        }
    }

    /**
     * Amounts per place (a user, or an activity and a user) in the current day, week, month and in all. A period's amounts
     * start at zero when it turns. Not thread-safe.
     */
    private static final class Tally {
        private final Amounts byDay;
        private final Amounts byWeek;
        private final Amounts byMonth;
        private final Amounts inAll;
        /** The places that changed since that was last asked. */
        private final BitSet changed = new BitSet();

        Tally(int places) {
            byDay = new Amounts(places);
            byWeek = new Amounts(places);
            byMonth = new Amounts(places);
            inAll = new Amounts(places);
        }

        long get(Count count, int place, Periods now) {
            return of(count).get(place, now.number(count));
        }

        private Amounts of(Count count) {
            return switch (count) {
                case DAY -> byDay;
                case WEEK -> byWeek;
                case MONTH -> byMonth;
                case ALL -> inAll;
            };
        }

        /** Adds to every period that has not turned since {@code then}. */
        void add(int place, long amount, Periods then, Periods now) {
            changed.set(place);
            add(Count.DAY, byDay, place, amount, then, now);
            add(Count.WEEK, byWeek, place, amount, then, now);
            add(Count.MONTH, byMonth, place, amount, then, now);
            add(Count.ALL, inAll, place, amount, then, now);
        }

        private static void add(Count count, Amounts to, int place, long amount, Periods then, Periods now) {
            long current = now.number(count);
            if (then.number(count) == current) {
                to.add(place, amount, current);
            }
        }

        /** Every amount is zero. */
        void clear() {
            for (var amounts : List.of(byDay, byWeek, byMonth, inAll)) {
                Arrays.fill(amounts.byPlace, 0);
            }
        }

        /** Takes up an amount that was kept. */
        void restore(int place, long amount, Count count, long period) {
            of(count).add(place, amount, period);
        }

        /** Tells of every place that changed since this was last asked. */
        void changes(IntConsumer places) {
            changed.stream().forEach(places);
            changed.clear();
        }

        private static final class Amounts {
            private final int places;
            private long[] byPlace = {};
            private long period;

            Amounts(int places) {
                this.places = places;
            }

            long get(int place, long current) {
                return period == current && place < byPlace.length ? byPlace[place] : 0;
            }

            void add(int place, long amount, long current) {
                if (byPlace.length == 0) {
                    byPlace = new long[places];
                } else if (period != current) {
                    Arrays.fill(byPlace, 0);
                }
                period = current;
                byPlace[place] += amount;
            }
        }
    }
}
