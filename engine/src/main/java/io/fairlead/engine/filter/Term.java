package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Places.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the parser has read where CEL allows any expression, before it is known to be a condition. */
sealed interface Term {
    Span span();

    record Field(String id, Span span) implements Term {}

    record Constant(Filter.Operand operand, Span span) implements Term {}

    /** A duration, which makes sense only beside {@code now}. */
    record Lapse(Duration length, Span span) implements Term {}

    /** A whole condition; {@code negated} if it began with an exclamation mark. */
    record Condition(Node node, boolean negated) implements Term {
        @Override
        public Span span() {
            return node.span();
        }
    }

    /** A flaw that was already told. */
    record Broken(Span span) implements Term {}

    /**
     * A node of the tree with its places.
     *
     * @param parts spans of the node's own parts by their key in the JSON form
     * @param grouped whether it stands in parentheses
     * @param depth levels of the tree from here down, at least 1
     */
    record Node(Filter filter, Span span, Map<String, Span> parts, List<Node> of, boolean grouped, int depth) {
        static Node leaf(Filter filter, Span span, Map<String, Span> parts) {
            return new Node(filter, span, parts, List.of(), false, 1);
        }

        /** Stands for a condition that has a flaw. */
        static Node broken(Span span) {
            return leaf(new Filter.All(List.of()), span, Map.of());
        }

        static Node not(Node node, Span span) {
            return new Node(new Filter.Not(node.filter), span, Map.of(), List.of(node), false, node.depth + 1);
        }

        /** The members joined; a leading bare {@code true &&} or {@code false ||} only marks the list. */
        static Node list(boolean all, List<Node> members) {
            Node first = members.getFirst();
            Filter empty = all ? new Filter.All(List.of()) : new Filter.Any(List.of());
            boolean marked = !first.grouped && first.filter.equals(empty);
            var of = marked ? members.subList(1, members.size()) : members;
            var filters = of.stream().map(Node::filter).toList();
            int deepest = of.stream().mapToInt(Node::depth).max().orElse(0);
            return new Node(
                    all ? new Filter.All(filters) : new Filter.Any(filters),
                    first.span.to(members.getLast().span),
                    Map.of(),
                    new ArrayList<>(of),
                    false,
                    deepest + 1);
        }

        Node inParentheses(Span around) {
            return new Node(filter, around, parts, of, true, depth);
        }

        /** The spans of this node and all below it by JSON pointer. */
        Map<String, Span> spans() {
            var spans = new HashMap<String, Span>();
            collect("", spans);
            return spans;
        }

        private void collect(String path, Map<String, Span> spans) {
            spans.put(path, span);
            parts.forEach((part, where) -> spans.put(path + "/" + part, where));
            boolean one = filter instanceof Filter.Not;
            for (int i = 0; i < of.size(); i++) {
                of.get(i).collect(one ? path + "/of" : path + "/of/" + i, spans);
            }
        }
    }
}
