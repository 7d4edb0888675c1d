package io.fairlead.engine.filter;

import static io.fairlead.engine.filter.FilterTokens.CONDITION_ENDS;
import static io.fairlead.engine.filter.FilterTokens.MEMBER_ENDS;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.FilterFlaw.Kind;
import io.fairlead.engine.filter.FilterLexer.Sort;
import io.fairlead.engine.filter.FilterLexer.Token;
import io.fairlead.engine.filter.Places.Span;
import io.fairlead.engine.filter.Term.Node;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the text form of a filter: the syntax and precedence of CEL (Common Expression Language) over the closed tree of
 * {@link Filter}. What CEL has and the tree has not is refused at its place.
 *
 * <p>The structure is kept as written: {@code a && b && c} is one list of three, {@code (a && b) && c} a list in a list.
 * {@code true} is the empty {@link Filter.All}, {@code false} the empty {@link Filter.Any}; a leading {@code true &&}
 * (or {@code false ||}) without parentheses is not a member but marks a list, so that {@code true && a} is a list of one.
 * A field alone stands for {@code field == true}; a value may stand on the left.
 */
public final class FilterParser {
    /** The longest text, as it is read and as {@link FilterText} writes it, in UTF-16 units. */
    public static final int MAX_LENGTH = 20_000;

    /** The most levels a tree may have; parentheses and {@code !} may nest twice as deep. */
    public static final int MAX_DEPTH = 100;

    private static final String OPERAND = "a field, a value or a condition";

    private final FilterTokens tokens;
    private final Flaws flaws;

    private FilterParser(String text) {
        tokens = new FilterTokens(text);
        flaws = tokens.flaws;
    }

