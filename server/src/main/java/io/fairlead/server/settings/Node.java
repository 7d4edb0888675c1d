package io.fairlead.server.settings;

import java.util.List;

/** A piece of YAML with its place: text as written, a map or a list. An alias of a map or list stands at its own place
 * and shares what is in its target. Immutable. */
sealed interface Node {
    Place place();

    /** What it is in the words of an error message. */
    String kind();

    /** A line and a column of a file, both from 1. */
    record Place(int line, int column) {
        static final Place START = new Place(1, 1);
    }

    /**
     * A text as it is read.
     *
     * @param plain written without quotes, so that {@code null}, {@code true} and numbers are more than text
     * @param raw the source text from {@code place} to its end where it differs from {@code text} (escapes, several
     *     lines); empty where the text stands in the file as it is, after one quote unless plain
     */
    record Scalar(Place place, String text, boolean plain, String raw) implements Node {
        /** Nothing, in the core schema. */
        boolean isNull() {
            return plain
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : Flaws.quote(text);
        }
    }

    /** Entries in the order of the file, duplicates included. */
    record Mapping(Place place, List<Entry> entries) implements Node {
        @Override
        public String kind() {
            return "a map";
        }
    }

    /** Items in their order. */
    record Sequence(Place place, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A key with its value. */
    record Entry(Scalar key, Node value) {}
}
