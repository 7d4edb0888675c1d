package io.fairlead.server.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.platform.http.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicInteger running = new AtomicInteger();

    @Test
    void oneCompanyLeavesRoomForAnother() {
        Gate gate = new Gate("busy", 1000, Duration.ZERO, LONG);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int call = 0; call < 100; call++) {
                calls.add(callers.submit(() -> gate.compute(1, deadline -> awaited(end))));
            }
            await().atMost(LONG)
                    .until(() -> calls.stream().filter(Future::isDone).count() + running.get() == 100);
            String through = gate.compute(2, deadline -> "through");
            assertThat(through).isEqualTo("through");
            end.countDown();
        }
    }

    @Test
    void workThatDoesNotLookAtItsDeadlineIsInterrupted() {
        Gate gate = new Gate("busy", 1, Duration.ZERO, Duration.ofMillis(1));
        assertThatThrownBy(() -> gate.compute(1, deadline -> awaited(new CountDownLatch(1))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("too long");
        assertThat(running).hasValue(0);
        assertThat(enters(gate)).isTrue();
    }

    @Test
    void whenNobodyWaitsForTheResultItsDeadlineHasPassed() throws InterruptedException {
        Gate gate = new Gate("busy", 1, Duration.ZERO, Duration.ofHours(1));
        CountDownLatch ended = new CountDownLatch(1);
        Thread caller = Thread.ofVirtual()
                .start(() -> gate.compute(1, deadline -> {
                    running.incrementAndGet();
                    while (deadline.lasts()) {
                        Thread.onSpinWait();
                    }
                    ended.countDown();
                    return "";
                }));
        await().atMost(LONG).until(() -> running.get() == 1);
        caller.interrupt();
        ended.await();
        caller.join();
        assertThat(enters(gate)).isTrue();
    }

    private boolean enters(Gate gate) {
        try {
            return gate.compute(1, deadline -> true);
        } catch (Refusal e) {
            return false;
        }
    }

    private String awaited(CountDownLatch end) {
        running.incrementAndGet();
        try {
            end.await();
            return "";
        } catch (InterruptedException e) {
            return "interrupted";
        } finally {
            running.decrementAndGet();
        }
    }
}