    /** The filter, or every flaw of its text at once (the first 100). Any text is answered; nothing is thrown. */
    public static FilterReading parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return tooLong(
                    text, new Span(MAX_LENGTH, text.length()), "the filter has " + text.length() + " characters");
        }
        var parser = new FilterParser(text);
        Node node = parser.whole();
        if (parser.flaws.count() > 0) {
            var rest = new FilterReading.Read(node.filter(), new Places(text, node.spans()));
            return new FilterReading.Broken(parser.flaws.inOrder(), node.depth() > MAX_DEPTH ? null : rest);
        }
        int length = FilterText.write(node.filter()).length();
        return length > MAX_LENGTH
                ? tooLong(text, node.span(), "the filter written out in full has " + length + " characters")
                : new FilterReading.Read(node.filter(), new Places(text, node.spans()));
    }

    private static FilterReading tooLong(String text, Span span, String found) {
        var flaws = new Flaws(text);
        String expected = "at most " + MAX_LENGTH + " characters";
        flaws.add(Kind.TOO_LONG, span, expected, found + ": expected " + expected);
        return new FilterReading.Broken(flaws.inOrder());
    }

    private Node whole() {
        Node node = either();
        while (tokens.at(Sort.CLOSE)) {
            flaws.add(Kind.UNEXPECTED, tokens.next().span(), "no `)`", "this `)` closes nothing");
            boolean more = tokens.takeJoint(Sort.AND) || tokens.takeJoint(Sort.OR);
            if (more || !(tokens.at(Sort.CLOSE) || tokens.at(Sort.END))) {
                either();
            }
        }
        return node;
    }

    private Node either() {
        var members = new ArrayList<>(List.of(both()));
        while (tokens.takeJoint(Sort.OR)) {
            members.add(both());
        }
        return members.size() == 1 ? members.getFirst() : bounded(Node.list(false, members));
    }

    private Node both() {
        var members = new ArrayList<>(List.of(relation()));
        while (tokens.takeJoint(Sort.AND)) {
            members.add(relation());
        }
        return members.size() == 1 ? members.getFirst() : bounded(Node.list(true, members));
    }

    private Node bounded(Node node) {
        if (node.depth() > MAX_DEPTH) {
            tokens.tooDeep(node.span());
        }
        return node;
    }

    private Node relation() {
        int before = flaws.count();
        Term left = term();
        Node node;
        if (tokens.at(Sort.COMPARE)) {
            Operator operator = Operator.of(tokens.next().content());
            node = comparison(left, operator, term());
        } else if (tokens.takeIn()) {
            node = membership(left);
        } else {
            node = condition(left);
        }
        boolean ends = CONDITION_ENDS.contains(tokens.sort()) || tokens.atJoint();
        if (!ends) {
            if (flaws.count() == before) {
                TermFlaws.behind(tokens);
            }
            tokens.skipTo(CONDITION_ENDS);
        }
        return (!ends || flaws.count() > before) && node.of().isEmpty() ? Node.broken(node.span()) : node;
    }

    private Node comparison(Term left, Operator operator, Term right) {
        Span span = left.span().to(right.span());
        if (left instanceof Term.Field field && right instanceof Term.Constant value) {
            return compare(field, operator, value, span);
        }
        if (left instanceof Term.Constant value && right instanceof Term.Field field) {
            return compare(field, mirrored(operator), value, span);
        }
        TermFlaws.uncomparable(flaws, left, right);
        return Node.broken(span);
    }

    private static Node compare(Term.Field field, Operator operator, Term.Constant value, Span span) {
        var filter = new Filter.Compare(field.id(), operator, value.operand());
        return Node.leaf(filter, span, Map.of("field", field.span(), "value", value.span()));
    }

    private static Operator mirrored(Operator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> operator;
            case LESS -> Operator.GREATER;
            case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
        };
    }

    private Node membership(Term left) {
        Token open = tokens.peek();
        if (!tokens.take(Sort.OPEN_LIST)) {
            tokens.unexpected("a list, as in `[\"MI\", \"TO\"]`");
            return Node.broken(left.span());
        }
        var values = new ArrayList<Value>();
        var parts = new HashMap<String, Span>();
        for (Term term : members()) {
            if (term instanceof Term.Constant(Operand.Literal(var value), var span)) {
                parts.put("values/" + values.size(), span);
                values.add(value);
            } else {
                TermFlaws.unlistable(flaws, term);
            }
        }
        Span close = tokens.close(open, Sort.CLOSE_LIST);
        if (left instanceof Term.Field(var field, var fieldSpan)) {
            parts.put("field", fieldSpan);
            parts.put("values", open.span().to(close));
            return Node.leaf(new Filter.In(field, values), fieldSpan.to(close), parts);
        }
        TermFlaws.noMember(flaws, left);
        return Node.broken(left.span());
    }

    /** The terms up to what closes a list or a call, which stays; a comma behind the last one is allowed. */
    private List<Term> members() {
        var members = new ArrayList<Term>();
        while (tokens.at(Sort.COMMA) || !(MEMBER_ENDS.contains(tokens.sort()) || tokens.atJoint())) {
            members.add(term());
            if (!MEMBER_ENDS.contains(tokens.sort())) {
                tokens.unexpected("`,` or what closes the list");
                tokens.skipTo(MEMBER_ENDS);
            }
            tokens.take(Sort.COMMA);
        }
        return members;
    }

    private Node condition(Term term) {
        return switch (term) {
            case Term.Condition(var node, var _) -> node;
            case Term.Field field ->
                compare(field, Operator.EQUAL, TermFlaws.literal(new Value.Flag(true), field.span()), field.span());
            case Term.Constant(Operand.Literal(Value.Flag(var always)), var span) ->
                Node.leaf(always ? new Filter.All(List.of()) : new Filter.Any(List.of()), span, Map.of());
            case Term.Constant _, Term.Lapse _ -> {
                TermFlaws.noCondition(flaws, term);
                yield Node.broken(term.span());
            }
            case Term.Broken(var span) -> Node.broken(span);
        };
    }

    private Term term() {
        Term term = operand();
        while (tokens.at(Sort.ARITHMETIC)) {
            Token sign = tokens.next();
            term = TermFlaws.sum(flaws, term, sign, operand());
        }
        return term;
    }

    private Term operand() {
        Term term = plain();
        while (tokens.at(Sort.DOT) || tokens.at(Sort.OPEN_LIST)) {
            term = access(term);
        }
        return term;
    }

    private Term plain() {
        Token token = tokens.peek();
        return switch (token.sort()) {
            case NOT -> negation();
            case OPEN -> parentheses();
            case TEXT ->
                TermFlaws.literal(new Value.Text(token.content()), tokens.next().span());
            case NUMBER -> number(tokens.next(), token.span());
            case ARITHMETIC -> signed();
            case WORD -> tokens.atNegation() ? negation() : word();
            case COMPARE, OPEN_LIST, DOT, BAD -> {
                tokens.unexpected(OPERAND);
                tokens.skipTo(MEMBER_ENDS);
                yield new Term.Broken(token.span());
            }
            case AND, OR, CLOSE, CLOSE_LIST, COMMA, END -> {
                tokens.unexpected(OPERAND);
                yield new Term.Broken(token.span());
            }
        };
    }

    private Term negation() {
        Span span = tokens.next().span();
        tokens.enter(span);
        Node inner = condition(operand());
        tokens.leave();
        return new Term.Condition(bounded(Node.not(inner, span.to(inner.span()))), true);
    }

    private Term parentheses() {
        Token open = tokens.next();
        tokens.enter(open.span());
        Node inner = either();
        tokens.leave();
        Span close = tokens.close(open, Sort.CLOSE);
        return new Term.Condition(inner.inParentheses(open.span().to(close)), false);
    }

    private static Term number(Token token, Span span) {
        return TermFlaws.literal(new Value.Decimal(new BigDecimal(token.content())), span);
    }

    private Term signed() {
        Token sign = tokens.next();
        if (!sign.content().equals("-") || !tokens.at(Sort.NUMBER)) {
            TermFlaws.arithmetic(flaws, sign.span());
            return tokens.at(Sort.ARITHMETIC) ? new Term.Broken(sign.span()) : broken(operand());
        }
        Token number = tokens.next();
        var negative = new Value.Decimal(new BigDecimal(number.content()).negate());
        return TermFlaws.literal(negative, sign.span().to(number.span()));
    }

    private static Term broken(Term term) {
        return new Term.Broken(term.span());
    }

    private Term word() {
        Token word = tokens.next();
        String name = word.content();
        Span span = word.span();
        if (tokens.at(Sort.OPEN) && !Filter.RESERVED.contains(name)) {
            return call(word);
        }
        return switch (name) {
            case "true" -> TermFlaws.literal(new Value.Flag(true), span);
            case "false" -> TermFlaws.literal(new Value.Flag(false), span);
            case "now" -> new Term.Constant(new Operand.Now(Duration.ZERO), span);
            default -> {
                if (Filter.isField(name)) {
                    yield new Term.Field(name, span);
                }
                TermFlaws.noField(flaws, name, span);
                yield new Term.Broken(span);
            }
        };
    }

    private Term call(Token name) {
        Token open = tokens.next();
        if (!FilterCalls.NAMES.contains(name.content())) {
            FilterCalls.unknown(flaws, name.content(), name.span());
            tokens.skipTo(Set.of(Sort.CLOSE));
            return new Term.Broken(name.span().to(tokens.close(open, Sort.CLOSE)));
        }
        tokens.enter(name.span());
        var arguments = members();
        tokens.leave();
        Span span = name.span().to(tokens.close(open, Sort.CLOSE));
        return FilterCalls.term(flaws, name, arguments, span);
    }

    private Term access(Term term) {
        Token sign = tokens.next();
        if (sign.sort() == Sort.OPEN_LIST) {
            TermFlaws.index(flaws, sign.span());
            tokens.skipTo(Set.of(Sort.CLOSE_LIST));
            return new Term.Broken(term.span().to(tokens.close(sign, Sort.CLOSE_LIST)));
        }
        Token name = tokens.at(Sort.WORD) ? tokens.next() : sign;
        TermFlaws.part(flaws, sign.span().to(name.span()), name.content());
        if (tokens.at(Sort.OPEN)) {
            Token open = tokens.next();
            tokens.skipTo(Set.of(Sort.CLOSE));
            tokens.close(open, Sort.CLOSE);
        }
        return new Term.Broken(term.span().to(name.span()));
    }
}
