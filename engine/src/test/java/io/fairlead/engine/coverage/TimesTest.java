package io.fairlead.engine.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.time.Timeline;
import io.fairlead.engine.time.Window;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final int SECONDS = 60;

    @Test
    void setsAgreeWithOneBitForEachSecond() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var one = bits(random);
            var other = bits(random);
            var and = (BitSet) one.clone();
            and.and(other);
            var or = (BitSet) one.clone();
            or.or(other);
            var minus = (BitSet) one.clone();
            minus.andNot(other);
            assertThat(bits(times(one).and(times(other)))).as("seed %d", seed).isEqualTo(and);
            assertThat(bits(times(one).or(times(other)))).as("seed %d", seed).isEqualTo(or);
            assertThat(bits(times(one).minus(times(other)))).as("seed %d", seed).isEqualTo(minus);
            assertThat(times(one).containsAll(times(other))).as("seed %d", seed).isEqualTo(or.equals(one));
            for (int second = 0; second <= SECONDS; second++) {
                assertThat(times(one).contains(second)).as("seed %d", seed).isEqualTo(one.get(second));
            }
        }
    }

    @Test
    void aTimelineIsCutToTheRange() {
        long monday = Shop.rome("2026-11-23T00:00").getEpochSecond();
        var window = new Window(Shop.weekly("mon 22:00-02:00", "tue 01:00-03:00")).timeline(Shop.ROME);
        long hour = 3600;
        assertThat(bounds(Times.of(window, monday + 23 * hour, monday + 40 * hour)))
                .containsExactly(monday + 23 * hour, monday + 27 * hour);
        assertThat(bounds(Times.of(Timeline.ALWAYS, 5, 9))).containsExactly(5L, 9L);
        assertThat(Times.of(new Window(List.of()).timeline(Shop.ROME), 5, 9).isEmpty())
                .isTrue();
    }

    @Test
    void stretchesThatTouchAreOneAndEmptyOnesAreNone() {
        var builder = new Times.Builder();
        builder.add(1, 1);
        assertThat(builder.build().isEmpty()).isTrue();
        builder.add(1, 3);
        builder.add(3, 5);
        builder.add(7, 7);
        assertThat(bounds(builder.build())).containsExactly(1L, 5L);
        assertThat(Times.between(5, 5).isEmpty()).isTrue();
        assertThat(bounds(Times.between(1, 3).or(Times.between(3, 5)))).containsExactly(1L, 5L);
    }

    private static List<Long> bounds(Times times) {
        return IntStream.range(0, times.size()).mapToObj(times::bound).toList();
    }

    private static BitSet bits(Times times) {
        var bits = new BitSet();
        for (int i = 0; i < times.size(); i += 2) {
            bits.set((int) times.bound(i), (int) times.bound(i + 1));
        }
        return bits;
    }

    private static BitSet bits(Random random) {
        var bits = new BitSet();
        for (int i = random.nextInt(5); i > 0; i--) {
            int from = random.nextInt(SECONDS);
            bits.set(from, from + 1 + random.nextInt(SECONDS - from));
        }
        return bits;
    }

    private static Times times(BitSet bits) {
        var builder = new Times.Builder();
        for (int from = bits.nextSetBit(0); from >= 0; from = bits.nextSetBit(bits.nextClearBit(from))) {
            builder.add(from, bits.nextClearBit(from));
        }
        return builder.build();
    }
}
