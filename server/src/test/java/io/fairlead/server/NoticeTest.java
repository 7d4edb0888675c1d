package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.notify.MailServers;
import io.fairlead.server.platform.SettableClock;
import io.fairlead.server.platform.sql.Ids;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people are told of what others do with their leads, on two nodes, in the app and by mail. */
class NoticeTest {
    private static final GreenMail MAIL = MailServers.taking();
    private static final TestServer SERVER =
            TestServer.start(MailServers.address(MAIL.getSmtp().getPort()));
    private static final TestServer NODE =
            SERVER.node(MailServers.address(MAIL.getSmtp().getPort()));
    private static final Duration LONG = Duration.ofSeconds(12);
    /** A Monday, half past nine in Tomsk: Урсула and Надежда are on, Марина comes at four. Each test has its own. */
    private static Instant morning = Instant.parse("2026-11-23T02:30:00Z");

    private static final Client HEAD = SERVER.administrator();
    private static final Client URSULA = Office.accept(HEAD, SERVER.client(), "ursula");
    private static final Client NADEZHDA = Office.accept(HEAD, SERVER.client(), "nadezhda");
    private static final Client MARINA = Office.accept(HEAD, SERVER.client(), "marina");

    private static int phones;

    @AfterAll
    static void stop() {
        NODE.stop();
        SERVER.stop();
        MAIL.stop();
    }

    @BeforeEach
    void beginAMorningWithoutNotices() throws Exception {
        morning = morning.plus(Duration.ofDays(7));
        await().atMost(LONG).until(SERVER_READ);
        SERVER.execute("delete from fairlead.notice; delete from fairlead.notice_choice; delete from fairlead.mail");
        at(morning);
        MAIL.purgeEmailFromAllMailboxes();
    }

    @Test
    void whoIsGivenALeadIsToldByWhomAndNobodyElseIs() {
        String lead = lead("Vera");
        assign(HEAD, lead, "ursula");
        JsonNode notice = only(URSULA);
        assertThat(notice.path("kind").asString()).isEqualTo("assigned");
        assertThat(notice.path("who").asString()).isEqualTo(name(HEAD));
        assertThat(notice.at("/lead/id").asString()).isEqualTo(lead);
        assertThat(notice.at("/lead/title").asString()).isEqualTo("Vera");
        assertThat(notice.path("read").asBoolean()).isFalse();
        assertThat(unread(URSULA)).isEqualTo(1);
        assertThat(rows(HEAD)).isEmpty();
        assertThat(rows(NADEZHDA)).isEmpty();
    }

    @Test
    void whatPeopleDoThemselvesTheyAreNotTold() {
        String lead = lead("Own");
        assign(URSULA, lead, "ursula");
        note(URSULA, lead, "mine");
        note(HEAD, lead, "the head's");
        assertThat(only(URSULA).path("acts")).isEqualTo(json("{\"note\": 1}"));
    }

    @Test
    void manyLeadsAtOnceAreOneNoticeThatCountsAndEachIsCountedOnceOnTwoNodes() {
        for (int i = 0; i < 40; i++) {
            assign(HEAD, lead("Lead " + i), "ursula");
        }
        await().atMost(LONG)
                .until(() -> rows(URSULA).stream()
                                .mapToInt(row -> row.path("count").asInt())
                                .sum()
                        == 40);
        assertThat(rows(URSULA)).hasSize(1);
        assertThat(only(URSULA).path("lead").isNull()).isTrue();
    }

    @Test
    void whatSeveralDoOnALeadIsOneNoticeOfItsHolderAndSaysNothingOfWhatTheyWrote() {
        String lead = lead("Busy");
        assign(URSULA, lead, "ursula");
        note(HEAD, lead, "a secret");
        await().atMost(LONG).until(() -> rows(URSULA).size() == 1);
        String first = only(URSULA).path("id").asString();
        NADEZHDA.post("/api/leads/" + lead + "/touch", Map.of("kind", "call", "text", "more of it"))
                .expect(200);
        status(HEAD, lead, "called");
        await().atMost(LONG).until(() -> only(URSULA).path("count").asInt() == 3);
        JsonNode notice = only(URSULA);
        assertThat(notice.path("id").asString()).isEqualTo(first);
        assertThat(notice.path("acts")).isEqualTo(json("{\"call\": 1, \"note\": 1, \"status\": 1}"));
        assertThat(notice.path("others").asInt()).isEqualTo(1);
        assertThat(notice.toString()).doesNotContain("secret");
    }

