package io.fairlead.server;

import static io.fairlead.server.NoticeShop.HEAD;
import static io.fairlead.server.NoticeShop.LONG;
import static io.fairlead.server.NoticeShop.NADEZHDA;
import static io.fairlead.server.NoticeShop.NODE;
import static io.fairlead.server.NoticeShop.SERVER;
import static io.fairlead.server.NoticeShop.SERVER_READ;
import static io.fairlead.server.NoticeShop.URSULA;
import static io.fairlead.server.NoticeShop.added;
import static io.fairlead.server.NoticeShop.assign;
import static io.fairlead.server.NoticeShop.json;
import static io.fairlead.server.NoticeShop.lead;
import static io.fairlead.server.NoticeShop.listen;
import static io.fairlead.server.NoticeShop.name;
import static io.fairlead.server.NoticeShop.note;
import static io.fairlead.server.NoticeShop.only;
import static io.fairlead.server.NoticeShop.rows;
import static io.fairlead.server.NoticeShop.status;
import static io.fairlead.server.NoticeShop.tells;
import static io.fairlead.server.NoticeShop.unread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people are told in the app of what others do with their leads, on two nodes. */
class NoticeTest {
    @BeforeEach
    void aMorningWithoutNotices() {
        NoticeShop.begin();
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
}
