package io.fairlead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a running server. */
class RemoteCommandsTest {
    private static TestServer server;
    private static Path token;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(true);
        String secret = server.administrator()
                .post("/api/tokens", Map.of("name", "command line"))
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

    private static Ran run(String input, String... args) {
        return Ran.of(
                input,
                Stream.concat(
                                Stream.of(args),
                                Stream.of("--server", server.address(), "--token-file", token.toString()))
                        .toArray(String[]::new));
    }

    @Test
    void whatIsExportedDiffersInNothingUntilItIsEdited() throws IOException {
        Path file = folder.resolve("shop.yaml");
        assertThat(run("", "export", "-o", file.toString())).isEqualTo(new Ran(0, "", ""));
        String text = Files.readString(file);
        assertThat(run("", "export").out()).isEqualTo(text).contains("calls-night");
        assertThat(run("", "diff", file.toString())).isEqualTo(new Ran(0, "", ""));

        Files.writeString(file, text.replace("id: calls-night", "id: calls-by-night\n  was: calls-night"));
        Ran diff = run("", "diff", file.toString());
        assertThat(diff.exit()).isEqualTo(1);
        assertThat(diff.out()).contains("~ rules calls-by-night", "id: calls-night -> calls-by-night");
        assertThat(run("", "apply", "--dry-run", file.toString()).exit()).isZero();
        assertThat(run("", "export").out()).isEqualTo(text);
        assertThat(run("", "apply", file.toString()).exit()).isZero();
        assertThat(run("", "export").out()).contains("calls-by-night");
        assertThat(run(text, "apply", "--prune", "-").exit()).isZero();
        assertThat(run("", "export").out()).isEqualTo(text);
    }

    /** The last step is the control: without the version, the second overwrites what the first applied unseen. */
    @Test
    void whoLookedBeforeSomebodyElseAppliedOverwritesNothing() {
        String text = run("", "export").out();
        String first = text.replaceFirst("name: .*", "name: First");
        String second = text.replaceFirst("name: .*", "name: Second");
        String out = run(second, "diff", "-").out();
        String seen = out.substring(out.lastIndexOf(' ')).strip();
        assertThat(out).endsWith("settings version " + seen + "\n");
        assertThat(run(first, "apply", "--seen", seen, "-").exit()).isZero();
        Ran late = run(second, "apply", "--seen", seen, "-");
        assertThat(late.exit()).isEqualTo(2);
        assertThat(late.out()).isEmpty();
        assertThat(late.err()).contains("changed since you read them");
        assertThat(run("", "export").out()).contains("name: First");
        assertThat(run(second, "apply", "-").exit()).isZero();
        assertThat(run("", "export").out()).contains("name: Second");
        assertThat(run(text, "apply", "-").exit()).isZero();
    }

    @Test
    void aBrokenFileIsRefusedWithItsPlaces() {
        Ran broken = run("company: {name: Shop, timezone: Mars}\nrulez: []\n", "apply", "-");
        assertThat(broken.exit()).isEqualTo(2);
        assertThat(broken.out()).isEmpty();
        assertThat(broken.err()).contains("-:1:33: ", "-:2:1: unknown key \"rulez\"");
    }

    @Test
    void withoutATokenOrAServerItSaysWhatIsMissing() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "fl_wrong");
        Ran refused = Ran.of("", "export", "--server", server.address(), "--token-file", wrong.toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("refused: ");
        Ran alone = Ran.of("", "diff", "-", "--server", "http://127.0.0.1:1", "--token-file", wrong.toString());
        assertThat(alone.exit()).isEqualTo(2);
        assertThat(alone.err()).contains("does not answer");
        assertThat(run("", "diff", "nowhere.yaml").err())
                .contains("nowhere.yaml: cannot be read: there is no such file");
    }

    @Test
    void pastLeadsAreReplayedFromTheCommandLine() {
        String[] days = {"replay", "--from", "2026-01-01", "--to", "2026-01-31"};
        Ran draft = run("", days);
        assertThat(draft.exit()).isZero();
        assertThat(draft.out()).startsWith("0 leads, 0 would be with somebody else; with nobody 0 -> 0\n");
        assertThat(run("", "replay", "--from", "2026-02-01", "--to", "2026-01-01")
                        .exit())
                .isEqualTo(2);
    }
}
