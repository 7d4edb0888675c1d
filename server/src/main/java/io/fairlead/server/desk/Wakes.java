package io.fairlead.server.desk;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Wakes desks that have something to do by the clock alone: deadlines, shifts, absences. Every node looks four times a
 * second; the desk's own lock lets one of them do it. What was missed while no node ran is done in its order. Thread-safe.
 */
@Component
class Wakes implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);
    private static final long EVERY_MILLISECONDS = 250;

    private final JdbcClient jdbc;
    private final Desks desks;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("wakes").factory());

    Wakes(JdbcClient jdbc, Desks desks, InstantSource clock) {
        this.jdbc = jdbc;
        this.desks = desks;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var ignored = timer.scheduleWithFixedDelay(this::lookSafely, 0, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** Wakes the desks that are due. */
    void look() {
        List<Integer> due = jdbc.sql("select company_id from shared.wake where at <= ? order by at")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getInt("company_id"))
                .list();
        for (int company : due) {
            try {
                desks.wake(company);
            } catch (RuntimeException failure) {
                LOG.error("The desk of company {} could not be woken", company, failure);
            }
        }
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException failure) {
            LOG.warn("Due desks could not be looked up: {}", failure.toString());
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
