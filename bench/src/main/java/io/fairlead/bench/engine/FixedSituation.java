package io.fairlead.bench.engine;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Situation;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A situation of one rule that answers from arrays; every tenth person is off shift. Not thread-safe. */
final class FixedSituation implements Situation {
    private final long[] figures;
    private int next;

    FixedSituation(int people) {
        figures = new long[people];
        for (int i = 0; i < people; i++) {
            figures[i] = i * 7919L % 1000;
        }
    }

    /** Changes one person's figures, another one's each time. */
    void turn() {
        figures[next] = (figures[next] + 617) % 1000;
        next = next + 1 < figures.length ? next + 1 : 0;
    }

    @Override
    public boolean windowOpen(int rule) {
        return true;
    }

    @Override
    public boolean active(int user) {
        return true;
    }

    @Override
    public boolean onShift(int user) {
        return user % 10 != 9;
    }

    @Override
    public boolean online(int user) {
        return true;
    }

    @Override
    public boolean absent(int user) {
        return false;
    }

    @Override
    public boolean absentWithin(int user, int days) {
        return false;
    }

    @Override
    public long balance(int ledger, int user) {
        return figures[user];
    }

    @Override
    public long activities(int user, int activity, Rule.Count period) {
        return figures[user];
    }

    @Override
    public long activitiesOn(String listing, int user, int activity, Rule.Count period) {
        return figures[user];
    }

    @Override
    public long compensation(int rule, int user, @Nullable String listing) {
        return 0;
    }

    @Override
    public long open(int user) {
        return figures[user];
    }

    @Override
    public long lastTurn(int rule, int user) {
        return figures[user];
    }

    @Override
    public @Nullable Instant lastTurnAt(int rule, int user) {
        return null;
    }

    @Override
    public Span duty(int user) {
        return Span.ALWAYS_ON;
    }

    @Override
    public @Nullable Absence absence(int user, int days) {
        return null;
    }
}
