package io.fairlead.server.settings;

import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Place;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.Node.Sequence;
import io.fairlead.server.settings.values.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A map with known keys, read key by key with its types. Unknown and duplicate keys and values of another type become
 * flaws, and the default stands in for them; a key with nothing behind it counts as missing. Not thread-safe.
 */
final class Section {
    private static final int MOST = 1_000_000;
    private static final String TEXT = "a text of at least one character";
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern LANGUAGE_TAG = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    private final Flaws flaws;
    private final Place place;
    private final boolean isMap;
    private final Map<String, Node> values;

    private Section(Flaws flaws, Node node, Map<String, Node> values) {
        this.flaws = flaws;
        this.place = node.place();
        this.isMap = node instanceof Mapping;
        this.values = values;
    }

    /**
     * Checks the keys of a node.
     *
     * @param what the map in the words of an error message, such as {@code a rule}
     * @return an empty section when the node is no map (a flaw)
     */
    static Section of(Node node, String what, List<String> keys, Flaws flaws) {
        var values = new HashMap<String, Node>();
        if (node instanceof Mapping mapping) {
            for (var entry : mapping.entries()) {
                var key = entry.key().text();
                if (!keys.contains(key)) {
                    unknown(entry.key(), what, keys, flaws);
                } else if (values.putIfAbsent(key, entry.value()) != null) {
                    duplicate(entry.key(), "key", flaws);
                }
            }
            values.values().removeIf(value -> value instanceof Scalar scalar && scalar.isNull());
        } else {
            flaws.mismatch(node.place(), "wrong-type", what, node.kind(), "a map with " + String.join(", ", keys));
        }
        return new Section(flaws, node, values);
    }

    private static void unknown(Scalar key, String what, List<String> keys, Flaws flaws) {
        var suggestion = Flaws.suggestion(key.text(), keys);
        var expected = "one of " + String.join(", ", keys);
        flaws.add(
                key.place(),
                "unknown-key",
                key.text(),
                expected,
                "unknown key " + Flaws.quote(key.text()) + " in " + what
                        + (suggestion.isEmpty() ? ", expected " + expected : suggestion));
    }

    private static void duplicate(Scalar key, String what, Flaws flaws) {
        flaws.add(
                key.place(),
                "duplicate-" + what,
                key.text(),
                "each " + what + " once",
                "duplicate " + what + " " + Flaws.quote(key.text()) + ", expected each " + what + " once");
    }

    /** A map from ids to whatever they stand for, in the order of the file. */
    static Map<String, Node> ids(@Nullable Node node, String what, Flaws flaws) {
        var ids = new LinkedHashMap<String, Node>();
        if (node instanceof Mapping mapping) {
            for (var entry : mapping.entries()) {
                var id = entry.key();
                if (id.text().isBlank()) {
                    flaws.mismatch(id.place(), "wrong-type", what, "an empty id", "an id");
                } else if (ids.putIfAbsent(id.text(), entry.value()) != null) {
                    duplicate(id, "id", flaws);
                }
            }
        } else if (node != null) {
            flaws.mismatch(node.place(), "wrong-type", what, node.kind(), "a map from ids");
        }
        return ids;
    }

    /** The same keys in the same order, with a value made from each key and its value. Immutable. */
    static <A, B> Map<String, B> mapped(Map<String, A> source, BiFunction<String, A, B> value) {
        var target = new LinkedHashMap<String, B>();
        source.forEach((key, from) -> target.put(key, value.apply(key, from)));
        return Collections.unmodifiableMap(target);
    }

    /** What stands in a list, or nothing (a flaw unless it is missing). */
    static List<Node> items(@Nullable Node node, String what, Flaws flaws) {
        if (node instanceof Sequence sequence) {
            return sequence.items();
        }
        if (node != null) {
            flaws.mismatch(node.place(), "wrong-type", what, node.kind(), "a list");
        }
        return List.of();
    }

    Place place() {
        return place;
    }

