package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.filter.FilterMatcher;
import io.fairlead.engine.filter.Fold;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.company.ZoneRows.Place;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.lead.LeadRows.Holder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes filters of the engine as conditions on the table of leads. A condition is true for a lead exactly when
 * {@link FilterMatcher} says that the filter holds, given that the filter's operands are of the types of its fields; it is
 * false or null for every other. What the wall between companies lets an index answer is written so that it does:
 * equality, ranges by code point, and LIKE on the folded text that is kept for searching. Not thread-safe.
 */
final class FilterSql {
    /** Greater than whatever text begins with what stands before it. */
    static final String END = "\uDBFF\uDFFF";

    /** The fewest characters that an index of trigrams finds. */
    private static final int TRIGRAM = 3;

    static final List<String> STATES = List.of("assigned", "offered", "waiting", "unassigned");

    private static final Set<String> OWNER = Set.of("owner");
    private static final Set<String> STATE = Set.of("state");

    private final Surroundings around;
    private final CustomSql.Bound bound = new CustomSql.Bound();
    private final FilterMatcher matcher;
    private @Nullable List<Long> held;
    private boolean looked;
    private @Nullable Map<String, FieldIndexes.Ready> index;
    private final String along;

    /** @param along the column along whose index leads are read, of which there are many; empty if they are to be found */
    FilterSql(Surroundings around, String along) {
        this.around = around;
        this.along = along;
        this.matcher = new FilterMatcher(around.timezone(), new Zones(Map.of()));
    }

    /**
     * What a filter is read with.
     *
     * @param fields the company's own fields with their types
     * @param indexed those that have an index, asked for only where one is named
     * @param zones the whole tree, asked for only where a text is to lie in a zone
     * @param places where leads are marked with a zone, by its key; empty where they are not
     * @param people who can hold leads
     * @param several whether who works a lead beside its owner has it too
     * @param arrived the number of the first lead that arrived at an instant or later, the greatest number for none; leads
     *     have their numbers in the order in which they arrive
     */
    record Surroundings(
            Map<String, FieldType> fields,
            Supplier<Map<String, FieldIndexes.Ready>> indexed,
            Supplier<Zones> zones,
            Function<String, Optional<Place>> places,
            ZoneId timezone,
            Instant now,
            List<Holder> people,
            boolean several,
            ToLongFunction<Instant> arrived) {
        boolean knows(String zone) {
            return zones.get().knows(zone);
        }

        /** Whether a zone is the other or lies anywhere below it. */
        boolean inside(String zone, String other) {
            return zone.equals(other) || zones.get().within(zone, other);
        }
    }

    /**
     * A condition.
     *
     * @param held whose leads they must be, read by an index of its own; null where that is not asked
     * @param looked whether leads must be looked at to know, for what no index of all leads has
     */
    record Condition(
            String sql,
            Map<String, Object> values,
            @Nullable List<Long> held,
            boolean looked) {
        /** That of all leads. */
        static final Condition ALL = new Condition("true", Map.of(), null, false);
    }

    Condition condition(Filter filter) {
        List<Filter> parts = new ArrayList<>();
        Narrowing.flatten(filter, parts);
        List<String> conditions = new ArrayList<>();
        for (Filter part : parts) {
            List<Long> people = held == null && around.several() ? heldBy(part) : null;
            if (people == null) {
                String numbers = numbered(part);
                conditions.add(numbers == null ? written(part) : numbers);
            } else {
                held = people;
            }
        }
        return new Condition(joined(conditions, " and ", "true"), bound.values(), held, looked);
    }

    /** When leads must have arrived, said by their numbers; null for any other condition. */
    private @Nullable String numbered(Filter part) {
        return part instanceof Filter.Compare(var field, var operator, var operand)
                        && field.equals("created")
                        && dated(operand) instanceof Value.Moment(var moment)
                ? KeySql.arrived(
                        operator,
                        CustomSql.storable(moment).toInstant(),
                        at -> bound.of(around.arrived().applyAsLong(at)))
                : null;
    }

    /** The people of a condition that asks for nothing but colleagues; null for any other. */
    private @Nullable List<Long> heldBy(Filter part) {
        boolean colleagues = part instanceof Filter.In(var field, var _) && field.equals("colleague");
        return colleagues ? people(part) : null;
    }

    private String written(Filter filter) {
        return switch (filter) {
            case Filter.All(var of) -> joined(of.stream().map(this::written).toList(), " and ", "true");
            case Filter.Any(var of) -> joined(of.stream().map(this::written).toList(), " or ", "false");
            case Filter.Not(var of) -> turned(of);
            case Filter.Compare(var field, var operator, var operand)
            when operator == Filter.Operator.NOT_EQUAL ->
                "(" + leaf(new Filter.Compare(field, Filter.Operator.EQUAL, operand), field) + ") is not true";
            case Filter.Compare compare -> leaf(compare, compare.field());
            case Filter.In in -> leaf(in, in.field());
            case Filter.Has has -> leaf(has, has.field());
            case Filter.Includes includes -> leaf(includes, includes.field());
            case Filter.StartsWith starts -> leaf(starts, starts.field());
            case Filter.Within within -> leaf(within, within.field());
        };
    }

