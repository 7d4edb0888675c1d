package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Many leads at once, some of whose transactions fail in their last moment: just before they are committed, or after. */
class LostAnswerTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final int LEADS = 60;
    private static final int EACH = 10;

    private final Shop shop = Shop.of(SERVER, """
            company: {name: Shop, timezone: Europe/Rome, region: IT}
            users: {anna: {}, bruno: {}}
            rules: [{id: all, candidates: [{user: anna}, {user: bruno}]}]
            """, MONDAY);

    /** Sends the leads, every tenth with this; answers come of those that did not fail. */
    private List<Outcome> flood(TransactionSynchronization last) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, LEADS)
                    .<Callable<Outcome>>mapToObj(
                            n -> () -> shop.perform(List.of(lead(n, last))).getFirst())
                    .toList();
            var outcomes = new ArrayList<Outcome>();
            for (var done : threads.invokeAll(all)) {
                try {
                    outcomes.add(done.get());
                } catch (ExecutionException failed) {
                    assertThat(failed).hasRootCauseMessage("lost");
                }
            }
            return outcomes;
        }
    }

    private static Doing lead(int n, TransactionSynchronization last) {
        var lead = new Doing.NewLead("web", "", "", "", "", "", Map.of(), true, null);
        return new Doing.Arrival(lead, outcome -> {
            if (n % EACH == 0) {
                TransactionSynchronizationManager.registerSynchronization(last);
            }
        });
    }

    private long stored() {
        return shop.inside(() -> shop.jdbc()
                .sql("select count(*) from fairlead.lead")
                .query(Long.class)
                .single());
    }

    @Test
    void whatWasCommittedIsNotDoneAgainThoughTheAnswerIsLost() throws Exception {
        var outcomes = flood(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                throw new IllegalStateException("lost");
            }
        });
        assertThat(outcomes).extracting(Outcome::lead).doesNotHaveDuplicates().hasSize(LEADS);
        assertThat(stored()).isEqualTo(LEADS);
        assertThat(shop.unbalanced()).isEmpty();
    }

    @Test
    void whatWasNotCommittedIsDoneAgainWithoutTheLeadThatFailed() throws Exception {
        var outcomes = flood(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                throw new IllegalStateException("lost");
            }
        });
        int sound = LEADS - LEADS / EACH;
        assertThat(outcomes).extracting(Outcome::lead).doesNotHaveDuplicates().hasSize(sound);
        assertThat(stored()).isEqualTo(sound);
        assertThat(shop.unbalanced()).isEmpty();
    }
}
