package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The server is killed in the middle of an import and of taking it back; the next one goes on. */
class ImportKillTest {
    private static final int ROWS = 10_000;
    private static final int KNOWN = 200;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    /** A server in a process of its own. */
    private final class Killed implements AutoCloseable {
        private final Process process;
        private final Client head;

        Killed(DatabaseAddress database, String files, String token) throws IOException {
            Path said = Files.createTempFile(folder, "node", ".log");
            process = Node.process(database, "-Dfairlead.files=" + files)
                    .redirectOutput(said.toFile())
                    .start();
            var address = await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(20))
                    .failFast("the node ended", () -> !process.isAlive())
                    .until(
                            () -> Files.readString(said)
                                    .lines()
                                    .filter(line -> line.startsWith(Node.FOUND_AT))
                                    .findFirst(),
                            found -> found.isPresent())
                    .orElseThrow();
            head = new Client(address.substring(Node.FOUND_AT.length())).withToken(token);
        }

        JsonNode until(String path, Predicate<JsonNode> wanted) {
            return await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(20))
                    .failFast("the node ended", () -> !process.isAlive())
                    .until(() -> head.get(path).expect(200).json(), wanted);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void noRowIsLostOrDoubledWhenTheServerIsKilled() throws IOException, SQLException {
        var first = TestServer.start(true);
        var head = first.administrator();
        var database = first.database();
        String files = first.part(Environment.class).getProperty("fairlead.home") + "/files";
        String token = head.post("/api/tokens", Map.of("name", "import"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        String other = sent(head, csv(0, KNOWN, "Before "));
        checked(head, other);
        head.post(other + "/run", "{}").expect(200);
        await().atMost(LONG).until(() -> head.get(other).json().path("state").asString(), "done"::equals);
        Map<String, Long> were = counts(first);
        String path = sent(head, csv(0, ROWS, "Killed "));
        head.put(path + "/plan", Map.of("choice", Map.of("known", "overwrite"))).expect(200);
        checked(head, path);
        first.stop();

        killThrice(database, files, token, path);
        var last = TestServer.on(database);
        await().atMost(LONG).until(() -> state(last), "undone"::equals);
        assertThat(counts(last)).isEqualTo(were);
        assertThat(Verification.of(database))
                .allSatisfy(report -> assertThat(report.findings()).isEmpty());
        last.stop();
    }

    /** In the middle of making leads, of overwriting leads, and of taking it all back. */
    private void killThrice(DatabaseAddress database, String files, String token, String path) throws IOException {
        try (var node = new Killed(database, files, token)) {
            node.head.post(path + "/run", "{}").expect(200);
            node.until(path, sheet -> sheet.path("made").asLong() > 0);
        }
        try (var node = new Killed(database, files, token)) {
            node.until(path, sheet -> sheet.path("merged").asLong() > 0);
        }
        try (var node = new Killed(database, files, token)) {
            JsonNode done =
                    node.until(path, sheet -> sheet.path("state").asString().equals("done"));
            assertThat(done.path("made").asLong()).isEqualTo(ROWS - KNOWN);
            assertThat(done.path("merged").asLong()).isEqualTo(KNOWN);
            assertThat(done.path("skipped").asLong() + done.path("invalid").asLong())
                    .isZero();
            node.head.post(path + "/undo", "{}").expect(200);
            node.until(path, sheet -> sheet.path("returned").asLong() > 0);
        }
    }

    private static String csv(int from, int to, String name) {
        return "name,phone\n"
                + IntStream.range(from, to)
                        .mapToObj(n -> name + n + ",+7920" + (1000000 + n))
                        .collect(Collectors.joining("\n"));
    }

    private static String sent(Client head, String csv) {
        byte[] content = csv.getBytes(StandardCharsets.UTF_8);
        String id = head.post("/api/imports", Map.of("name", "kill.csv", "bytes", content.length))
                .expect(201)
                .json()
                .path("id")
                .asString();
        head.upload("/api/imports/" + id + "/content?from=0", new ByteArrayInputStream(content))
                .expect(200);
        return "/api/imports/" + id;
    }

    private static void checked(Client head, String path) {
        head.post(path + "/check", "{}").expect(200);
        await().atMost(LONG).until(() -> head.get(path).json().path("state").asString(), "checked"::equals);
    }

    private static String state(TestServer server) {
        return inside(server, "select state from fairlead.import order by id desc limit 1");
    }

    /** Rows of all that an import writes, and what leads are called. */
    private static Map<String, Long> counts(TestServer server) {
        var counts = Set.of(
                        "lead",
                        "contact",
                        "contact_key",
                        "event where kind = 'lead-imported'",
                        "lead where name like 'Before %'",
                        "zone_count where zone = 0")
                .stream()
                .collect(Collectors.toMap(
                        from -> from, from -> Long.valueOf(inside(server, "select count(*) from fairlead." + from))));
        return Map.copyOf(counts);
    }

    private static String inside(TestServer server, String sql) {
        return server.part(Transactions.class)
                .inCompany(
                        1,
                        () -> server.part(JdbcClient.class)
                                .sql(sql)
                                .query(String.class)
                                .single());
    }
}
