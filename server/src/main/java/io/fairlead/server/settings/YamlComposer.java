package io.fairlead.server.settings;

import io.fairlead.server.settings.Flaws.Unreadable;
import io.fairlead.server.settings.Node.Entry;
import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Place;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.Node.Sequence;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds nodes from YAML 1.2, except one list of the top map, whose items are handed on one by one so that it may be
 * of any length. Depth, size and what aliases expand to are limited. Not thread-safe.
 */
final class YamlComposer {
    private static final Set<String> CORE_TAGS = Stream.of("map", "seq", "str", "int", "float", "bool", "null")
            .map("tag:yaml.org,2002:"::concat)
            .collect(Collectors.toUnmodifiableSet());
    private static final int DEEPEST = 50;
    private static final long MOST_NODES = 2_000_000;
    private static final int MOST_ANCHORS = 10_000;
    private static final int BUFFER = 1 << 14;

    private final SourceText source;
    private final Flaws flaws;
    private final ParserImpl parser;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Set<String> openAnchors = new HashSet<>();
    /** Nodes composed so far, aliases counted with all they stand for. */
    private long size;

    private record Anchored(Node node, long size) {}

    YamlComposer(SourceText source, Flaws flaws) {
        this.source = source;
        this.flaws = flaws;
        var settings = LoadSettings.builder()
                .setUseMarks(true)
                .setBufferSize(BUFFER)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        parser = new ParserImpl(settings, new StreamReader(settings, new FlowTabs(source)));
    }

    /**
     * The top map without the streamed list, whose items go to the consumer in order. A streamed key with anything but
     * a list stays in the map.
     *
     * @throws Unreadable when the text is not YAML, too large, too deep, or no map
     */
    Mapping compose(String streamedKey, Consumer<Node> items) {
        try {
            return document(streamedKey, items);
        } catch (MarkedYamlEngineException e) {
            var place = e.getProblemMark().or(e::getContextMark).map(YamlComposer::place);
            throw notYaml(place.orElse(Place.START), problem(e));
        } catch (YamlEngineException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            throw notYaml(Place.START, String.valueOf(e.getMessage()));
        }
    }

