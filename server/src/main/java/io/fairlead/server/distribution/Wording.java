package io.fairlead.server.distribution;

import io.fairlead.engine.distribution.Ledger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes amounts and instants of a run as the API shows them. */
final class Wording {
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final ZoneId zone;

    Wording(ZoneId zone) {
        this.zone = zone;
    }

    /** Company wall time, to the second. */
    String wall(Instant at) {
        return WALL.format(at.atZone(zone));
    }

    @Nullable
    String wallOrNull(@Nullable Instant at) {
        return at == null ? null : wall(at);
    }

    /** Leads with two decimals, halves away from zero. */
    static String leads(long units) {
        return BigDecimal.valueOf(units)
                .divide(BigDecimal.valueOf(Ledger.LEAD), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
