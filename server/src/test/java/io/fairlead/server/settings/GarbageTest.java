package io.fairlead.server.settings;

import static io.fairlead.server.settings.Readings.START;
import static io.fairlead.server.settings.Readings.flaws;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GarbageTest {
    private static final long HUNDRED_MEGABYTES = 100_000_000;
    private static final long SEED = 20261121;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a b c\n",
                "\n",
                "# c\n",
                "[",
                "{a: ",
                "- ",
                "\"",
                "a: b\n",
                "- {a: 1}\n",
                "&a ",
                "!x ",
                "\u0000"
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aHundredMegabytesOfGarbageEndSoonWithAFlaw(String pattern) {
        var file = SettingsReader.read("g", new Repeated("", pattern, HUNDRED_MEGABYTES), Readings.LIMITS);

        assertThat(flaws(file)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- x\n", "- {a: {b: {c: d}}}\n", "- [\n", "- aaaaaaaaa\n  aaaaaaaaaa\n"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aHundredMegabytesOfBrokenEventsEndSoonWithFlaws(String pattern) {
        var file = SettingsReader.read(
                "g", new Repeated(START + "events:\n", pattern, HUNDRED_MEGABYTES), Readings.LIMITS);

        assertThat(flaws(file)).isNotEmpty();
    }

    @Test
    void aTextLongerThanTheLimitIsRefused() {
        var limits = new SettingsReader.Limits(1000, 10, null);

        assertThat(flaws(SettingsReader.read("g", START + "# x\n".repeat(1000), limits)))
                .singleElement()
                .asString()
                .contains("the file is too large: found more than 1000 bytes");
    }

    @Test
    void moreEventsThanTheLimitAreRefused() {
        var limits = new SettingsReader.Limits(100_000, 2, null);
        var event = "- {at: 2026-11-23T10:00, user: anna, presence: online}\n";

        assertThat(flaws(SettingsReader.read("g", START + "events:\n" + event.repeat(2), limits)))
                .isEmpty();
        assertThat(flaws(SettingsReader.read("g", START + "events:\n" + event.repeat(3), limits)))
                .containsExactly("6:3: found more than 2 events, expected at most that");
    }

    @Test
    void aliasBombsAreRefused() {
        var bomb = new StringBuilder(START + "zones:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            var one = "*a" + (i - 1);
            bomb.append("  a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, one))));
        }

        assertThat(((SettingsFile.Broken) Readings.read(bomb.toString())).flaws())
                .extracting(Flaw::kind)
                .containsExactly("too-large");
        assertThat(flaws(bomb.toString()))
                .singleElement()
                .asString()
                .isEqualTo("10:12: found aliases that stand for more than 2000000 values, expected less");
    }

    @Test
    void aliasesAreAllowed() {
        var scenario = Readings.scenario(START + """
                rules:
                - {id: a, candidates: &all [{user: anna}, {user: bruno}]}
                - {id: b, candidates: *all}
                """);

        assertThat(scenario.settings().rules().get(1).group())
                .isEqualTo(scenario.settings().rules().get(0).group());
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(flaws(START + "zones: " + "[".repeat(100_000)))
                .containsExactly(
                        "3:57: found lists and maps in each other more than 50 levels deep, expected at most that");
        assertThat(flaws(START + "events: [" + "{a: ".repeat(100_000))).hasSize(1);
    }

    @Test
    void randomBytesAndRandomCutsNeverThrow() {
        var random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            var bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            read(bytes);
            var text = START
                    + "rules: [{id: r, when: 'a == \"é\"', window: [{days: [mon]}]}]\nevents: [{at: 2026-11-23T10:00, lead: L}]";
            var whole = text.getBytes(StandardCharsets.UTF_8);
            var cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            if (cut.length > 0) {
                cut[random.nextInt(cut.length)] = (byte) random.nextInt(256);
            }
            read(cut);
        }
    }

    @Test
    void wrongUtf8IsNamedAtItsPlace() {
        var bytes = "name: é\nx: ".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(flaws(read(bytes))).containsExactly("1:7: not UTF-8: found the byte 0xE9, expected text in UTF-8");
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreRead() {
        assertThat(flaws("\uFEFF" + START.replace("\n", "\r\n") + "rulez: []\r\n"))
                .containsExactly("3:1: unknown key \"rulez\" in the settings; did you mean \"rules\"?");
    }

    private static SettingsFile read(byte[] bytes) {
        return SettingsReader.read("g", new ByteArrayInputStream(bytes), Readings.LIMITS);
    }

    /** A start, then a pattern again and again, without holding it. */
    private static final class Repeated extends InputStream {
        private final byte[] start;
        private final byte[] pattern;
        private final long length;
        private long position;

        Repeated(String start, String pattern, long length) {
            this.start = start.getBytes(StandardCharsets.UTF_8);
            this.pattern = pattern.getBytes(StandardCharsets.UTF_8);
            this.length = length;
        }

        @Override
        public int read() {
            return position >= length ? -1 : at(position++) & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (position >= length) {
                return -1;
            }
            int n = (int) Math.min(count, length - position);
            for (int i = 0; i < n; i++) {
                target[offset + i] = at(position++);
            }
            return n;
        }

        private byte at(long i) {
            return i < start.length ? start[(int) i] : pattern[(int) ((i - start.length) % pattern.length)];
        }
    }
}
