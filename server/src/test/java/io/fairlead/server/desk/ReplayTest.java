package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.desk.again.Retelling;
import io.fairlead.server.replay.Checkpoints;
import io.fairlead.server.replay.Pages;
import io.fairlead.server.replay.Past;
import io.fairlead.server.transfer.BulkLeads;
import io.fairlead.server.wording.Leads;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.RowCallbackHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happened is told again, as it was and under other rules. */
class ReplayTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final TestServer OTHER_NODE = SERVER.node();
    private static final int HISTORIES = Integer.getInteger("replay.histories", 6);
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Long> histories() {
        return IntStream.range(0, HISTORIES).mapToObj(n -> 100L + n);
    }

    @ParameterizedTest
    @MethodSource("histories")
    void thePublishedRulesGiveExactlyWhatHappened(long seed) {
        var past = new History(SERVER, OTHER_NODE, seed, true);
        past.play();
        var whole = replay(past.shop, Map.of("from", "2026-11-23", "to", "2026-12-10", "rules", "published"));
        isWhatHappened(whole, past.shop, Instant.EPOCH);

        checkpoints(past.shop, Duration.ofHours(5));
        var second = replay(past.shop, Map.of("from", "2026-11-24", "to", "2026-12-10", "rules", "published"));
        assertThat(second.summary().path("toldFrom").asString()).isNotEqualTo("2026-11-23T08:00");
        isWhatHappened(second, past.shop, Instant.parse("2026-11-23T23:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void everyDecisionOfBothTellingsIsOneThatWasMade(long seed) throws SQLException {
        var past = new History(SERVER, OTHER_NODE, seed, true);
        past.play();
        var before = new ArrayList<Retelling.Made>();
        var after = new ArrayList<Retelling.Made>();
        try (var connection = TestServer.connect(SERVER.database())) {
            connection.setAutoCommit(false);
            var pages = new Pages(connection, past.shop.company);
            var end = pages.end();
            var told = new Past(pages, end.seq());
            var founded = Objects.requireNonNull(told.founded());
            try (var was = new Replay(founded.at(), founded.version(), told, before::add);
                    var would = new Replay(founded.at(), founded.version(), told, after::add)) {
                would.follow(was);
                for (var batch = told.next(); batch != null; batch = told.next()) {
                    batch.tell(was);
                    batch.tell(would);
                }
                was.catchUp(end.at());
                would.catchUp(end.at());
            }
        }
        assertThat(before.stream().map(ReplayTest::row).toList()).isNotEmpty().isEqualTo(stored(past.shop));
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
    }

    private static List<Object> row(Retelling.Made made) {
        return Arrays.asList(made.lead(), made.at(), made.how(), made.rule(), made.user(), made.settings());
    }

    private static List<List<Object>> stored(Shop shop) {
        return shop.inside(() -> shop.jdbc()
                .sql("select lead_id, at, how, rule, user_id, settings_seq from fairlead.decision order by id")
                .query((row, n) -> Arrays.<Object>asList(
                        row.getLong(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5),
                        row.getLong(6)))
                .list());
    }

    @ParameterizedTest
    @MethodSource("histories")
    void rulesThatDifferOnlyInWhatNeverMattersChangeNothing(long seed) {
        var past = new History(SERVER, OTHER_NODE, seed, false);
        past.play();
        checkpoints(past.shop, Duration.ofHours(5));
        var rules = past.shop.inside(() -> past.shop
                .jdbc()
                .sql("select rules from fairlead.rule_version order by version desc limit 1")
                .query(String.class)
                .single());
        var more = "{\"rules\": " + rules.substring(0, rules.length() - 1)
                + ", {\"id\": \"never\", \"when\": \"source == 'never'\", \"candidates\": [{\"user\": \"anna\"}]}]}";
        var replay = replay(past.shop, Map.of("from", "2026-11-24", "to", "2026-12-10", "text", more));
        isWhatHappened(replay, past.shop, Instant.parse("2026-11-23T23:00:00Z"));
    }

    @Test
    void otherRulesGiveLeadsToOthersAndSayWhy() {
        var past = new History(SERVER, OTHER_NODE, 7, false);
        for (int i = 0; i < 8; i++) {
            past.clock(past.now().plusSeconds(60));
            past.shop.perform(List.of(History.arrival("web", "", null)));
        }
        past.shop.source("web");
        var text = "rules:\n  - {id: turns1, candidates: [{user: eva}]}\n";
        var replay = replay(past.shop, Map.of("from", "2026-11-23", "to", "2026-11-23", "text", text));
        assertThat(replay.lines().getFirst().path("sources").path("web").asString())
                .isEqualTo("Source");
        assertThat(replay.summary().path("leads").asInt()).isEqualTo(8);
        assertThat(replay.summary().path("changed").asInt()).isEqualTo(8);
        assertThat(replay.leads()).hasSize(8).allSatisfy(lead -> {
            assertThat(lead.at("/after/user").asString()).isEqualTo("eva");
            assertThat(lead.at("/whyBefore/candidates").size()).isEqualTo(3);
            assertThat(lead.at("/whyAfter/candidates/0/user").asString()).isEqualTo("eva");
        });
        assertThat(replay.summary().at("/ledgers/after/0/rows").findValuesAsString("received"))
                .contains("8.00");
    }

    @Test
    void importedLeadsAreReplayedOnceItIsDecidedAboutThem() {
        var past = new History(SERVER, OTHER_NODE, 7, false);
        past.clock(past.now().plusSeconds(60));
        var many = Stream.generate(() -> ((Doing.Arrival) History.arrival("web", "", null)).lead())
                .limit(6)
                .toList();
        var made = new ArrayList<Long>();
        SERVER.part(BulkLeads.class)
                .write(
                        past.shop.company,
                        0,
                        "leads.csv",
                        many,
                        true,
                        placed -> placed.forEach(one -> made.add(one.lead())));
        past.clock(past.now().plusSeconds(60));
        past.shop.perform(made.subList(0, 4).stream()
                .<Doing>map(lead ->
                        new Doing.HandedOver(lead, null, null, new Doing.Move(1, null, ""), (outcome, took) -> {}))
                .toList());
        past.shop.source("web");
        var text = "rules:\n  - {id: turns1, candidates: [{user: eva}]}\n";
        var replay = replay(past.shop, Map.of("from", "2026-11-23", "to", "2026-11-23", "text", text));
        assertThat(replay.summary().path("leads").asInt())
                .as("nobody decided about the other two")
                .isEqualTo(4);
        assertThat(replay.leads()).hasSize(4).allSatisfy(lead -> {
            assertThat(lead.path("source").asString()).isEqualTo("web");
            assertThat(lead.at("/before/user").asString()).isNotEqualTo("eva");
            assertThat(lead.at("/after/user").asString()).isEqualTo("eva");
        });
    }

    @Test
    void whoeverHasTheLeadTouchesItAndNobodyTakesItBack() {
        var past = new History(SERVER, OTHER_NODE, 7, false);
        past.clock(past.now().plusSeconds(3600));
        var lead = past.shop.perform(List.of(History.arrival("web", "", null))).getFirst();
        past.clock(past.now().plusSeconds(60));
        past.shop.perform(List.of(new Doing.Touched(lead.lead(), lead.user() == null ? 0 : lead.user())));
        past.clock(past.now().plusSeconds(7200));
        past.shop.perform(List.of());
        var text = """
                rules:
                  - {id: turns1, candidates: [{user: carla}], redistribute: {after: 30m, times: 2}}
                """;
        var replay = replay(past.shop, Map.of("from", "2026-11-23", "to", "2026-11-23", "text", text));
        assertThat(replay.leads())
                .singleElement()
                .satisfies(one -> assertThat(one.at("/after/user").asString()).isEqualTo("carla"));
    }

    @Test
    void aRenamedRuleGoesOnWithItsBooks() {
        var past = new History(SERVER, OTHER_NODE, 7, false);
        for (int i = 0; i < 7; i++) {
            past.clock(past.now().plusSeconds(60));
            past.shop.perform(List.of(History.arrival("web", "", null)));
        }
        past.clock(Instant.parse("2026-11-24T08:00:00Z"));
        for (int i = 0; i < 5; i++) {
            past.clock(past.now().plusSeconds(60));
            past.shop.perform(List.of(History.arrival("web", "", null)));
        }
        var rule = """
                candidates: [{user: anna, weight: 2}, {user: bruno}, {user: dino}], on-absence: redistribute,
                at-shift-end: redistribute, redistribute: {after: 30m, times: 2}}
                """;
        var renamed = "rules: [{id: other, was: turns1, " + rule + "]";
        var question = Map.of("from", "2026-11-24", "to", "2026-11-24");
        var same = with(question, "rules: [{id: turns1, " + rule + "]");
        assertThat(outcomes(replay(past.shop, with(question, renamed)))).isEqualTo(outcomes(replay(past.shop, same)));
    }

    @Test
    void rulesThatNameWhatWasNotThereAreToldWithTheirPlace() {
        var past = new History(SERVER, OTHER_NODE, 7, false);
        past.clock(Instant.parse("2026-11-24T08:00:00Z"));
        past.shop.perform(List.of(History.arrival("web", "", null)));
        var replay = replay(
                past.shop,
                Map.of(
                        "from",
                        "2026-11-24",
                        "to",
                        "2026-11-24",
                        "text",
                        "rules: [{id: a, candidates: [{user: zoe}]}]"));
        assertThat(replay.last().path("slug").asString()).isEqualTo("rules-do-not-fit");
        assertThat(replay.last().path("messages").toString()).contains("rules a", "zoe");
    }

    @Test
    void leadsOfWhichNothingIsKnownAnyMoreAreSkippedAndCounted() {
        var past = new History(SERVER, OTHER_NODE, 7, false);
        for (int i = 0; i < 5; i++) {
            past.clock(past.now().plusSeconds(60));
            past.shop.perform(List.of(History.arrival("web", "", null)));
        }
        TestServer.execute(
                SERVER.database(),
                "update fairlead.event set data = data - 'lead' where kind = 'lead-arrived' and lead = 3 and company_id = "
                        + past.shop.company);
        var replay = replay(past.shop, Map.of("from", "2026-11-23", "to", "2026-11-23", "rules", "published"));
        assertThat(replay.summary().path("skipped").asInt()).isEqualTo(1);
        assertThat(replay.summary().path("leads").asInt()).isEqualTo(4);
    }

    @Test
    void checkpointsThatAreTooOldGoWithTheRowsThatNoOtherNeeds() {
        var past = new History(SERVER, OTHER_NODE, 101, true);
        past.play();
        checkpoints(past.shop, Duration.ofHours(5));
        long before = count(past.shop, "replay_checkpoint");
        past.clock(Instant.parse("2027-12-25T05:00:00Z"));
        past.shop.server.part(Checkpoints.class).take(past.shop.company);
        assertThat(count(past.shop, "replay_checkpoint")).isLessThan(before).isPositive();
        isWhatHappened(
                replay(past.shop, Map.of("from", "2027-12-20", "to", "2027-12-25", "rules", "published")),
                past.shop,
                Instant.parse("2027-12-20T00:00:00Z"));
    }

    private static Map<String, String> with(Map<String, String> question, String text) {
        var asked = new HashMap<>(question);
        asked.put("text", text);
        return asked;
    }

    private static Map<String, String> outcomes(Answer replay) {
        var outcomes = new TreeMap<String, String>();
        for (var cell : replay.summary().path("cells")) {
            outcomes.put(cell.path("user").asString(), cell.path("after").toString());
        }
        return outcomes;
    }

    private static void checkpoints(Shop shop, Duration apart) {
        var checkpoints = shop.server.part(Checkpoints.class);
        int taken = 0;
        while (checkpoints.take(shop.company, apart)) {
            taken++;
        }
        assertThat(taken).isPositive();
    }

    /** Nothing would change, and both tellings end where the live desk did. */
    private static void isWhatHappened(Answer replay, Shop shop, Instant since) {
        assertThat(replay.last().path("kind").asString()).isEqualTo("done");
        assertThat(replay.leads()).isEmpty();
        var summary = replay.summary();
        assertThat(summary.path("changed").asInt()).isZero();
        assertThat(summary.path("earlier").asInt()).isZero();
        var owners = new TreeMap<String, Long>();
        shop.inside(() -> {
            shop.jdbc().sql("""
                            select coalesce(u.key, '') as key, l.source, count(*) as leads
                              from fairlead.lead l left join fairlead.app_user u on u.id = l.owner_id
                             where l.created_at >= ? and exists (select from fairlead.decision d where d.lead_id = l.id)
                             group by 1, 2
                            """).param(since.atOffset(ZoneOffset.UTC)).query((RowCallbackHandler)
                    row -> owners.put(row.getString(1) + "/" + row.getString(2), row.getLong(3)));
            return true;
        });
        for (var side : List.of("before", "after")) {
            var told = new TreeMap<String, Long>();
            for (var cell : summary.path("cells")) {
                told.put(
                        cell.path("user").asString() + "/" + cell.path("source").asString(),
                        cell.path(side).asLong());
            }
            assertThat(told).as(side).isEqualTo(owners);
            assertThat(summary.path("ledgers").path(side))
                    .isEqualTo(summary.path("ledgers").path("before"));
            for (var ledger : summary.path("ledgers").path(side)) {
                for (var row : ledger.path("rows")) {
                    assertThat(row.path("balance").asString())
                            .isEqualTo(balance(
                                    shop,
                                    ledger.path("ledger").asString(),
                                    row.path("user").asString()));
                }
            }
        }
    }

    private static @Nullable String balance(Shop shop, String ledger, String user) {
        return shop.inside(() -> Leads.text(
                shop.jdbc().sql("""
                        select coalesce(sum(l.entitled - l.received), 0) from fairlead.ledger l
                          join fairlead.app_user u on u.id = l.user_id where l.name = ? and u.key = ?
                        """).params(ledger, user).query(Long.class).single()));
    }

    private static long count(Shop shop, String table) {
        return shop.inside(() -> shop.jdbc()
                .sql("select count(*) from fairlead." + table)
                .query(Long.class)
                .single());
    }

    /** The lines of an answer. */
    record Answer(List<JsonNode> lines) {
        List<JsonNode> leads() {
            return lines.stream()
                    .filter(line -> line.path("kind").asString().equals("leads"))
                    .flatMap(line -> line.path("rows").valueStream())
                    .toList();
        }

        JsonNode summary() {
            assertThat(last().path("kind").asString()).as(last().toString()).isEqualTo("done");
            return lines.get(lines.size() - 2);
        }

        JsonNode last() {
            return lines.getLast();
        }
    }

    private static Answer replay(Shop shop, Map<String, String> question) {
        var token = shop.token("dino");
        shop.inside(() -> shop.jdbc()
                .sql("update fairlead.app_user set active = true where key = 'dino'")
                .update());
        var client = new Client(shop.server.address()).withToken(token);
        var text = client.post("/api/replays", question).expect(200).text();
        return new Answer(text.lines().map(JSON::readTree).toList());
    }
}
