package io.fairlead.server.lead;

import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.LeadSearch.LeadFilter;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LeadQueries {
    private static final int MOST_ROWS = 200;
    private static final int USUAL_ROWS = 100;
    private static final int COUNTED = 10_000;
    private static final int LONGEST = 200;
    private static final int MOST_VALUES = 100;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadRows rows;
    private final StatusNotes notes;

    LeadQueries(JdbcClient jdbc, Transactions transactions, LeadRows rows, StatusNotes notes) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.notes = notes;
    }

    /** A page of a list; {@code next} is null on the last one. */
    record LeadList(List<LeadRow> rows, @Nullable String next, LeadTotal total) {}

    /** How many there are in all, or at least, when counting stopped. */
    record LeadTotal(int value, boolean exact) {}

    /**
     * A lead as a line of a list.
     *
     * @param listing what it is about; null for nothing
     * @param state {@code waiting}, {@code offered} or {@code unassigned}; else somebody has it
     * @param rule that gave it, offers it, in which it waits, or that left it; empty for none
     * @param assignee who has it; null for nobody
     * @param workers who works it beside them, by name; none where the company allows one worker
     * @param why it has nobody; null if it has somebody
     */
    record LeadRow(
            String id,
            Instant createdAt,
            String name,
            String phone,
            String email,
            String source,
            String status,
            boolean closed,
            @Nullable LeadListing listing,
            String state,
            String rule,
            @Nullable Person assignee,
            List<Person> workers,
            MadeDecision.@Nullable Why why,
            long version,
            LeadCan can) {}

    record LeadListing(String key, String name) {}

    /**
     * What the reader may do with a lead now.
     *
     * @param workers whether further colleagues may be put on it
     */
    record LeadCan(boolean status, boolean assign, boolean touch, boolean accept, boolean decline, boolean workers) {}

    /**
     * What a list can be narrowed to, whom a lead can be given to, and what it can be about.
     *
     * @param listings the first thousand
     * @param noteLength how many characters the note must have that goes with every change of a status; 0 for none
     */
    record LeadChoices(
            List<String> statuses,
            List<String> closed,
            List<String> sources,
            List<Colleague> people,
            List<LeadListing> listings,
            int noteLength) {}

    /** A user of the company; leads are given to active ones. */
    record Colleague(String key, String name, boolean active) {}

    LeadList page(SignedIn me, LeadSearch search) {
        Ids ids = Ids.of(me.idSeed());
        LeadFilter filter = search.filter() == null ? LeadFilter.ALL : search.filter();
        LeadSort sort = LeadSort.of(search.sort()).orElseThrow(() -> invalid("sort"));
        String shown = search.cursor();
        LeadCursor after =
                shown == null ? null : LeadCursor.read(shown, sort, ids).orElseThrow(() -> invalid("cursor"));
        int limit = Math.clamp(search.limit() == null ? USUAL_ROWS : search.limit(), 1, MOST_ROWS);
        return transactions.inCompany(me.companyId(), () -> {
            // A plan for all values of a shape would be a bad one for most of them.
            jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
                    .query(String.class)
                    .single();
            List<Holder> people = rows.people();
            LeadTotal total = after == null
                    ? count(statements(me, filter, people).count(COUNTED))
                    : new LeadTotal(after.total(), after.exact());
            LeadStatements.Statement statement =
                    statements(me, filter, people).page(sort, after, total.exact(), holders(sort, people), limit + 1);
            List<LeadRows.Stored> found = jdbc.sql(statement.sql())
                    .params(statement.values())
                    .query(LeadRows.Stored::of)
                    .list();
            boolean more = found.size() > limit;
            List<LeadRows.Stored> page = more ? found.subList(0, limit) : found;
            String next = more ? cursor(sort, total, page.getLast()).shown(ids) : null;
            return new LeadList(rows.shown(me, page, people), next, total);
        });
    }

    LeadChoices choices(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            List<String> closed = rows.closedStatuses();
            List<String> statuses = new ArrayList<>(used("status", me.companyId()));
            closed.stream().filter(status -> !statuses.contains(status)).forEach(statuses::add);
            return new LeadChoices(
                    statuses,
                    closed,
                    used("source", me.companyId()),
                    rows.people().stream()
                            .map(person -> new Colleague(person.key(), person.name(), person.active()))
                            .toList(),
                    rows.listings(),
                    notes.length());
        });
    }

    private LeadTotal count(LeadStatements.Statement statement) {
        int counted = jdbc.sql(statement.sql())
                .params(statement.values())
                .query(Integer.class)
                .single();
        return new LeadTotal(Math.min(counted, COUNTED), counted <= COUNTED);
    }

    /** The numbers of the open ones among the leads of a list, oldest first, at most so many. */
    List<Long> open(SignedIn me, LeadFilter filter, int most) {
        return transactions.inCompany(me.companyId(), () -> {
            LeadStatements.Statement statement =
                    statements(me, filter, rows.people()).open(true).numbers(most);
            return jdbc.sql(statement.sql())
                    .params(statement.values())
                    .query(Long.class)
                    .list();
        });
    }

    private LeadStatements statements(SignedIn me, LeadFilter filter, List<Holder> people) {
        LeadStatements statements = new LeadStatements(me.companyId())
                .oneOf("status", values("status", filter.status()))
                .oneOf("source", values("source", filter.source()))
                .oneOf("state", values("state", filter.state()))
                .heldBy(owners(values("assignee", filter.assignee()), people), rows.severalWorkers());
        if (filter.open() != null) {
            statements.open(filter.open());
        }
        String text = filter.text() == null ? "" : filter.text().strip();
        if (text.length() > LONGEST) {
            throw invalid("filter.text");
        }
        return text.isEmpty() ? statements : begins(statements, text);
    }

    /** The kind of text is seen from it: an address has an @, a number has nothing but what numbers are written with. */
    private LeadStatements begins(LeadStatements statements, String text) {
        if (text.indexOf('@') >= 0) {
            return statements.begins("email", text.toLowerCase(Locale.ROOT));
        }
        return text.matches("[+0-9][0-9 ()./-]*")
                ? statements.begins("phone", PhoneStart.of(text, rows.region()))
                : statements.begins("name_key", folded(text));
    }

    /** As the database folded the names. */
    private String folded(String text) {
        return jdbc.sql("select lower(? collate pg_c_utf8)")
                .param(text)
                .query(String.class)
                .single();
    }

    private static List<String> values(String member, @Nullable List<String> given) {
        List<String> values = given == null ? List.of() : given;
        if (values.size() > MOST_VALUES || values.stream().anyMatch(value -> value.length() > LONGEST)) {
            throw invalid("filter." + member);
        }
        return values;
    }

    private static List<Long> owners(List<String> keys, List<Holder> people) {
        List<Long> owners = new ArrayList<>();
        for (String key : keys) {
            owners.add(
                    key.isEmpty()
                            ? 0L
                            : people.stream()
                                    .filter(person -> person.key().equals(key))
                                    .map(Holder::id)
                                    .findFirst()
                                    .orElseThrow(() -> invalid("filter.assignee")));
        }
        return owners;
    }

    /** Everybody who can hold leads, by name, nobody first. */
    private static List<Long> holders(LeadSort sort, List<Holder> people) {
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
            case ASSIGNEE -> last.owner() == 0 ? "" : Long.toString(last.owner());
        };
        return new LeadCursor(sort.name(), total.value(), total.exact(), last.id(), key);
    }

    /** The different values of a column, one step of its index for each. */
    private List<String> used(String column, int company) {
        return jdbc.sql("""
                        with recursive used(value) as (
                            (select %1$s from fairlead.lead where company_id = :company order by %1$s limit 1)
                            union all
                            select (select l.%1$s from fairlead.lead l
                                     where l.company_id = :company and l.%1$s > used.value order by l.%1$s limit 1)
                              from used where used.value is not null)
                        select value from used where value <> '' limit 200
                        """.formatted(column))
                .param("company", company)
                .query((row, n) -> row.getString("value"))
                .list();
    }

    private static Refusal invalid(String field) {
        return Refusal.invalid(List.of(new FieldError(field, "invalid")));
    }
}
