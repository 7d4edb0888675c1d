package io.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Decider;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The engine is pure: no clock, no randomness, no files, no network, no threads, no logging; only java.base. */
class PurityTest {
    private static final Pattern FORBIDDEN_CLASS = Pattern.compile(
            "java/(io|net|nio/file|nio/channels|sql|util/logging)/.*|java/time/Clock|java/util/(Random|random/.*|Timer)"
                    + "|java/util/concurrent/(ThreadLocalRandom|locks/.*|atomic/.*|Executor.*)"
                    + "|java/security/.*|java/lang/(Thread|ThreadLocal|ProcessBuilder|Runtime)");

    private static final Pattern FORBIDDEN_MEMBER =
            Pattern.compile("java/time/.*\\.now|java/time/ZoneId\\.systemDefault|java/util/Locale\\.getDefault"
                    + "|java/lang/Math\\.random|java/util/UUID\\.randomUUID|java/lang/Object\\.hashCode"
                    + "|java/lang/System\\.(currentTimeMillis|nanoTime|getenv|getProperty|identityHashCode)");

    /** A bad example: what the check must find. */
    static final class Impure {
        Instant now() {
            return Instant.now();
        }

        int chance() {
            return new Random().nextInt();
        }
    }

    @Test
    void nothingImpureIsReferredTo() throws IOException, URISyntaxException {
        var classes = Path.of(Decider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var files = Files.walk(classes)) {
            var compiled = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .toList();
            assertThat(compiled).hasSizeGreaterThan(50);
            for (var file : compiled) {
                assertThat(impurities(Files.readAllBytes(file))).as("%s", file).isEmpty();
            }
        }
    }

    @Test
    void theCheckFindsABadExample() throws IOException {
        try (var in = PurityTest.class.getResourceAsStream("PurityTest$Impure.class")) {
            assertThat(in).isNotNull();
            assertThat(impurities(in.readAllBytes())).contains("java/time/Instant.now", "java/util/Random");
        }
    }

    @Test
    void theModuleRequiresOnlyTheBase() throws IOException {
        try (var in = Decider.class.getResourceAsStream("/module-info.class")) {
            assertThat(in).isNotNull();
            assertThat(ModuleDescriptor.read(in).requires())
                    .filteredOn(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                    .extracting(ModuleDescriptor.Requires::name)
                    .containsExactly("java.base");
        }
    }

    private static List<String> impurities(byte[] compiled) {
        var found = new ArrayList<String>();
        for (PoolEntry entry : ClassFile.of().parse(compiled).constantPool()) {
            if (entry instanceof ClassEntry type
                    && FORBIDDEN_CLASS.matcher(type.asInternalName()).matches()) {
                found.add(type.asInternalName());
            }
            if (entry instanceof MemberRefEntry member) {
                var name = member.owner().asInternalName() + "." + member.name().stringValue();
                if (FORBIDDEN_MEMBER.matcher(name).matches()) {
                    found.add(name);
                }
            }
        }
        return found;
    }
}