    /** Whether it was a map at all; if not, that is a flaw already. */
    boolean isMap() {
        return isMap;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    Node node(String key) {
        return values.get(key);
    }

    /** The place of the key's value, or of the section without one. */
    Place place(String key) {
        @Nullable Node node = values.get(key);
        return node == null ? place : node.place();
    }

    List<Node> items(String key) {
        return items(values.get(key), key, flaws);
    }

    @Nullable
    Scalar scalar(String key) {
        return scalar(key, TEXT);
    }

    /** @param expected what an empty text or no text is answered with */
    @Nullable
    Scalar scalar(String key, String expected) {
        @Nullable Node node = values.get(key);
        return node == null ? null : scalar(node, key, expected);
    }

    private @Nullable Scalar scalar(Node node, String key, String expected) {
        if (node instanceof Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
            return scalar;
        }
        var found = node instanceof Scalar scalar && !scalar.isNull() ? "an empty text" : node.kind();
        flaws.mismatch(node.place(), "wrong-type", key, found, expected);
        return null;
    }

    @Nullable
    String text(String key) {
        @Nullable Scalar scalar = scalar(key);
        return scalar == null ? null : scalar.text();
    }

    String text(String key, String missing) {
        @Nullable String text = text(key);
        return text == null ? missing : text;
    }

    /** A text that must be there; null after the flaw that it is not. */
    @Nullable
    Scalar required(String key, String what) {
        if (!has(key)) {
            missing(key, what);
        }
        return scalar(key);
    }

    /** Adds the flaw that a key is missing. */
    void missing(String key, String what) {
        if (!isMap) {
            return;
        }
        flaws.add(place, "missing-key", null, key, what + " has no " + key + ", expected the key " + Flaws.quote(key));
    }

    /** Different texts in the order of the file. */
    List<Scalar> scalars(String key) {
        var seen = new LinkedHashSet<String>();
        var scalars = new ArrayList<Scalar>();
        for (var item : items(key)) {
            @Nullable Scalar scalar = scalar(item, key, TEXT);
            if (scalar != null && seen.add(scalar.text())) {
                scalars.add(scalar);
            } else if (scalar != null) {
                duplicate(scalar, "id", flaws);
            }
        }
        return scalars;
    }

    Set<String> texts(String key) {
        var texts = new LinkedHashSet<String>();
        scalars(key).forEach(scalar -> texts.add(scalar.text()));
        return texts;
    }

    boolean flag(String key, boolean missing) {
        @Nullable Scalar scalar = scalar(key, "true or false");
        if (scalar == null) {
            return missing;
        }
        return switch (scalar.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                mismatch(scalar, "wrong-type", key, "true or false");
                yield missing;
            }
        };
    }

    /** A whole number from {@code least} to a million. */
    int whole(String key, int least, int missing) {
        @Nullable Integer number = whole(key, least);
        return number == null ? missing : number;
    }

