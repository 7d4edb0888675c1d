package io.fairlead.engine.distribution;

/**
 * One booking: every share is credited, and the receiver is debited their sum, so that it changes the sum of the
 * ledger's balances by exactly zero.
 *
 * @param receiver a user among the shares
 */
public record Entry(Shares shares, int receiver) {
    /** What the receiver pays: the sum of all credits. */
    public long debit() {
        long sum = 0;
        for (int k = 0; k < shares.size(); k++) {
            sum += shares.credit(k);
        }
        return sum;
    }
}
