package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import tools.jackson.databind.json.JsonMapper;

/** Many leads at once, on two nodes. */
class RaceTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final TestServer OTHER_NODE = SERVER.node();
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final int LEADS = 60;

    private static final String CAPPED = """
            company: {name: Shop, timezone: Europe/Rome, region: IT}
            users: {anna: {}, bruno: {}}
            rules:
              - {id: calls, when: 'source == "call"', candidates: [{user: anna, caps: {day: 7}}], overflow: false,
                 otherwise: {user: bruno}}
              - {id: mails, when: 'source == "mail"', candidates: [{user: anna, caps: {day: 7}}], overflow: false,
                 otherwise: {user: bruno}}
            """;

    private static final String TURNS = """
            company: {name: Shop, timezone: Europe/Rome, region: IT}
            users: {anna: {}, bruno: {}, carla: {}}
            rules: [{id: all, candidates: [{user: anna}, {user: bruno}, {user: carla}], known: off, set-owner: if-none}]
            """;

    private static Shop shop(String yaml) {
        OTHER_NODE.part(io.fairlead.server.platform.SettableClock.class).set(MONDAY);
        return Shop.of(SERVER, yaml, MONDAY);
    }

    private static Doing lead(String source, String phone) {
        return new Doing.Arrival(new Doing.NewLead(source, "", "", phone, "", "", Map.of(), true, null), outcome -> {});
    }

    /** Sends leads from many threads, by turns through the ways in. */
    private static List<Outcome> flood(Function<Integer, Doing> lead, List<Function<List<Doing>, List<Outcome>>> ways)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> all = IntStream.range(0, LEADS)
                    .<Callable<Outcome>>mapToObj(n -> () -> ways.get(n % ways.size())
                            .apply(List.of(lead.apply(n)))
                            .getFirst())
                    .toList();
            var outcomes = new ArrayList<Outcome>();
            for (var done : threads.invokeAll(all)) {
                outcomes.add(done.get());
            }
            return outcomes;
        }
    }

    private static List<Function<List<Doing>, List<Outcome>>> bothNodes(Shop shop) {
        return List.of(shop::perform, shop.on(OTHER_NODE)::perform);
    }

    @Test
    void aCapIsNotPassedByTwoRulesOnTwoNodesAtOnce() throws Exception {
        var shop = shop(CAPPED);
        var outcomes = flood(n -> lead(n % 4 < 2 ? "call" : "mail", ""), bothNodes(shop));
        long anna = shop.users.getOrDefault("anna", 0L);
        assertThat(outcomes.stream().filter(outcome -> outcome.user() != null && outcome.user() == anna))
                .hasSize(7);
        assertThat(outcomes.stream().map(Outcome::lead).distinct()).hasSize(LEADS);
        assertThat(shop.unbalanced()).isEmpty();
    }

    @Test
    void leadsOfOneNewPhoneHaveOneContactAndOneOwner() throws Exception {
        var shop = shop(TURNS);
        flood(n -> lead("web", "+393331112223"), bothNodes(shop));
        assertThat(shop.<Long>inside(() -> shop.jdbc()
                        .sql("select count(*) from fairlead.contact where owner_id is not null")
                        .query(Long.class)
                        .single()))
                .isEqualTo(1);
    }

    @Test
    void twoLeadsNeverShareATurn() throws Exception {
        var shop = shop(TURNS);
        var outcomes = flood(n -> lead("web", ""), bothNodes(shop));
        for (var user : shop.users.values()) {
            assertThat(outcomes.stream().filter(outcome -> user.equals(outcome.user())))
                    .hasSize(LEADS / 3);
        }
        assertThat(shop.unbalanced()).isEmpty();
    }

    @Test
    void anOfferIsAcceptedByOneOnly() throws Exception {
        var shop = shop("""
                company: {name: Shop, timezone: Europe/Rome}
                users: {anna: {}, bruno: {}, carla: {}}
                rules: [{id: all, strategy: claim, candidates: [{user: anna}, {user: bruno}, {user: carla}]}]
                """);
        var offered = shop.perform(List.of(lead("web", ""))).getFirst();
        assertThat(offered.how()).isEqualTo("offered");
        var users = List.copyOf(shop.users.values());
        flood(n -> new Doing.Accepted(offered.lead(), users.get(n % users.size())), bothNodes(shop));
        assertThat(shop.<List<String>>inside(() -> shop.jdbc()
                        .sql("select how from fairlead.decision order by id")
                        .query((row, n) -> row.getString("how"))
                        .list()))
                .containsExactly("offered", "claim");
    }

    /** The control: what the tests above would show if desks did not lock. */
    @Test
    void withoutTheLockItGoesWrong() {
        var shop = shop(TURNS);
        var bothKnow = new CountDownLatch(2);
        var desks = IntStream.range(0, 2)
                .<Callable<List<Outcome>>>mapToObj(n -> () ->
                        new LiveDesk(shop.company, new Unlocked(shop, bothKnow)).perform(List.of(lead("web", ""))))
                .toList();
        assertThat(catchThrowable(() -> {
                    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        for (var done : threads.invokeAll(desks)) {
                            done.get();
                        }
                    }
                    return null;
                }))
                .as("two desks that do not lock give two leads the same number")
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(PSQLException.class);
    }

    private static Throwable catchThrowable(Callable<?> work) {
        return org.assertj.core.api.Assertions.catchThrowable(work::call);
    }

    /** Reads how far the desk has come without locking it, and goes on once both desks have. */
    private static final class Unlocked extends DeskStore {
        private final Shop shop;
        private final CountDownLatch bothKnow;

        Unlocked(Shop shop, CountDownLatch bothKnow) {
            super(
                    shop.jdbc(),
                    shop.server.part(Transactions.class),
                    shop.server.part(SettingsStore.class),
                    shop.server.part(InstantSource.class),
                    shop.server.part(JsonMapper.class),
                    shop.server.part(DeskWriter.class));
            this.shop = shop;
            this.bothKnow = bothKnow;
        }

        @Override
        <T> T locked(int companyId, Function<Place, T> work) {
            return shop.inside(() -> {
                var place = place();
                bothKnow.countDown();
                try {
                    assertThat(bothKnow.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return work.apply(place);
            });
        }
    }
}
