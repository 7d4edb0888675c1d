package io.fairlead.server.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sqids.Sqids;

class IdsTest {
    @Test
    void anIdIsReadBackByItsCompanyAndKindAlone() {
        Ids ours = Ids.of(1);
        for (long number : new long[] {0, 1, 42, 3_000_000, Long.MAX_VALUE / 2}) {
            String shown = ours.show(Ids.Kind.USER, number);
            assertThat(shown).matches("[A-Za-z0-9]{8,}");
            assertThat(ours.read(Ids.Kind.USER, shown)).hasValue(number);
            assertThat(ours.read(Ids.Kind.TOKEN, shown)).isEmpty();
            assertThat(Ids.of(2).show(Ids.Kind.USER, number)).isNotEqualTo(shown);
        }
    }

    @Test
    void anIdIsOneOfTheLibrarys() {
        Random random = new Random(7);
        for (long seed = 0; seed < 50; seed++) {
            List<Character> letters = new ArrayList<>(Sqids.Builder.DEFAULT_ALPHABET
                    .chars()
                    .mapToObj(c -> (char) c)
                    .toList());
            Collections.shuffle(letters, new Random(seed));
            String alphabet = letters.stream().map(String::valueOf).collect(Collectors.joining());
            Sqids library = Sqids.builder()
                    .alphabet(alphabet)
                    .minLength(8)
                    .blockList(Set.of())
                    .build();
            int same = 0;
            for (int i = 0; i < 200; i++) {
                long number = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
                String shown = Ids.of(seed).show(Ids.Kind.LEAD, number);
                assertThat(library.decode(shown)).containsExactly(3L, number);
                same += shown.equals(library.encode(List.of(3L, number))) ? 1 : 0;
            }
            // Those that would have an unwanted word in them are others.
            assertThat(same).isGreaterThan(180);
        }
    }

    @Test
    void whatWasNeverShownIsNoId() {
        for (String text : new String[] {"", "1", "abcdefgh", "не id", "../../etc", "x".repeat(10_000)}) {
            assertThat(Ids.of(1).read(Ids.Kind.USER, text)).isEmpty();
        }
    }

    @Test
    void noIdHasAWordThatNobodyWantsToRead() {
        for (long seed = 0; seed < 20; seed++) {
            Ids ids = Ids.of(seed);
            for (long number = 0; number < 5_000; number++) {
                String shown = ids.show(Ids.Kind.LEAD, number).toLowerCase(Locale.ROOT);
                assertThat(Sqids.Builder.DEFAULT_BLOCK_LIST)
                        .noneMatch(word -> word.length() > 3
                                && (word.chars().anyMatch(Character::isDigit)
                                        ? shown.startsWith(word) || shown.endsWith(word)
                                        : shown.contains(word)));
            }
        }
    }

    @Test
    void anIdIsTheSameOnMachinesOfAllLanguages() {
        Locale before = Locale.getDefault();
        try {
            for (long seed = 0; seed < 20; seed++) {
                Locale.setDefault(Locale.of("tr"));
                Ids ids = Ids.of(seed);
                for (long number = 0; number < 5_000; number++) {
                    Locale.setDefault(Locale.of("tr"));
                    String turkish = ids.show(Ids.Kind.LEAD, number);
                    Locale.setDefault(Locale.ENGLISH);
                    assertThat(ids.show(Ids.Kind.LEAD, number)).isEqualTo(turkish);
                    assertThat(ids.read(Ids.Kind.LEAD, turkish)).hasValue(number);
                }
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anIdStaysTheSameForEver() {
        assertThat(Ids.of(20261121).show(Ids.Kind.USER, 7)).isEqualTo("MPGwKPMa");
    }
}
