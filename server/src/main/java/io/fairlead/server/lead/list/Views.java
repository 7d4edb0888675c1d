package io.fairlead.server.lead.list;

import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.lead.list.ViewQueries.ListState;
import io.fairlead.server.lead.list.ViewQueries.View;
import io.fairlead.server.lead.list.ViewQueries.ViewColumn;
import io.fairlead.server.lead.list.ViewQueries.ViewShape;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps lists under a name, and how people left their list. Thread-safe. */
@Component
class Views {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_SHAPE = 20_000;
    private static final int MOST = 200;
    private static final List<String> REACHES = List.of("own", "team", "people", "all");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final ViewQueries queries;
    private final LeadFilters filters;
    private final LeadRows rows;
    private final Events events;
    private final JsonMapper json;

    Views(
            JdbcClient jdbc,
            Transactions transactions,
            ViewQueries queries,
            LeadFilters filters,
            LeadRows rows,
            Events events,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.queries = queries;
        this.filters = filters;
        this.rows = rows;
        this.events = events;
        this.json = json;
    }

    /**
     * A view as it is wanted; only who hands over leads gives it to others.
     *
     * @param reach {@code own} if missing
     */
    record WantedView(
            String name,
            @Nullable String reach,
            @Nullable List<String> teams,
            @Nullable List<String> people,
            @Nullable Boolean fixed,
            ViewShape shape) {
        /** The same, of picked leads or not. */
        WantedView of(@Nullable Boolean picked) {
            if (shape == null) {
                return this;
            }
            var same = new ViewShape(shape.filter(), shape.sort(), shape.columns(), shape.density(), picked);
            return new WantedView(name, reach, teams, people, fixed, same);
        }
    }

    View make(SignedIn me, WantedView wanted) {
        return transactions.inCompany(me.companyId(), () -> {
            check(me, wanted);
            int had = jdbc.sql("select count(*) from fairlead.lead_view where made_by = ?")
                    .param(me.userId())
                    .query(Integer.class)
                    .single();
            if (had >= MOST) {
                throw invalid("name", "too-many");
            }
            long id = jdbc.sql("""
                            insert into fairlead.lead_view (made_by, name, reach, teams, fixed, shape)
                            values (?, ?, ?, ?, ?, ?::jsonb) returning id
                            """)
                    .param(me.userId())
                    .params(values(wanted))
                    .query(Long.class)
                    .single();
            give(id, wanted);
            View made = queries.view(me, Ids.of(me.idSeed()).show(Ids.Kind.VIEW, id));
            events.append("view-made", me.userId(), Map.of("after", made));
            return made;
        });
    }

    private List<Object> values(WantedView wanted) {
        String reach = Objects.requireNonNullElse(wanted.reach(), "own");
        List<String> teams = reach.equals("team") && wanted.teams() != null ? wanted.teams() : List.of();
        return List.of(
                wanted.name().strip(),
                reach,
                teams.toArray(String[]::new),
                !reach.equals("own") && Boolean.TRUE.equals(wanted.fixed()),
                json.writeValueAsString(wanted.shape()));
    }

    /** Whether its leads are picked stays as it is. */
    View change(SignedIn me, String shown, long version, WantedView given) {
        return transactions.inCompany(me.companyId(), () -> {
            View before = mine(me, shown);
            WantedView wanted = given.of(before.shape().picked());
            check(me, wanted);
            long id = ViewQueries.number(me, shown);
            int changed =
                    jdbc.sql("""
                            update fairlead.lead_view
                               set name = ?, reach = ?, teams = ?, fixed = ?, shape = ?::jsonb,
                                   version = version + 1
                             where id = ? and version = ?
                            """).params(values(wanted)).params(id, version).update();
            if (changed == 0) {
                throw IfMatch.changedMeanwhile(queries.view(me, shown));
            }
            jdbc.sql("delete from fairlead.lead_view_user where view_id = ?")
                    .param(id)
                    .update();
            give(id, wanted);
            View after = queries.view(me, shown);
            events.append("view-changed", me.userId(), Map.of("before", before, "after", after));
            return after;
        });
    }

