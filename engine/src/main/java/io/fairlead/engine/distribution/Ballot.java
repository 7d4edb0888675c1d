package io.fairlead.engine.distribution;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one rule at one decision: who is left out and why, and what is compared of the rest. Reads the
 * situation as it is while the decision is made; not to be kept beyond it.
 */
final class Ballot {
    private final RuleBook book;
    private final int rule;
    private final Rule settings;
    private final Strategy strategy;
    private final Lead lead;
    private final Situation situation;
    private final Candidates candidates;
    private final @Nullable Check[] left;

    Ballot(RuleBook book, int rule, Strategy strategy, Lead lead, Situation situation) {
        this(book, rule, strategy, lead, situation, book.candidates(rule, lead.listing()));
    }

    Ballot(RuleBook book, int rule, Strategy strategy, Lead lead, Situation situation, Candidates candidates) {
        this.book = book;
        this.rule = rule;
        this.settings = book.rule(rule);
        this.strategy = strategy;
        this.lead = lead;
        this.situation = situation;
        this.candidates = candidates;
        this.left = new Check[candidates.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = Check.first(this, i);
        }
    }

    RuleBook book() {
        return book;
    }

    int rule() {
        return rule;
    }

    Rule settings() {
        return settings;
    }

    Strategy strategy() {
        return strategy;
    }

    Lead lead() {
        return lead;
    }

    Situation situation() {
        return situation;
    }

    int size() {
        return left.length;
    }

    int user(int candidate) {
        return candidates.user(candidate);
    }

    int weight(int candidate) {
        return candidates.weight(candidate);
    }

    Caps caps(int candidate) {
        return candidates.caps(candidate);
    }

    @Nullable
    Check left(int candidate) {
        return left[candidate];
    }

    /** How many of the last holders are excluded. */
    int holders() {
        return settings.moves().lastHolders();
    }

    long activities(int candidate, Rule.Count period) {
        return situation.activities(user(candidate), book.activity(rule), period);
    }

    /** The candidates for whom nothing speaks against receiving; in listed order. */
    int[] eligible() {
        return where(null);
    }

    /** The candidates left out only because a cap is reached. */
    int[] full() {
        return where(Check.FULL);
    }

    private int[] where(@Nullable Check check) {
        var found = new int[left.length];
        int n = 0;
        for (int i = 0; i < left.length; i++) {
            if (left[i] == check) {
                found[n++] = i;
            }
        }
        return Arrays.copyOf(found, n);
    }

    /** The user's candidate place if they may receive as a known advisor, else −1. */
    int asKnown(int user) {
        if (user < 0 || book.users().get(user).technical()) {
            return -1;
        }
        int i = candidates.indexOf(user);
        if (i < 0) {
            return -1;
        }
        var check = left[i];
        return check == null || check == Check.FULL || check == Check.NO_TARGET ? i : -1;
    }

    /** Load and compensation of a candidate under this rule, in units of {@link Ledger#LEAD}. */
    long utilisation(int candidate) {
        return load(candidate) * Ledger.LEAD + compensation(candidate);
    }

    long load(int candidate) {
        var listing = scope();
        var count = settings.measure().count();
        return listing == null
                ? activities(candidate, count)
                : situation.activitiesOn(listing, user(candidate), book.activity(rule), count);
    }

    long compensation(int candidate) {
        return settings.measure().compensate() ? situation.compensation(rule, user(candidate), scope()) : 0;
    }

    private @Nullable String scope() {
        return settings.measure().scope() == Rule.Scope.LISTING ? lead.listing() : null;
    }

    int target(int candidate) {
        return book.target(rule, user(candidate));
    }
}
