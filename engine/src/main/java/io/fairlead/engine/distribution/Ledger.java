package io.fairlead.engine.distribution;

/**
 * The book-keeping of turns: who was entitled to how many leads under a rule (or rules that share a ledger), and who
 * received how many. A balance is entitled − received; the balances of a ledger always sum to exactly zero.
 *
 * <p>Worked example, weights 1 (a) and 2 (b), LEAD = 1: credits ⅓ and ⅔.
 *
 * <pre>
 * lead   a after credit  b after credit   goes to   a      b
 * 1       0.33            0.67            b         0.33  −0.33
 * 2       0.67            0.33            a        −0.33   0.33
 * 3       0.00            1.00            b         0.00   0.00
 * </pre>
 *
 * @param shared whether {@code name} is a name that rules share, else it is the id of the only rule
 */
public record Ledger(boolean shared, String name) {
    /** One lead in the ledger's units; divisible by 1…20, so that common splits are exact. */
    public static final long LEAD = 232_792_560L;
}
