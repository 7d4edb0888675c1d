package io.fairlead.engine.distribution;

import io.fairlead.engine.distribution.Explanation.Assessed;
import io.fairlead.engine.distribution.Explanation.Figures;
import io.fairlead.engine.distribution.Explanation.Skipped;
import io.fairlead.engine.distribution.Explanation.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains a decision in the situation in which it was made, that is before it is carried out. Pure and thread-safe.
 */
public final class Explainer {
    private final RuleBook book;

    public Explainer(RuleBook book) {
        this.book = book;
    }

    /**
     * Explains a decision that tried the rules in order.
     *
     * @param strategy the strategy of the deciding rule that was applied
     */
    public Explanation explain(
            Decision decision, @Nullable Strategy strategy, Lead lead, Situation situation, Instant at) {
        return explain(decision, strategy, lead, situation, skipped(decision.rule(), lead, situation, at));
    }

    /** Explains a decision inside one rule, with the rules that were skipped before it. */
    public Explanation explain(
            Decision decision, @Nullable Strategy strategy, Lead lead, Situation situation, List<Skipped> skipped) {
        if (decision.rule() < 0) {
            return new Explanation(skipped, null, null, List.of(), receiver(decision), how(decision));
        }
        var rule = book.rule(decision.rule());
        var applied = strategy == null ? rule.choice().strategy() : strategy;
        var ballot = new Ballot(book, decision.rule(), applied, lead, situation);
        var shares = shares(decision);
        var candidates = new ArrayList<Assessed>(ballot.size());
        for (int i = 0; i < ballot.size(); i++) {
            candidates.add(assess(ballot, i, shares));
        }
        return new Explanation(skipped, rule.id(), applied, List.copyOf(candidates), receiver(decision), how(decision));
    }

    private List<Skipped> skipped(int rule, Lead lead, Situation situation, Instant at) {
        var skipped = new ArrayList<Skipped>();
        int end = rule < 0 ? book.ruleCount() : rule;
        for (int i = 0; i < end; i++) {
            var why = !book.matches(i, lead.facts(), at) ? Why.WHEN : situation.windowOpen(i) ? Why.NOBODY : Why.WINDOW;
            skipped.add(new Skipped(book.rule(i).id(), why));
        }
        return List.copyOf(skipped);
    }

    private Assessed assess(Ballot ballot, int i, @Nullable Shares shares) {
        int user = ballot.user(i);
        long before = ballot.situation().balance(book.ledger(ballot.rule()), user);
        var credit = shares == null ? null : creditOf(shares, user);
        var check = ballot.left(i);
        return new Assessed(
                book.users().get(user).id(),
                ballot.weight(i),
                check == null ? null : check.reason(ballot, i),
                credit != null,
                new Figures(
                        before,
                        credit == null ? before : before + credit,
                        ballot.load(i),
                        ballot.compensation(i),
                        ballot.target(i),
                        ballot.situation().open(user),
                        ballot.situation().lastTurnAt(ballot.rule(), user)));
    }

    private static @Nullable Long creditOf(Shares shares, int user) {
        for (int k = 0; k < shares.size(); k++) {
            if (shares.user(k) == user) {
                return shares.credit(k);
            }
        }
        return null;
    }

    private static @Nullable Shares shares(Decision decision) {
        return switch (decision) {
            case Decision.Assigned d -> d.entry().shares();
            case Decision.Offered d -> d.shares();
            case Decision.Fallback d -> null;
            case Decision.Waiting d -> null;
            case Decision.Unassigned d -> null;
        };
    }

    private @Nullable String receiver(Decision decision) {
        return switch (decision) {
            case Decision.Assigned d -> book.users().get(d.user()).id();
            case Decision.Fallback d -> book.users().get(d.user()).id();
            case Decision.Offered d -> null;
            case Decision.Waiting d -> null;
            case Decision.Unassigned d -> null;
        };
    }

    private static @Nullable How how(Decision decision) {
        return switch (decision) {
            case Decision.Assigned d -> d.how();
            case Decision.Fallback d -> How.FALLBACK;
            case Decision.Offered d -> null;
            case Decision.Waiting d -> null;
            case Decision.Unassigned d -> null;
        };
    }
}
