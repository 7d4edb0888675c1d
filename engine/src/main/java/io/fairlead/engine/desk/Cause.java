package io.fairlead.engine.desk;

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
    INACTIVE
}
