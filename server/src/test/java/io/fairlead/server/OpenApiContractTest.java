package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The committed description of the API is the live one. {@code -Dopenapi.write=true} writes it anew. */
class OpenApiContractTest {
    private static final Path COMMITTED = Path.of("..", "api", "openapi.json");

    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void theCommittedDescriptionIsTheLiveOne() throws IOException {
        String live = ordered(
                TestServer.demo().client().get("/api/openapi").expect(200).text());
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, live);
        }
        assertThat(live)
                .as("api/openapi.json is out of date; write it anew with -Dopenapi.write=true")
                .isEqualTo(Files.readString(COMMITTED));
    }

    private String ordered(String document) {
        Object tree = json.readValue(document, Object.class);
        return json.writeValueAsString(tree).replace("\r\n", "\n") + "\n";
    }

    @Test
    void anAnswerThatIsNotDescribedIsFound() {
        HttpHeaders json = HttpHeaders.of(Map.of("content-type", List.of("application/json")), (name, value) -> true);
        for (String wrong :
                List.of("{}", "{\"needed\":\"yes\"}", "{\"needed\":null}", "{\"needed\":true,\"more\":1}", "[]")) {
            assertThatThrownBy(() -> Contract.check("GET", "/api/setup", new Client.Answer(200, json, wrong)))
                    .as(wrong)
                    .isInstanceOf(AssertionError.class);
        }
        Contract.check("GET", "/api/setup", new Client.Answer(200, json, "{\"needed\":true}"));
    }
}
