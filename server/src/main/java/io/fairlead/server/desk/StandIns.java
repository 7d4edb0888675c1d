package io.fairlead.server.desk;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.FilterMatcher;
import io.fairlead.engine.filter.FilterMatcher.Condition;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.simulation.Scenario;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is left of a lead whose person is erased, so that decisions can still be made and recomputed: its source, status
 * and listing; of every field that a rule ever asked about, a value with which each comparison in these rules gives the
 * same answer; nothing else. Such a value is the shortest rest of a text, the rest masked by dots; for a number, one of the
 * rules' own or one between them; for a choice, a zone, a flag and a date, the value itself. Immutable.
 */
public final class StandIns {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FIELDS = "fields.";
    private static final int MASK = '·';
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final Map<String, FieldType> types = new HashMap<>();
    private final Map<String, List<Condition>> asked = new HashMap<>();
    private final Map<String, TreeSet<BigDecimal>> numbers = new HashMap<>();

    /** @param versions all settings under which the lead was or may be decided, the newest last */
    public StandIns(List<Scenario> versions) {
        var known = new HashSet<Filter>();
        types.putAll(Catalogue.BUILT_IN);
        for (var version : versions) {
            var settings = version.settings();
            types.putAll(settings.fields());
            var matcher = new FilterMatcher(settings.company().timezone(), settings.zones());
            settings.rules().forEach(rule -> collect(rule.when(), matcher, known));
        }
    }

    private void collect(@Nullable Filter filter, FilterMatcher matcher, Set<Filter> known) {
        switch (filter) {
            case null -> {}
            case Filter.All(var of) -> of.forEach(one -> collect(one, matcher, known));
            case Filter.Any(var of) -> of.forEach(one -> collect(one, matcher, known));
            case Filter.Not(var of) -> collect(of, matcher, known);
            case Filter.Compare(var field, var _, var operand) -> {
                if (operand instanceof Operand.Literal(Value.Decimal(var number))) {
                    number(field, number);
                }
                add(field, filter, matcher, known);
            }
            case Filter.In(var field, var values) -> {
                values.forEach(value -> {
                    if (value instanceof Value.Decimal(var number)) {
                        number(field, number);
                    }
                });
                add(field, filter, matcher, known);
            }
            case Filter.Has(var field) -> add(field, filter, matcher, known);
            case Filter.Includes(var field, var _) -> add(field, filter, matcher, known);
            case Filter.StartsWith(var field, var _) -> add(field, filter, matcher, known);
            case Filter.Within(var field, var _) -> add(field, filter, matcher, known);
        }
    }

    private void number(String field, BigDecimal number) {
        numbers.computeIfAbsent(field, name -> new TreeSet<>()).add(number);
    }

    private void add(String field, Filter filter, FilterMatcher matcher, Set<Filter> known) {
        if (known.add(filter)) {
            asked.computeIfAbsent(field, name -> new ArrayList<>()).add(matcher.compile(filter));
        }
    }

    /** What stands in for a lead. */
    public Doing.NewLead of(Doing.NewLead lead) {
        var custom = new LinkedHashMap<String, Object>();
        lead.custom().forEach((field, value) -> {
            var kept = of(field, value);
            if (kept != null) {
                custom.put(field, kept);
            }
        });
        return new Doing.NewLead(
                lead.source(),
                lead.status(),
                text("name", lead.name()),
                text("phone", lead.phone()),
                text("email", lead.email()),
                lead.listing(),
                custom,
                lead.trusted(),
                lead.creator());
    }

    /** The same of what the event of its arrival says: the JSON of the member {@code lead}; null if it has none. */
    public @Nullable String ofArrival(String said) {
        var lead = Told.readArrived(said, null).lead();
        return lead == null ? null : JSON.writeValueAsString(Told.said(of(lead)));
    }

