package io.fairlead.engine.simulation;

import io.fairlead.engine.distribution.Decider.Hope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deadlines and moves: what happens to leads because time passes. Not thread-safe. */
final class Moves implements Daytime.Ends {
    private final Desk desk;
    private final Doings doings;
    private final List<Due> due = new ArrayList<>();

    /** Something that is to happen to a lead as long as it still has this turn. */
    private record Due(long turn, Cause cause, LeadState lead) {}

    Moves(Desk desk, Doings doings) {
        this.desk = desk;
        this.doings = doings;
    }

    @Override
    public void shiftEnded(int user) {
        for (var lead : desk.movable(user).values()) {
            if (desk.book.rule(lead.rule).moves().atShiftEnd()) {
                add(lead, Cause.SHIFT_END);
            }
        }
    }

    @Override
    public void absenceBegan(int user) {
        for (var lead : desk.movable(user).values()) {
            if (desk.book.rule(lead.rule).moves().onAbsence()) {
                add(lead, Cause.ABSENCE);
            }
        }
    }

    private void add(LeadState lead, Cause cause) {
        due.add(new Due(lead.turn, cause, lead));
    }

    /**
     * Does what is due, oldest assignment first.
     *
     * @param eligibilityChanged whether leads that are stuck with their holder are tried again
     * @return whether a lead left its holder
     */
    boolean run(Instant at, boolean eligibilityChanged) {
        for (var timer : desk.timers.due(at)) {
            due.add(new Due(timer.turn(), timer.cause(), timer.lead()));
        }
        if (eligibilityChanged) {
            for (var lead : desk.stuck.values()) {
                var cause = lead.stuck;
                if (cause != null) {
                    add(lead, cause);
                }
            }
        }
        if (due.isEmpty()) {
            return false;
        }
        var now = new ArrayList<>(due);
        due.clear();
        now.sort(Comparator.comparingLong(Due::turn).thenComparing(Due::cause));
        boolean left = false;
        for (var one : now) {
            if (one.lead.turn == one.turn) {
                happen(one);
                left |= one.cause != Cause.OFFER && one.lead.turn != one.turn;
            }
        }
        return left;
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
            case REDISTRIBUTE, SHIFT_END, ABSENCE -> move(lead, what.cause);
        }
    }

    private void move(LeadState lead, Cause cause) {
        boolean worked = lead.touched && cause != Cause.ABSENCE;
        if (!worked && !lead.closed && !tryMove(lead, cause) && lead.stuck == null) {
            desk.stick(lead, cause);
        }
    }

    private boolean tryMove(LeadState lead, Cause cause) {
        int rule = lead.rule;
        if (desk.decider.hope(rule, desk.world) == Hope.NONE) {
            return false;
        }
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
            lead.moves++;
        }
        var explanation = desk.explain(decision, rule, strategy, lead);
        desk.release(lead);
        desk.free();
        desk.carryOut(lead, decision, explanation, false);
        return true;
    }
}
