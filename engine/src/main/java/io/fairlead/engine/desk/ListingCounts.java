package io.fairlead.engine.desk;

import io.fairlead.engine.desk.Daytime.Periods;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.RuleBook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What counts on each listing. Everything is told, so that a rule which begins to look at single listings finds what was
 * booked before; at hand are only those listings that a rule looks at. Not thread-safe.
 */
final class ListingCounts {
    private final RuleBook book;
    private final Journal journal;
    private final boolean keeps;
    /** Whether any rule looks at single listings. */
    private final boolean wanted;

    private final Map<String, Counts> byListing = new HashMap<>();
    private final Map<Kept.OnListing, Long> added = new LinkedHashMap<>();

    /** @param keeps whether it is asked for what was added */
    ListingCounts(RuleBook book, Journal journal, boolean keeps) {
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
        added.merge(new Kept.OnListing(what, of, listing, book.users().get(user).id(), day, 0), amount, Long::sum);
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
