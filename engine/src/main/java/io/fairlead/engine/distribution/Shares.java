package io.fairlead.engine.distribution;

import java.util.Arrays;

/**
 * Who takes part in a booking and with what credit: those who count as eligible, and with catch-up those who are
 * absent; credit<sub>i</sub> = ⌊weight<sub>i</sub> × LEAD / Σ weights⌋. Absentees of a rule that compensates get
 * ⌊target<sub>i</sub> × LEAD / Σ targets of the credited⌋: what a colleague of the same target received on average.
 * Both in listed order. Immutable.
 */
public final class Shares {
    private static final int[] NOBODY = {};
    private final int ledger;
    private final int[] users;
    private final long[] credits;
    private final int[] absentees;
    private final long[] compensation;

    private Shares(Ballot ballot, int[] credited, int[] absent) {
        ledger = ballot.book().ledger(ballot.rule());
        users = new int[credited.length];
        credits = new long[credited.length];
        absentees = new int[absent.length];
        compensation = new long[absent.length];
        long weights = 0;
        long targets = 0;
        for (int i : credited) {
            weights += ballot.weight(i);
            targets += ballot.target(i);
        }
        for (int k = 0; k < credited.length; k++) {
            users[k] = ballot.user(credited[k]);
            credits[k] = ballot.weight(credited[k]) * Ledger.LEAD / weights;
        }
        for (int k = 0; k < absent.length; k++) {
            absentees[k] = ballot.user(absent[k]);
            compensation[k] = targets == 0 ? 0 : ballot.target(absent[k]) * Ledger.LEAD / targets;
        }
    }

    private Shares(int ledger, Part credited, Part compensated) {
        this.ledger = ledger;
        users = credited.users;
        credits = credited.units;
        absentees = compensated.users;
        compensation = compensated.units;
    }

    /** Users, and what each gets in units of {@link Ledger#LEAD}. */
    public static final class Part {
        private final int[] users;
        private final long[] units;

        public Part(int[] users, long[] units) {
            this.users = users;
            this.units = units;
        }
    }

    /** Shares as they were kept; ledger and users by their numbers. */
    public static Shares kept(int ledger, Part credited, Part compensated) {
        return new Shares(ledger, credited, compensated);
    }

    /** @param pool candidate places that count as eligible, in listed order */
    static Shares of(Ballot ballot, int[] pool) {
        var rule = ballot.settings();
        boolean catchUp = rule.availability().afterAbsence() == Rule.AfterAbsence.CATCH_UP;
        var absent = catchUp || compensates(rule) ? absent(ballot) : NOBODY;
        return new Shares(ballot, catchUp ? union(pool, absent) : pool, compensates(rule) ? absent : NOBODY);
    }

    public int ledger() {
        return ledger;
    }

    /** How many are credited. */
    public int size() {
        return users.length;
    }

    /** Who is credited in the k-th place. */
    public int user(int k) {
        return users[k];
    }

    /** In units of {@link Ledger#LEAD}. */
    public long credit(int k) {
        return credits[k];
    }

    /** How many are compensated. */
    public int absentees() {
        return absentees.length;
    }

    public int absentee(int k) {
        return absentees[k];
    }

    /** In units of {@link Ledger#LEAD}. */
    public long compensation(int k) {
        return compensation[k];
    }

    private static boolean compensates(Rule rule) {
        var choice = rule.choice();
        boolean measured = choice.strategy() == Strategy.UTILISATION
                || (choice.strategy() == Strategy.CLAIM && choice.then() == Strategy.UTILISATION);
        return measured && rule.measure().compensate();
    }

    private static int[] union(int[] pool, int[] absent) {
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