    /** Who holds a lead and how it stands is one of few values: what is not one of some is one of the others. */
    private String turned(Filter of) {
        boolean plain = of instanceof Filter.Has || of instanceof Filter.In || of instanceof Filter.Compare;
        if (plain && FilterFields.named(of).equals(OWNER)) {
            return among("l.owner_id", people(new Filter.Not(of)));
        }
        if (plain && FilterFields.named(of).equals(STATE)) {
            return state(new Filter.Not(of));
        }
        String turned = "(" + written(of) + ") is not true";
        boolean nobody = of instanceof Filter.Has(var field) && field.equals("colleague");
        return nobody ? "l.owner_id = 0" + (around.several() ? " and " + turned : "") : turned;
    }

    private static String joined(List<String> conditions, String by, String none) {
        return conditions.isEmpty()
                ? none
                : conditions.size() == 1
                        ? conditions.getFirst()
                        : conditions.stream().collect(Collectors.joining(")" + by + "(", "(", ")"));
    }

    private String leaf(Filter leaf, String field) {
        return switch (field) {
            case "name" -> text(leaf, "l.name", "l.name_key");
            case "email" -> text(leaf, "l.email", "l.email_key");
            case "phone" -> text(leaf, "l.phone collate \"C\"", "l.phone collate \"C\"");
            case "source", "status", "listing", "rule" -> text(leaf, "l." + field, "");
            case "created" -> moment(leaf, "l.created_at");
            case "owner" -> among("l.owner_id", people(leaf));
            case "colleague" -> colleague(people(leaf));
            case "state" -> state(leaf);
            case "open" -> open(leaf);
            case "zone" -> zone(leaf);
            default -> custom(field, around.fields().get(field), leaf);
        };
    }

    private String custom(String field, @Nullable FieldType type, Filter leaf) {
        looked = true;
        if (index == null) {
            index = around.indexed().get();
        }
        CustomSql own = new CustomSql(field, type, index.get(field), this::descendants, bound);
        return own.leaf(leaf, dated(leaf));
    }

    /** Leads are marked with the zones above their own, so that all in one are an equality; so are those in none. */
    private String zone(Filter leaf) {
        if (leaf instanceof Filter.Within(var _, var none) && none.isEmpty()) {
            return "l.zone1 = 0";
        }
        Optional<Place> place = leaf instanceof Filter.Within(var field, var zone)
                ? around.places().apply(zone).filter(one -> one.column().isPresent())
                : Optional.empty();
        return place.map(one -> "l." + one.column().orElseThrow() + " = " + bound.of(one.id()))
                .orElseGet(() -> custom("zone", FieldType.ZONE, leaf));
    }

    /** Whether the condition holds for a field with this text; empty for none. */
    private boolean holds(Filter leaf, String text) {
        FilterMatcher fitting = leaf instanceof Filter.Within
                ? new FilterMatcher(around.timezone(), around.zones().get())
                : matcher;
        return fitting.matches(leaf, any -> text.isEmpty() ? null : new Value.Text(text), around.now());
    }

    /** Who fits the condition, 0 for nobody. */
    private List<Long> people(Filter leaf) {
        List<Long> fit = new ArrayList<>();
        if (holds(leaf, "")) {
            fit.add(0L);
        }
        around.people().stream()
                .filter(person -> holds(leaf, person.key()))
                .map(Holder::id)
                .forEach(fit::add);
        return fit;
    }

    private String among(String column, List<?> values) {
        return values.isEmpty() ? "false" : column + " in " + bound.list(values);
    }

    private String colleague(List<Long> people) {
        List<Long> workers = people.stream().filter(person -> person != 0).toList();
        String owned = among("l.owner_id", people);
        return !around.several() || workers.isEmpty()
                ? owned
                : "(" + owned + " or l.id in (select w.lead_id from fairlead.lead_worker w"
                        + " where w.company_id = :company and w.user_id in " + bound.list(workers) + "))";
    }

    private String state(Filter filter) {
        return among(
                "l.state", STATES.stream().filter(state -> holds(filter, state)).toList());
    }

    private String open(Filter leaf) {
        boolean open = matcher.matches(leaf, any -> new Value.Flag(true), around.now());
        boolean closed = matcher.matches(leaf, any -> new Value.Flag(false), around.now());
        return open && closed ? "true" : open ? "not l.closed" : closed ? "l.closed" : "false";
    }

