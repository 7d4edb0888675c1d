package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.Fold;
import io.fairlead.server.lead.LeadCompany;
import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.LeadRows.LeadRow;
import io.fairlead.server.lead.LeadRows.LeadTotal;
import io.fairlead.server.lead.list.LeadCursor.Counted;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Reading;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LeadLists {
    private static final int MOST_ROWS = 200;
    private static final int USUAL_ROWS = 100;
    /** How many leads an exact count looks at in one go. */
    private static final int SLICE = 250_000;

    private static final int MOST_TOLD = 1_000;
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadRows rows;
    private final LeadFilters filters;
    private final ViewQueries views;
    private final ListSizes sizes;
    private final Pages pages;
    private final InstantSource clock;

    LeadLists(
            JdbcClient jdbc,
            Transactions transactions,
            LeadRows rows,
            LeadFilters filters,
            ViewQueries views,
            ListSizes sizes,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.filters = filters;
        this.views = views;
        this.sizes = sizes;
        this.pages = new Pages(jdbc, Duration.ofMillis(600), Duration.ofSeconds(3));
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
     * Leads of which a reader of a list was told that they changed.
     *
     * @param cursor {@code next} of the last page that the reader has; null where it was the last one of the list
     * @param leads their ids, up to 1 000
     */
    record ToldLeads(
            @Nullable LeadFilter filter,
            @Nullable String sort,
            @Nullable String cursor,
            @Nullable List<String> leads) {}

    /** @param rows those of them that these pages would have if they were read now */
    record LeadsThere(List<LeadThere> rows) {}

    record LeadThere(String id, long version) {}

    /**
     * A part of an exact count: parts are added up.
     *
     * @param next the mark with which to count on; null when all are counted
     * @param done how far it is, from 0 to 1
     */
    record LeadCount(long value, @Nullable String next, double done) {}

    /**
     * Reads pages.
     *
     * @param walking how long a list of many leads may be read along its order
     * @param holders how long holder by holder, many of whom may have none of the leads
     */
    record Pages(JdbcClient jdbc, Duration walking, Duration holders) {
        /** A row, and its value in the own field by which the list is sorted; null for none. */
        record Found(LeadRows.Stored lead, @Nullable String own) {}

        /** What is asked of the table for one page. */
        record Asked(
                int company,
                Narrowing narrowing,
                LeadSort sort,
                @Nullable LeadCursor after,
                List<Long> holders,
                int limit) {
            LeadStatements.Statement page(boolean few) {
                return statements(few).page(sort, after, few, holders, limit);
            }

            /** Whether its leads must be looked at to be counted, and then can be sorted at once. */
            boolean isCountedByLooking() {
                boolean plain = sort.own() == null && sort.by() != LeadSort.By.ASSIGNEE;
                return plain && narrowing.condition().looked();
            }

            LeadStatements statements(boolean few) {
                return new LeadStatements(company, few ? narrowing.condition() : narrowing.condition(sort));
            }
        }

        /** The rows of a page, and what is known of how many the list has. */
        record Sized(ListSizes.Size size, List<Found> rows) {}

        /** Counts the leads of a list and reads its first page, which is empty if they are too many. */
        Sized counted(Asked asked) {
            LeadStatements.Statement statement =
                    asked.statements(true).counted(asked.sort(), ListSizes.MOST, asked.limit());
            List<Found> found = new ArrayList<>();
            int counted = jdbc.sql(statement.sql())
                    .params(statement.values())
                    .query((row, n) -> {
                        if (row.getObject("id") != null) {
                            found.add(new Found(LeadRows.Stored.of(row, n), null));
                        }
                        return row.getInt("counted");
                    })
                    .list()
                    .getFirst();
            return new Sized(ListSizes.Size.of(counted), found);
        }

        /**
         * A list of many leads is read along its order. Where those it is narrowed to lie together far away in that order,
         * that takes too long: then they are all found, and the page's are picked out of them.
         */
        List<Found> found(Asked asked, boolean few) {
            if (few) {
                return found(asked.sort(), asked.page(true));
            }
            if (asked.narrowing().isAll()) {
                return walked(asked);
            }
            boolean slow = asked.sort().by() == LeadSort.By.ASSIGNEE
                    && !asked.narrowing().isOfZones();
            Duration patience = slow ? holders : walking;
            return new Patience(jdbc, patience)
                    .wait(patience, () -> walked(asked))
                    .orElseGet(() -> found(asked.sort(), asked.page(true)));
        }

        private List<Found> walked(Asked asked) {
            List<Found> found = found(asked.sort(), asked.page(false));
            LeadCursor after = asked.after();
            boolean valued = after == null || !after.key().isEmpty();
            if (asked.sort().own() != null && valued && found.size() < asked.limit()) {
                int left = asked.limit() - found.size();
                found.addAll(found(asked.sort(), asked.statements(false).without(asked.sort(), left)));
            }
            return found;
        }

        private List<Found> found(LeadSort sort, LeadStatements.Statement statement) {
            return new ArrayList<>(jdbc.sql(statement.sql())
                    .params(statement.values())
                    .query((row, n) ->
                            new Found(LeadRows.Stored.of(row, n), sort.own() == null ? null : row.getString("own_key")))
                    .list());
        }
    }

    LeadList page(SignedIn me, LeadSearch search) {
        return Patience.orRefused(() -> read(me, search));
    }

    private LeadList read(SignedIn me, LeadSearch search) {
        LeadFilter filter = search.filter() == null ? LeadFilter.ALL : search.filter();
        return Optional.of(filter)
                .filter(asked -> asked.leavesAll() && ViewQueries.manages(me))
                .flatMap(all -> LeadSort.of(search.sort()))
                .filter(sort -> sort.by() != LeadSort.By.ASSIGNEE)
                .flatMap(sort -> ofAll(me, search, sort))
                .orElseGet(() -> narrowed(me, search));
    }

    /**
     * A page of all leads of a company: for that nothing need be known before, so that all of it is read on one way to the
     * database and back. Empty where their number is not kept at the moment.
     */
    private Optional<LeadList> ofAll(SignedIn me, LeadSearch search, LeadSort sort) {
        int limit = limit(search);
        LeadCursor after = after(search.cursor(), sort, Ids.of(me.idSeed()));
        LeadCompany.Readings around = new LeadCompany.Readings();
        Reading<Long> counts = KeptCounts.all();
        Reading<Pages.Found> found = new LeadStatements(me.companyId(), FilterSql.Condition.ALL)
                .page(sort, after, false, List.of(), limit + 1)
                .reading((row, n) -> new Pages.Found(LeadRows.Stored.of(row, n), null));
        List<Reading<?>> together = new ArrayList<>(List.of(Patience.limits()));
        together.addAll(around.all());
        together.add(found);
        if (after == null) {
            together.add(counts);
        }
        transactions.look(me.companyId(), together.toArray(Reading<?>[]::new));
        if (after == null && counts.rows().isEmpty()) {
            return Optional.empty();
        }
        ListSizes.Size size = after == null
                ? ListSizes.Size.all(counts.rows().stream().mapToLong(Long::longValue))
                : new ListSizes.Size(after.total(), after.counted());
        Pages.Sized sized = new Pages.Sized(size, found.rows());
        return Optional.of(shown(me, around.company(), sort, sized, limit, after == null));
    }

    private static int limit(LeadSearch search) {
        return Math.clamp(search.limit() == null ? USUAL_ROWS : search.limit(), 1, MOST_ROWS);
    }

    private static @Nullable LeadCursor after(@Nullable String shown, LeadSort sort, Ids ids) {
        return shown == null ? null : LeadCursor.read(shown, sort, ids).orElseThrow(() -> invalid("cursor"));
    }

    private LeadList narrowed(SignedIn me, LeadSearch search) {
        int limit = limit(search);
        LeadCompany.Readings around = new LeadCompany.Readings();
        return transactions.beginning(me.companyId(), Patience.behind(around.all()), () -> {
            LeadSort sort = filters.sort(search.sort()).orElseThrow(() -> invalid("sort"));
            LeadCursor after = after(search.cursor(), sort, Ids.of(me.idSeed()));
            LeadCompany company = around.company();
            Narrowing narrowing = filters.narrowing(asked(me, search), company);
            Pages.Asked asked =
                    new Pages.Asked(me.companyId(), narrowing, sort, after, holders(sort, company.people()), limit + 1);
            Pages.Sized sized =
                    after == null ? first(asked) : further(asked, new ListSizes.Size(after.total(), after.counted()));
            return shown(me, company, sort, sized, limit, after == null);
        });
    }

    private LeadList shown(
            SignedIn me, LeadCompany company, LeadSort sort, Pages.Sized sized, int limit, boolean first) {
        List<Pages.Found> found = sized.rows();
        boolean more = found.size() > limit;
        List<Pages.Found> page = more ? found.subList(0, limit) : found;
        ListSizes.Size told = first ? sized.size().having(found.size(), more) : sized.size();
        String next = more ? cursor(sort, told, page.getLast()).shown(Ids.of(me.idSeed())) : null;
        return new LeadList(
                rows.shown(me, page.stream().map(Pages.Found::lead).toList(), company),
                next,
                new LeadTotal(told.total(), told.counted() == Counted.ALL),
                clock.instant());
    }

    /** Which of these leads would be on the pages that somebody has. However large the list is, no other lead is read. */
    LeadsThere there(SignedIn me, ToldLeads told) {
        Ids ids = Ids.of(me.idSeed());
        List<String> named = told.leads() == null ? List.of() : told.leads();
        if (named.size() > MOST_TOLD) {
            throw invalid("leads");
        }
        Set<Long> leads = new LinkedHashSet<>();
        named.forEach(lead -> ids.read(Ids.Kind.LEAD, lead).ifPresent(leads::add));
        LeadFilter filter = told.filter() == null ? LeadFilter.ALL : told.filter();
        return Patience.orRefused(() -> transactions.inCompany(me.companyId(), () -> {
            Patience.begin(jdbc, TELLING);
            LeadSort sort = filters.sort(told.sort()).orElseThrow(() -> invalid("sort"));
            LeadCursor last = after(told.cursor(), sort, ids);
            LeadCompany company = rows.company();
            FilterSql.Condition condition =
                    filters.narrowing(views.asked(me, filter), company).condition();
            LeadStatements.Statement statement = new LeadStatements(me.companyId(), condition, leads)
                    .upTo(sort, last, holders(sort, company.people()), Math.max(1, leads.size()));
            return new LeadsThere(jdbc.sql(statement.sql())
                    .params(statement.values())
                    .query((row, n) ->
                            new LeadThere(ids.show(Ids.Kind.LEAD, row.getLong("id")), row.getLong("version")))
                    .list());
        }));
    }

    private Pages.Sized first(Pages.Asked asked) {
        Optional<ListSizes.Size> kept = sizes.kept(asked.narrowing());
        if (kept.isPresent()) {
            return further(asked, kept.get());
        }
        if (!asked.isCountedByLooking()) {
            return further(asked, sizes.counted(asked.statements(true)));
        }
        // Were it broken off, all of them would have to be looked at for the page, and from the beginning.
        Pages.Sized sized = pages.counted(asked);
        return sized.size().counted() == Counted.ALL ? sized : further(asked, sized.size());
    }

    private Pages.Sized further(Pages.Asked asked, ListSizes.Size size) {
        return new Pages.Sized(size, pages.found(asked, size.isFew(asked.sort())));
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
                    filters.narrowing(asked(me, search), rows.company()).condition();
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

    /** Everybody who can hold leads, by name, nobody first. */
    static List<Long> holders(LeadSort sort, List<Holder> people) {
        List<Long> holders = new ArrayList<>(List.of(0L));
        people.stream().map(Holder::id).forEach(holders::add);
        if (sort.descending()) {
            Collections.reverse(holders);
        }
        return holders;
    }

    private static LeadCursor cursor(LeadSort sort, ListSizes.Size size, Pages.Found found) {
        LeadRows.Stored last = found.lead();
        String key = switch (sort.by()) {
            case CREATED -> "";
            case STATUS -> last.status();
            case SOURCE -> last.source();
            case NAME -> Fold.fold(last.name());
            case PHONE -> last.phone();
            case EMAIL -> Fold.fold(last.email());
            case ASSIGNEE -> last.owner() == 0 ? "" : Long.toString(last.owner());
            case OWN -> found.own() == null ? "" : "=" + found.own();
        };
        return new LeadCursor(sort.name(), size.total(), size.counted(), last.id(), key);
    }

    private static Refusal invalid(String field) {
        return LeadFilters.invalid(field, "invalid");
    }
}
