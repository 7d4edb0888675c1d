package io.fairlead.engine.distribution;

/**
 * One booking: every share is credited, and the receiver is debited their sum, so that it changes the sum of the
 * ledger's balances by exactly zero.
 *
 * @param receiver a user among the shares
 */
public record Entry(Shares shares, int receiver) {}
