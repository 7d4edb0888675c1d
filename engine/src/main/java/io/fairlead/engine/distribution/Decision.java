package io.fairlead.engine.distribution;

import java.util.List;

/**
 * What is to happen to a lead. Rules and users are numbers of the {@link RuleBook}; rule −1 is the company itself
 * (no rule took the lead). In every case but {@link Assigned} and {@link Offered} the fallback address is told.
 */
public sealed interface Decision {
    int rule();

    /** A person receives it under the rule, and it is booked. */
    record Assigned(int rule, int user, How how, Entry entry) implements Decision {}

    /** These people may claim it; whoever accepts first is booked with these shares. */
    record Offered(int rule, List<Integer> users, Shares shares) implements Decision {}

    /** The person named for leads nobody is eligible for; nothing is booked. */
    record Fallback(int rule, int user) implements Decision {}

    record Waiting(int rule) implements Decision {}

    record Unassigned(int rule) implements Decision {}
}
