package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is known of a lead is corrected, and a change of its status may need a note. */
class LeadEditTest {
    private static final int COMPANY = 1;
    private static final String RULES = """
            [{"id": "nobody", "when": "source == \\"nobody\\" && !(rooms > 3)", "presence": "required",
              "candidates": [{"team": "sales"}]},
             {"id": "calls", "candidates": [{"team": "sales"}]}]
            """;

    private static final TestServer SERVER = TestServer.start(true);

    private final Client head = SERVER.administrator();

    @BeforeAll
    static void publish() {
        SERVER.execute("""
                insert into fairlead.setting (company_id, kind, key, body) values (1, 'field', 'rooms', '{"type": "number"}'),
                    (1, 'listing', 'flat', '{"name": "Flat", "responsibles": []}')
                """);
        LeadFixture.publish(SERVER, COMPANY, RULES);
    }

    @AfterAll
    static void stop() throws SQLException {
        assertThat(SERVER.query("select count(*) > 3 from fairlead.event where kind = 'lead-edited'"))
                .isEqualTo("t");
        LeadFixture.verify(SERVER, COMPANY);
        SERVER.stop();
    }

    @BeforeEach
    void noNoteIsAskedFor() {
        notes(0);
    }

    @Test
    void aWaitingLeadIsDecidedAnewByWhatItIsCorrectedTo() {
        String path = arrived("nobody", "Nora", Map.of("rooms", 1));
        assertThat(head.get(path).json().at("/lead/state").asString()).isEqualTo("waiting");
        JsonNode renamed = edit(path, Map.of("name", "Nora B.")).expect(200).json();
        assertThat(renamed.at("/lead/state").asString()).isEqualTo("waiting");
        JsonNode edited =
                edit(path, Map.of("fields", Map.of("rooms", "4"))).expect(200).json();
        assertThat(edited.at("/lead/state").asString()).isEqualTo("assigned");
        assertThat(edited.at("/lead/rule").asString()).isEqualTo("calls");
        assertThat(edited.at("/fields/rooms").asInt()).isEqualTo(4);
        JsonNode entry = LeadFixture.told(head, path)
                .path("entries")
                .valueStream()
                .filter(one -> one.path("kind").asString().equals("lead-edited"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.at("/changes/0/field").asString()).isEqualTo("fields.rooms");
        assertThat(entry.at("/changes/0/before").asInt()).isEqualTo(1);
        assertThat(entry.at("/changes/0/after").asInt()).isEqualTo(4);
        assertThat(entry.path("who").asString()).isEqualTo("head");
    }

    @Test
    void aPhoneIsReadAsAtIntakeAndTheContactLearnsItWhileTheLeadStaysWithIt() {
        String path = arrived("web", "Pia", Map.of());
        String contact = head.get(path).json().at("/contact/id").asString();
        JsonNode edited = edit(path, Map.of("phone", "+39 333 000 77 11", "email", "Pia@New.example"))
                .expect(200)
                .json();
        assertThat(edited.at("/lead/phone").asString()).isEqualTo("+393330007711");
        assertThat(edited.at("/lead/email").asString()).isEqualTo("pia@new.example");
        assertThat(edited.at("/contact/id").asString()).isEqualTo(contact);
        assertThat(edited.at("/contact/phones/0").asString()).isEqualTo("+393330007711");
        JsonNode wrong = edit(path, Map.of("phone", "12", "listing", "castle"))
                .expect(422)
                .json();
        assertThat(wrong.path("errors")
                        .valueStream()
                        .map(one -> one.path("slug").asString()))
                .containsExactlyInAnyOrder("not-a-phone", "unknown-listing");
    }

    @Test
    void aFieldIsTakenAwayAndWhatDoesNotChangeIsNotTold() {
        String path = arrived("web", "Fay", Map.of("rooms", 2, "topic", "rent"));
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("topic", null);
        JsonNode edited = edit(path, Map.of("listing", "flat", "fields", none))
                .expect(200)
                .json();
        assertThat(edited.path("fields").has("topic")).isFalse();
        assertThat(edited.at("/fields/rooms").asInt()).isEqualTo(2);
        assertThat(edited.at("/lead/listing/name").asString()).isEqualTo("Flat");
        long version = edited.at("/lead/version").asLong();
        JsonNode same =
                edit(path, Map.of("name", "Fay", "listing", "flat")).expect(200).json();
        assertThat(same.at("/lead/version").asLong()).isEqualTo(version);
        assertThat(edit(path, Map.of("name", "", "email", ""))
                        .expect(422)
                        .json()
                        .at("/errors/0/slug")
                        .asString())
                .isEqualTo("nobody");
    }

    @Test
    void whoCorrectsWhatOthersCorrectedMeanwhileIsShownTheirs() {
        String path = arrived("web", "Vic", Map.of());
        String seen = head.get(path).header("etag");
        edit(path, Map.of("name", "Victoria")).expect(200);
        JsonNode refused = head.call("PATCH", path + "/facts", Map.of("name", "Viktor"), Map.of("If-Match", seen))
                .expect(409)
                .json();
        assertThat(refused.at("/current/name").asString()).isEqualTo("Victoria");
    }

    @Test
    void aStatusIsChangedWithANoteThatIsLongEnoughAndNew() {
        String path = arrived("web", "Nell", Map.of());
        notes(10);
        JsonNode bare = status(path, "called", "").expect(422).json();
        assertThat(bare.at("/errors/0/field").asString()).isEqualTo("note");
        assertThat(bare.at("/errors/0/slug").asString()).isEqualTo("too-short");
        assertThat(bare.path("noteLength").asInt()).isEqualTo(10);
        status(path, "called", "   short   ").expect(422);
        status(path, "called", "Wants a quote").expect(200);
        assertThat(status(path, "won", "Wants a quote ")
                        .expect(422)
                        .json()
                        .at("/errors/0/slug")
                        .asString())
                .isEqualTo("same-as-last");
        status(path, "called", "").expect(200);
        status(path, "won", "Signed on Monday").expect(200);
        assertThat(head.get("/api/leads/choices").json().path("noteLength").asInt())
                .isEqualTo(10);
    }

    private static void notes(int length) {
        SERVER.execute("update fairlead.company set work = '{\"noteLength\": " + length + "}' where company_id = 1");
    }

    private Client.Answer status(String path, String status, String note) {
        return head.call(
                "PATCH",
                path,
                Map.of("status", status, "note", note),
                Map.of("If-Match", head.get(path).header("etag")));
    }

    private Client.Answer edit(String path, Map<String, ?> facts) {
        return head.call(
                "PATCH",
                path + "/facts",
                facts,
                Map.of("If-Match", head.get(path).header("etag")));
    }

    /** The address of a lead that has just arrived. */
    private String arrived(String source, String name, Map<String, Object> fields) {
        String email = name.toLowerCase(Locale.ROOT) + "@y.example";
        var lead = new Doing.NewLead(source, "", name, "", email, "", fields, true, null);
        SERVER.part(Desks.class).perform(COMPANY, List.of(new Doing.Arrival(lead, done -> {})));
        return "/api/leads/"
                + LeadFixture.list(head, Map.of("filter", Map.of("text", email)))
                        .json()
                        .at("/rows/0/id")
                        .asString();
    }
}
