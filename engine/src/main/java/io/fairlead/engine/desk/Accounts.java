package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Entry;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.filter.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** The ledgers of a run, in units of {@link Ledger#LEAD} by ledger and user. Not thread-safe. */
final class Accounts {
    private final RuleBook book;
    private final long[][] entitled;
    private final long[][] received;
    private final long[][] peak;
    private final boolean[][] named;
    /** Per ledger: the users whose line changed since that was last asked. */
    private final BitSet[] changed;

    Accounts(RuleBook book) {
        this.book = book;
        int ledgers = book.ledgers().size();
        int users = book.users().size();
        entitled = new long[ledgers][users];
        received = new long[ledgers][users];
        peak = new long[ledgers][users];
        named = new boolean[ledgers][users];
        changed = new BitSet[ledgers];
        Arrays.setAll(changed, l -> new BitSet(users));
    }

    long balance(int ledger, int user) {
        return entitled[ledger][user] - received[ledger][user];
    }

    void book(Entry entry) {
        move(entry, 1);
    }

    void reverse(Entry entry) {
        move(entry, -1);
    }

    private void move(Entry entry, int sign) {
        var shares = entry.shares();
        var credited = entitled[shares.ledger()];
        long sum = 0;
        for (int k = 0; k < shares.size(); k++) {
            credited[shares.user(k)] += sign * shares.credit(k);
            sum += shares.credit(k);
        }
        received[shares.ledger()][entry.receiver()] += sign * sum;
    }

    /** Moves what two people are entitled to; false if the ledger or one of them is not there, or they are the same. */
    boolean move(Event.BalanceMoved what) {
        int ledger = book.ledgers().indexOf(what.ledger());
        int from = book.userOr(what.from(), -1);
        int to = book.userOr(what.to(), -1);
        if (ledger < 0 || from < 0 || to < 0 || from == to || what.units() <= 0) {
            return false;
        }
        entitled[ledger][from] -= what.units();
        entitled[ledger][to] += what.units();
        note(ledger, from);
        note(ledger, to);
        return true;
    }

    /** Takes note of the balances that an entry or its reversal left behind. */
    void note(Entry entry) {
        var shares = entry.shares();
        int ledger = shares.ledger();
        for (int k = 0; k < shares.size(); k++) {
            note(ledger, shares.user(k));
        }
    }

    private void note(int ledger, int user) {
        named[ledger][user] = true;
        changed[ledger].set(user);
        peak[ledger][user] = Math.max(peak[ledger][user], Math.abs(balance(ledger, user)));
    }

    void restore(int ledger, int user, Kept.Line line) {
        entitled[ledger][user] = line.entitled();
        received[ledger][user] = line.received();
        peak[ledger][user] = line.peak();
        named[ledger][user] = true;
    }

    /** The lines that changed since this was last asked. */
    List<Kept.Line> changes() {
        var lines = new ArrayList<Kept.Line>();
        for (int l = 0; l < changed.length; l++) {
            var ledger = book.ledgers().get(l);
            for (int u = changed[l].nextSetBit(0); u >= 0; u = changed[l].nextSetBit(u + 1)) {
                lines.add(new Kept.Line(ledger, book.users().get(u).id(), entitled[l][u], received[l][u], peak[l][u]));
            }
            changed[l].clear();
        }
        return lines;
    }

    /** Everybody with at least one entry, by ledger and user in the order of code points. */
    List<Summary.Line> lines() {
        var lines = new ArrayList<Summary.Line>();
        for (int l = 0; l < entitled.length; l++) {
            for (int u = 0; u < entitled[l].length; u++) {
                if (named[l][u]) {
                    lines.add(line(l, u, book.ledgers().get(l), book.users().get(u)));
                }
            }
        }
        lines.sort(Comparator.comparing((Summary.Line line) -> line.ledger().name(), Value.Text::compare)
                .thenComparing(line -> line.ledger().shared())
                .thenComparing(Summary.Line::user, Value.Text::compare));
        return List.copyOf(lines);
    }

    private Summary.Line line(int l, int u, Ledger ledger, User user) {
        return new Summary.Line(ledger, user.id(), entitled[l][u], received[l][u], peak[l][u]);
    }
}