    private Mapping document(String streamedKey, Consumer<Node> items) {
        next();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw flaws.fatal(Place.START, "empty", "nothing", "settings", "the file is empty, expected settings");
        }
        next();
        var start = next();
        if (start.getEventId() != Event.ID.MappingStart) {
            throw notAMap(start);
        }
        var top = place(start);
        var entries = new ArrayList<Entry>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            var key = key(2);
            boolean streamed = key.text().equals(streamedKey)
                    && parser.checkEvent(Event.ID.SequenceStart)
                    && entries.stream().noneMatch(e -> e.key().text().equals(streamedKey));
            entries.add(new Entry(key, streamed ? stream(items) : node(2)));
        }
        next();
        next();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            flaws.add(
                    place(parser.peekEvent()),
                    "not-yaml",
                    "a second document",
                    "the end of the file",
                    "found a second document, expected the end of the file");
        }
        return new Mapping(top, entries);
    }

    /** Hands the items on; the list itself stays as an empty one. */
    private Sequence stream(Consumer<Node> items) {
        var start = next();
        long before = size;
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.accept(node(3));
            size = before;
        }
        next();
        return new Sequence(place(start), new ArrayList<>());
    }

    private Node node(int depth) {
        var event = next();
        if (event instanceof AliasEvent alias) {
            return target(alias);
        }
        count(1, event);
        if (depth > DEEPEST) {
            throw flaws.fatal(
                    place(event),
                    "too-deep",
                    "more than " + DEEPEST + " levels",
                    "at most " + DEEPEST + " levels",
                    "found lists and maps in each other more than " + DEEPEST + " levels deep, expected at most that");
        }
        var anchor = ((NodeEvent) event).getAnchor().map(Object::toString);
        anchor.ifPresent(openAnchors::add);
        long before = size;
        var node = node(event, depth);
        anchor.ifPresent(name -> define(name, node, size - before + 1));
        return node;
    }

    private Node node(Event event, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        checkTag(event, ((CollectionStartEvent) event).getTag());
        if (event.getEventId() == Event.ID.SequenceStart) {
            var items = new ArrayList<Node>();
            while (!parser.checkEvent(Event.ID.SequenceEnd)) {
                items.add(node(depth + 1));
            }
            next();
            return new Sequence(place(event), items);
        }
        var entries = new ArrayList<Entry>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            entries.add(new Entry(key(depth + 1), node(depth + 1)));
        }
        next();
        return new Mapping(place(event), entries);
    }

    private Scalar key(int depth) {
        var key = node(depth);
        if (key instanceof Scalar scalar) {
            return scalar;
        }
        flaws.mismatch(key.place(), "wrong-type", "a key", key.kind(), "a text");
        return new Scalar(key.place(), "", false, "");
    }

    private Scalar scalar(ScalarEvent event) {
        var tag = event.getTag();
        boolean text = tag.isPresent() && (tag.get().equals("!") || tag.get().equals("tag:yaml.org,2002:str"));
        if (!text) {
            checkTag(event, tag);
        }
        return new Scalar(place(event), event.getValue(), event.isPlain() && !text, raw(event));
    }

    private String raw(ScalarEvent event) {
        var start = event.getStartMark().orElseThrow();
        var end = event.getEndMark().orElseThrow();
        var value = event.getValue();
        int quotes = event.isPlain() ? 0 : 2;
        boolean verbatim = start.getLine() == end.getLine()
                && end.getIndex() - start.getIndex() == value.codePointCount(0, value.length()) + quotes;
        return verbatim ? "" : source.slice(start.getIndex(), end.getIndex());
    }

    private void checkTag(Event event, Optional<String> tag) {
        if (tag.isPresent() && !CORE_TAGS.contains(tag.get())) {
            flaws.mismatch(
                    place(event), "not-allowed", "a tag", Flaws.quote(tag.get()), "no tag (settings are plain data)");
        }
    }

    private Node target(AliasEvent alias) {
        var name = alias.getAlias().toString();
        @Nullable Anchored target = anchors.get(name);
        if (target == null) {
            var problem = openAnchors.contains(name) ? "contains itself" : "names no anchor above it";
            throw flaws.fatal(
                    place(alias),
                    "bad-alias",
                    "*" + name,
                    "the name of an anchor above",
                    "the alias *" + name + " " + problem + ", expected the name of an anchor (&name) above");
        }
        count(target.size(), alias);
        return switch (target.node()) {
            case Scalar scalar -> scalar;
            case Mapping(var _, var entries) -> new Mapping(place(alias), entries);
            case Sequence(var _, var items) -> new Sequence(place(alias), items);
        };
    }

    private void define(String name, Node node, long expanded) {
        openAnchors.remove(name);
        anchors.put(name, new Anchored(node, expanded));
        if (anchors.size() > MOST_ANCHORS) {
            throw tooLarge(node.place(), "more than " + MOST_ANCHORS + " anchors");
        }
    }

    private void count(long nodes, Event event) {
        size += nodes;
        if (size > MOST_NODES) {
            throw tooLarge(
                    place(event),
                    event instanceof AliasEvent
                            ? "aliases that stand for more than " + MOST_NODES + " values"
                            : "more than " + MOST_NODES + " values outside of events");
        }
    }

    private Unreadable tooLarge(Place place, String found) {
        return flaws.fatal(place, "too-large", found, "settings", "found " + found + ", expected less");
    }

    private Event next() {
        var event = parser.next();
        source.recognised();
        return event;
    }

    private Unreadable notAMap(Event start) {
        boolean nothing =
                start instanceof ScalarEvent scalar && scalar.getValue().isEmpty();
        if (nothing) {
            return flaws.fatal(place(start), "empty", "nothing", "settings", "the file is empty, expected settings");
        }
        var found = start instanceof ScalarEvent scalar ? Flaws.quote(scalar.getValue()) : "a list";
        return flaws.fatal(
                place(start),
                "wrong-type",
                found,
                "a map of settings",
                "found " + found + ", expected a map of settings that starts with company:");
    }

    private Unreadable notYaml(Place place, String problem) {
        return flaws.fatal(place, "not-yaml", null, "YAML 1.2", "not YAML: " + problem);
    }

    private static String problem(MarkedYamlEngineException e) {
        var context = e.getContext() == null ? "" : e.getContext() + ": ";
        return (context + e.getProblem()).replaceAll("\\s+", " ");
    }

    private static Place place(Event event) {
        return event.getStartMark().map(YamlComposer::place).orElse(Place.START);
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /**
     * The text of a file that is written in braces from its start, as JSON is: its tabs outside of quoted text become
     * spaces, one each, which the YAML parser takes where it refuses tabs. Any other text passes as it is. Not thread-safe.
     */
    private static final class FlowTabs extends Reader {
        private final Reader source;
        private boolean started;
        private boolean inBraces;
        private char last;
        private char quote;
        private boolean escaped;
        private boolean comment;
        private boolean gap;

        FlowTabs(Reader source) {
            this.source = source;
        }

        @Override
        public int read(char[] target, int offset, int count) throws IOException {
            int n = source.read(target, offset, count);
            for (int i = offset; i < offset + n && (inBraces || !started); i++) {
                if (!started && !isBlank(target[i])) {
                    started = true;
                    inBraces = target[i] == '{';
                }
                boolean text = quote != 0 || comment;
                look(target[i]);
                if (target[i] == '\t' && !text && (inBraces || !started)) {
                    target[i] = ' ';
                }
            }
            return n;
        }

        private void look(char c) {
            if (comment) {
                comment = c != '\n' && c != '\r';
            } else if (quote != 0) {
                boolean ends = c == quote && !escaped;
                escaped = c == '\\' && quote == '"' && !escaped;
                quote = ends ? 0 : quote;
            } else if (isBlank(c)) {
                gap = true;
                return;
            } else if (c == '#' && gap) {
                comment = true;
            } else {
                boolean opens = (c == '"' || c == '\'') && "{[,:".indexOf(last) >= 0;
                quote = opens ? c : 0;
                last = c;
            }
            gap = comment;
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t' || c == '\n' || c == '\r';
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
