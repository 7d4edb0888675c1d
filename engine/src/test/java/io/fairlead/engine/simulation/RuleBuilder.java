package io.fairlead.engine.simulation;

import io.fairlead.engine.distribution.Candidate;
import io.fairlead.engine.distribution.Caps;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Rule.AfterAbsence;
import io.fairlead.engine.distribution.Rule.Availability;
import io.fairlead.engine.distribution.Rule.Choice;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.Rule.Group;
import io.fairlead.engine.distribution.Rule.Known;
import io.fairlead.engine.distribution.Rule.Limits;
import io.fairlead.engine.distribution.Rule.Measure;
import io.fairlead.engine.distribution.Rule.Moves;
import io.fairlead.engine.distribution.Rule.Owners;
import io.fairlead.engine.distribution.Rule.Redistribute;
import io.fairlead.engine.distribution.Rule.Scope;
import io.fairlead.engine.distribution.Rule.SetOwner;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.time.Hours;
import io.fairlead.engine.time.Weekly;
import io.fairlead.engine.time.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule for tests: the defaults of the settings file, and what a test says otherwise. */
public final class RuleBuilder {
    private final String id;
    private final List<Candidate> candidates = new ArrayList<>();
    private @Nullable Filter when;
    private @Nullable Window window;
    private @Nullable String ledger;
    private boolean listingResponsibles;
    private Set<String> skills = Set.of();
    private Availability availability = new Availability(false, true, 0, AfterAbsence.LEVEL);
    private Choice choice = new Choice(Strategy.TURNS, null, Strategy.TURNS, null);
    private Measure measure = new Measure(20, Count.MONTH, Scope.ALL, "lead-assigned", true);
    private Limits limits = new Limits(Caps.NONE, true);
    private Owners owners = new Owners(Known.OWNER_THEN_FORMER, SetOwner.IF_NONE);
    private Moves moves = new Moves(null, false, false, true);
    private Otherwise otherwise = new Otherwise.Hold();

    public RuleBuilder(String id) {
        this.id = id;
    }

    public RuleBuilder source(String source) {
        when = new Filter.Compare("source", Filter.Operator.EQUAL, new Filter.Operand.Literal(new Value.Text(source)));
        return this;
    }

    RuleBuilder when(Filter filter) {
        when = filter;
        return this;
    }

    /** Every day between two whole hours. */
    public RuleBuilder between(int from, int to) {
        window = new Window(List.of(new Weekly(Set.of(DayOfWeek.values()), new Hours(from * 60, to * 60), false)));
        return this;
    }

    public RuleBuilder user(String user) {
        return user(user, 1);
    }

    RuleBuilder users(String... users) {
        for (var user : users) {
            user(user);
        }
        return this;
    }

    public RuleBuilder user(String user, int weight) {
        candidates.add(new Candidate(Candidate.Kind.USER, user, weight, null));
        return this;
    }

    public RuleBuilder user(String user, Caps caps) {
        candidates.add(new Candidate(Candidate.Kind.USER, user, 1, caps));
        return this;
    }

    public RuleBuilder team(String team, int weight) {
        candidates.add(new Candidate(Candidate.Kind.TEAM, team, weight, null));
        return this;
    }

    public RuleBuilder listingResponsibles() {
        listingResponsibles = true;
        return this;
    }

    public RuleBuilder skills(String... needed) {
        skills = Set.of(needed);
        return this;
    }

    RuleBuilder presenceRequired() {
        availability = new Availability(
                true, availability.absencesRespected(), availability.lookahead(), availability.afterAbsence());
        return this;
    }

    public RuleBuilder availability(boolean absencesRespected, int lookahead, AfterAbsence after) {
        availability = new Availability(availability.presenceRequired(), absencesRespected, lookahead, after);
        return this;
    }

    public RuleBuilder strategy(Strategy strategy) {
        choice = new Choice(strategy, choice.within(), choice.then(), choice.acceptWithin());
        return this;
    }

    RuleBuilder claim(Duration within, Strategy then) {
        choice = new Choice(Strategy.CLAIM, within, then, choice.acceptWithin());
        return this;
    }

    RuleBuilder acceptWithin(Duration time) {
        choice = new Choice(choice.strategy(), choice.within(), choice.then(), time);
        return this;
    }

    public RuleBuilder measure(@Nullable Integer target, Count count, Scope scope, boolean compensate) {
        measure = new Measure(target, count, scope, measure.activity(), compensate);
        return this;
    }

    RuleBuilder activity(String activity) {
        measure = new Measure(measure.target(), measure.count(), measure.scope(), activity, measure.compensate());
        return this;
    }

    RuleBuilder caps(@Nullable Integer day, @Nullable Integer week, @Nullable Integer month, @Nullable Integer open) {
        limits = new Limits(new Caps(day, week, month, open), limits.overflow());
        return this;
    }

    RuleBuilder noOverflow() {
        limits = new Limits(limits.caps(), false);
        return this;
    }

    public RuleBuilder owners(Known known, SetOwner setOwner) {
        owners = new Owners(known, setOwner);
        return this;
    }

    RuleBuilder redistribute(Duration after, int times, boolean shiftClock) {
        moves = new Moves(
                new Redistribute(after, times, shiftClock), moves.atShiftEnd(), moves.onAbsence(), moves.onInactive());
        return this;
    }

    RuleBuilder atShiftEnd() {
        moves = new Moves(moves.redistribute(), true, moves.onAbsence(), moves.onInactive());
        return this;
    }

    RuleBuilder onAbsence() {
        moves = new Moves(moves.redistribute(), moves.atShiftEnd(), true, moves.onInactive());
        return this;
    }

    public RuleBuilder ledger(String name) {
        ledger = name;
        return this;
    }

    public RuleBuilder otherwise(Otherwise what) {
        otherwise = what;
        return this;
    }

    public Rule build() {
        return new Rule(
                id,
                null,
                when,
                window,
                new Group(List.copyOf(candidates), listingResponsibles, skills),
                availability,
                choice,
                measure,
                limits,
                owners,
                moves,
                ledger,
                otherwise);
    }
}
