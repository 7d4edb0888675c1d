package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.seal.Verification;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Contacts that a company knows from elsewhere are brought with who advises them: all of them, or none. */
class KnownContactTest {
    private final FairnessFixture books = FairnessFixture.start();
    private final TestServer server = books.server();
    private final Client head = books.head();

    @AfterEach
    void stop() {
        server.stop();
    }

    private static Map<String, Object> contact(String... members) {
        var contact = new TreeMap<String, Object>();
        for (int i = 0; i < members.length; i += 2) {
            contact.put(members[i], members[i + 1]);
        }
        return contact;
    }

    private Client.Answer bring(List<? extends Map<String, ?>> contacts) {
        return head.post("/api/contacts", Map.of("contacts", contacts));
    }

    private List<String> outcomes(List<? extends Map<String, ?>> contacts) {
        return bring(contacts)
                .expect(200)
                .json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("outcome").asString())
                .toList();
    }

    private String arrive(String phone, String email) {
        var lead = new Doing.NewLead("web", "", "A lead", phone, email, "", Map.of(), true, null);
        var outcome = server.part(Desks.class)
                .perform(FairnessFixture.COMPANY, List.of(new Doing.Arrival(lead, done -> {})))
                .getFirst();
        var seed = server.query("select id_seed from fairlead.company where company_id = 1");
        return Ids.of(Long.parseLong(seed)).show(Ids.Kind.LEAD, outcome.lead());
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        var all = new HashMap<>(map);
        all.put(key, value);
        return all;
    }

    private void verifies() throws SQLException {
        var report = Verification.of(server.database(), FairnessFixture.COMPANY);
        assertThat(report.sentences()).isEmpty();
        assertThat(report.notRecomputed()).isZero();
        assertThat(report.recomputed()).isPositive();
    }

    @Test
    void aLeadOfAContactThatWasBroughtGoesToWhoAdvisesThem() throws SQLException {
        JsonNode rows = bring(List.of(
                        contact("name", "Rosa", "phone", "+39 02 1234501", "email", "ROSA@example.com", "owner", "ben"),
                        contact("email", "second@example.com", "owner", "ada")))
                .expect(200)
                .json()
                .path("rows");
        assertThat(rows).extracting(row -> row.path("outcome").asString()).containsExactly("created", "created");
        String id = rows.path(0).path("id").asString();
        JsonNode sheet = head.get("/api/contacts/" + id).expect(200).json();
        assertThat(sheet.path("name").asString()).isEqualTo("Rosa");
        assertThat(sheet.path("emails").toString()).contains("rosa@example.com");
        assertThat(books.receiver(arrive("", "rosa@example.com"))).isEqualTo("ben");
        assertThat(books.receiver(arrive("", "second@example.com"))).isEqualTo("ada");
        assertThat(head.get("/api/contacts/" + id + "/journal").json().path("entries"))
                .extracting(entry -> entry.path("kind").asString())
                .contains("contact-known");
        verifies();
    }

    @Test
    void sentAgainNothingChangesAndWhatIsLackingIsLearned() throws SQLException {
        var phone = "+39021234501";
        String lead = arrive(phone, "");
        String holder = books.receiver(lead);
        var same = contact("phone", phone, "owner", holder);
        assertThat(outcomes(List.of(same))).containsExactly("unchanged");
        var more = contact("name", "Rosa", "phone", phone, "email", "rosa@example.com", "owner", holder);
        assertThat(outcomes(List.of(more))).containsExactly("changed");
        assertThat(outcomes(List.of(more))).containsExactly("unchanged");
        var later = with(more, "former", List.of("ben"));
        assertThat(outcomes(List.of(later))).containsExactly("changed");
        assertThat(outcomes(List.of(later))).containsExactly("unchanged");
        assertThat(books.receiver(arrive("", "rosa@example.com"))).isEqualTo(holder);
        verifies();
    }

    @Test
    void whatContradictsIsToldRowByRowAndNothingIsDone() throws SQLException {
        assertThat(outcomes(
                        List.of(contact("phone", "+39021234501", "owner", "ada"), contact("email", "b@example.com"))))
                .containsExactly("created", "created");
        var wrong = bring(List.of(
                        contact("phone", "+39021234509", "owner", "ada"),
                        contact("phone", "+39021234501", "owner", "ben"),
                        contact("phone", "+39021234501", "email", "b@example.com"),
                        contact("phone", "12"),
                        contact("name", "Nobody"),
                        contact("phone", "+39021234508", "owner", "nobody"),
                        contact("phone", "+39021234509")))
                .expect(422);
        assertThat(errors(wrong))
                .containsExactly(
                        "contacts[2] repeated",
                        "contacts[3].phone not-a-phone",
                        "contacts[4] required",
                        "contacts[5].owner unknown-user",
                        "contacts[6] repeated");
        var contradicting = bring(List.of(
                        contact("phone", "+39021234509", "owner", "ada"),
                        contact("phone", "+39021234501", "owner", "ben")))
                .expect(422);
        assertThat(errors(contradicting)).containsExactly("contacts[1].owner other");
        var two = bring(List.of(contact("phone", "+39021234501", "email", "b@example.com")))
                .expect(422);
        assertThat(errors(two)).containsExactly("contacts[0] two-contacts");
        assertThat(server.query("select count(*)::text from fairlead.contact")).isEqualTo("2");
    }

    private static List<String> errors(Client.Answer reply) {
        return reply.json()
                .path("errors")
                .valueStream()
                .map(one ->
                        one.path("field").asString() + " " + one.path("slug").asString())
                .toList();
    }

    @Test
    void aThousandAreBroughtAtOnceAndNoMore() throws SQLException {
        var many = IntStream.range(0, 1001)
                .mapToObj(n -> contact("email", "a" + n + "@example.com", "owner", "ben"))
                .toList();
        bring(many).expect(422);
        assertThat(outcomes(many.subList(0, 1000))).hasSize(1000).containsOnly("created");
        assertThat(books.receiver(arrive("", "a999@example.com"))).isEqualTo("ben");
        verifies();
        assertThat(server.query("select count(*)::text from fairlead.event where kind = 'contact-known'"))
                .isEqualTo("1000");
    }
}
