package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.simulation.Simulation;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.replay.Checkpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rule that begins to count on the lead's listing alone counts what was booked there before. */
class ListingCountsTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final TestServer OTHER_NODE = SERVER.node();
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final String RULES = """
            [{"id": "to-anna", "when": "source == \\"anna\\"", "candidates": [{"user": "anna"}]},
             {"id": "to-bruno", "when": "source == \\"bruno\\"", "candidates": [{"user": "bruno"}],
              "accept-within": "9h"},
             {"id": "even", "candidates": [{"user": "anna"}, {"user": "bruno"}], "strategy": "utilisation",
              "scope": "%s"}]
            """;
    private static final String FILE = """
            company: {name: Agency, timezone: Europe/Rome}
            users: {anna: {}, bruno: {}}
            listings: {flat: {}, house: {}}
            rules: %s
            """;
    private static final String EVENTS = """
            events:
              - {at: 2026-11-23T10:00, lead: "1", source: bruno, listing: flat}
              - {at: 2026-11-23T10:01, lead: "1", declined-by: bruno}
              - {at: 2026-11-23T10:02, lead: "2", source: anna, listing: flat}
              - {at: 2026-11-24T10:00, lead: "3", source: bruno, listing: house}
              - {at: 2026-11-24T10:01, lead: "4", source: bruno, listing: house}
              - {at: 2026-11-24T10:02, lead: "3", accepted-by: bruno}
              - {at: 2026-11-24T10:02, lead: "4", accepted-by: bruno}
              - {at: 2026-11-25T10:00, lead: "5", source: web, listing: flat}
              - {at: 2026-11-25T10:01, lead: "6", source: web, listing: house}
            until: 2026-11-25T12:00
            """;

    private final Shop shop = Shop.of(SERVER, FILE.formatted(RULES.formatted("all")), MONDAY);
    private final Shop otherNode = shop.on(OTHER_NODE);

    private void at(String instant) {
        shop.clock(Instant.parse(instant));
        otherNode.clock(Instant.parse(instant));
    }

    private long arrive(Shop on, String source, String listing) {
        return on.perform(List.of(new Doing.Arrival(
                        new Doing.NewLead(source, "", "", "", "", listing, Map.of(), true, null), outcome -> {})))
                .getFirst()
                .lead();
    }

    private void countOnListings() {
        shop.server
                .part(SettingsStore.class)
                .change(
                        shop.company,
                        null,
                        () -> shop.jdbc()
                                .sql("insert into fairlead.rule_version (version, rules) values (2, ?::jsonb)")
                                .param(RULES.formatted("listing"))
                                .update());
    }

    private List<String> live() {
        return shop.inside(() -> shop.jdbc().sql("""
                        select d.lead_id || ' ' || d.rule || ' ' || u.key from fairlead.decision d
                          join fairlead.app_user u on u.company_id = d.company_id and u.id = d.user_id order by d.id
                        """).query(String.class).list());
    }

    private static List<String> simulated() {
        var rows = new ArrayList<String>();
        var file = FILE.formatted(RULES.formatted("listing").replace("\n", "")) + EVENTS;
        Simulation.run(Shop.scenario(file), row -> {
            if (!row.user().isEmpty()) {
                rows.add(row.lead() + " " + row.rule() + " " + row.user());
            }
        });
        return rows;
    }

    private boolean checkpoint() {
        return shop.server.part(Checkpoints.class).take(shop.company, Duration.ofHours(5));
    }

    @Test
    void whatWasBookedBeforeCountsAsInTheSimulationOfTheNewFile() {
        at("2026-11-23T09:00:00Z");
        long bruno = shop.users.getOrDefault("bruno", 0L);
        long declined = arrive(shop, "bruno", "flat");
        at("2026-11-23T09:01:00Z");
        shop.perform(List.of(new Doing.Declined(declined, bruno)));
        at("2026-11-23T09:02:00Z");
        arrive(otherNode, "anna", "flat");
        at("2026-11-24T09:00:00Z");
        long third = arrive(shop, "bruno", "house");
        at("2026-11-24T09:01:00Z");
        long fourth = arrive(otherNode, "bruno", "house");
        at("2026-11-24T09:02:00Z");
        shop.perform(List.of(new Doing.Accepted(third, bruno), new Doing.Accepted(fourth, bruno)));
        assertThat(checkpoint()).isTrue();

        at("2026-11-25T08:00:00Z");
        countOnListings();
        at("2026-11-25T09:00:00Z");
        arrive(shop, "web", "flat");
        at("2026-11-25T09:01:00Z");
        arrive(otherNode, "web", "house");

        assertThat(live()).isEqualTo(simulated()).endsWith("5 even bruno", "6 even anna");
        shop.verify();
        aCheckpointHasTheSameCounts();
    }

    @Test
    void whatPeopleTakeBackIsTakenBackWhereItWasBookedThoughTheListingWasCorrectedSince() {
        at("2026-11-23T09:00:00Z");
        countOnListings();
        long lead = arrive(shop, "anna", "flat");
        assertThat(counted()).containsExactly("flat 1");
        at("2026-11-23T09:01:00Z");
        var corrected = new Doing.NewLead("anna", "", "", "", "", "house", Map.of(), true, null);
        long version = shop.inside(() -> shop.jdbc()
                .sql("select version from fairlead.lead where id = ?")
                .param(lead)
                .query(Long.class)
                .single());
        otherNode.perform(List.of(new Doing.Edited(
                lead, MONDAY, corrected, Map.of("listing", "flat"), Map.of("listing", "house"), null, version)));
        assertThat(counted()).containsExactly("flat 1");
        at("2026-11-23T09:02:00Z");
        shop.perform(List.of(new Doing.Annulled(lead, shop.users.getOrDefault("anna", 0L), "spam", () -> {})));
        assertThat(counted()).containsExactly("flat 0");
        at("2026-11-23T09:03:00Z");
        otherNode.perform(List.of(new Doing.Reinstated(lead, shop.users.getOrDefault("anna", 0L), "", () -> {})));
        assertThat(counted()).containsExactly("flat 1");
        shop.verify();
    }

    private List<String> counted() {
        return shop.inside(() -> shop.jdbc()
                .sql("select listing || ' ' || amount from fairlead.listing_tally order by 1")
                .query(String.class)
                .list());
    }

    /** Each goes on from the one before. */
    private void aCheckpointHasTheSameCounts() {
        at("2026-11-26T09:00:00Z");
        arrive(shop, "anna", "");
        while (checkpoint()) {
            at("2026-11-26T10:00:00Z");
        }
        var kept = shop.inside(() -> shop.jdbc().sql("""
                        select listing_id || ' ' || (one ->> 'of') || ' ' || (one ->> 'user') || ' ' || (one ->> 'day')
                               || ' ' || (one ->> 'amount')
                          from (select distinct on (listing_id) listing_id, state from fairlead.replay_listing
                                 order by listing_id, seq desc) newest,
                               jsonb_array_elements(state::jsonb) one order by 1
                        """).query(String.class).list());
        var stored = shop.inside(() -> shop.jdbc().sql("""
                        select listing || ' ' || of || ' ' || user_id || ' ' || day || ' ' || amount
                          from fairlead.listing_tally order by 1
                        """).query(String.class).list());
        assertThat(kept).hasSize(5).isEqualTo(stored);
    }
}
