package io.fairlead.engine.simulation;

/** Why a lead is to leave its holder. Their order is the order in which they come at one instant. */
enum Move {
    /** Taken back untouched: reversed, and counted towards {@code times}. */
    REDISTRIBUTE,
    SHIFT_END,
    ABSENCE
}
