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

    /** Something to do with a lead as long as it still has this turn. */
    private record Due(long turn, int order, LeadState lead, Runnable what) {}

    Moves(Desk desk, Doings doings) {
        this.desk = desk;
        this.doings = doings;
    }

    @Override
    public void shiftEnded(int user) {
        for (var lead : desk.movable(user).values()) {
            if (desk.book.rule(lead.rule).moves().atShiftEnd()) {
                add(lead, Move.SHIFT_END);
            }
        }
    }

    @Override
    public void absenceBegan(int user) {
        for (var lead : desk.movable(user).values()) {
            if (desk.book.rule(lead.rule).moves().onAbsence()) {
                add(lead, Move.ABSENCE);
            }
        }
    }

    private void add(LeadState lead, Move move) {
        int order = Timers.Kind.values().length + move.ordinal();
        due.add(new Due(lead.turn, order, lead, () -> move(lead, move)));
    }

    /**
     * Does what is due, oldest assignment first.
     *
     * @param eligibilityChanged whether leads that are stuck with their holder are tried again
     * @return whether a lead left its holder
     */
    boolean run(Instant at, boolean eligibilityChanged) {
        for (var timer : desk.timers.due(at)) {
            due.add(new Due(timer.turn(), timer.kind().ordinal(), timer.lead(), () -> timeOut(timer)));
        }
        if (eligibilityChanged) {
            for (var lead : desk.stuck.values()) {
                var move = lead.stuck;
                if (move != null) {
                    add(lead, move);
                }
            }
        }
        if (due.isEmpty()) {
            return false;
        }
        var now = new ArrayList<>(due);
        due.clear();
        now.sort(Comparator.comparingLong(Due::turn).thenComparingInt(Due::order));
        boolean left = false;
        for (var one : now) {
            if (one.lead.turn == one.turn) {
                one.what.run();
                left |= one.lead.turn != one.turn;
            }
        }
        return left;
    }

    private void timeOut(Timers.Timer timer) {
        var lead = timer.lead();
        switch (timer.kind()) {
            case OFFER -> doings.endOffer(lead);
            case ACCEPT -> {
                if (lead.accepting) {
                    doings.takeBack(lead);
                }
            }
            case REDISTRIBUTE -> move(lead, Move.REDISTRIBUTE);
        }
    }

    private void move(LeadState lead, Move move) {
        boolean worked = lead.touched && move != Move.ABSENCE;
        if (!worked && !lead.closed && !tryMove(lead, move) && lead.stuck == null) {
            lead.stuck = move;
            desk.stuck.put(lead.turn, lead);
        }
    }

    private boolean tryMove(LeadState lead, Move move) {
        int rule = lead.rule;
        if (desk.decider.hope(rule, desk.world) == Hope.NONE) {
            return false;
        }
        var booking = move == Move.REDISTRIBUTE ? lead.booking : null;
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