    @Test
    void whoLosesALeadIsToldByWhomAndNotToWhom() {
        String lead = lead("Moved");
        assign(URSULA, lead, "ursula");
        await().atMost(LONG).until(SERVER_READ);
        assign(HEAD, lead, "nadezhda");
        JsonNode lost = only(URSULA);
        assertThat(lost.path("kind").asString()).isEqualTo("lost");
        assertThat(lost.path("why").asString()).isEqualTo("assigned-by-hand");
        assertThat(lost.path("who").asString()).isEqualTo(name(HEAD));
        assertThat(lost.toString()).doesNotContain("Надежда");
        assertThat(only(NADEZHDA).path("kind").asString()).isEqualTo("assigned");
    }

    @Test
    void whatIsReadOnOneNodeIsReadOnTheOtherAndThePagesThereHearOfIt() throws IOException {
        Client there = NODE.client().signIn("ursula@beauty-shop.example", Office.PASSWORD);
        Client other = NODE.client().signIn("nadezhda@beauty-shop.example", Office.PASSWORD);
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Queue<String> heardByOther = new ConcurrentLinkedQueue<>();
        try (InputStream stream = listen(there, "", heard);
                InputStream also = listen(other, "", heardByOther)) {
            await().atMost(LONG).until(() -> !heard.isEmpty() && !heardByOther.isEmpty());
            assign(HEAD, lead("Live"), "ursula");
            await().atMost(LONG).until(() -> tells(heard));
            heard.clear();
            String notice = only(URSULA).path("id").asString();
            URSULA.post("/api/me/notices/read", Map.of("notices", List.of(notice)))
                    .expect(204);
            await().atMost(LONG).until(() -> tells(heard));
            assertThat(unread(there)).isZero();
            assertThat(tells(heardByOther)).isFalse();
        }
    }

    @Test
    void aPageThatComesBackIsToldOfWhatItMissed() throws IOException {
        Queue<String> before = new ConcurrentLinkedQueue<>();
        try (InputStream stream = listen(URSULA, "", before)) {
            await().atMost(LONG).until(() -> !before.isEmpty());
            lead("First");
            await().atMost(LONG).until(() -> before.stream().anyMatch(line -> line.startsWith("id:")));
        }
        String place = before.stream()
                .filter(line -> line.startsWith("id:"))
                .toList()
                .getLast()
                .substring(3);
        assign(HEAD, lead("Missed"), "ursula");
        only(URSULA);
        Queue<String> after = new ConcurrentLinkedQueue<>();
        Client there = NODE.client().signIn("ursula@beauty-shop.example", Office.PASSWORD);
        await().atMost(LONG).until(() -> {
            try (InputStream stream = listen(there, "?after=" + place, after)) {
                await().atMost(LONG).until(() -> after.size() > 2);
            }
            return tells(after);
        });
    }

    @Test
    void aBurstIsOneMailAfterAQuietTimeInTheReadersLanguageWithTheWayToItsChoices() throws Exception {
        URSULA.patch("/api/session", Map.of("locale", "he")).expect(204);
        String lead = lead("Bella\u0085<b>");
        assign(HEAD, lead, "ursula");
        note(HEAD, lead, "hidden");
        await().atMost(LONG).until(() -> rows(URSULA).size() == 2);
        at(morning.plusSeconds(50));
        note(HEAD, lead, "hidden");
        await().atMost(LONG)
                .until(() ->
                        rows(URSULA).stream().anyMatch(row -> row.path("count").asInt() == 2));
        assertThat(mails("ursula")).isEmpty();
        at(morning.plusSeconds(61));
        await().atMost(LONG).until(() -> mails("ursula").size() == 1);
        MimeMessage mail = mails("ursula").getFirst();
        assertThat(mail.getSubject()).isEqualTo("הלידים שלך: 2 הודעות");
        assertThat(mail.getHeader("List-Unsubscribe")[0]).matches("<http://127\\.0\\.0\\.1:\\d+/account#notices>");
        assertThat(mail.getMessageID()).matches("<\\d+\\.notices\\.1@fairlead>");
        assertThat(part(mail, 0))
                .contains("קיבלת ליד מאת " + name(HEAD), "הערה ×2", "/leads/" + lead)
                .doesNotContain("hidden");
        assertThat(part(mail, 1))
                .contains("lang=\"he\" dir=\"rtl\"", "&lt;b&gt;")
                .doesNotContain("<b>");
        note(HEAD, lead, "later");
        await().atMost(LONG).until(() -> rows(URSULA).size() == 3);
        URSULA.patch("/api/session", Map.of("locale", "en")).expect(204);
    }

    @Test
    void whatWasReadInTheAppIsNotMailed() {
        assign(HEAD, lead("Read"), "ursula");
        JsonNode notice = only(URSULA);
        URSULA.post("/api/me/notices/read", Map.of("until", notice.path("at").asString()))
                .expect(204);
        assign(HEAD, lead("Unread"), "nadezhda");
        only(NADEZHDA);
        at(morning.plusSeconds(400));
        await().atMost(LONG).until(() -> mails("nadezhda").size() == 1);
        assertThat(mails("ursula")).isEmpty();
    }