    /** The same of what the event of an edit says: the JSON of the member {@code after}. */
    public String ofEdit(String said) {
        var after = new LinkedHashMap<String, @Nullable Object>();
        for (var field : JSON.readTree(said).path("after").properties()) {
            var name = field.getKey();
            var value = field.getValue();
            if (name.startsWith(FIELDS)) {
                var id = name.substring(FIELDS.length());
                after.put(name, value.isNull() ? null : of(id, JSON.treeToValue(value, Object.class)));
            } else {
                after.put(name, name.equals("listing") ? value.asString("") : text(name, value.asString("")));
            }
        }
        return JSON.writeValueAsString(after);
    }

    private @Nullable Object of(String field, Object value) {
        if (!asked.containsKey(field)) {
            return null;
        }
        return switch (LeadRow.value(value, types.get(field))) {
            case null -> null;
            case Value.Text(var text) -> {
                var type = types.get(field);
                boolean listed = type == FieldType.CHOICE || type == FieldType.ZONE;
                var kept = listed ? text : text(field, text);
                yield kept.isEmpty() ? null : kept;
            }
            case Value.Decimal(var number) -> number(field, number, value);
            case Value.Flag _, Value.Day _, Value.Moment _ -> value;
        };
    }

    private @Nullable Object number(String field, BigDecimal number, Object value) {
        Predicate<@Nullable BigDecimal> same =
                other -> same(field, new Value.Decimal(number), other == null ? null : new Value.Decimal(other));
        if (same.test(null)) {
            return null;
        }
        var before = new ArrayList<BigDecimal>();
        for (var literal : numbers.getOrDefault(field, new TreeSet<>())) {
            before.add(
                    before.isEmpty()
                            ? literal.subtract(BigDecimal.ONE)
                            : before.getLast().add(literal).divide(TWO));
            before.add(literal);
        }
        before.add(before.isEmpty() ? BigDecimal.ONE : before.getLast().add(BigDecimal.ONE));
        return before.stream().filter(same).map(Object.class::cast).findFirst().orElse(value);
    }

    private String text(String field, String text) {
        if (text.isEmpty() || !asked.containsKey(field)) {
            return "";
        }
        var was = new Value.Text(text);
        Predicate<int[]> same = rest -> same(field, was, rest.length == 0 ? null : new Value.Text(text(rest)));
        return text(masked(shortened(text.codePoints().toArray(), same), same));
    }

    private static String text(int[] letters) {
        return new String(letters, 0, letters.length);
    }

    /** Without whatever makes no difference: larger pieces first, then single letters. */
    private static int[] shortened(int[] text, Predicate<int[]> same) {
        if (same.test(new int[0])) {
            return new int[0];
        }
        var left = text;
        for (int size = Math.max(1, text.length / 2); size > 0; size /= 2) {
            int from = 0;
            while (from < left.length) {
                var without = without(left, from, Math.min(left.length, from + size));
                if (without.length > 0 && same.test(without)) {
                    left = without;
                } else {
                    from += size;
                }
            }
        }
        return left;
    }

    private static int[] without(int[] text, int from, int to) {
        var rest = new int[text.length - (to - from)];
        System.arraycopy(text, 0, rest, 0, from);
        System.arraycopy(text, to, rest, from, text.length - to);
        return rest;
    }

    private static int[] masked(int[] text, Predicate<int[]> same) {
        var masked = text.clone();
        for (int i = 0; i < masked.length; i++) {
            int letter = masked[i];
            masked[i] = MASK;
            if (!same.test(masked)) {
                masked[i] = letter;
            }
        }
        return masked;
    }

    private boolean same(String field, Value was, @Nullable Value other) {
        return asked.getOrDefault(field, List.of()).stream()
                .allMatch(condition -> condition.holds(name -> name.equals(field) ? was : null, Instant.EPOCH)
                        == condition.holds(name -> name.equals(field) ? other : null, Instant.EPOCH));
    }
}
