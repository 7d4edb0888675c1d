package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.FilterChecker;
import io.fairlead.engine.filter.FilterFlaw;
import io.fairlead.engine.filter.FilterJson;
import io.fairlead.engine.filter.FilterParser;
import io.fairlead.engine.filter.FilterReading;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.company.ZoneRows;
import io.fairlead.server.company.ZoneRows.Place;
import io.fairlead.server.field.FieldIndexes;
import io.fairlead.server.lead.LeadCompany;
import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Reads what lists are narrowed to as one filter of the engine, and that as a condition on the table. In a transaction
 * under way. Thread-safe.
 */
@Component
class LeadFilters {
    static final int LONGEST = 200;
    private static final int MOST_VALUES = 100;

    private final JdbcClient jdbc;
    private final LeadRows rows;
    private final ZoneRows zones;
    private final FieldIndexes indexes;
    private final InstantSource clock;

    LeadFilters(JdbcClient jdbc, LeadRows rows, ZoneRows zones, FieldIndexes indexes, InstantSource clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.zones = zones;
        this.indexes = indexes;
        this.clock = clock;
    }

    /** Where leads are marked with the zones right below one, by their keys; the roots below the empty text. */
    Map<String, Place> below(String zone) {
        return zones.below(zone);
    }

    /** All these filters together; views that they name are lists of picked leads, by their numbers. */
    Narrowing narrowing(List<LeadFilter> filters, LeadCompany company) {
        FilterSql.Surroundings around = around(company);
        List<Filter> all = new ArrayList<>();
        filters.forEach(filter -> all.addAll(new Reading(around).of(filter)));
        List<Long> picked = filters.stream()
                .map(LeadFilter::view)
                .filter(Objects::nonNull)
                .map(Long::valueOf)
                .toList();
        return new Narrowing(new Filter.All(all), around, picked);
    }

    /** The order with this name, own fields among them; empty if there is none. */
    Optional<LeadSort> sort(@Nullable String name) {
        return LeadSort.of(
                name, field -> Optional.ofNullable(indexes.ready().get(field)).map(FieldIndexes.Ready::key));
    }

    private FilterSql.Surroundings around(LeadCompany company) {
        return new FilterSql.Surroundings(
                company.fields(),
                indexes::ready,
                SingletonSupplier.of(this::tree)::obtain,
                zones::place,
                company.timezone(),
                clock.instant(),
                company.people(),
                company.work().severalWorkers(),
                this::arrived);
    }