    @Nullable
    Integer whole(String key, int least) {
        var expected = "a whole number from " + least + " to " + MOST;
        @Nullable Scalar scalar = scalar(key, expected);
        if (scalar == null) {
            return null;
        }
        if (scalar.text().matches("[+]?[0-9]{1,7}")) {
            int number = Integer.parseInt(scalar.text());
            if (number >= least && number <= MOST) {
                return number;
            }
        }
        mismatch(scalar, "bad-number", key, expected);
        return null;
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    <E extends Enum<E>> E word(String key, E missing) {
        var constants = new LinkedHashMap<String, E>();
        for (var constant : missing.getDeclaringClass().getEnumConstants()) {
            constants.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        var words = List.copyOf(constants.keySet());
        @Nullable Scalar scalar = scalar(key, String.join(" or ", words));
        if (scalar == null) {
            return missing;
        }
        @Nullable E constant = constants.get(scalar.text());
        if (constant != null) {
            return constant;
        }
        notAWord(scalar, key, words);
        return missing;
    }

    /** Whether the second of two words is written; the first is the default. */
    boolean second(String key, String first, String second) {
        @Nullable Scalar scalar = scalar(key, first + " or " + second);
        if (scalar == null || scalar.text().equals(first)) {
            return false;
        }
        if (!scalar.text().equals(second)) {
            notAWord(scalar, key, List.of(first, second));
        }
        return scalar.text().equals(second);
    }

    private void notAWord(Scalar scalar, String key, List<String> words) {
        mismatch(scalar, "not-allowed", key, String.join(" or ", words) + Flaws.suggestion(scalar.text(), words));
    }

    @Nullable
    Duration duration(String key) {
        @Nullable Scalar scalar = scalar(key, Times.DURATION);
        @Nullable Duration duration = scalar == null ? null : Times.duration(scalar.text());
        if (scalar != null && duration == null) {
            boolean zero = scalar.text().matches("0+[smhd]");
            mismatch(scalar, "bad-duration", key, zero ? "a duration above zero such as 90s" : Times.DURATION);
        }
        return duration;
    }

    @Nullable
    LocalDate date(String key) {
        @Nullable Scalar scalar = scalar(key, Times.DATE);
        @Nullable LocalDate date = scalar == null ? null : Times.date(scalar.text());
        if (scalar != null && date == null) {
            mismatch(scalar, "bad-date", key, Times.expectedDate(scalar.text()));
        }
        return date;
    }

    @Nullable
    ZoneId zone(String key) {
        @Nullable Scalar scalar = scalar(key, "a time zone such as Europe/Rome");
        if (scalar == null) {
            return null;
        }
        try {
            return ZoneId.of(scalar.text());
        } catch (DateTimeException e) {
            var suggestion = Flaws.suggestion(scalar.text(), new TreeSet<>(ZoneId.getAvailableZoneIds()));
            mismatch(scalar, "bad-zone", key, "a time zone such as Europe/Rome" + suggestion);
            return null;
        }
    }

    @Nullable
    String email(String key) {
        @Nullable Scalar scalar = scalar(key, "an e-mail address");
        if (scalar == null) {
            return null;
        }
        if (!EMAIL.matcher(scalar.text().strip()).matches()) {
            mismatch(scalar, "bad-email", key, "an e-mail address");
        }
        return scalar.text().strip();
    }

    @Nullable
    String locale(String key) {
        @Nullable Scalar scalar = scalar(key, "a language tag such as it or en-GB");
        if (scalar == null) {
            return null;
        }
        if (!LANGUAGE_TAG.matcher(scalar.text()).matches()) {
            mismatch(scalar, "bad-locale", key, "a language tag such as it or en-GB");
        }
        return scalar.text();
    }

    /** The id of something that the file defines; null after the flaw that it does not, or when it is missing. */
    @Nullable
    String reference(String key, Map<String, ?> targets, String what) {
        @Nullable Scalar scalar = scalar(key);
        return scalar != null && refers(scalar, key, targets, what) ? scalar.text() : null;
    }

    List<String> references(String key, Map<String, ?> targets, String what) {
        var ids = new ArrayList<String>();
        for (var scalar : scalars(key)) {
            if (refers(scalar, key, targets, what)) {
                ids.add(scalar.text());
            }
        }
        return List.copyOf(ids);
    }

    private boolean refers(Scalar scalar, String key, Map<String, ?> targets, String what) {
        if (targets.containsKey(scalar.text())) {
            return true;
        }
        var suggestion = Flaws.suggestion(scalar.text(), targets.keySet());
        var expected = "the id of a " + what + " of this file";
        flaws.add(
                scalar.place(),
                "unknown-id",
                scalar.text(),
                expected,
                key + ": there is no " + what + " " + Flaws.quote(scalar.text())
                        + (suggestion.isEmpty() ? ", expected " + expected : suggestion));
        return false;
    }

    void mismatch(Scalar scalar, String kind, String key, String expected) {
        flaws.mismatch(scalar.place(), kind, key, scalar.kind(), expected);
    }
}
