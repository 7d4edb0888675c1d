package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Rule;

/** Why something is to happen to a lead by the clock; at one instant and for one lead, in this order. */
public enum Cause {
    /** A claim is over. */
    OFFER,
    /** The chosen one did not accept. */
    ACCEPT,
    /** The holder did not touch it: taken back, reversed, and counted towards {@code times}. */
    REDISTRIBUTE,
    /** The holder's shift ends: moved, what was booked stands. */
    SHIFT_END,
    /** The holder's absence begins: moved, what was booked stands. */
    ABSENCE,
    /** The holder became inactive: moved like one whose holder is absent. */
    INACTIVE;

    /** Whether a rule moves the leads that somebody holds by it when this happens to them. */
    public boolean moves(Rule rule) {
        return switch (this) {
            case SHIFT_END -> rule.moves().atShiftEnd();
            case ABSENCE -> rule.moves().onAbsence();
            case INACTIVE -> rule.moves().onInactive();
            case OFFER, ACCEPT, REDISTRIBUTE -> false;
        };
    }
}
