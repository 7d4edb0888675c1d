package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Caps;
import io.fairlead.engine.distribution.Decision;
import io.fairlead.engine.distribution.Explainer;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.How;
import java.util.List;

/**
 * What would become of a lead at an instant. Immutable.
 *
 * @param next the decision with its explanation, as it would be told
 * @param open whether the window of the rule that decides is open; true without one
 * @param caps what limits the candidates of that rule
 */
public record Outlook(Assignment next, boolean open, List<Caps.Use> caps) {

    /** @param rule that takes the lead; −1 to try all in order */
    static Outlook of(Desk desk, LeadState lead, int rule) {
        var book = desk.book;
        var at = lead.arrival.at();
        var explainer = new Explainer(book);
        if (rule < 0) {
            var decision = desk.decider.decide(lead, desk.world, at);
            return of(desk, lead, decision, explainer);
        }
        var decision = desk.decider.again(rule, book.rule(rule).choice().strategy(), lead, desk.world, at);
        if (decision.rule() != rule) {
            return of(desk, lead, decision, explainer);
        }
        var explanation = explainer.explain(decision, null, lead, desk.world, List.of());
        return new Outlook(
                row(desk, lead, decision, explanation),
                desk.world.windowOpen(rule),
                Caps.uses(book, rule, lead, desk.world));
    }

    private static Outlook of(Desk desk, LeadState lead, Decision decision, Explainer explainer) {
        var explanation = explainer.explain(decision, null, lead, desk.world, lead.arrival.at());
        return new Outlook(
                row(desk, lead, decision, explanation),
                true,
                decision.rule() < 0 ? List.of() : Caps.uses(desk.book, decision.rule(), lead, desk.world));
    }

    private static Assignment row(Desk desk, LeadState lead, Decision decision, Explanation explanation) {
        return switch (decision) {
            case Decision.Assigned d -> row(desk, lead, d, d.user(), d.how().word(), explanation);
            case Decision.Fallback d -> row(desk, lead, d, d.user(), How.FALLBACK.word(), explanation);
            case Decision.Offered d -> row(desk, lead, d, LeadState.NOBODY, "offered", explanation);
            case Decision.Waiting d -> row(desk, lead, d, LeadState.NOBODY, "waiting", explanation);
            case Decision.Unassigned d -> row(desk, lead, d, LeadState.NOBODY, "unassigned", explanation);
        };
    }

    private static Assignment row(
            Desk desk, LeadState lead, Decision decision, int user, String how, Explanation explanation) {
        return new Assignment(
                lead.arrival.at(),
                lead.arrival.lead(),
                decision.rule() < 0 ? "" : desk.book.rule(decision.rule()).id(),
                user < 0 ? "" : desk.book.users().get(user).id(),
                how,
                explanation);
    }
}
