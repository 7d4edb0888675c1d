package io.fairlead.server.desk;

import io.fairlead.server.platform.job.Rounds;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Wakes desks that have something to do by the clock alone: deadlines, shifts, absences. Every node looks four times a
 * second; the desk's own lock lets one of them do it. What was missed while no node ran is done in its order. Thread-safe.
 */
@Component
class Wakes {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Wakes(JdbcClient jdbc, Desks desks, InstantSource clock, Rounds rounds) {
        this.jdbc = jdbc;
        this.clock = clock;
        rounds.every(PAUSE, "wakes", this::due, desks::wake);
    }

    private List<Integer> due() {
        return jdbc.sql("select company_id from shared.wake where at <= ? order by at")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getInt("company_id"))
                .list();
    }
}
