package io.fairlead.engine.distribution;

/** What happens to a lead for which nobody is eligible, or which no rule takes. */
public sealed interface Otherwise {
    /** It waits. */
    record Hold() implements Otherwise {}

    /** It goes on with the rules below. */
    record NextRule() implements Otherwise {}

    /** It goes to this person, on shift or not, unless inactive; no ledger entry. */
    record ToUser(String user) implements Otherwise {}

    /** Nobody gets it. */
    record Unassigned() implements Otherwise {}
}
