package io.fairlead.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running server that a command speaks to, with the token that opens its API. */
final class Remote {
    private static final String VARIABLE = "FAIRLEAD_TOKEN";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final int OK = 200;
    private static final JsonMapper JSON = new JsonMapper();

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "address of the running server (default: ${DEFAULT-VALUE})")
    private String server = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the API token (default: the variable FAIRLEAD_TOKEN)")
    private @Nullable Path tokenFile;

    /** The server refused, could not be reached, or there is no token; {@code lines} say so. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String lines) {
            super(lines);
        }
    }

    /** The text at a path of the API. */
    String get(String path, String accept) throws Refused {
        return send(request(path).header("Accept", accept).GET().build(), "");
    }

    /**
     * Posts a text and reads the answer.
     *
     * @param file the name of the text in messages about its flaws
     * @param seen the version that the server must still have; null for any
     */
    JsonNode post(String path, String text, String file, @Nullable Long seen) throws Refused {
        HttpRequest.Builder request = request(path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8));
        if (seen != null) {
            request.header("If-Match", "\"" + seen + "\"");
        }
        return JSON.readTree(send(request.build(), file));
    }

    /**
     * Posts JSON and reads an answer of one JSON object a line, as the lines come.
     *
     * @param file the name of the text in messages about its flaws
     * @param each told of each line
     */
    List<JsonNode> lines(String path, String json, String file, Consumer<JsonNode> each) throws Refused {
        HttpRequest request = request(path)
                .header("Accept", "application/x-ndjson, application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build();
        List<JsonNode> lines = new ArrayList<>();
        return sent(request, HttpResponse.BodyHandlers.ofLines(), answer -> {
            if (answer.statusCode() != OK) {
                throw new Refused(reasons(answer.statusCode(), answer.body().collect(Collectors.joining("\n")), file));
            }
            answer.body().map(JSON::readTree).forEach(line -> {
                lines.add(line);
                each.accept(line);
            });
            return lines;
        });
    }

    /**
     * Sends JSON, or nothing, and reads the answer.
     *
     * @return empty where the answer is
     */
    JsonNode json(String method, String path, @Nullable Object body) throws Refused {
        HttpRequest.Builder request = request(path).header("Accept", "application/json");
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        String answer = send(
                request.method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                "");
        return answer.isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer);
    }

    /** Posts bytes as they are. */
    void bytes(String path, byte[] content) throws Refused {
        send(
                request(path)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                "");
    }

    /** Writes what stands at a path of the API into a file, as it comes. */
    void download(String path, Path into) throws Refused {
        HttpRequest request = request(path).header("Accept", "text/csv").GET().build();
        sent(request, HttpResponse.BodyHandlers.ofInputStream(), answer -> {
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    String said = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                    throw new Refused(reasons(answer.statusCode(), said, ""));
                }
                return Files.copy(body, into, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new Refused(into + ": cannot be written: " + e.getMessage());
            }
        });
    }

    private HttpRequest.Builder request(String path) throws Refused {
        try {
            return HttpRequest.newBuilder(URI.create(server.replaceFirst("/+$", "") + path))
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + token());
        } catch (IllegalArgumentException e) {
            throw new Refused("--server: \"" + server + "\" is no address such as http://127.0.0.1:8080");
        }
    }

    private String token() throws Refused {
        @Nullable String token = System.getenv(VARIABLE);
        if (tokenFile != null) {
            try {
                token = Files.readString(tokenFile);
            } catch (IOException e) {
                throw new Refused("--token-file: " + tokenFile + " cannot be read");
            }
        }
        if (token == null || token.isBlank()) {
            throw new Refused(
                    "no API token: set " + VARIABLE + ", or name a file with --token-file (make one in the web app)");
        }
        return token.strip();
    }

    private String send(HttpRequest request, String file) throws Refused {
        return sent(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), answer -> {
            if (answer.statusCode() / 100 != 2) {
                throw new Refused(reasons(answer.statusCode(), answer.body(), file));
            }
            return answer.body();
        });
    }

    /** Reads an answer while the connection is open. */
    private interface Reading<B, T> {
        T read(HttpResponse<B> answer) throws Refused;
    }

    private <B, T> T sent(HttpRequest request, HttpResponse.BodyHandler<B> body, Reading<B, T> reading) throws Refused {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            return reading.read(http.send(request, body));
        } catch (ConnectException e) {
            throw new Refused(server + " does not answer; is the server running? (--server)");
        } catch (IOException | UncheckedIOException e) {
            throw new Refused(server + " cannot be reached: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("interrupted");
        }
    }

    private String reasons(int status, String body, String file) {
        JsonNode problem = problem(body);
        StringBuilder lines = new StringBuilder();
        for (JsonNode flaw : problem.path("flaws")) {
            lines.append("%s:%d:%d: %s\n"
                    .formatted(
                            file,
                            flaw.path("line").asInt(),
                            flaw.path("column").asInt(),
                            flaw.path("message").asString("")));
        }
        if (problem.path("moreFlaws").asInt(0) > 0) {
            lines.append("and ").append(problem.path("moreFlaws").asInt()).append(" more\n");
        }
        for (JsonNode misfit : problem.path("misfits")) {
            lines.append("%s %s: %s\n"
                    .formatted(
                            misfit.path("section").asString(""),
                            misfit.path("key").asString(""),
                            misfit.path("message").asString("")));
        }
        for (JsonNode error : problem.path("errors")) {
            lines.append("%s: %s\n"
                    .formatted(
                            error.path("field").asString(""), error.path("slug").asString("")));
        }
        if (lines.isEmpty()) {
            String detail = problem.path("detail").asString("status " + status);
            lines.append(server).append(" refused: ").append(detail);
        }
        return lines.toString().stripTrailing();
    }

    private static JsonNode problem(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