    private long arrived(Instant at) {
        return jdbc.sql("select id from fairlead.lead where created_at >= ? order by created_at, id limit 1")
                .param(at.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(Long.MAX_VALUE);
    }

    private Zones tree() {
        Map<String, String> parents = new LinkedHashMap<>();
        zones.all().forEach(zone -> parents.put(zone.key(), zone.parent()));
        return new Zones(parents);
    }

    /** What lists can be narrowed by beside the company's own fields. */
    static Map<String, FieldType> columns() {
        Map<String, FieldType> columns = new LinkedHashMap<>(Catalogue.BUILT_IN);
        Catalogue.ADDRESS.forEach(field -> columns.put(field, FieldType.TEXT));
        columns.put("rule", FieldType.TEXT);
        columns.put("state", FieldType.CHOICE);
        columns.put("open", FieldType.BOOLEAN);
        columns.put("colleague", FieldType.CHOICE);
        return columns;
    }

    private final class Reading {
        private final FilterSql.Surroundings around;
        private final Map<String, FieldType> types = columns();
        private final List<Filter> parts = new ArrayList<>();

        private Reading(FilterSql.Surroundings around) {
            this.around = around;
            types.putAll(around.fields());
        }

        List<Filter> of(LeadFilter filter) {
            oneOf("status", filter.status());
            oneOf("source", filter.source());
            oneOf("state", filter.state());
            oneOf("assignee", filter.assignee());
            if (filter.open() != null) {
                parts.add(compare("open", new Value.Flag(filter.open())));
            }
            if (filter.until() != null) {
                parts.add(new Filter.Compare(
                        "created",
                        Filter.Operator.LESS_OR_EQUAL,
                        new Operand.Literal(new Value.Moment(filter.until()))));
            }
            text(filter.text() == null ? "" : filter.text().strip());
            if (filter.columns() != null) {
                values("columns", List.copyOf(filter.columns().keySet()));
                filter.columns().forEach(this::column);
            }
            if (filter.where() != null) {
                parts.add(tree(filter.where()));
            }
            if (filter.rule() != null && !filter.rule().isBlank()) {
                parts.add(rule(filter.rule()));
            }
            return parts;
        }

        private void oneOf(String member, @Nullable List<String> given) {
            List<String> wanted = values(member, given);
            if (wanted.isEmpty()) {
                return;
            }
            if (!member.equals("assignee")) {
                parts.add(new Filter.In(
                        member, wanted.stream().<Value>map(Value.Text::new).toList()));
                return;
            }
            List<Filter> any = new ArrayList<>();
            List<Value> keys = new ArrayList<>();
            for (String key : wanted) {
                if (key.isEmpty()) {
                    any.add(new Filter.Not(new Filter.Has("owner")));
                } else {
                    keys.add(new Value.Text(known(key, member)));
                }
            }
            if (!keys.isEmpty()) {
                any.addFirst(new Filter.In("colleague", keys));
            }
            parts.add(any.size() == 1 ? any.getFirst() : new Filter.Any(any));
        }

        private String known(String key, String member) {
            if (around.people().stream().noneMatch(person -> person.key().equals(key))) {
                throw invalid("filter." + member, "invalid");
            }
            return key;
        }

        /** The kind of text is seen from it: an address has an @, a number has nothing but what numbers are written with. */
        private void text(String text) {
            values("text", List.of(text));
            if (!text.isEmpty()) {
                String field = text.indexOf('@') >= 0 ? "email" : text.matches("[+0-9][0-9 ()./-]*") ? "phone" : "name";
                boolean contains = text.startsWith("*");
                parts.add(
                        contains
                                ? anywhere(text)
                                : column(field).read(List.of(text)).orElseThrow());
            }
        }

        private Filter anywhere(String text) {
            List<Filter> any = new ArrayList<>();
            for (String field : List.of("name", "phone", "email")) {
                column(field).read(List.of(text)).ifPresent(any::add);
            }
            return new Filter.Any(any);
        }

        private ColumnText column(String field) {
            FieldType type = types.getOrDefault(field, FieldType.TEXT);
            return new ColumnText(field, type, around.timezone(), field.equals("phone") ? rows.region() : "");
        }

        private void column(String id, List<String> typed) {
            String place = "filter.columns." + id;
            String field = id.equals("assignee") ? "colleague" : id;
            if (!Filter.isField(field) || !types.containsKey(field)) {
                throw invalid("filter.columns", "unknown-field");
            }
            parts.add(column(field)
                    .read(values("columns." + id, typed))
                    .orElseThrow(() -> invalid(place, flaw(types.get(field)))));
        }

        private static String flaw(@Nullable FieldType type) {
            return switch (type) {
                case NUMBER -> "not-a-number";
                case DATE, INSTANT -> "not-a-date";
                case BOOLEAN -> "not-a-boolean";
                case TEXT, CHOICE, ZONE -> "invalid";
                case null -> "invalid";
            };
        }

        private Filter tree(Map<String, Object> where) {
            if (FilterJson.read(where) instanceof FilterReading.Read read
                    && flaws(read).isEmpty()
                    && storable(read.filter().toString())) {
                return read.filter();
            }
            throw invalid("filter.where", "invalid");
        }

        private List<FilterFlaw> flaws(FilterReading.Read read) {
            return FilterChecker.check(read, new Catalogue(types, around.zones().get()));
        }

        private Filter rule(String text) {
            if (!storable(text)) {
                throw invalid("filter.rule", "invalid");
            }
            return switch (FilterParser.parse(text)) {
                case FilterReading.Broken(var flaws, var _) -> throw RuleFlaws.refusal(flaws);
                case FilterReading.Read read -> {
                    List<FilterFlaw> flaws = flaws(read);
                    if (!flaws.isEmpty() || !storable(read.filter().toString())) {
                        throw RuleFlaws.refusal(flaws);
                    }
                    yield read.filter();
                }
            };
        }
    }

    private static Filter compare(String field, Value value) {
        return new Filter.Compare(field, Filter.Operator.EQUAL, new Operand.Literal(value));
    }

    private static List<String> values(String member, @Nullable List<String> given) {
        Set<String> values = given == null ? Set.of() : new LinkedHashSet<>(given);
        if (values.size() > MOST_VALUES
                || values.stream().anyMatch(value -> value == null || value.length() > LONGEST || !storable(value))) {
            throw invalid("filter." + member, "invalid");
        }
        return List.copyOf(values);
    }

    /** The database takes no zero character. */
    private static boolean storable(String text) {
        return text.indexOf('\0') < 0;
    }

    static Refusal invalid(String field, String flaw) {
        return Refusal.invalid(List.of(new FieldError(field, flaw)));
    }
}
