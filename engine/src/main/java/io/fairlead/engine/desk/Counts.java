package io.fairlead.engine.desk;

import io.fairlead.engine.desk.Daytime.Periods;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.RuleBook;
import java.util.List;

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
            compensation[booking.rule()].add(
                    shares.absentee(k), sign * shares.compensation(k), booking.periods(), now);
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
        activities.changes(place -> amounts(
                Kept.What.ACTIVITY, book.activities().get(place / users), activities, place, now, found));
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
}
