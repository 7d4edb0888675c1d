package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a node reads once another one did something: what that changed, however many leads wait. */
class TakeUpTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final int WAITING = 60;

    private static Shop shop() {
        return Shop.of(SERVER, """
                company: {name: Shop, timezone: UTC}
                users: {anna: {}, bruno: {}}
                rules:
                  - {id: jam, when: 'source == "jam"', candidates: [{user: anna, caps: {open: 1}}], overflow: false}
                  - {id: free, candidates: [{user: bruno}]}
                """, MONDAY);
    }

    private static Doing.Arrival lead(String source, String phone) {
        return new Doing.Arrival(new Doing.NewLead(source, "", "", phone, "", "", Map.of(), true, null), outcome -> {});
    }

    /** A store that counts the leads it reads. */
    private static final class Counting extends DeskStore {
        private int whole;
        private final List<Integer> looked = new ArrayList<>();
        private final List<Integer> read = new ArrayList<>();
        private final List<Integer> contacts = new ArrayList<>();

        Counting(Shop shop) {
            super(
                    shop.jdbc(),
                    shop.server.part(Transactions.class),
                    shop.server.part(SettingsStore.class),
                    shop.server.part(InstantSource.class),
                    shop.server.part(JsonMapper.class),
                    shop.server.part(DeskWriter.class));
        }

        @Override
        Kept kept(Place place, RuleBook book, Shift.People people) {
            whole++;
            return super.kept(place, book, people);
        }

        @Override
        Kept kept(Place place, Changed changed, RuleBook book, Shift.People people) {
            var kept = super.kept(place, changed, book, people);
            looked.add(changed.leads().size());
            read.add(kept.leads().size());
            contacts.add(kept.contacts().size());
            return kept;
        }
    }

    @Test
    void aNodeReadsTheLeadsAloneThatAnotherOneMovedAndGoesOnRightly() {
        var shop = shop();
        var store = new Counting(shop);
        var mine = new LiveDesk(shop.company, store);
        var held = mine.perform(List.of(lead("jam", ""))).getFirst();
        shop.perform(Collections.nCopies(WAITING, lead("jam", "")));
        assertThat(mine.perform(List.of(lead("", ""))).getFirst().rule()).isEqualTo("free");
        shop.perform(List.of(new Doing.StatusSet(held.lead(), "won", null)));
        shop.perform(List.of(lead("", "")));
        mine.perform(List.of(new Doing.StatusSet(held.lead() + 1, "won", null)));
        shop.perform(List.of(lead("", "")));
        mine.perform(List.of(lead("", "")));
        assertThat(store.whole).as("taken up wholly once").isEqualTo(1);
        assertThat(store.looked).containsExactly(WAITING, 1, 0);
        assertThat(store.read).as("what still waits").containsExactly(WAITING, 0, 0);
        assertThat(shop.inside(() -> shop.jdbc()
                        .sql("select lead_id from fairlead.decision where how = 'held' order by id")
                        .query(Long.class)
                        .list()))
                .containsExactly(held.lead() + 1, held.lead() + 2);
        shop.verify();
    }

    @Test
    void aContactOfALeadThatWaitsIsReadOnceItHasAnAdvisor() {
        var shop = shop();
        var store = new Counting(shop);
        var mine = new LiveDesk(shop.company, store);
        mine.perform(List.of(lead("jam", "")));
        var waits = mine.perform(List.of(lead("jam", "+39333"))).getFirst();
        var given = shop.perform(List.of(lead("", "+39333"))).getFirst();
        assertThat(given.user()).isEqualTo(shop.users.get("bruno"));
        mine.perform(List.of(lead("", "")));
        assertThat(store.looked).containsExactly(0);
        assertThat(store.contacts).containsExactly(1);
        assertThat(mine.perform(List.of(new Doing.StatusSet(waits.lead(), "new", null))))
                .allSatisfy(outcome -> assertThat(outcome.lead()).isEqualTo(waits.lead()));
        shop.verify();
    }

    @Test
    void whoMissedTooMuchReadsAllThatWaits() {
        var shop = shop();
        var store = new Counting(shop);
        var mine = new LiveDesk(shop.company, store);
        mine.perform(List.of(lead("jam", "")));
        shop.perform(Collections.nCopies(3, lead("jam", "")));
        shop.inside(() -> shop.jdbc()
                .sql("update fairlead.desk set seq = seq + ?")
                .param(DeskWriter.CHANGES_KEPT)
                .update());
        mine.perform(List.of(lead("", "")));
        assertThat(store.whole).isEqualTo(2);
        assertThat(store.looked).isEmpty();
    }

    @Test
    void whatNobodyCanNeedAnyMoreIsSweptAway() {
        var shop = shop();
        var held = shop.perform(List.of(lead("jam", ""))).getFirst();
        shop.perform(List.of(lead("jam", "")));
        shop.inside(
                () -> shop.jdbc().sql("update fairlead.desk set seq = 19998").update());
        shop.perform(List.of(lead("jam", "")));
        shop.perform(List.of(new Doing.StatusSet(held.lead(), "won", null)));
        assertThat(Objects.requireNonNull(shop.inside(() -> shop.jdbc()
                        .sql("select seq from fairlead.desk_change order by seq")
                        .query(Long.class)
                        .list())))
                .containsExactly(19_999L, 20_000L);
    }
}
