package io.fairlead.server.settings;

import io.fairlead.server.settings.EventShape.Row;
import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Place;
import io.fairlead.server.settings.Node.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events written in a settings file, kept compactly until the rest of the file is known (they may stand before the
 * time zone, users and fields that they need). Not thread-safe.
 */
final class YamlEvents {
    private static final int MOST_KEYS = 60;
    private static final int MOST_SHAPES = 10_000;

    private final Flaws flaws;
    private final long most;
    private final EventShape.Pool shapes = new EventShape.Pool();
    private final ArrayDeque<Written> events = new ArrayDeque<>();
    private final TextPool texts = new TextPool();
    private final Set<String> seen = new HashSet<>();

    YamlEvents(Flaws flaws, long most) {
        this.flaws = flaws;
        this.most = most;
    }

    /** Keeps one item of the list; what no event can be is a flaw at once. */
    void add(Node node) {
        if (!(node instanceof Mapping mapping)) {
            flaws.mismatch(
                    node.place(), "wrong-type", "events", node.kind(), "a map with " + EventShape.expectedKeys());
            return;
        }
        if (events.size() > most) {
            throw flaws.fatal(
                    node.place(),
                    "too-many-events",
                    "more than " + most + " events",
                    "at most " + most + " events",
                    "found more than " + most + " events, expected at most that");
        }
        if (mapping.entries().size() > MOST_KEYS || shapes.size() > MOST_SHAPES) {
            throw flaws.fatal(node.place(), "too-large", null, null, "found too many different keys in events");
        }
        var keys = new ArrayList<String>();
        var values = new ArrayList<Scalar>();
        seen.clear();
        for (var entry : mapping.entries()) {
            if (isSound(entry.key(), entry.value()) && entry.value() instanceof Scalar value) {
                keys.add(entry.key().text());
                values.add(value);
            }
        }
        events.add(written(shapes.of(keys), node.place(), values));
    }

    /** Hands all events on, forgetting each. */
    void drainTo(EventReader reader) {
        while (!events.isEmpty()) {
            var event = events.remove();
            reader.add(event.shape, event);
        }
    }

    private boolean isSound(Scalar key, Node value) {
        if (!EventShape.isKey(key.text())) {
            flaws.add(
                    key.place(),
                    "unknown-key",
                    key.text(),
                    "a field id or one of " + String.join(", ", Keys.EVENT),
                    "unknown key " + Flaws.quote(key.text()) + " in an event"
                            + (Flaws.suggestion(key.text(), Keys.EVENT).isEmpty()
                                    ? ", expected a field id or one of " + String.join(", ", Keys.EVENT)
                                    : Flaws.suggestion(key.text(), Keys.EVENT)));
            return false;
        }
        if (!seen.add(key.text())) {
            flaws.add(
                    key.place(),
                    "duplicate-key",
                    key.text(),
                    "each key once",
                    "duplicate key " + Flaws.quote(key.text()) + ", expected each key once");
            return false;
        }
        if (!(value instanceof Scalar)) {
            flaws.mismatch(value.place(), "wrong-type", key.text(), value.kind(), "a text, a number or a yes/no");
            return false;
        }
        return true;
    }

    private Written written(EventShape shape, Place place, List<Scalar> values) {
        int n = values.size();
        var kept = new @Nullable String[n];
        var places = new int[2 * n + 2];
        long plain = 0;
        for (int i = 0; i < n; i++) {
            var value = values.get(i);
            kept[i] = value.isNull() || value.text().isBlank() ? null : texts.pooled(value.text());
            places[2 * i] = value.place().line();
            places[2 * i + 1] = value.place().column();
            plain |= value.plain() ? 1L << i : 0;
        }
        places[2 * n] = place.line();
        places[2 * n + 1] = place.column();
        return new Written(shape, kept, plain, places);
    }

    private static final class Written implements Row {
        private final EventShape shape;
        private final @Nullable String[] texts;
        private final long plain;
        private final int[] places;

        Written(EventShape shape, @Nullable String[] texts, long plain, int[] places) {
            this.shape = shape;
            this.texts = texts;
            this.plain = plain;
            this.places = places;
        }

        @Override
        public @Nullable String text(int key) {
            return texts[key];
        }

        @Override
        public boolean plain(int key) {
            return ((plain >> key) & 1) == 1;
        }

        @Override
        public Place place(int key) {
            return new Place(places[2 * key], places[2 * key + 1]);
        }

        @Override
        public Place place() {
            return place(texts.length);
        }
    }

    /** Shares the texts that come again and again; of constant size. */
    private static final class TextPool {
        private static final int SIZE = 1 << 12;
        private final @Nullable String[] pool = new @Nullable String[SIZE];

        String pooled(String text) {
            int slot = text.hashCode() & (SIZE - 1);
            @Nullable String known = pool[slot];
            if (known != null && known.equals(text)) {
                return known;
            }
            pool[slot] = text;
            return text;
        }
    }
}
