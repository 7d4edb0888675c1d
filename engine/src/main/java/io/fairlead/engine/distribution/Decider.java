package io.fairlead.engine.distribution;

import io.fairlead.engine.distribution.Decision.Assigned;
import io.fairlead.engine.distribution.Decision.Fallback;
import io.fairlead.engine.distribution.Decision.Offered;
import io.fairlead.engine.distribution.Decision.Unassigned;
import io.fairlead.engine.distribution.Decision.Waiting;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides who gets a lead at an instant, in one situation, under one rule book. Pure and thread-safe: it changes
 * nothing, the caller carries the decision out; the same input gives the same decision.
 */
public final class Decider {
    private static final Lead ANY_LEAD = new Lead.Unknown();
    private final RuleBook book;

    public Decider(RuleBook book) {
        this.book = book;
    }

    public RuleBook book() {
        return book;
    }

    /** Tries the rules in order. */
    public Decision decide(Lead lead, Situation situation, Instant at) {
        return from(0, lead, situation, at);
    }

    /** Tries the candidates of one rule anew; if nobody is found, what the rule says otherwise. */
    public Decision again(int rule, Strategy strategy, Lead lead, Situation situation, Instant at) {
        var chosen = choose(rule, strategy, lead, situation);
        return chosen == null ? otherwise(rule, lead, situation, at) : chosen;
    }

    /** Tries the candidates of one rule; null if nobody is found. Never waits, falls back or goes on. */
    public @Nullable Decision choose(int rule, Strategy strategy, Lead lead, Situation situation) {
        var ballot = new Ballot(book, rule, strategy, lead, situation);
        var eligible = ballot.eligible();
        var known = known(ballot, eligible);
        if (known != null) {
            return known;
        }
        if (eligible.length > 0) {
            return among(ballot, eligible, How.of(strategy));
        }
        var full = ballot.settings().limits().overflow() ? ballot.full() : new int[0];
        return full.length > 0 ? among(ballot, full, How.OVERFLOW) : null;
    }

    /** Looks at the candidates of all leads without looking at one. */
    public Reach reach(int rule, Situation situation) {
        var settings = book.rule(rule);
        var strategy = settings.choice().strategy();
        var ballot = new Ballot(book, rule, strategy, ANY_LEAD, situation, book.candidatesOfAll(rule));
        boolean knowing = settings.owners().known() != Rule.Known.OFF;
        var available = new BitSet();
        var known = new BitSet();
        for (int i = 0; i < ballot.size(); i++) {
            var check = ballot.left(i);
            if (check == null || (check == Check.FULL && settings.limits().overflow())) {
                available.set(ballot.user(i));
            } else if (knowing && (check == Check.FULL || check == Check.NO_TARGET)) {
                known.set(ballot.user(i));
            }
        }
        return new Reach(available, known);
    }

    private Decision from(int first, Lead lead, Situation situation, Instant at) {
        for (int rule = first; rule < book.ruleCount(); rule++) {
            if (situation.windowOpen(rule) && book.matches(rule, lead.facts(), at)) {
                return again(rule, book.rule(rule).choice().strategy(), lead, situation, at);
            }
        }
        return settle(-1, book.settings().company().otherwise(), situation);
    }

    private Decision otherwise(int rule, Lead lead, Situation situation, Instant at) {
        var otherwise = book.rule(rule).otherwise();
        return otherwise instanceof Otherwise.NextRule
                ? from(rule + 1, lead, situation, at)
                : settle(rule, otherwise, situation);
    }

    private Decision settle(int rule, Otherwise otherwise, Situation situation) {
        return switch (otherwise) {
            case Otherwise.Hold hold -> new Waiting(rule);
            case Otherwise.ToUser to -> {
                int user = book.user(to.user());
                yield situation.active(user) ? new Fallback(rule, user) : new Waiting(rule);
            }
            case Otherwise.Unassigned none -> new Unassigned(rule);
            case Otherwise.NextRule next -> new Unassigned(rule);
        };
    }

    private static @Nullable Assigned known(Ballot ballot, int[] eligible) {
        var known = ballot.settings().owners().known();
        if (known == Rule.Known.OFF) {
            return null;
        }
        int owner = ballot.asKnown(ballot.lead().owner());
        if (owner >= 0) {
            return assign(ballot, with(eligible, owner), owner, How.KNOWN_OWNER);
        }
        if (known == Rule.Known.OWNER_THEN_FORMER) {
            for (int user : ballot.lead().former()) {
                int former = ballot.asKnown(user);
                if (former >= 0) {
                    return assign(ballot, with(eligible, former), former, How.KNOWN_FORMER);
                }
            }
        }
        return null;
    }

    private static Assigned assign(Ballot ballot, int[] pool, int candidate, How how) {
        int user = ballot.user(candidate);
        return new Assigned(ballot.rule(), user, how, new Entry(Shares.of(ballot, pool), user));
    }

    private static int[] with(int[] eligible, int candidate) {
        int at = Arrays.binarySearch(eligible, candidate);
        if (at >= 0) {
            return eligible;
        }
        var more = Arrays.copyOf(eligible, eligible.length + 1);
        more[eligible.length] = candidate;
        Arrays.sort(more);
        return more;
    }

    private static Decision among(Ballot ballot, int[] pool, How how) {
        var shares = Shares.of(ballot, pool);
        if (ballot.strategy() == Strategy.CLAIM) {
            var users = Arrays.stream(pool).mapToObj(ballot::user).toList();
            return new Offered(ballot.rule(), users, shares);
        }
        int user = ballot.user(Pick.of(ballot, pool, shares));
        return new Assigned(ballot.rule(), user, how, new Entry(shares, user));
    }

    /**
     * Whom a rule could reach at one instant with a lead that excludes nobody and may be on any listing, as numbers of the
     * {@link RuleBook}. What it holds is not to be changed.
     *
     * @param available who could receive any lead for which they are a candidate
     * @param known who could receive only as the known advisor of the lead's contact
     */
    public record Reach(BitSet available, BitSet known) {}
}
