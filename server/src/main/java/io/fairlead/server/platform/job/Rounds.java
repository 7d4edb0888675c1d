package io.fairlead.server.platform.job;

import io.fairlead.server.platform.Masked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Rounds through companies, again and again, each on a thread of its own. They begin once the server is ready, and end
 * before anything they use is stopped. Rounds are named while the program is put together, by one thread.
 */
@Component
public class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration TO_FINISH = Duration.ofSeconds(5);

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Does work for one company after the other, pauses, and begins again. A company's failure is logged and keeps no
     * other from its turn; a round that could not even begin is logged and the next one comes.
     *
     * @param pause before each round, the first one too
     * @param companies whose turn it is; asked at the beginning of each round
     */
    public void every(
            Duration pause, String name, Supplier<? extends Collection<Integer>> companies, IntConsumer work) {
        threads.add(Thread.ofVirtual().name(name).unstarted(() -> {
            while (!stops(pause)) {
                go(name, companies, work);
            }
        }));
    }

    private boolean stops(Duration pause) {
        try {
            return stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void go(String name, Supplier<? extends Collection<Integer>> companies, IntConsumer work) {
        try {
            for (int company : companies.get()) {
                if (stopped.getCount() == 0) {
                    return;
                }
                attempt(name, company, work);
            }
        } catch (RuntimeException failure) {
            LOG.warn(
                    "{}: whose turn it is could not be looked up: {}",
                    name,
                    Masked.of(failure).getMessage());
        }
    }

    private static void attempt(String name, int company, IntConsumer work) {
        try {
            work.accept(company);
        } catch (RuntimeException failure) {
            LOG.error("{}: the turn of company {} was broken off", name, company, Masked.of(failure));
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        threads.forEach(Thread::start);
    }

    /** Lets them finish what they are at; an interrupt would break a connection in the middle of a sentence. */
    @EventListener(ContextClosedEvent.class)
    void end() throws InterruptedException {
        stopped.countDown();
        long until = System.nanoTime() + TO_FINISH.toNanos();
        for (Thread thread : threads) {
            if (thread.isAlive() && !thread.join(Duration.ofNanos(until - System.nanoTime()))) {
                thread.interrupt();
            }
        }
    }
}
