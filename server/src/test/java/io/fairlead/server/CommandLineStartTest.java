package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.cli.Fairlead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read a file start without the server's framework, so they start at once. */
class CommandLineStartTest {
    @TempDir
    Path folder;

    @Test
    void simulatingLoadsNothingOfTheServersFramework() throws Exception {
        Path loaded = folder.resolve("classes");
        Path rows = folder.resolve("rows");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fairlead.class.getName(),
                        "simulate",
                        Path.of("src", "test", "resources", "cases", "claim.yaml")
                                .toString())
                .redirectOutput(rows.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assertThat(exit).isZero();
        assertThat(Files.readString(rows)).startsWith("at,lead,rule,user,how\n");
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes).anyMatch(line -> line.contains("io.fairlead.server.settings.SettingsReader "));
        assertThat(classes).noneMatch(line -> line.contains("org.springframework."));
        assertThat(classes).noneMatch(line -> line.contains("ch.qos.logback."));
    }
}