    @Test
    void whoIsOffIsNotInterruptedAndGetsOneMailWhenTheShiftBegins() throws Exception {
        assign(HEAD, lead("One"), "marina");
        only(MARINA);
        note(HEAD, lead("Other"), "nobody's");
        at(morning.plus(Duration.ofHours(2)));
        assign(HEAD, lead("Two"), "marina");
        await().atMost(LONG).until(() -> rows(MARINA).size() == 2);
        assertThat(rows(MARINA))
                .allSatisfy(row -> assertThat(row.path("quiet").asBoolean()).isTrue());
        assign(HEAD, lead("Three"), "ursula");
        only(URSULA);
        at(morning.plus(Duration.ofMinutes(389)));
        await().atMost(LONG).until(() -> mails("ursula").size() == 1);
        assertThat(mails("marina")).isEmpty();
        at(morning.plus(Duration.ofMinutes(390)));
        await().atMost(LONG).until(() -> mails("marina").size() == 1);
        assertThat(part(mails("marina").getFirst(), 0)).contains("One", "Two");
    }

    @Test
    void peopleChooseWhatTheyAreToldAndHow() {
        JsonNode choices = URSULA.get("/api/me/notices/choices").expect(200).json();
        assertThat(choices.path("kinds")
                        .valueStream()
                        .allMatch(one ->
                                one.path("app").asBoolean() && one.path("mail").asBoolean()))
                .isTrue();
        assertThat(choices.path("quiet").asBoolean() && choices.path("canMail").asBoolean())
                .isTrue();
        JsonNode changed = URSULA.put(
                        "/api/me/notices/choices",
                        Map.of(
                                "quiet",
                                false,
                                "kinds",
                                List.of(
                                        Map.of("kind", "worked", "app", false, "mail", false),
                                        Map.of("kind", "assigned", "app", false, "mail", true))))
                .expect(200)
                .json();
        assertThat(changed.path("quiet").asBoolean()).isFalse();
        String lead = lead("Chosen");
        assign(HEAD, lead, "ursula");
        note(HEAD, lead, "not told");
        await().atMost(LONG).until(SERVER_READ);
        assign(HEAD, lead, "nadezhda");
        only(NADEZHDA);
        assertThat(rows(URSULA)).extracting(row -> row.path("kind").asString()).doesNotContain("assigned", "worked");
        assertThat(URSULA.put("/api/me/notices/choices", Map.of("kinds", List.of(Map.of("kind", "gossip"))))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anOfferIsToldToAllWhoMayTakeItAndEndsWithTheFirst() throws Exception {
        LeadFixture.publish(SERVER, 1, """
                [{"id": "claim", "when": "source == \\"claims\\"", "candidates": [{"user": "ursula"}, {"user": "nadezhda"}],
                  "strategy": "claim", "within": "10m", "then": "turns"}]
                """);
        String lead = lead("Wanted", "claims");
        JsonNode offer = only(URSULA).path("offer");
        assertThat(offer.path("how").asString()).isEqualTo("claim");
        assertThat(offer.path("open").asBoolean()).isTrue();
        assertThat(offer.path("until").asString())
                .isEqualTo(morning.plusSeconds(600).toString());
        await().atMost(LONG)
                .until(() -> mails("ursula").size() == 1 && mails("nadezhda").size() == 1);
        URSULA.post("/api/leads/" + lead + "/accept", "{}").expect(200);
        await().atMost(LONG).until(() -> !only(NADEZHDA).at("/offer/open").asBoolean());
        assertThat(unread(NADEZHDA)).isZero();
        assertThat(rows(URSULA)).hasSize(1);
    }

    @Test
    void whoIsInactiveIsToldNothing() {
        Client gone = Office.accept(HEAD, SERVER.client(), added("gone"));
        String lead = lead("Gone");
        assign(HEAD, lead, "gone");
        only(gone);
        SERVER.execute("update fairlead.app_user set active = false where key = 'gone'");
        note(HEAD, lead, "to nobody");
        assign(HEAD, lead("Then"), "nadezhda");
        only(NADEZHDA);
        assertThat(SERVER.query("select count(*) from fairlead.notice n join fairlead.app_user u on u.id = n.user_id"
                        + " where u.key = 'gone'"))
                .isEqualTo("1");
    }

    @Test
    void aPageIsTwentyNoticesAndTheNextGoesOnWhereItEnded() {
        SERVER.execute("""
                insert into fairlead.notice (company_id, user_id, kind, bundle, lead, begun_at, at, shown, quiet)
                    select 1, u.id, 'due', 'task:' || n, (select max(id) from fairlead.lead where company_id = 1),
                           timestamptz '2026-11-01 10:00Z' + n / 7 * interval '1 hour', timestamptz '2026-11-01 10:00Z' + n / 7 * interval '1 hour',
                           true, false
                      from generate_series(1, 130) n, fairlead.app_user u where u.company_id = 1 and u.key = 'ursula'
                """);
        lead("Any");
        SERVER.execute("update fairlead.notice set lead = (select max(id) from fairlead.lead where company_id = 1)");
        JsonNode page = URSULA.get("/api/me/notices").expect(200).json();
        assertThat(page.at("/unread/value").asInt()).isEqualTo(100);
        assertThat(page.at("/unread/exact").asBoolean()).isFalse();
        var seen = new java.util.HashSet<String>();
        int pages = 1;
        page.path("rows").forEach(row -> seen.add(row.path("id").asString()));
        while (!page.path("next").isNull()) {
            page = URSULA.get("/api/me/notices?after=" + page.path("next").asString())
                    .expect(200)
                    .json();
            page.path("rows").forEach(row -> seen.add(row.path("id").asString()));
            pages++;
        }
        assertThat(seen).hasSize(130);
        assertThat(pages).isEqualTo(7);
        assertThat(URSULA.get("/api/me/notices?after=nonsense").status()).isEqualTo(422);
    }

    private static final java.util.concurrent.Callable<Boolean> SERVER_READ =
            () -> SERVER.query("select not exists (select from fairlead.event e join shared.tenant t using (company_id)"
                            + " where (e.tx, e.id) > (t.read_tx, t.read_id))")
                    .equals("t");

    private static String added(String key) {
        HEAD.post("/api/users", Map.of("key", key, "name", key, "email", key + "@shop.example", "role", "operator"))
                .expect(201);
        return key;
    }

    private static void at(Instant now) {
        SERVER.part(SettableClock.class).set(now);
        NODE.part(SettableClock.class).set(now);
    }

    private static String lead(String name) {
        return lead(name, "nowhere");
    }

    /** A lead that arrives; its id. */
    private static String lead(String name, String source) {
        var lead = new Doing.NewLead(source, "", name, "+3906" + (7_000_000 + phones++), "", "", Map.of(), true, null);
        long number = SERVER.part(Desks.class)
                .perform(1, List.of(new Doing.Arrival(lead, outcome -> {})))
                .getFirst()
                .lead();
        long seed = Long.parseLong(SERVER.query("select id_seed from fairlead.company where company_id = 1"));
        return Ids.of(seed).show(Ids.Kind.LEAD, number);
    }

    private static void assign(Client by, String lead, String user) {
        by.post("/api/leads/" + lead + "/assign", Map.of("user", user)).expect(200);
    }

    private static void note(Client by, String lead, String text) {
        by.post("/api/leads/" + lead + "/touch", Map.of("kind", "note", "text", text))
                .expect(200);
    }

    private static void status(Client by, String lead, String status) {
        long version = by.get("/api/leads/" + lead)
                .expect(200)
                .json()
                .at("/lead/version")
                .asLong();
        by.call("PATCH", "/api/leads/" + lead, Map.of("status", status), Map.of("If-Match", "\"" + version + "\""))
                .expect(200);
    }

    private static List<JsonNode> rows(Client client) {
        return client.get("/api/me/notices")
                .expect(200)
                .json()
                .path("rows")
                .valueStream()
                .toList();
    }

    /** The only notice, once it is there. */
    private static JsonNode only(Client client) {
        await().atMost(LONG).until(() -> !rows(client).isEmpty());
        assertThat(rows(client)).hasSize(1);
        return rows(client).getFirst();
    }

    private static int unread(Client client) {
        return client.get("/api/me/notices")
                .expect(200)
                .json()
                .at("/unread/value")
                .asInt();
    }

    private static String name(Client client) {
        return client.get("/api/session").expect(200).json().at("/user/name").asString();
    }

    private static JsonNode json(String text) {
        return new tools.jackson.databind.json.JsonMapper().readTree(text);
    }

    private static InputStream listen(Client client, String more, Queue<String> heard) {
        InputStream stream = client.listen("/api/leads/stream" + more);
        Thread.ofVirtual().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(heard::add);
            } catch (IOException | java.io.UncheckedIOException closed) {
                heard.add("closed");
            }
        });
        return stream;
    }

    private static boolean tells(Queue<String> heard) {
        return heard.stream().anyMatch(line -> line.contains("\"notices\":true"));
    }

    private static List<MimeMessage> mails(String user) {
        return Arrays.stream(MAIL.getReceivedMessages())
                .filter(mail -> receiver(mail).startsWith(user + "@"))
                .toList();
    }

    private static String receiver(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(MimeMessage mail, int part) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(part).getContent().toString();
    }
}
