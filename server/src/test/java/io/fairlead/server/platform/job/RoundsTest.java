package io.fairlead.server.platform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Duration SHORT = Duration.ofMillis(2);

    private final Rounds rounds = new Rounds();
    private final List<Integer> seen = new CopyOnWriteArrayList<>();

    @Test
    void aCompanysFailureKeepsNoOtherFromItsTurn() throws InterruptedException {
        rounds.every(SHORT, "test", () -> List.of(1, 2), company -> {
            seen.add(company);
            throw new IllegalStateException("company " + company);
        });
        rounds.begin();
        await().untilAsserted(() -> assertThat(seen).startsWith(1, 2, 1, 2));
        rounds.end();
    }

    @Test
    void aRoundComesAfterOneThatCouldNotBegin() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        rounds.every(
                SHORT,
                "test",
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("no database");
                    }
                    return List.of(7);
                },
                seen::add);
        rounds.begin();
        await().untilAsserted(() -> assertThat(seen).contains(7));
        rounds.end();
    }

    @Test
    void nothingIsDoneBeforeItBegins() throws InterruptedException {
        rounds.every(Duration.ZERO, "test", () -> List.of(1), seen::add);
        rounds.end();
        rounds.begin();
        rounds.end();
        assertThat(seen).isEmpty();
    }

    @Test
    void whatIsUnderWayIsFinishedAtTheEndAndNothingIsBegunAfterIt() throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        rounds.every(SHORT, "test", () -> List.of(1, 2), company -> {
            underWay.countDown();
            try {
                goOn.await();
                seen.add(company);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        rounds.begin();
        underWay.await();
        Thread ending = Thread.ofVirtual().start(() -> {
            try {
                rounds.end();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        await().until(() -> ending.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        ending.join();
        assertThat(seen).containsExactly(1);
        assertThat(interrupted).isFalse();
    }
}
