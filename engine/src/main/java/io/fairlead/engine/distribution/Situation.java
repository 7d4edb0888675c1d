package io.fairlead.engine.distribution;

import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision reads of the world at its instant. Users, ledgers, rules and activities are numbers of the
 * {@link RuleBook}; balances and compensation are in units of {@link Ledger#LEAD}, counts in leads. Reading changes
 * nothing.
 */
public interface Situation {
    /** Whether the rule's window contains the instant. */
    boolean windowOpen(int rule);

    boolean active(int user);

    boolean onShift(int user);

    boolean online(int user);

    boolean absent(int user);

    /** Absent at any time from now to the end of the company's day today + {@code days}. */
    boolean absentWithin(int user, int days);

    long balance(int ledger, int user);

    /** The user's activities in the current calendar period, whatever rule gave them. */
    long activities(int user, int activity, Rule.Count period);

    /** The same, only those on the listing. */
    long activitiesOn(String listing, int user, int activity, Rule.Count period);

    /** What the rule credited the user for absences in its current period; on all listings if null. */
    long compensation(int rule, int user, @Nullable String listing);

    /** The leads the user holds whose status is not closed. */
    long open(int user);

    /** The sequence number of the rule's last assignment to the user (fallbacks aside), 0 for never. */
    long lastTurn(int rule, int user);

    /** When that assignment was made, for explanations; null for never. */
    @Nullable
    Instant lastTurnAt(int rule, int user);

    /** The shift, or the time between shifts, around now. */
    Span duty(int user);

    /** The absence that {@link #absentWithin} found, for explanations. */
    @Nullable
    Absence absence(int user, int days);
}
