package io.fairlead.engine.distribution;

import java.util.Arrays;

/**
 * Who takes part in a booking and with what credit: those who count as eligible, and with catch-up those who are
 * absent; credit<sub>i</sub> = ⌊weight<sub>i</sub> × LEAD / Σ weights⌋. Absentees of a rule that compensates get
 * ⌊target<sub>i</sub> × LEAD / Σ targets of the credited⌋: what a colleague of the same target received on average.
 * Parallel arrays in listed order, never changed.
 */
public record Shares(int ledger, int[] users, long[] credits, int[] absentees, long[] compensation) {

    /** @param pool candidate places that count as eligible, in listed order */
    static Shares of(Ballot ballot, int[] pool) {
        var credited = withAbsent(ballot, pool);
        long weights = 0;
        long targets = 0;
        for (int i : credited) {
            weights += ballot.weight(i);
            targets += ballot.target(i);
        }
        var users = new int[credited.length];
        var credits = new long[credited.length];
        for (int k = 0; k < credited.length; k++) {
            users[k] = ballot.user(credited[k]);
            credits[k] = ballot.weight(credited[k]) * Ledger.LEAD / weights;
        }
        var absent = compensates(ballot.settings()) && targets > 0 ? absent(ballot) : new int[0];
        var absentees = new int[absent.length];
        var compensation = new long[absent.length];
        for (int k = 0; k < absent.length; k++) {
            absentees[k] = ballot.user(absent[k]);
            compensation[k] = ballot.target(absent[k]) * Ledger.LEAD / targets;
        }
        return new Shares(ballot.book().ledger(ballot.rule()), users, credits, absentees, compensation);
    }

    private static boolean compensates(Rule rule) {
        var choice = rule.choice();
        boolean measured = choice.strategy() == Strategy.UTILISATION
                || (choice.strategy() == Strategy.CLAIM && choice.then() == Strategy.UTILISATION);
        return measured && rule.measure().compensate();
    }

    private static int[] withAbsent(Ballot ballot, int[] pool) {
        if (ballot.settings().availability().afterAbsence() == Rule.AfterAbsence.LEVEL) {
            return pool;
        }
        var absent = absent(ballot);
        var all = Arrays.copyOf(pool, pool.length + absent.length);
        System.arraycopy(absent, 0, all, pool.length, absent.length);
        Arrays.sort(all);
        return all;
    }

    private static int[] absent(Ballot ballot) {
        var found = new int[ballot.size()];
        int n = 0;
        for (int i = 0; i < found.length; i++) {
            if (ballot.left(i) == Check.ABSENT || ballot.left(i) == Check.ABSENT_SOON) {
                found[n++] = i;
            }
        }
        return Arrays.copyOf(found, n);
    }
}
