package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.simulation.Simulation;
import io.fairlead.server.TestServer;
import io.fairlead.server.platform.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scenario played through the live desk gives the rows of the simulation. */
class ParityTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final TestServer OTHER_NODE = SERVER.node();
    private static final Path FOLDER = Path.of(System.getProperty("parity.cases", "src/test/resources/cases"));
    private static final int MOST_EVENTS = 300;

    static Stream<Path> cases() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aScenarioPlayedLiveGivesTheRowsOfTheSimulation(Path file) throws IOException {
        var yaml = Files.readString(file);
        var whole = Shop.scenario(yaml);
        var scenario = shortened(whole);
        var expected = new ArrayList<String>();
        Simulation.run(scenario, row -> expected.add(text(row)));
        assertThat(new Live(yaml, scenario, false).play()).isEqualTo(expected);
    }

    /** Each node has to take up what the other left. */
    @ParameterizedTest
    @MethodSource("cases")
    void twoNodesInTurnGiveTheSameRows(Path file) throws IOException {
        var yaml = Files.readString(file);
        var scenario = shortened(Shop.scenario(yaml));
        var expected = new ArrayList<String>();
        Simulation.run(scenario, row -> expected.add(text(row)));
        assertThat(new Live(yaml, scenario, true).play()).isEqualTo(expected);
    }

    private static Scenario shortened(Scenario whole) {
        if (whole.events().size() <= MOST_EVENTS) {
            return whole;
        }
        var events = whole.events().subList(0, MOST_EVENTS);
        return new Scenario(
                whole.settings(),
                whole.absences(),
                whole.contacts(),
                events,
                events.getLast().at());
    }

    private static String text(Assignment row) {
        return row.at() + "," + row.lead() + "," + row.rule() + "," + row.user() + "," + row.how();
    }

    /** A scenario on a live desk. */
    private static final class Live {
        private final Scenario scenario;
        private final Shop shop;
        private final Map<String, Long> leads = new HashMap<>();
        private final Map<Long, String> names = new TreeMap<>();

        private final Shop otherNode;
        private final boolean inTurn;
        private boolean other;

        Live(String yaml, Scenario scenario, boolean inTurn) {
            this.scenario = scenario;
            this.inTurn = inTurn;
            // A node whose clock is ahead would wake the new company too soon.
            OTHER_NODE.part(SettableClock.class).set(scenario.startOr(scenario.until()));
            this.shop = Shop.of(SERVER, yaml, scenario.startOr(scenario.until()));
            this.otherNode = shop.on(OTHER_NODE);
            shop.inside(() -> {
                contacts();
                return true;
            });
        }

        private void contacts() {
            long number = 0;
            for (var contact : scenario.contacts()) {
                number++;
                shop.jdbc()
                        .sql("insert into fairlead.contact (id, owner_id, former, created_at) values (?, ?, ?, now())")
                        .param(number)
                        .param(contact.owner() == null ? null : shop.users.get(contact.owner()))
                        .param(contact.former().stream()
                                .distinct()
                                .map(shop.users::get)
                                .toArray(Long[]::new))
                        .update();
                key("phone", contact.phone(), number);
                key("email", contact.email(), number);
            }
            shop.jdbc()
                    .sql(
                            "insert into fairlead.desk (at, contacts) values (?, ?) on conflict (company_id) do update set contacts = excluded.contacts")
                    .params(scenario.startOr(scenario.until()).atOffset(ZoneOffset.UTC), number)
                    .update();
        }

        private void key(String kind, @Nullable String value, long contact) {
            if (value != null) {
                shop.jdbc()
                        .sql(
                                "insert into fairlead.contact_key (kind, value, contact_id) values (?, ?, ?) on conflict do nothing")
                        .params(kind, value, contact)
                        .update();
            }
        }

        List<String> play() {
            var events = scenario.events();
            for (int i = 0; i < events.size(); ) {
                var at = events.get(i).at();
                var now = new ArrayList<Event>();
                for (; i < events.size() && events.get(i).at().equals(at); i++) {
                    now.add(events.get(i));
                }
                shop.clock(at);
                otherNode.clock(at);
                perform(now);
            }
            shop.clock(scenario.until());
            otherNode.clock(scenario.until());
            shop.perform(List.of());
            assertThat(shop.unbalanced()).isEmpty();
            shop.verify();
            return shop.inside(this::rows);
        }

        private void perform(List<Event> events) {
            var doings = new ArrayList<Doing>();
            var arriving = new ArrayList<String>();
            for (var event : events) {
                var doing = doing(event);
                if (doing != null) {
                    doings.add(doing);
                    arriving.add(event instanceof Event.Arrival arrival ? arrival.lead() : "");
                }
            }
            other = inTurn && !other;
            var outcomes = (other ? otherNode : shop).perform(doings);
            for (int k = 0; k < arriving.size(); k++) {
                if (!arriving.get(k).isEmpty()) {
                    leads.put(arriving.get(k), outcomes.get(k).lead());
                    names.put(outcomes.get(k).lead(), arriving.get(k));
                }
            }
        }

        private @Nullable Doing doing(Event event) {
            return switch (event) {
                case Event.Arrival e -> new Doing.Arrival(lead(e), outcome -> {});
                case Event.Entered e -> throw new IllegalStateException("not in files");
                case Event.Edited e -> throw new IllegalStateException("not in files");
                case Event.EntryUndone e -> throw new IllegalStateException("not in files");
                case Event.Annulled e -> throw new IllegalStateException("not in files");
                case Event.Reinstated e -> throw new IllegalStateException("not in files");
                case Event.BalanceMoved e -> throw new IllegalStateException("not in files");
                case Event.Advised e -> throw new IllegalStateException("not in files");
                case Event.HandedBack e -> throw new IllegalStateException("not in files");
                case Event.HandedOver e -> throw new IllegalStateException("not in files");
                case Event.HandOverUndone e -> throw new IllegalStateException("not in files");
                case Event.PresenceSet e -> new Doing.PresenceSet(user(e.user()), e.online());
                case Event.StatusSet e -> ofLead(e.lead(), lead -> new Doing.StatusSet(lead, e.status(), null));
                case Event.Touched e -> ofLead(e.lead(), lead -> new Doing.Touched(lead, user(e.user())));
                case Event.Accepted e -> ofLead(e.lead(), lead -> new Doing.Accepted(lead, user(e.user())));
                case Event.Declined e -> ofLead(e.lead(), lead -> new Doing.Declined(lead, user(e.user())));
                case Event.AssignedByHand e -> {
                    var user = e.user();
                    yield ofLead(
                            e.lead(), lead -> new Doing.AssignedByHand(lead, user == null ? null : user(user), null));
                }
            };
        }

        /** Null for a lead that has not arrived yet. */
        private @Nullable Doing ofLead(String name, LongFunction<Doing> doing) {
            var lead = leads.get(name);
            return lead == null ? null : doing.apply(lead);
        }

        private long user(String key) {
            return Objects.requireNonNull(shop.users.get(key));
        }

        private static Doing.NewLead lead(Event.Arrival arrival) {
            var fields = new HashMap<String, Object>();
            for (int i = 0; i < arrival.fields().names().size(); i++) {
                var value = arrival.fields().values().get(i);
                if (value != null) {
                    fields.put(arrival.fields().names().get(i), HttpPlay.json(value));
                }
            }
            fields.keySet().removeAll(List.of("phone", "email", "listing", "created"));
            return new Doing.NewLead(
                    removed(fields, "source"),
                    removed(fields, "status"),
                    removed(fields, "name"),
                    arrival.phone() == null ? "" : arrival.phone(),
                    arrival.email() == null ? "" : arrival.email(),
                    arrival.listing() == null ? "" : arrival.listing(),
                    fields,
                    true,
                    null);
        }

        private static String removed(Map<String, Object> fields, String name) {
            var value = fields.remove(name);
            return value == null ? "" : value.toString();
        }

        private List<String> rows() {
            var rows = new ArrayList<String>();
            rows.addAll(shop.jdbc()
                    .sql("""
                            select d.at, d.lead_id, d.rule, coalesce(u.key, '') as who, d.how
                              from fairlead.decision d
                              left join fairlead.app_user u on u.company_id = d.company_id and u.id = d.user_id
                             where d.how not in ('waiting', 'offered', 'unassigned') order by d.id
                            """)
                    .query((row, n) -> row(
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getLong("lead_id"),
                            row.getString("rule"),
                            row.getString("who"),
                            row.getString("how")))
                    .list());
            rows.addAll(shop.jdbc()
                    .sql("""
                            select created_at, id, rule, case state when 'unassigned' then state else 'waiting' end as how
                              from fairlead.lead where owner_id = 0 order by id
                            """)
                    .query((row, n) -> row(
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getLong("id"),
                            row.getString("rule"),
                            "",
                            row.getString("how")))
                    .list());
            return rows;
        }

        private String row(Instant at, long lead, String rule, String user, String how) {
            return at + "," + names.get(lead) + "," + rule + "," + user + "," + how;
        }
    }
}
