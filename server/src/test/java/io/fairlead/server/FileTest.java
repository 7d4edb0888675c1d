package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files at leads, over HTTP, in a company beside another that has everything alike. */
class FileTest {
    private static final int LIMIT = 25_000_000;
    private static final LeadFixture FIXTURE = LeadFixture.start();
    private static final TestServer SERVER = FIXTURE.server();

    private final Client head = FIXTURE.own();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aFileComesBackAsItWentInUnderItsNameAndOnlyToBeSaved() {
        String lead = lead("Own 21");
        JsonNode file = added(lead, "חוזה סופי – договор 100%.html", "<script>alert(1)</script>");
        assertThat(file.path("name").asString()).isEqualTo("חוזה סופי – договор 100%.html");
        Client.Answer sent = head.get(path(file)).expect(200);
        assertThat(sent.text()).isEqualTo("<script>alert(1)</script>");
        assertThat(sent.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(sent.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(sent.header("content-security-policy")).startsWith("sandbox");
        assertThat(sent.headers().allValues("content-security-policy")).hasSize(1);
        assertThat(sent.header("content-disposition"))
                .startsWith("attachment; filename=\"")
                .endsWith("filename*=UTF-8''%D7%97%D7%95%D7%96%D7%94%20%D7%A1%D7%95%D7%A4%D7%99%20%E2%80%93%20"
                        + "%D0%B4%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80%20100%25.html");
        JsonNode list = head.get("/api/leads/" + lead + "/files").expect(200).json();
        assertThat(list.path("bytes").asLong()).isEqualTo(25);
        assertThat(list.path("limit").asLong()).isEqualTo(LIMIT);
        head.delete(path(file)).expect(204);
        head.get(path(file)).expect(404);
        assertThat(kinds(lead)).containsExactly("file-removed", "file-added");
    }

    @Test
    void aNameIsNoPath() {
        String lead = lead("Own 22");
        assertThat(added(lead, "../../etc/passwd", "x").path("name").asString()).isEqualTo("passwd");
        assertThat(added(lead, "C:\\photo\u202Egpj.exe", "x").path("name").asString())
                .isEqualTo("photogpj.exe");
        assertThat(added(lead, "..", "x").path("name").asString()).isEqualTo("file");
        JsonNode quoted = added(lead, "a\"b\r\nSet-Cookie: x.txt", "x");
        assertThat(head.get(path(quoted)).expect(200).header("content-disposition"))
                .isEqualTo("attachment; filename=\"a_bSet-Cookie_ x.txt\"; filename*=UTF-8''a_bSet-Cookie_%20x.txt");
    }

    @Test
    void aFileAsLargeAsAllowedIsTakenAndOneByteMoreIsNot() {
        String upload = "/api/leads/" + lead("Own 23") + "/files?name=large.bin";
        assertThat(head.upload(upload, zeros(LIMIT))
                        .expect(201)
                        .json()
                        .path("bytes")
                        .asLong())
                .isEqualTo(LIMIT);
        Client.Answer refused = head.upload(upload, zeros(LIMIT + 1)).expect(413);
        assertThat(refused.slug()).isEqualTo("file-too-large");
        assertThat(refused.json().path("limit").asLong()).isEqualTo(LIMIT);
        JsonNode list = head.get(upload.replaceFirst("\\?.*", "")).expect(200).json();
        assertThat(list.path("bytes").asLong()).isEqualTo(LIMIT);
    }

    @Test
    void nothingOfItReachesTheOtherCompany() {
        String lead = lead("Own 24");
        JsonNode file = added(lead, "secret.txt", "ours");
        Client other = FIXTURE.other();
        other.get(path(file)).expect(404);
        other.delete(path(file)).expect(404);
        assertThat(other.get("/api/leads/" + lead + "/files")
                        .expect(200)
                        .json()
                        .path("rows")
                        .isEmpty())
                .isTrue();
        assertThat(head.get(path(file)).expect(200).text()).isEqualTo("ours");
    }

    @Test
    void aLeadThatIsNotThereTakesNoFile() {
        Client.Answer answer = head.upload("/api/leads/nothing/files?name=a", new ByteArrayInputStream(new byte[1]));
        assertThat(answer.expect(404).slug()).isEqualTo("not-found");
    }

    private JsonNode added(String lead, String name, String content) {
        return head.call(
                        "POST",
                        "/api/leads/" + lead + "/files?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8),
                        content,
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(201)
                .json();
    }

    private static InputStream zeros(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    private static String path(JsonNode file) {
        return "/api/files/" + file.path("id").asString();
    }

    private String lead(String name) {
        return LeadFixture.list(head, Map.of("filter", Map.of("text", name)))
                .json()
                .at("/rows/0/id")
                .asString();
    }

    private List<String> kinds(String lead) {
        return head.get("/api/leads/" + lead + "/journal")
                .expect(200)
                .json()
                .path("entries")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .filter(kind -> kind.startsWith("file-"))
                .toList();
    }
}
