package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happened is told page by page, to each as the company has chosen, and the same in every journal. */
class JournalTest {
    private static final LeadFixture FIXTURE = LeadFixture.start();

    private final Client own = FIXTURE.own();

    /** What the desk is told to remember of leads in the fixture is no memory of a desk. */
    @BeforeAll
    static void forget() {
        FIXTURE.execute("delete from fairlead.desk_lead");
    }

    @AfterAll
    static void stop() {
        FIXTURE.server().stop();
    }

    @BeforeEach
    void everybodySeesAll() {
        sight("all");
    }

    @Test
    void aJournalIsReadPageByPageWithoutGapsOrDoubles() {
        FIXTURE.execute("""
                insert into fairlead.event (company_id, lead, contact, kind, who, data)
                select 1, 20, 20, 'note-written', u.id, jsonb_build_object('text', 'Note ' || n)
                  from generate_series(1, 75) n, fairlead.app_user u where u.company_id = 1 and u.key = 'marina'
                """);
        String path = "/api/leads/" + id(20) + "/journal";
        List<String> read = new ArrayList<>();
        int pages = 0;
        String after = "";
        do {
            JsonNode page =
                    own.get(path + "?limit=30&topic=notes" + after).expect(200).json();
            page.path("entries").forEach(entry -> read.add(entry.path("text").asString()));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asString();
            pages++;
        } while (!after.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(read).hasSize(75).startsWith("Note 75", "Note 74").endsWith("Note 1");
        assertThat(new HashSet<>(read)).hasSize(75);
    }

    @Test
    void whatIsRareInALongJournalIsFoundBehindPagesThatAreShort() {
        FIXTURE.execute("""
                insert into fairlead.event (company_id, lead, kind, data) values (1, 21, 'call-noted', '{"text": "Once"}');
                insert into fairlead.event (company_id, lead, kind) select 1, 21, 'lead-offered' from generate_series(1, 4500);
                """);
        String path = "/api/leads/" + id(21) + "/journal?topic=calls";
        JsonNode first = own.get(path).expect(200).json();
        assertThat(first.path("entries")).isEmpty();
        assertThat(first.path("next").isNull()).isFalse();
        JsonNode second = own.get(path + "&after=" + first.path("next").asString())
                .expect(200)
                .json();
        JsonNode third = own.get(path + "&after=" + second.path("next").asString())
                .expect(200)
                .json();
        assertThat(third.at("/entries/0/text").asString()).isEqualTo("Once");
        assertThat(third.path("next").isNull()).isTrue();
    }

    @Test
    void anAssignmentIsToldWithItsReasonsAndAStatusWithItsNote() {
        String path = "/api/leads/" + id(22);
        FIXTURE.own()
                .withHeader("If-Match", "\"1\"")
                .patch(path, Map.of("status", "called", "note", "Wants a second visit"))
                .expect(200);
        JsonNode entries = own.get(path + "/journal").expect(200).json().path("entries");
        assertThat(entries.at("/0/kind").asString()).isEqualTo("status-changed");
        assertThat(entries.at("/0/topic").asString()).isEqualTo("statuses");
        assertThat(entries.at("/0/text").asString()).isEqualTo("Wants a second visit");
        assertThat(entries.at("/0/after").asString()).isEqualTo("called");
        assertThat(entries.at("/1/topic").asString()).isEqualTo("assignments");
        assertThat(entries.at("/1/decision/explained/how").asString()).isEqualTo("turns");
        assertThat(entries.at("/1/decision/explained/candidates/1/chosen").asBoolean())
                .isTrue();
    }

    @Test
    void peopleSeeTheirOwnWorkOrTheirGroupsOrAllAndEverybodySeesDecisions() {
        Client ursula = Office.accept(own, FIXTURE.server().client(), "ursula");
        FIXTURE.execute("""
                update fairlead.setting set body = '{"members": ["nadezhda", "ursula"]}' where company_id = 1 and kind = 'team';
                insert into fairlead.event (company_id, lead, kind, who, data)
                select 1, 23, 'note-written', id, jsonb_build_object('text', key) from fairlead.app_user
                 where company_id = 1 and key in ('ursula', 'nadezhda', 'marina') order by key;
                """);
        String path = "/api/leads/" + id(23) + "/journal";
        assertThat(notes(ursula, path)).containsExactlyInAnyOrder("ursula", "nadezhda", "marina");
        sight("group");
        assertThat(notes(ursula, path)).containsExactlyInAnyOrder("ursula", "nadezhda");
        sight("own");
        assertThat(notes(ursula, path)).containsExactly("ursula");
        assertThat(ursula.get(path)
                        .json()
                        .path("entries")
                        .valueStream()
                        .map(one -> one.path("kind").asString()))
                .contains("lead-assigned");
        assertThat(notes(own, path)).as("managers see all").containsExactlyInAnyOrder("ursula", "nadezhda", "marina");
        sight("all");
        assertThat(notes(ursula, path + "?own=true")).containsExactly("ursula");
    }

    @Test
    void whatHappensToALeadIsToldInTheJournalsOfItsContactAndItsListingToo() {
        String lead = "/api/leads/" + id(5);
        own.post(lead + "/touch", Map.of("kind", "call", "text", "Called back")).expect(200);
        String contact = own.get(lead).json().at("/contact/id").asString();
        JsonNode ofContact =
                own.get("/api/contacts/" + contact + "/journal").expect(200).json();
        JsonNode ofListing = own.get("/api/listings/flat/journal").expect(200).json();
        assertThat(ofContact.at("/entries/0/text").asString()).isEqualTo("Called back");
        assertThat(ofContact.at("/entries/0/lead/title").asString()).isEqualTo("Own 5");
        assertThat(ofListing.at("/entries/0/id")).isEqualTo(ofContact.at("/entries/0/id"));
        assertThat(own.get("/api/listings/flat/leads")
                        .expect(200)
                        .json()
                        .at("/leads/0/title")
                        .asString())
                .isEqualTo("Own 5");
        own.get("/api/listings/nowhere/journal").expect(404);
    }

    @Test
    void aContactIsChangedOnTheVersionThatWasSeenAndOnNoOther() {
        String contact = "/api/contacts/"
                + own.get("/api/leads/" + id(30)).json().at("/contact/id").asString();
        Client.Answer seen = own.get(contact).expect(200);
        Client writer = FIXTURE.own().withHeader("If-Match", seen.header("etag"));
        JsonNode changed = writer.patch(
                        contact,
                        Map.of(
                                "name",
                                "Renata",
                                "phones",
                                List.of("+7 913 000-00-30", "+7 913 555-55-55"),
                                "emails",
                                List.of("Renata@X.example")))
                .expect(200)
                .json();
        assertThat(changed.path("phones").valueStream().map(JsonNode::asString))
                .containsExactly("+79130000030", "+79135555555");
        assertThat(changed.at("/emails/0").asString()).isEqualTo("renata@x.example");
        JsonNode refused =
                writer.patch(contact, Map.of("name", "Rita")).expect(409).json();
        assertThat(refused.at("/current/name").asString()).isEqualTo("Renata");
        JsonNode entry = own.get(contact + "/journal").json().at("/entries/0");
        assertThat(entry.path("kind").asString()).isEqualTo("contact-edited");
        assertThat(entry.path("changes")
                        .valueStream()
                        .map(one -> one.path("field").asString()))
                .contains("name", "phones", "emails");
        JsonNode taken = FIXTURE.own()
                .withHeader("If-Match", "\"2\"")
                .patch(contact, Map.of("phones", List.of("+79130000031")))
                .expect(422)
                .json();
        assertThat(taken.at("/errors/0/slug").asString()).isEqualTo("taken");
    }

    private static List<String> notes(Client client, String path) {
        return client.get(path)
                .expect(200)
                .json()
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("kind").asString().equals("note-written"))
                .map(entry -> entry.path("text").asString())
                .toList();
    }

    private static void sight(String history) {
        FIXTURE.execute("update fairlead.company set work = '{\"history\": \"" + history + "\"}' where company_id = 1");
    }

    private String id(int lead) {
        return LeadFixture.list(own, Map.of("filter", Map.of("text", "person" + lead + "@example.com")))
                .json()
                .at("/rows/0/id")
                .asString();
    }
}
