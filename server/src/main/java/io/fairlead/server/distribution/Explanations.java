package io.fairlead.server.distribution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.simulation.Observer;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.simulation.Simulation;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.wording.Leads;
import io.fairlead.server.wording.WallTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs a scenario once more and keeps why one lead went where it went. Used once, by one thread. */
final class Explanations implements Observer {
    private final String lead;
    private final Deadline deadline;
    private final WallTime wallTime;
    private final List<Explained> rows = new ArrayList<>();

    private Explanations(String lead, Deadline deadline, WallTime wallTime) {
        this.lead = lead;
        this.deadline = deadline;
        this.wallTime = wallTime;
    }

    record ExplainedRows(List<Explained> rows) {}

    /**
     * A decision about the lead.
     *
     * @param strategy what compared the candidates; null when no rule decided
     * @param skipped the rules tried before, and why they did not take it
     */
    record Explained(
            String at,
            String rule,
            String user,
            String how,
            @Nullable String strategy,
            List<SkippedRule> skipped,
            List<ExplainedCandidate> candidates) {}

    /**
     * A rule that did not take the lead.
     *
     * @param why {@code when}, {@code window}, or {@code nobody} for a rule that passed it on
     */
    record SkippedRule(String rule, String why) {}

    /** A candidate and what was compared; balances and compensation are decimal numbers of leads. */
    record ExplainedCandidate(
            String user,
            int weight,
            @Nullable ExplainedReason reason,
            String balanceBefore,
            String balanceAfter,
            long load,
            String compensation,
            int target,
            long open,
            @Nullable String lastTurn,
            boolean chosen) {}

    /** Why a candidate was left out; only the members of its kind are there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExplainedReason(
            String kind,
            @Nullable List<String> skills,
            @Nullable String until,
            @Nullable String from,
            @Nullable String absenceKind,
            @Nullable String cap,
            @Nullable Integer limit,
            @Nullable Long held) {

        ExplainedReason(String kind) {
            this(kind, null, null, null, null, null, null, null);
        }
    }

    /**
     * Every decision about a lead, in order.
     *
     * @throws Refusal {@code not-found} if the scenario has no such lead, {@code too-slow}
     */
    static ExplainedRows of(Scenario scenario, String lead, Deadline deadline) {
        boolean arrives = scenario.events().stream()
                .anyMatch(event ->
                        event instanceof Event.Arrival arrival && arrival.lead().equals(lead));
        if (!arrives) {
            throw Refusal.notFound();
        }
        WallTime wallTime = new WallTime(scenario.settings().company().timezone());
        Explanations explanations = new Explanations(lead, deadline, wallTime);
        deadline.keep(() -> Simulation.run(scenario, explanations));
        return new ExplainedRows(explanations.rows);
    }

    @Override
    public boolean wantsExplained(String other) {
        return other.equals(lead);
    }

    @Override
    public boolean goOn(long done, long events) {
        return !deadline.passed();
    }

    @Override
    public void assigned(Assignment row) {
        if (!row.lead().equals(lead)) {
            return;
        }
        Explanation explanation = row.explanation();
        rows.add(new Explained(
                wallTime.text(row.at()),
                row.rule(),
                row.user(),
                row.how(),
                strategy(explanation),
                explanation == null
                        ? List.of()
                        : explanation.skipped().stream()
                                .map(skipped -> new SkippedRule(
                                        skipped.rule(), skipped.why().name().toLowerCase(Locale.ROOT)))
                                .toList(),
                explanation == null
                        ? List.of()
                        : explanation.candidates().stream()
                                .map(candidate -> candidate(candidate, row.user()))
                                .toList()));
    }

    private static @Nullable String strategy(@Nullable Explanation explanation) {
        Strategy strategy = explanation == null ? null : explanation.strategy();
        return strategy == null ? null : strategy.word();
    }

    private ExplainedCandidate candidate(Explanation.Assessed candidate, String receiver) {
        Explanation.Figures figures = candidate.figures();
        Reason reason = candidate.reason();
        return new ExplainedCandidate(
                candidate.user(),
                candidate.weight(),
                reason == null ? null : reason(reason),
                Leads.text(figures.before()),
                Leads.text(figures.after()),
                figures.load(),
                Leads.text(figures.compensation()),
                figures.target(),
                figures.open(),
                textOrNull(figures.lastTurn()),
                candidate.user().equals(receiver));
    }

    private @Nullable String textOrNull(@Nullable Instant at) {
        return at == null ? null : wallTime.text(at);
    }

    private ExplainedReason reason(Reason reason) {
        String kind = reason.word();
        return switch (reason) {
            case Reason.MissingSkill missing ->
                new ExplainedReason(kind, missing.skills(), null, null, null, null, null, null);
            case Reason.OffShift off ->
                new ExplainedReason(kind, null, textOrNull(off.until()), null, null, null, null, null);
            case Reason.Absent absent ->
                new ExplainedReason(kind, null, wallTime.text(absent.until()), null, absent.kind(), null, null, null);
            case Reason.AbsentSoon soon ->
                new ExplainedReason(kind, null, null, wallTime.text(soon.from()), soon.kind(), null, null, null);
            case Reason.Full full ->
                new ExplainedReason(kind, null, null, null, null, full.cap(), full.limit(), full.held());
            case Reason.Inactive plain -> new ExplainedReason(kind);
            case Reason.Offline plain -> new ExplainedReason(kind);
            case Reason.Excluded plain -> new ExplainedReason(kind);
            case Reason.NoTarget plain -> new ExplainedReason(kind);
        };
    }
}
