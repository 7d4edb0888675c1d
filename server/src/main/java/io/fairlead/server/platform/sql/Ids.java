package io.fairlead.server.platform.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.sqids.Sqids;

/**
 * The ids a company shows outside: short, opaque, and others in every company. They hide how many rows there are; they
 * keep no secret. Thread-safe.
 */
public final class Ids {
    private static final int SHORTEST = 8;
    private static final int KEPT = 1000;
    private static final Map<Long, Ids> BY_SEED = new ConcurrentHashMap<>();

    /** The words that no id may have, in lower case, by their beginnings: the first letters, seven bits each. */
    private static final int LETTERS = 3;

    private static final Map<Integer, List<String>> UNWANTED = Sqids.Builder.DEFAULT_BLOCK_LIST.stream()
            .map(word -> word.toLowerCase(Locale.ROOT))
            .filter(word -> word.length() >= LETTERS)
            .collect(Collectors.groupingBy(word -> letters(word, 0)));

    /** The library compares in the letters of the machine's language; in Turkish a small I has no dot. */
    private static final Set<String> BLOCKED = Sqids.Builder.DEFAULT_BLOCK_LIST.stream()
            .flatMap(word -> withAndWithoutDots(word).stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Sqids sqids;
    /** The company's letters in the order in which the library begins with them. */
    private final char[] letters;
    /** The same from each of them on backwards, as an id begins, and mixed once, as it goes on. */
    private final char[][] turned;

    private final char[][] mixed;

    private Ids(long seed) {
        List<Character> letters = new ArrayList<>(
                Sqids.Builder.DEFAULT_ALPHABET.chars().mapToObj(c -> (char) c).toList());
        Collections.shuffle(letters, new Random(seed));
        StringBuilder alphabet = new StringBuilder(letters.size());
        letters.forEach(alphabet::append);
        this.sqids = Sqids.builder()
                .alphabet(alphabet.toString())
                .minLength(SHORTEST)
                .blockList(BLOCKED)
                .build();
        this.letters = alphabet.toString().toCharArray();
        mix(this.letters);
        int count = this.letters.length;
        this.turned = new char[count][count];
        this.mixed = new char[count][];
        for (int offset = 0; offset < count; offset++) {
            for (int i = 0; i < count; i++) {
                turned[offset][count - 1 - i] = this.letters[(offset + i) % count];
            }
            mixed[offset] = turned[offset].clone();
            mix(mixed[offset]);
        }
    }

    private static List<String> withAndWithoutDots(String word) {
        List<String> spelled = List.of("");
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            List<Character> forms = letter == 'i' ? List.of('i', 'ı') : List.of(letter);
            spelled = spelled.stream()
                    .flatMap(start -> forms.stream().map(form -> start + form))
                    .toList();
        }
        return spelled;
    }

    private static int letters(String text, int from) {
        return (text.charAt(from) << 14 | text.charAt(from + 1) << 7 | text.charAt(from + 2));
    }

    /** Whether one of the unwanted words may be in it; it is longer than those that count only as a whole. */
    private static boolean isSuspicious(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length() - LETTERS; i++) {
            int place = i;
            if (UNWANTED.getOrDefault(letters(lower, i), List.of()).stream()
                    .anyMatch(word -> lower.startsWith(word, place))) {
                return true;
            }
        }
        return false;
    }

    /** What an id names: the same number is shown differently for each. A number is kept for ever. */
    public enum Kind {
        COMPANY(0),
        USER(1),
        TOKEN(2),
        LEAD(3),
        CONTACT(4),
        ABSENCE(5),
        SOURCE(6),
        QUARANTINED(7),
        DECISION(8),
        EVENT(9),
        NOTICE(10),
        CORRECTION(12),
        BULK(14),
        IMPORT(15),
        EXPORT(16),
        TASK(20),
        FILE(21),
        ZONE(30),
        VIEW(31);

        private final long number;

        Kind(long number) {
            this.number = number;
        }
    }

    /** The ids of the company with this seed. */
    public static Ids of(long seed) {
        if (BY_SEED.size() > KEPT) {
            BY_SEED.clear();
        }
        return BY_SEED.computeIfAbsent(seed, Ids::new);
    }

    public String show(Kind kind, long id) {
        String shown = encoded(kind.number, id);
        return isSuspicious(shown) ? sqids.encode(List.of(kind.number, id)) : shown;
    }

    /** What the library makes of two numbers, words aside, at a tenth of its cost; see sqids.org for the steps. */
    private String encoded(long first, long second) {
        int count = letters.length;
        int offset = (int) ((2 + letters[(int) (first % count)] + 1 + letters[(int) (second % count)]) % count);
        char[] begun = turned[offset];
        StringBuilder id = new StringBuilder(2 * SHORTEST).append(begun[count - 1]);
        append(id, first, begun);
        id.append(begun[0]);
        append(id, second, mixed[offset]);
        if (id.length() < SHORTEST) {
            char[] more = mixed[offset].clone();
            id.append(more[0]);
            while (id.length() < SHORTEST) {
                mix(more);
                id.append(more, 0, Math.min(SHORTEST - id.length(), count));
            }
        }
        return id.toString();
    }

    /** The number in digits that are all letters but the first. */
    private static void append(StringBuilder id, long number, char[] letters) {
        int place = id.length();
        int base = letters.length - 1;
        long left = number;
        do {
            id.insert(place, letters[1 + (int) (left % base)]);
            left /= base;
        } while (left > 0);
    }

    /** The library's own shuffle, which is the same each time. */
    private static void mix(char[] letters) {
        int count = letters.length;
        for (int i = 0, j = count - 1; j > 0; i++, j--) {
            int other = (i * j + letters[i] + letters[j]) % count;
            char letter = letters[i];
            letters[i] = letters[other];
            letters[other] = letter;
        }
    }

    /** The number behind an id; empty for what this company has never shown as an id of that kind. */
    public OptionalLong read(Kind kind, String shown) {
        List<Long> numbers = sqids.decode(shown);
        boolean own = numbers.size() == 2
                && numbers.getFirst() == kind.number
                && show(kind, numbers.getLast()).equals(shown);
        return own ? OptionalLong.of(numbers.getLast()) : OptionalLong.empty();
    }
}
