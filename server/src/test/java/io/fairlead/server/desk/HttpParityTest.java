package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.simulation.Simulation;
import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.wording.WallTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scenario played through the live API of a rehearsal gives the rows of {@code simulate}. */
class HttpParityTest {
    private static final TestServer SERVER = TestServer.rehearsal(Instant.parse("2026-05-01T00:00:00Z"));
    private static final int MOST_EVENTS = Integer.getInteger("parity.events", 120);
    private static final int MADE_UP = Integer.getInteger("parity.made-up", 10);

    private static final String KNOWN_CONTACTS = """
            company: {name: Known, timezone: Europe/Rome, region: IT}
            users: {anna: {}, bruno: {}, carla: {active: false}, robot: {technical: true}}
            rules: [{id: all, candidates: [{user: anna}, {user: bruno}]}]
            contacts:
              - {phone: "+39 02 1234501", owner: bruno}
              - {email: Two@Example.com, owner: carla, former: [bruno]}
              - {phone: "02 1234503", email: three@example.com, owner: robot, former: [carla, bruno]}
              - {phone: "+39 02 1234504"}
            events:
              - {at: 2031-03-03T09:00, lead: L1, source: web, phone: "02 1234501"}
              - {at: 2031-03-03T09:01, lead: L2, source: web, email: two@example.com}
              - {at: 2031-03-03T09:02, lead: L3, source: web, email: three@example.com}
              - {at: 2031-03-03T09:03, lead: L4, source: web, phone: "+39021234504"}
              - {at: 2031-03-03T09:04, lead: L5, source: web, phone: "+39021234504"}
              - {at: 2031-03-03T09:05, lead: L6, source: web, phone: "+39021234503"}
              - {at: 2031-03-03T09:06, lead: L7, source: web, phone: "+39021239999"}
            """;

    /** A settings file by what it is called. */
    record Case(String name, String yaml) {
        Instant start() {
            var scenario = Shop.scenario(yaml);
            return scenario.startOr(scenario.until());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** In the order of their times: the clock never goes back. */
    static List<Case> cases() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/cases"))) {
            var all = new ArrayList<Case>();
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                all.add(new Case(file.getFileName().toString(), Files.readString(file)));
            }
            all.add(new Case("known contacts", KNOWN_CONTACTS));
            IntStream.rangeClosed(1, MADE_UP)
                    .mapToObj(number -> new Case("made up " + number, MadeUpScenario.yaml(number)))
                    .forEach(all::add);
            all.sort(Comparator.comparing(Case::start));
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aScenarioPlayedOverHttpGivesTheRowsOfSimulate(Case one) {
        var scenario = shortened(Shop.scenario(one.yaml()));
        var wall = new WallTime(scenario.settings().company().timezone());
        var expected = new ArrayList<String>();
        Simulation.run(scenario, row -> expected.add(text(row, wall)));
        assertThat(expected).isNotEmpty();
        var play = new HttpPlay(SERVER, one.yaml(), scenario);
        assertThat(play.play().stream().sorted().toList())
                .isEqualTo(expected.stream().sorted().toList());
        replaysToWhatHappened(play);
    }

    /** Told again under the rules of that time nothing would change, whatever people did. */
    private static void replaysToWhatHappened(HttpPlay play) {
        var lines = play.replayed();
        assertThat(lines.getLast().path("kind").asString())
                .as(lines.getLast().toString())
                .isEqualTo("done");
        var summary = lines.get(lines.size() - 2);
        assertThat(summary.path("changed").asInt()).isZero();
        assertThat(summary.path("earlier").asInt()).isZero();
        assertThat(summary.at("/ledgers/after")).isEqualTo(summary.at("/ledgers/before"));
        for (var side : List.of("before", "after")) {
            var holders = new TreeMap<String, Long>();
            summary.path("cells")
                    .forEach(cell -> holders.merge(
                            cell.path("user").asString(), cell.path(side).asLong(), Long::sum));
            assertThat(holders).as(side).isEqualTo(play.holders());
        }
    }

    @Test
    void theClockIsSetByAdministratorsOfARehearsalAndNeverGoesBack() {
        Client head = SERVER.administrator();
        var before = Instant.parse(
                head.get("/api/clock").expect(200).json().path("at").asString());
        assertThat(head.put("/api/clock", Map.of("at", before.minusSeconds(1).toString()))
                        .status())
                .isEqualTo(422);
        assertThat(head.put("/api/clock", Map.of()).status()).isEqualTo(422);
        assertThat(SERVER.client()
                        .put("/api/clock", Map.of("at", before.toString()))
                        .status())
                .isEqualTo(401);
        head.put("/api/clock", Map.of("at", before.toString())).expect(200);
        assertThat(String.join("\n", SERVER.said())).contains("This is a rehearsal");

        Client earnest = TestServer.demo().administrator();
        assertThat(earnest.get("/api/clock").status()).isEqualTo(404);
        assertThat(earnest.put("/api/clock", Map.of("at", before.toString())).status())
                .isBetween(404, 405);
    }

    private static Scenario shortened(Scenario whole) {
        if (whole.events().size() <= MOST_EVENTS) {
            return whole;
        }
        List<Event> events = whole.events().subList(0, MOST_EVENTS);
        return new Scenario(
                whole.settings(),
                whole.absences(),
                whole.contacts(),
                events,
                events.getLast().at());
    }

    private static String text(Assignment row, WallTime wall) {
        return Stream.of(wall.text(row.at()), row.lead(), row.rule(), row.user(), row.how())
                .reduce((left, right) -> left + "," + right)
                .orElseThrow();
    }
}
