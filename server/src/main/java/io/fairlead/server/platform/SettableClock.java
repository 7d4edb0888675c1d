package io.fairlead.server.platform;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The program's clock: the real time, unless it was set, as tests and rehearsals do. Thread-safe. */
public final class SettableClock implements InstantSource {
    private volatile @Nullable Instant set;

    @Override
    public Instant instant() {
        var fixed = set;
        return fixed == null ? Instant.now() : fixed;
    }

    /** Stops the clock at an instant; null lets it show the real time again. */
    public void set(@Nullable Instant at) {
        set = at;
    }
}
