package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.Fold;
import io.fairlead.server.company.Companies;
import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.LeadRows.LeadListing;
import io.fairlead.server.lead.LeadRows.LeadRow;
import io.fairlead.server.lead.LeadRows.LeadTotal;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LeadLists {
    private static final int MOST_ROWS = 200;
    private static final int USUAL_ROWS = 100;
    private static final int COUNTED = 10_000;
    /** How many leads an exact count looks at in one go. */
    private static final int SLICE = 250_000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadRows rows;
    private final LeadFilters filters;
    private final ViewQueries views;
    private final UsedValues used;
    private final Companies companies;
    private final InstantSource clock;

    LeadLists(
            JdbcClient jdbc,
            Transactions transactions,
            LeadRows rows,
            LeadFilters filters,
            ViewQueries views,
            UsedValues used,
            Companies companies,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.filters = filters;
        this.views = views;
        this.used = used;
        this.companies = companies;
        this.clock = clock;
    }

    /**
     * A page of a list.
     *
     * @param next null on the last one
     * @param asOf when it was read: with it as {@code until} a filter means these leads and none that arrived later
     */
    record LeadList(List<LeadRow> rows, @Nullable String next, LeadTotal total, Instant asOf) {}

    /**
     * A part of an exact count: parts are added up.
     *
     * @param next the mark with which to count on; null when all are counted
     * @param done how far it is, from 0 to 1
     */
    record LeadCount(long value, @Nullable String next, double done) {}

    /**
     * What a list can be narrowed to, whom a lead can be given to, and what it can be about.
     *
     * @param listings the first thousand
     * @param sorts what a list can be sorted by: what {@code sort} may be, without {@code -}
     * @param noteLength how many characters the note must have that goes with every change of a status; 0 for none
     */
    record LeadChoices(
            List<String> statuses,
            List<String> closed,
            List<String> sources,
            List<Colleague> people,
            List<LeadListing> listings,
            List<String> sorts,
            int noteLength) {}

    /** A user of the company; leads are given to active ones. */
    record Colleague(String key, String name, boolean active) {}

    LeadList page(SignedIn me, LeadSearch search) {
        Ids ids = Ids.of(me.idSeed());
        LeadSort sort = LeadSort.of(search.sort()).orElseThrow(() -> invalid("sort"));
        String shown = search.cursor();
        LeadCursor after =
                shown == null ? null : LeadCursor.read(shown, sort, ids).orElseThrow(() -> invalid("cursor"));
        int limit = Math.clamp(search.limit() == null ? USUAL_ROWS : search.limit(), 1, MOST_ROWS);
        return transactions.inCompany(me.companyId(), () -> {
            planForTheseValues(jdbc);
            List<Holder> people = rows.people();
            Narrowing narrowing = filters.narrowing(asked(me, search), people);
            FilterSql.Condition condition = narrowing.condition();
            LeadTotal total = after == null ? count(me, narrowing) : new LeadTotal(after.total(), after.exact());
            LeadStatements.Statement statement = new LeadStatements(me.companyId(), condition)
                    .page(sort, after, total.exact(), holders(sort, people), limit + 1);
            List<LeadRows.Stored> found = jdbc.sql(statement.sql())
                    .params(statement.values())
                    .query(LeadRows.Stored::of)
                    .list();
            boolean more = found.size() > limit;
            List<LeadRows.Stored> page = more ? found.subList(0, limit) : found;
            String next = more ? cursor(sort, total, page.getLast()).shown(ids) : null;
            return new LeadList(rows.shown(me, page, people), next, total, clock.instant());
        });
    }

    /** A plan for all values of a shape would be a bad one for most of them. */
    static void planForTheseValues(JdbcClient jdbc) {
        jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query(String.class)
                .single();
    }

    List<LeadFilter> asked(SignedIn me, LeadSearch search) {
        return views.asked(me, search.filter() == null ? LeadFilter.ALL : search.filter());
    }

    /**
     * Counts on among a slice of the company's leads, so that whoever waits for an exact number can stop at any time.
     *
     * @param after the mark of the slice before; nothing begins
     */
    LeadCount count(SignedIn me, LeadSearch search, @Nullable String after) {
        Ids ids = Ids.of(me.idSeed());
        long above = after == null || after.isEmpty()
                ? 0
                : ids.read(Ids.Kind.LEAD, after).orElseThrow(() -> invalid("after"));
        return transactions.inCompany(me.companyId(), () -> {
            planForTheseValues(jdbc);
            long newest = jdbc.sql("select coalesce(max(id), 0) from fairlead.lead where company_id = ?")
                    .param(me.companyId())
                    .query(Long.class)
                    .single();
            long last = Math.min(newest, above + SLICE);
            FilterSql.Condition condition =
                    filters.narrowing(asked(me, search), rows.people()).condition();
            LeadStatements.Statement statement = new LeadStatements(me.companyId(), condition).count(above, last);
            long counted = jdbc.sql(statement.sql())
                    .params(statement.values())
                    .query(Long.class)
                    .single();
            return new LeadCount(
                    counted,
                    last < newest ? ids.show(Ids.Kind.LEAD, last) : null,
                    newest == 0 ? 1 : (double) last / newest);
        });
    }

    LeadChoices choices(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            List<String> closed = rows.closedStatuses();
            List<String> statuses = new ArrayList<>(used.of(me.companyId(), "status"));
            closed.stream().filter(status -> !statuses.contains(status)).forEach(statuses::add);
            return new LeadChoices(
                    statuses,
                    closed,
                    used.of(me.companyId(), "source"),
                    rows.people().stream()
                            .map(person -> new Colleague(person.key(), person.name(), person.active()))
                            .toList(),
                    rows.listings(),
                    LeadSort.standard(),
                    companies.work().noteLength());
        });
    }

    private LeadTotal count(SignedIn me, Narrowing narrowing) {
        LeadStatements.Statement statement = new LeadStatements(me.companyId(), narrowing.condition()).count(COUNTED);
        int counted = jdbc.sql(statement.sql())
                .params(statement.values())
                .query(Integer.class)
                .single();
        return new LeadTotal(Math.min(counted, COUNTED), counted <= COUNTED);
    }

    /** Everybody who can hold leads, by name, nobody first. */
    static List<Long> holders(LeadSort sort, List<Holder> people) {
        List<Long> holders = new ArrayList<>(List.of(0L));
        people.stream().map(Holder::id).forEach(holders::add);
        if (sort.descending()) {
            Collections.reverse(holders);
        }
        return holders;
    }

    private static LeadCursor cursor(LeadSort sort, LeadTotal total, LeadRows.Stored last) {
        String key = switch (sort.by()) {
            case CREATED -> "";
            case STATUS -> last.status();
            case SOURCE -> last.source();
            case NAME -> Fold.fold(last.name());
            case PHONE -> last.phone();
            case EMAIL -> Fold.fold(last.email());
            case ASSIGNEE -> last.owner() == 0 ? "" : Long.toString(last.owner());
        };
        return new LeadCursor(sort.name(), total.value(), total.exact(), last.id(), key);
    }

    private static Refusal invalid(String field) {
        return LeadFilters.invalid(field, "invalid");
    }
}
