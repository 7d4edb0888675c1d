package io.fairlead.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's file holds everything about them, and nothing that they wrote can break it. */
class PersonalFileTest {
    private static final TestServer SERVER = TestServer.start(true);
    private static final JsonMapper JSON = new JsonMapper();

    private final Client head = SERVER.administrator();

    /** What is in the file, by name. */
    private Map<String, String> file(String contact) throws IOException {
        var contents = new HashMap<String, String>();
        try (var zip = new ZipInputStream(head.stream("/api/privacy/contacts/" + contact + "/export", Map.of()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                contents.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    @Test
    void whatPeopleTypedIsToldAsTheyTypedIt() throws IOException {
        var lead = head.post("/api/leads/manual", Map.of("name", "Zoe <b>Bianchi</b>", "phone", "+390612345600"))
                .expect(201)
                .json()
                .path("lead")
                .path("id")
                .asString();
        var note = "2026-01-01T10:00:00 call Zoe about the +1";
        head.post("/api/leads/" + lead + "/touch", Map.of("kind", "note", "text", note))
                .expect(200);
        var contact = head.post("/api/privacy/contacts/query", Map.of("text", "+390612345600"))
                .expect(200)
                .json()
                .at("/rows/0/id")
                .asString();

        var file = file(contact);

        assertThat(file).containsOnlyKeys("data.json", "index.html");
        JsonNode data = JSON.readTree(file.get("data.json"));
        assertThat(data.path("leads")).hasSize(1);
        assertThat(data.at("/leads/0/name").asString()).isEqualTo("Zoe <b>Bianchi</b>");
        assertThat(data.path("keys").findValuesAsString("value")).contains("+390612345600");
        assertThat(data.path("history").findValuesAsString("text")).contains(note);
        assertThat(file.get("index.html"))
                .contains(note, "Zoe &lt;b&gt;Bianchi&lt;/b&gt;")
                .doesNotContain("<b>");
        assertThat(head.post("/api/audit/query", Map.of("group", "privacy", "record", contact))
                        .expect(200)
                        .json()
                        .path("rows")
                        .findValuesAsString("kind"))
                .containsExactly("contact-exported");
    }
}
