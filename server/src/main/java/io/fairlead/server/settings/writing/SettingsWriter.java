package io.fairlead.server.settings.writing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes settings as the YAML of a settings file: a block of lines for each section, rule and person, and short lists
 * and maps within a line.
 */
public final class SettingsWriter {
    private static final int LINE = 90;
    private static final DumpSettings STYLE = DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setSplitLines(false)
            .setIndent(2)
            .setMaxSimpleKeyLength(1000)
            .build();

    private SettingsWriter() {}

    /**
     * The text, ending in a line feed.
     *
     * @param sections maps, lists, texts, whole numbers, flags and nulls by the keys of the file, in their order
     */
    public static String yaml(Map<String, ?> sections) {
        StringBuilder text = new StringBuilder();
        sections.forEach((section, value) -> {
            if (!isEmpty(value)) {
                Node node =
                        mapping(List.of(new NodeTuple(text(section), node(value, depth(section)))), FlowStyle.BLOCK);
                text.append(text.isEmpty() ? "" : "\n").append(dumped(node));
            }
        });
        return text.isEmpty() ? "{}\n" : text.toString();
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    /** How many levels of a section stand in lines of their own, whatever their length. */
    private static int depth(String section) {
        return section.equals("rules") ? 2 : 1;
    }

    private static Node node(@Nullable Object value, int lines) {
        return switch (value) {
            case null -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
            case Boolean flag -> new ScalarNode(Tag.BOOL, flag.toString(), ScalarStyle.PLAIN);
            case BigDecimal number -> new ScalarNode(Tag.FLOAT, number.toPlainString(), ScalarStyle.PLAIN);
            case Number number -> new ScalarNode(Tag.INT, number.toString(), ScalarStyle.PLAIN);
            case List<?> list -> {
                List<Node> items = new ArrayList<>();
                list.forEach(item -> items.add(node(item, lines - 1)));
                yield new SequenceNode(Tag.SEQ, items, style(list, lines));
            }
            case Map<?, ?> map -> {
                List<NodeTuple> entries = new ArrayList<>();
                map.forEach(
                        (key, inner) -> entries.add(new NodeTuple(text(String.valueOf(key)), node(inner, lines - 1))));
                yield mapping(entries, style(map, lines));
            }
            default -> text(value.toString());
        };
    }

    private static FlowStyle style(Object collection, int lines) {
        boolean block =
                !isEmpty(collection) && (lines > 0 || collection.toString().length() > LINE);
        return block ? FlowStyle.BLOCK : FlowStyle.FLOW;
    }

    private static Node mapping(List<NodeTuple> entries, FlowStyle style) {
        return new MappingNode(Tag.MAP, entries, style);
    }

    private static Node text(String text) {
        return new ScalarNode(Tag.STR, text, text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
    }

    private static String dumped(Node node) {
        StringBuilder text = new StringBuilder();
        new Dump(STYLE).dumpNode(node, new StreamDataWriter() {
            @Override
            public void write(String piece) {
                text.append(piece);
            }

            @Override
            public void write(String piece, int from, int length) {
                text.append(piece, from, from + length);
            }
        });
        return text.toString();
    }
}
