package io.fairlead.engine.distribution;

/** How each strategy picks one of several candidates. Ties that remain go to the one listed first. */
final class Pick {
    private Pick() {}

    /** @param pool candidate places in listed order, not empty */
    static int of(Ballot ballot, int[] pool, Shares shares) {
        return switch (ballot.strategy()) {
            case TURNS -> highestBalance(ballot, pool, shares);
            case UTILISATION -> lowestUtilisation(ballot, pool);
            case LEAST_OPEN -> leastOpen(ballot, pool);
            case PRIORITY, CLAIM -> pool[0];
        };
    }

    /** The highest balance after crediting; the pool and the shares are both in listed order. */
    private static int highestBalance(Ballot ballot, int[] pool, Shares shares) {
        int best = -1;
        long highest = Long.MIN_VALUE;
        int share = 0;
        for (int i : pool) {
            int user = ballot.user(i);
            while (shares.user(share) != user) {
                share++;
            }
            long after = ballot.situation().balance(shares.ledger(), user) + shares.credit(share);
            if (after > highest) {
                highest = after;
                best = i;
            }
        }
        return best;
    }

    /** The lowest (load + compensation) / target, compared exactly; then who was assigned longest ago. */
    private static int lowestUtilisation(Ballot ballot, int[] pool) {
        int best = pool[0];
        long used = ballot.utilisation(best);
        for (int k = 1; k < pool.length; k++) {
            int i = pool[k];
            long other = ballot.utilisation(i);
            int order = compareProducts(other, ballot.target(best), used, ballot.target(i));
            if (order < 0 || (order == 0 && turn(ballot, i) < turn(ballot, best))) {
                best = i;
                used = other;
            }
        }
        return best;
    }

    /** The fewest open leads per weight, compared exactly; then who was assigned longest ago. */
    private static int leastOpen(Ballot ballot, int[] pool) {
        int best = pool[0];
        long held = ballot.situation().open(ballot.user(best));
        for (int k = 1; k < pool.length; k++) {
            int i = pool[k];
            long other = ballot.situation().open(ballot.user(i));
            int order = compareProducts(other, ballot.weight(best), held, ballot.weight(i));
            if (order < 0 || (order == 0 && turn(ballot, i) < turn(ballot, best))) {
                best = i;
                held = other;
            }
        }
        return best;
    }

    private static long turn(Ballot ballot, int candidate) {
        return ballot.situation().lastTurn(ballot.rule(), ballot.user(candidate));
    }

    /** The sign of a × b − c × d in 128 bits. */
    private static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }
}
