package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Value;
import io.fairlead.server.company.ZoneRows.Place;
import io.fairlead.server.lead.LeadCompany;
import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.LeadRows.LeadListing;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many leads of a list there are for each value of one of its columns. Kept counts are read; a list of few leads is
 * counted; of a larger one each value is counted up to a limit, and no longer than somebody waits. Thread-safe.
 */
@Component
class ValueCounts {
    private static final int FEW = 10_000;
    /** How many rows all values together may cost. */
    private static final int ROWS = 100_000;

    private static final Duration ALL = Duration.ofMillis(1500);
    private static final Duration EACH = Duration.ofMillis(400);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadRows rows;
    private final LeadFilters filters;
    private final ViewQueries views;
    private final KeptCounts kept;
    private final ListChoices choices;

    ValueCounts(
            JdbcClient jdbc,
            Transactions transactions,
            LeadRows rows,
            LeadFilters filters,
            ViewQueries views,
            KeptCounts kept,
            ListChoices choices) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.filters = filters;
        this.views = views;
        this.kept = kept;
        this.choices = choices;
    }

    /**
     * The leads of a list by the values of a column.
     *
     * @param exact whether every value that a lead has is here with its whole count; otherwise some are counted up to a
     *     limit, values that none has are here too, and those for which counting took too long are missing
     */
    record LeadCounts(List<ValueCount> values, boolean exact) {}

    /**
     * A value and its leads.
     *
     * @param value as lists are narrowed by it; {@code ""} for nothing
     * @param count how many leads, or at least how many
     */
    record ValueCount(String value, long count, boolean exact) {}

    /**
     * Counts by a column; what the column itself is narrowed to is to be left out of the filter.
     *
     * @param by {@code status}, {@code source}, {@code assignee}, {@code state}, {@code open}, {@code listing}, {@code
     *     zone}, or an own field that has choices or is true or false
     * @param below the key of the zone right below which zones are counted; empty for the roots
     */
    LeadCounts count(SignedIn me, LeadSearch search, String by, String below) {
        return transactions.inCompany(me.companyId(), () -> {
            Patience.begin(jdbc);
            LeadCompany company = rows.company();
            LeadFilter filter = search.filter() == null ? LeadFilter.ALL : search.filter();
            Narrowing narrowing = filters.narrowing(views.asked(me, filter), company);
            if (by.equals("zone")) {
                return byZone(me.companyId(), narrowing, below, company.people());
            }
            Optional<LeadCounts> known = by.equals("status")
                    ? kept.byStatus(narrowing).map(counts -> counted(counts, true))
                    : Optional.empty();
            return known.orElseGet(() -> new Counting(me.companyId(), narrowing, by, company.people(), Map.of()).all());
        });
    }

    private LeadCounts byZone(int company, Narrowing narrowing, String below, List<Holder> people) {
        Map<String, Place> places = filters.below(below);
        if (places.values().stream().anyMatch(place -> place.column().isEmpty())) {
            return new LeadCounts(List.of(), false);
        }
        Map<String, Optional<Place>> asked = new LinkedHashMap<>();
        if (below.isEmpty()) {
            asked.put("", Optional.empty());
        }
        places.forEach((zone, place) -> asked.put(zone, Optional.of(place)));
        return kept.byZone(narrowing, asked)
                .map(counts -> counted(counts, true))
                .orElseGet(() -> {
                    Narrowing here = below.isEmpty() ? narrowing : narrowing.and(in(below));
                    return new Counting(company, here, "zone", people, places).all();
                });
    }

    private static Filter in(String zone) {
        return new Filter.Within("zone", zone);
    }

    private static LeadCounts counted(Map<String, Long> counts, boolean exact) {
        return new LeadCounts(
                counts.entrySet().stream()
                        .map(value -> new ValueCount(value.getKey(), value.getValue(), true))
                        .toList(),
                exact);
    }

    /** One count by a column. */
    private final class Counting {
        private final int company;
        private final Narrowing narrowing;
        private final String by;
        private final List<Holder> people;
        private final FieldType type;
        /** The zones that are counted, by their keys. */
        private final Map<String, Place> zones;

        private final Patience patience = new Patience(jdbc, ALL);

        private Counting(int company, Narrowing narrowing, String by, List<Holder> people, Map<String, Place> zones) {
            this.company = company;
            this.narrowing = narrowing;
            this.by = by;
            this.people = people;
            this.zones = zones;
            this.type = switch (by) {
                case "status", "source", "assignee", "state", "listing", "zone" -> FieldType.CHOICE;
                case "open" -> FieldType.BOOLEAN;
                default -> narrowing.around().fields().getOrDefault(by, FieldType.TEXT);
            };
            if (type != FieldType.CHOICE && type != FieldType.BOOLEAN) {
                throw LeadFilters.invalid("by", "invalid");
            }
        }

        LeadCounts all() {
            Map<String, Long> few = new TreeMap<>();
            LeadStatements.Statement statement =
                    new LeadStatements(company, narrowing.condition()).values(column(), FEW + 1);
            Optional<Boolean> looked = patience.wait(EACH, () -> {
                jdbc.sql(statement.sql()).params(statement.values()).query((RowCallbackHandler)
                        row -> few.merge(value(row.getString("value")), row.getLong("leads"), Long::sum));
                return true;
            });
            if (looked.isEmpty()) {
                return new LeadCounts(List.of(), false);
            }
            boolean whole = few.values().stream().mapToLong(Long::longValue).sum() <= FEW;
            return whole && !worked() ? counted(few, true) : each();
        }

        /** Whether somebody's leads are more than those that are theirs. */
        private boolean worked() {
            return by.equals("assignee") && narrowing.around().several();
        }

        private LeadCounts each() {
            List<String> values = values();
            int limit = Math.clamp(ROWS / Math.max(1, values.size()), 1_000, FEW);
            List<ValueCount> counts = new ArrayList<>();
            boolean exact = true;
            for (String value : values) {
                LeadStatements.Statement statement =
                        new LeadStatements(company, narrowing.and(having(value)).condition()).count(limit);
                Optional<Integer> found = patience.wait(
                        EACH,
                        () -> jdbc.sql(statement.sql())
                                .params(statement.values())
                                .query(Integer.class)
                                .single());
                boolean all = found.isPresent() && found.get() <= limit;
                exact &= all;
                found.ifPresent(count -> counts.add(new ValueCount(value, Math.min(count, limit), all)));
            }
            boolean whole = exact && !by.equals("listing");
            counts.removeIf(value -> whole && value.count() == 0);
            return new LeadCounts(counts, whole);
        }

        private String column() {
            return switch (by) {
                case "status", "source", "state", "listing" -> "l." + by;
                case "assignee" -> "l.owner_id::text";
                case "open" -> "(not l.closed)::text";
                case "zone" -> "l.zone" + level() + "::text";
                default -> "l.custom ->> '" + by + "'";
            };
        }

        /** All zones that are counted at once lie as deep. */
        private int level() {
            return zones.values().stream().mapToInt(Place::level).max().orElse(1);
        }

        private static boolean isNumber(Map.Entry<String, Place> zone, String found) {
            return Integer.toString(zone.getValue().id()).equals(found);
        }

        /** What is found in the column, as lists are narrowed by it. */
        private String value(@Nullable String found) {
            if (found == null) {
                return "";
            }
            if (by.equals("zone")) {
                return zones.entrySet().stream()
                        .filter(zone -> isNumber(zone, found))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("");
            }
            return by.equals("assignee")
                    ? people.stream()
                            .filter(person -> Long.toString(person.id()).equals(found))
                            .map(Holder::key)
                            .findFirst()
                            .orElse("")
                    : found;
        }

        private Filter having(String value) {
            if (by.equals("zone")) {
                return in(value);
            }
            String field = by.equals("assignee") ? "colleague" : by;
            if (value.isEmpty()) {
                return new Filter.Not(new Filter.Has(by.equals("assignee") ? "owner" : by));
            }
            return type == FieldType.BOOLEAN
                    ? new Filter.Compare(
                            field,
                            Filter.Operator.EQUAL,
                            new Operand.Literal(new Value.Flag(Boolean.parseBoolean(value))))
                    : new Filter.In(field, List.of(new Value.Text(value)));
        }

        private List<String> values() {
            List<String> values = new ArrayList<>(type == FieldType.BOOLEAN ? List.of("true", "false") : choices());
            if (!by.equals("state") && !by.equals("open") && (!by.equals("zone") || level() == 1)) {
                values.addFirst("");
            }
            return values;
        }

        private List<String> choices() {
            return switch (by) {
                case "status", "source" -> choices.used(company, by);
                case "assignee" -> people.stream().map(Holder::key).toList();
                case "zone" -> List.copyOf(zones.keySet());
                case "state" -> FilterSql.STATES;
                case "listing" ->
                    rows.listings().stream().map(LeadListing::key).limit(200).toList();
                default ->
                    jdbc.sql("""
                                    select jsonb_array_elements_text(body -> 'choices') as choice from fairlead.setting
                                     where kind = 'field' and key = ? and jsonb_typeof(body -> 'choices') = 'array'
                                     limit 200
                                    """)
                            .param(by)
                            .query((row, n) -> row.getString("choice"))
                            .list();
            };
        }
    }
}
