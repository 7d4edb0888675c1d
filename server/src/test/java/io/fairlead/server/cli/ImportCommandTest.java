package io.fairlead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files of leads are read in from the command line. */
class ImportCommandTest {
    private static TestServer server;
    private static Client head;
    private static Path token;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(true);
        head = server.administrator();
        String secret = head.post("/api/tokens", Map.of("name", "import"))
                .expect(201)
                .json()
                .path("secret")
                .asString();
        token = Files.writeString(folder.resolve("token"), secret + "\n");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static String[] words(String... args) {
        return Stream.concat(
                        Stream.of("import", "--server", server.address(), "--token-file", token.toString()),
                        Stream.of(args))
                .toArray(String[]::new);
    }

    private static Ran run(String... args) {
        return Ran.of("", words(args));
    }

    private static String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static JsonNode newest() {
        return head.get("/api/imports").expect(200).json().at("/imports/0");
    }

    @Test
    void rowsWithAFlawAreToldAndWritten() throws IOException {
        String csv = file("some.csv", "Who,Cell,Note\nAnna,+390212345671,x\nBad,12,y\n");
        Path left = folder.resolve("left.csv");
        Ran dry = run("--dry-run", "--map", "Who=name", "--map", "Cell=phone", csv);
        assertThat(dry.err()).isEmpty();
        assertThat(dry.exit()).isEqualTo(1);
        assertThat(dry.out()).isEqualTo("""
                2 rows: 1 can be used, 1 have a flaw; 0 twice in the file, 0 known already
                  phone: not-a-phone (1 rows)
                """);
        assertThat(head.get("/api/imports").json().findValuesAsString("name"))
                .as("nothing stays of a dry run")
                .doesNotContain("some.csv");
        Ran ran = run("--map", "Who=name", "--map", "Cell=phone", "--result", left.toString(), csv);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .endsWith("1 leads made, 0 completed, 0 rows skipped, 0 with nothing new, 1 with a flaw\n");
        assertThat(left).content().contains("3,invalid,not-a-phone,phone,,Bad,12,y");
        String good = file("good.csv", "Who,Cell,Note\nBea,+390212345672,x\n");
        assertThat(run(good)).as("read like the last one of this header").isEqualTo(new Ran(0, """
                1 rows: 1 can be used, 0 have a flaw; 0 twice in the file, 0 known already
                1 leads made, 0 completed, 0 rows skipped, 0 with nothing new, 0 with a flaw
                """, ""));
    }

    @Test
    void whatCannotBeReadIsRefusedWithWhy() throws IOException {
        String csv = file("refused.csv", "a,b\nx,y\n");
        assertThat(run("--map", "c=name", csv).err()).contains("--map: the file has no column \"c\"; it has a, b");
        Ran unknown = run("--map", "a=nonsense", csv);
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("columns: invalid");
        assertThat(run(file("empty.csv", "\n")).err()).contains("empty.csv: the import is failed empty");
        assertThat(run(folder.resolve("none.csv").toString()).err()).contains("none.csv: is no file");
        String none = file("none-good.csv", "name,phone\nx,12\n");
        assertThat(run(none).exit()).isEqualTo(1);
        assertThat(newest().path("name").asString())
                .as("what has no usable row leaves nothing")
                .isNotEqualTo("none-good.csv");
    }

    @Test
    void whoeverStopsTheCommandGoesOnWhereItWas() throws IOException, InterruptedException {
        String csv = file("long.csv", "name,phone\n" + rows(30_000));
        var command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Fairlead.class.getName()),
                        Stream.of(words(csv)))
                .toList();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .failFast("it ended", () -> !process.isAlive())
                .until(() -> newest().path("name").asString("").equals("long.csv")
                        && newest().path("made").asLong() > 0);
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        JsonNode sheet = newest();
        assertThat(sheet.path("state").asString()).isEqualTo("paused");
        assertThat(sheet.path("made").asLong()).isLessThan(30_000);
        String id = sheet.path("id").asString();
        assertThat(folder.resolve("said")).content().contains("paused; go on with: fairlead import --resume " + id);
        assertThat(run("--resume", id, file("short.csv", "a\n")).err()).contains("another file");
        Ran rest = run("--resume", id, csv);
        assertThat(rest.out())
                .isEqualTo("30000 leads made, 0 completed, 0 rows skipped, 0 with nothing new, 0 with a flaw\n");
        assertThat(rest.exit()).isZero();
        assertThat(List.of(run("--resume", id, csv).out()))
                .as("once more it does nothing")
                .containsExactly(rest.out());
    }

    private static String rows(int many) {
        return IntStream.range(0, many)
                .mapToObj(n -> "Long " + n + ",+7918" + (1000000 + n))
                .collect(Collectors.joining("\n"));
    }
}