    /** A column of text, whose empty text is a missing value. */
    private String text(Filter leaf, String column, String folded) {
        return switch (leaf) {
            case Filter.Compare(var _, var operator, Operand.Literal(Value.Text(var text))) -> {
                if (operator == Filter.Operator.EQUAL) {
                    yield oneOf(text.isEmpty() ? List.of() : List.of(text), column, folded);
                }
                yield column + " <> '' and " + byCodePoint(column) + " " + operator.symbol() + " " + bound.of(text);
            }
            case Filter.In(var _, var values) -> oneOf(texts(values), column, folded);
            case Filter.Has _ -> column + " <> ''";
            case Filter.StartsWith(var _, var start) -> begins(column, folded, Fold.fold(start));
            case Filter.Includes(var _, var part) -> includes(column, folded, Fold.fold(part));
            case Filter.Within(var _, var zone) -> among(column, descendants(zone));
            case Filter.Compare _, Filter.All _, Filter.Any _, Filter.Not _ -> "false";
        };
    }

    /** By the folded text too, where that is what has an index. */
    private String oneOf(List<String> texts, String column, String folded) {
        boolean byKey = !texts.isEmpty() && !folded.isEmpty() && !folded.equals(column);
        String exact = among(column, texts);
        return byKey ? among(folded, texts.stream().map(Fold::fold).distinct().toList()) + " and " + exact : exact;
    }

    private static List<String> texts(List<Value> values) {
        List<String> texts = new ArrayList<>();
        for (Value value : values) {
            if (value instanceof Value.Text(var text) && !text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Filter equal(Filter leaf, Value value) {
        String field = leaf instanceof Filter.In(var id, var _) ? id : "x";
        return new Filter.Compare(field, Filter.Operator.EQUAL, new Operand.Literal(value));
    }

    private static String byCodePoint(String column) {
        return column.contains("collate") ? column : column + " collate \"C\"";
    }

    private String begins(String column, String folded, String start) {
        if (start.isEmpty()) {
            return column + " <> ''";
        }
        if (folded.isEmpty()) {
            return "shared.fold(" + column + ") like " + bound.of(pattern(start) + "%");
        }
        String range = folded + " >= " + bound.of(start) + " and " + folded + " < " + bound.of(start + END);
        return along.isEmpty() || folded.equals("l." + along) ? range : tried(range);
    }

    /**
     * A condition of which the database does not know how rare it is: of this form it thinks that every second lead meets
     * it. Of texts with one beginning it would think that there are none, of two conditions on one text that they have
     * nothing to do with each other.
     */
    private static String tried(String condition) {
        return "case when " + condition + " then true end";
    }

    private String includes(String column, String folded, String part) {
        if (part.isEmpty()) {
            return column + " <> ''";
        }
        String pattern = "%" + pattern(part) + "%";
        looked = true;
        if (folded.isEmpty()) {
            return "shared.fold(" + column + ") like " + bound.of(pattern);
        }
        String found = tried(folded + " like " + bound.of(pattern));
        boolean indexed = along.isEmpty() && part.codePointCount(0, part.length()) >= TRIGRAM;
        return indexed ? "l.search like " + bound.of(pattern) + " and " + found : found;
    }

    /** The text as a pattern for itself. */
    static String pattern(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private String moment(Filter leaf, String column) {
        Function<Value, @Nullable String> bind =
                value -> value instanceof Value.Moment(var moment) ? bound.of(CustomSql.storable(moment)) : null;
        return switch (leaf) {
            case Filter.Compare(var _, var operator, var operand) -> {
                Value value = dated(operand);
                String at = value == null ? null : bind.apply(value);
                yield at == null ? "false" : column + " " + CustomSql.symbol(operator) + " " + at;
            }
            case Filter.In(var _, var values) ->
                joined(
                        values.stream()
                                .map(value -> moment(equal(leaf, value), column))
                                .toList(),
                        " or ",
                        "false");
            case Filter.Has _ -> "true";
            case Filter.Includes _, Filter.StartsWith _, Filter.Within _ -> "false";
            case Filter.All _, Filter.Any _, Filter.Not _ -> "false";
        };
    }

    /** What the condition compares with, now and today as they are at this instant. */
    private @Nullable Value dated(Filter leaf) {
        return leaf instanceof Filter.Compare(var _, var _, var operand) ? dated(operand) : null;
    }

    private @Nullable Value dated(Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value) -> value;
            case Operand.Now(var offset) -> new Value.Moment(around.now().plus(offset));
            case Operand.Today() -> new Value.Day(LocalDate.ofInstant(around.now(), around.timezone()));
        };
    }

    /** The zone and all below it, by name. */
    private List<String> descendants(String zone) {
        List<String> names = new ArrayList<>();
        Zones zones = around.zones().get();
        zones.parents().keySet().stream()
                .filter(name -> zones.within(name, zone))
                .sorted()
                .forEach(names::add);
        if (!names.contains(zone) && !zone.isEmpty()) {
            names.add(zone);
        }
        return names;
    }
}
