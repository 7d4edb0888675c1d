package io.fairlead.engine.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.time.Timeline;
import io.fairlead.engine.time.Window;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
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
            assertThat(times(one).and(times(other))).as("seed %d", seed).isEqualTo(times(and));
            assertThat(times(one).or(times(other))).as("seed %d", seed).isEqualTo(times(or));
            assertThat(times(one).minus(times(other))).as("seed %d", seed).isEqualTo(times(minus));
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
        assertThat(Times.of(window, monday + 23 * hour, monday + 40 * hour))
                .isEqualTo(Times.between(monday + 23 * hour, monday + 27 * hour));
        assertThat(Times.of(Timeline.ALWAYS, 5, 9)).isEqualTo(Times.between(5, 9));
        assertThat(Times.of(new Window(List.of()).timeline(Shop.ROME), 5, 9)).isEqualTo(Times.NONE);
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