    void delete(SignedIn me, String shown) {
        transactions.inCompany(me.companyId(), () -> {
            View before = mine(me, shown);
            jdbc.sql("delete from fairlead.lead_view where id = ?")
                    .param(ViewQueries.number(me, shown))
                    .update();
            events.append("view-deleted", me.userId(), Map.of("before", before));
        });
    }

    /** Keeps how somebody left the list. */
    void keep(SignedIn me, ListState state) {
        String text = json.writeValueAsString(state);
        if (text.length() > LONGEST_SHAPE) {
            throw invalid("columns", "too-long");
        }
        if (hasNamelessColumn(state.columns())) {
            throw invalid("columns", "invalid");
        }
        transactions.inCompany(me.companyId(), () -> {
            jdbc.sql("""
                            insert into fairlead.list_state (user_id, state) values (?, ?::jsonb)
                            on conflict (company_id, user_id) do update set state = excluded.state
                            """).params(me.userId(), text).update();
        });
    }

    private View mine(SignedIn me, String shown) {
        View view = queries.view(me, shown);
        if (!view.can()) {
            throw Refusal.forbidden();
        }
        return view;
    }

    private void give(long id, WantedView wanted) {
        if (!"people".equals(wanted.reach()) || wanted.people() == null) {
            return;
        }
        int given =
                jdbc.sql("""
                        insert into fairlead.lead_view_user (view_id, user_id)
                        select ?, id from fairlead.app_user where key = any (?) and role <> 'integration'
                        """).params(id, wanted.people().toArray(String[]::new)).update();
        if (given == 0 || given < wanted.people().stream().distinct().count()) {
            throw invalid("people", "invalid");
        }
    }

    private void check(SignedIn me, WantedView wanted) {
        Map<String, String> flaws = new LinkedHashMap<>();
        String name = wanted.name() == null ? "" : wanted.name().strip();
        String reach = Objects.requireNonNullElse(wanted.reach(), "own");
        if (name.isEmpty()) {
            flaws.put("name", "required");
        } else if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            flaws.put("name", "too-long");
        }
        if (!REACHES.contains(reach)) {
            flaws.put("reach", "invalid");
        } else if (!reach.equals("own") && !ViewQueries.manages(me)) {
            throw Refusal.forbidden();
        }
        if (reach.equals("team") && (wanted.teams() == null || wanted.teams().isEmpty())) {
            flaws.put("teams", "required");
        }
        if (reach.equals("people")
                && (wanted.people() == null || wanted.people().isEmpty())) {
            flaws.put("people", "required");
        }
        if (wanted.shape() == null || wanted.shape().filter() == null) {
            flaws.put("shape", "required");
        } else if (json.writeValueAsString(wanted.shape()).length() > LONGEST_SHAPE
                || wanted.shape().filter().view() != null
                || hasNamelessColumn(wanted.shape().columns())) {
            flaws.put("shape", "invalid");
        } else {
            readable(wanted.shape());
        }
        if (!flaws.isEmpty()) {
            throw Refusal.invalid(flaws.entrySet().stream()
                    .map(flaw -> new FieldError(flaw.getKey(), flaw.getValue()))
                    .toList());
        }
    }

    private static boolean hasNamelessColumn(@Nullable List<ViewColumn> columns) {
        return columns != null && columns.stream().anyMatch(column -> column.id() == null);
    }

    private void readable(ViewShape shape) {
        LeadFilter filter = shape.filter();
        filters.narrowing(List.of(filter), rows.company());
        if (LeadSort.of(shape.sort(), field -> Optional.of(FieldKey.of("text", field)))
                .isEmpty()) {
            throw invalid("shape", "invalid");
        }
    }

    private static Refusal invalid(String field, String flaw) {
        return Refusal.invalid(List.of(new FieldError(field, flaw)));
    }
}
