package io.fairlead.engine.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What happens to leads because time passes or somebody has become eligible. Not thread-safe. */
final class Moves implements Daytime.Ends {
    private final Run run;
    private final Desk desk;
    private final Doings doings;
    private final List<Ended> ended = new ArrayList<>();

    /** Something that is to happen to a lead as long as it still has this turn. */
    private record Due(long turn, Cause cause, LeadState lead) {}

    /** Somebody's shift ended or absence began when this turn was the last. */
    private record Ended(int user, Cause cause, long turns) {}

    Moves(Run run, Desk desk, Doings doings) {
        this.run = run;
        this.desk = desk;
        this.doings = doings;
    }

    @Override
    public void shiftEnded(int user) {
        ended.add(new Ended(user, Cause.SHIFT_END, desk.turns()));
    }

    @Override
    public void absenceBegan(int user) {
        ended.add(new Ended(user, Cause.ABSENCE, desk.turns()));
    }

    /** Somebody became inactive. */
    void left(int user) {
        ended.add(new Ended(user, Cause.INACTIVE, desk.turns()));
    }

    /**
     * Gives waiting leads, the oldest arrival first, to those who have become eligible.
     *
     * @param company whether those may be helped that no rule took
     */
    void fromWaiting(boolean company) {
        var waiting = desk.waiting;
        waiting.begin(company);
        for (var lead = waiting.next(-1); lead != null; lead = waiting.next(lead.number)) {
            if (lead.closed) {
                continue;
            }
            long turns = desk.turns();
            int waitedIn = lead.waitsIn;
            if (waitedIn == LeadState.COMPANY) {
                desk.decide(lead, true);
            } else {
                desk.decideIn(waitedIn, desk.book.rule(waitedIn).choice().strategy(), lead, true);
            }
            if (lead.waitsIn != waitedIn) {
                run.changed(lead);
            }
            if (desk.turns() > turns) {
                waiting.situationChanged();
            }
        }
        waiting.end();
    }

    /**
     * Does what is due, oldest assignment first.
     *
     * @param eligibilityChanged whether leads that are stuck with their holder are tried again
     * @return whether a lead left its holder
     */
    boolean run(Instant at, boolean eligibilityChanged) {
        var due = due(at, eligibilityChanged);
        if (due.isEmpty()) {
            return false;
        }
        due.sort(Comparator.comparingLong(Due::turn).thenComparing(Due::cause));
        boolean left = false;
        for (var one : due) {
            if (one.lead.turn == one.turn) {
                run.changed(one.lead);
                happen(one);
                left |= one.cause != Cause.OFFER && one.lead.turn != one.turn;
            }
        }
        return left;
    }

    private List<Due> due(Instant at, boolean withStuck) {
        var due = new ArrayList<Due>();
        for (var by : ended) {
            for (var lead : held(by)) {
                due.add(new Due(lead.turn, by.cause, lead));
            }
        }
        ended.clear();
        for (var timer : desk.timers.due(at)) {
            due.add(new Due(timer.turn(), timer.cause(), timer.lead()));
        }
        if (withStuck) {
            for (var lead : desk.stuck.hopeful()) {
                due.add(new Due(lead.turn, Collections.min(lead.pending), lead));
            }
        }
        return due;
    }

    private Collection<LeadState> held(Ended by) {
        var held = run.heldBy(by.user, by.cause);
        return switch (by.cause) {
            case SHIFT_END -> desk.atShiftEnd(by.user).headMap(by.turns + 1).values();
            case ABSENCE -> desk.onAbsence(by.user).headMap(by.turns + 1).values();
            case INACTIVE, OFFER, ACCEPT, REDISTRIBUTE ->
                held.stream()
                        .filter(lead -> lead.rule >= 0
                                && desk.book.rule(lead.rule).moves().onInactive())
                        .toList();
        };
    }

    private void happen(Due what) {
        var lead = what.lead;
        switch (what.cause) {
            case OFFER -> doings.endOffer(lead);
            case ACCEPT -> {
                if (lead.accepting) {
                    doings.takeBack(lead);
                }
            }
            case REDISTRIBUTE, SHIFT_END, ABSENCE, INACTIVE -> move(lead, what.cause);
        }
    }

    private void move(LeadState lead, Cause cause) {
        boolean worked = lead.touched && cause != Cause.ABSENCE && cause != Cause.INACTIVE;
        if (!worked && !lead.closed && !tryMove(lead, cause)) {
            desk.stuck.add(lead, cause);
        }
    }

    private boolean tryMove(LeadState lead, Cause cause) {
        int rule = lead.rule;
        var booking = cause == Cause.REDISTRIBUTE ? lead.booking : null;
        var advisors = new Booking.Advisors(lead.contact);
        lead.leaves(lead.holder);
        if (booking != null) {
            desk.world.reverse(booking);
            booking.restoreAdvisors();
        }
        var strategy = desk.book.rule(rule).choice().strategy();
        var decision = desk.decider.choose(rule, strategy, lead, desk.world);
        if (decision == null) {
            if (booking != null) {
                desk.world.book(booking);
                advisors.giveTo(lead.contact);
            }
            lead.stays();
            return false;
        }
        if (booking != null) {
            desk.world.accounts().note(booking.entry());
            desk.waiting.advisorsChanged(lead.contact);
            lead.booking = null;
            lead.moves++;
        }
        var explanation = desk.explain(decision, rule, strategy, lead);
        desk.free();
        desk.carryOut(lead, decision, explanation, false);
        if (booking != null) {
            desk.moved(lead, rule);
        }
        return true;
    }
}
