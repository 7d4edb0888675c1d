package io.fairlead.server.settings.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Postcodes in the form in which they are compared: capital letters and digits alone. */
public final class Postcodes {
    private static final int LONGEST = 10;
    private static final Pattern PARTED = Pattern.compile("[\\s,;|]+");

    private Postcodes() {}

    /** A postcode without what only helps to read it. */
    public static String plain(String postcode) {
        var plain = new StringBuilder();
        postcode.toUpperCase(Locale.ROOT)
                .codePoints()
                .filter(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /**
     * What postcodes of a zone begin with: a range as the fewest starts that are all of it.
     *
     * @param written starts and ranges ({@code 20121-20162}), apart by spaces, commas or bars
     * @return empty if one of them is neither
     */
    public static Optional<List<String>> starts(String written) {
        var starts = new ArrayList<String>();
        for (String part : PARTED.splitAsStream(written.strip()).toList()) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.matches("[0-9]{1,9}-[0-9]{1,9}") && part.indexOf('-') * 2 == part.length() - 1) {
                int middle = part.indexOf('-');
                int from = Integer.parseInt(part.substring(0, middle));
                int to = Integer.parseInt(part.substring(middle + 1));
                if (from > to) {
                    return Optional.empty();
                }
                range(from, to, middle, starts);
            } else if (part.matches("[0-9A-Za-z-]{1,12}")
                    && !plain(part).isEmpty()
                    && plain(part).length() <= LONGEST) {
                starts.add(plain(part));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(starts));
    }

    /** Takes the largest block of ten, a hundred, … that begins here and ends within the range, again and again. */
    private static void range(int from, int to, int digits, List<String> starts) {
        int next = from;
        while (next <= to) {
            int size = 1;
            int cut = 0;
            while (cut < digits - 1 && next % (size * 10) == 0 && next + size * 10L - 1 <= to) {
                size *= 10;
                cut++;
            }
            String whole = String.format(Locale.ROOT, "%0" + digits + "d", next);
            starts.add(whole.substring(0, digits - cut));
            next += size;
        }
    }
}
