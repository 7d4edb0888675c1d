package io.fairlead.server.settings;

import io.fairlead.server.settings.Node.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The flaws found so far in the files of one reading: the first {@value #KEPT} by place are kept, the rest is counted.
 * Not thread-safe.
 */
final class Flaws {
    static final int KEPT = 100;
    /** A text with so many flaws is not a settings file; reading on would only take time. */
    private static final long ENOUGH = 10_000;

    private static final int LONGEST_QUOTE = 60;

    private final String file;
    private final Found store;

    Flaws(String file) {
        this(file, new Found(file));
    }

    private Flaws(String file, Found store) {
        this.file = file;
        this.store = store;
    }

    /** The same collection for a second file. */
    Flaws in(String otherFile) {
        return new Flaws(otherFile, store);
    }

    /**
     * Adds a flaw.
     *
     * @throws Unreadable when there are so many flaws that reading on makes no sense
     */
    void add(Place place, String kind, @Nullable String found, @Nullable String expected, String message) {
        @Nullable String shown = found == null ? null : visible(found);
        store.add(new Flaw(file, place.line(), place.column(), kind, shown, expected, visible(message)));
        if (store.count >= ENOUGH) {
            throw new Unreadable();
        }
    }

    /** Found one thing where another is expected: {@code rules[0].id: found a list, expected a text}. */
    void mismatch(Place place, String kind, String where, String found, String expected) {
        add(place, kind, found, expected, where + ": found " + found + ", expected " + expected);
    }

    /** Adds a flaw after which nothing more can be read. */
    Unreadable fatal(Place place, String kind, @Nullable String found, @Nullable String expected, String message) {
        add(place, kind, found, expected, message);
        return new Unreadable();
    }

    boolean none() {
        return store.count == 0;
    }

    /** How many flaws there are in all. */
    long count() {
        return store.count;
    }

    /** By file (the settings file first), line and column. */
    List<Flaw> sorted() {
        var sorted = new ArrayList<>(store.first);
        sorted.sort(store.order);
        return List.copyOf(sorted);
    }

    /** The text in double quotes, shortened and on one line. */
    static String quote(String text) {
        var shortened = text.codePointCount(0, text.length()) <= LONGEST_QUOTE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
        return '"' + shortened.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"';
    }

    /** The text with an escape such as {@code \\u200b} for each character that cannot be told apart by sight. */
    private static String visible(String text) {
        if (text.codePoints().noneMatch(Flaws::isHidden)) {
            return text;
        }
        var shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                shown.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
    }

    /** {@code "; did you mean "name"?"} when one of the words is close to what was written, else nothing. */
    static String suggestion(String written, Iterable<String> words) {
        @Nullable String best = null;
        int least = written.length() < 3 ? 1 : Math.min(3, (written.length() + 2) / 4) + 1;
        for (var word : words) {
            int distance = distance(written, word, least);
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best == null ? "" : "; did you mean " + quote(best) + "?";
    }

    /** Edits and swaps of neighbours that turn one into the other, or {@code limit} when it is not below it. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
            }
        }
        return Math.min(limit, rows[a.length()][b.length()]);
    }

    private static int step(int[][] rows, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int edit = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
        int step = Math.min(edit, rows[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(step, rows[i - 2][j - 2] + 1) : step;
    }

    private static final class Found {
        private final Comparator<Flaw> order;
        private final PriorityQueue<Flaw> first;
        private long count;

        Found(String mainFile) {
            order = Comparator.comparing((Flaw flaw) -> !flaw.file().equals(mainFile))
                    .thenComparing(Flaw::file)
                    .thenComparingInt(Flaw::line)
                    .thenComparingInt(Flaw::column)
                    .thenComparing(Flaw::message);
            first = new PriorityQueue<>(order.reversed());
        }

        /** A flaw of what an alias repeats is one. */
        void add(Flaw flaw) {
            if (first.contains(flaw)) {
                return;
            }
            count++;
            first.add(flaw);
            if (first.size() > KEPT) {
                first.remove();
            }
        }
    }

    /** Reading cannot go on; the reason is among the flaws. Never leaves the reader. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super(null, null, false, false);
        }
    }
}
