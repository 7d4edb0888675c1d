package io.fairlead.server;

import static io.fairlead.server.NoticeShop.HEAD;
import static io.fairlead.server.NoticeShop.LONG;
import static io.fairlead.server.NoticeShop.MARINA;
import static io.fairlead.server.NoticeShop.NADEZHDA;
import static io.fairlead.server.NoticeShop.SERVER;
import static io.fairlead.server.NoticeShop.SERVER_READ;
import static io.fairlead.server.NoticeShop.URSULA;
import static io.fairlead.server.NoticeShop.assign;
import static io.fairlead.server.NoticeShop.at;
import static io.fairlead.server.NoticeShop.lead;
import static io.fairlead.server.NoticeShop.mails;
import static io.fairlead.server.NoticeShop.morning;
import static io.fairlead.server.NoticeShop.name;
import static io.fairlead.server.NoticeShop.note;
import static io.fairlead.server.NoticeShop.only;
import static io.fairlead.server.NoticeShop.part;
import static io.fairlead.server.NoticeShop.rows;
import static io.fairlead.server.NoticeShop.unread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people are told by mail of what others do with their leads, and when; what they choose. */
class NoticeMailTest {
    @BeforeEach
    void aMorningWithoutNotices() {
        NoticeShop.begin();
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
}
