package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.core.ApplicationModules;

class ModuleTest {
    private static final long MOST_FILES = 25;

    @Test
    void everyPackageUsesOnlyWhatItMay() {
        ApplicationModules.of(FairleadServer.class).verify();
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "server", "bench"})
    void noPackageHasMoreThanTwentyFiveFiles(String module) throws IOException {
        try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            Map<Path, Long> packages = files.filter(Files::isRegularFile)
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
            assertThat(packages).isNotEmpty();
            assertThat(packages)
                    .allSatisfy((folder, count) ->
                            assertThat(count).as("%s", folder).isLessThanOrEqualTo(MOST_FILES));
        }
    }
}
