package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkJobs.Job;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.lead.list.LeadSelections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notes with which leads something is to be done, and of which it is known by then that nothing will be. In the company's
 * transaction under way. Thread-safe.
 */
@Component
class BulkFinding {
    /** How many leads are looked at in one go. */
    private static final int SLICE = 50_000;

    private static final TypeReference<List<LeadFilter>> FILTERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final LeadSelections selections;
    private final BulkJobs jobs;
    private final JsonMapper json;

    BulkFinding(JdbcClient jdbc, LeadSelections selections, BulkJobs jobs, JsonMapper json) {
        this.jdbc = jdbc;
        this.selections = selections;
        this.jobs = jobs;
        this.json = json;
    }

    /** What was found; {@code open} are those with which something is to be done. */
    record Found(int leads, int open) {}

    /** Leads by a condition on the table {@code l} and its parameters by name. */
    record Which(String condition, Map<String, Object> values) {}

    /** Looks on for the leads of a filter, among a slice of the company's. */
    void look(int company, Job job) {
        long last = Math.min(job.todo(), job.reached() + SLICE);
        var chosen = selections.between(company, json.readValue(job.filters(), FILTERS), job.reached(), last);
        note(company, job.id(), jobs.action(job), new Which("l.id in (" + chosen.sql() + ")", chosen.values()), 0);
        jobs.looked(job, last);
    }

    /** @param own whose leads they must be; 0 for anybody's */
    Found note(int company, long id, BulkAction action, Which which, long own) {
        var values = new HashMap<String, Object>(which.values());
        values.put("company", company);
        values.put("id", id);
        values.put("own", own);
        String sql = """
                with noted as (
                    insert into fairlead.bulk_lead (bulk_id, lead_id, from_user, was, state, why)
                    select :id, l.id, l.owner_id, x.was, case when x.why = '' then 'open' else 'skipped' end, x.why
                      from fairlead.lead l
                     cross join lateral (
                         select %s as was,
                                case when :own <> 0 and l.owner_id <> :own then 'not-yours' %s else '' end as why) x
                     where l.company_id = :company and %s
                    returning state)
                select count(*) as leads, count(*) filter (where state = 'open') as open from noted
                """.formatted(was(action, values), unless(action, values), which.condition());
        return jdbc.sql(sql)
                .params(values)
                .query((row, n) -> new Found(row.getInt("leads"), row.getInt("open")))
                .single();
    }

    /** What a lead is before. */
    private static String was(BulkAction action, Map<String, Object> values) {
        return switch (action) {
            case BulkAction.HandOver d -> "null::jsonb";
            case BulkAction.Listed d -> "null::jsonb";
            case BulkAction.Status d -> "to_jsonb(l.status)";
            case BulkAction.Field d -> {
                values.put("field", d.field());
                yield d.isListing() ? "to_jsonb(l.listing)" : "l.custom -> cast(:field as text)";
            }
        };
    }

    /** Cases in which nothing is done. */
    private String unless(BulkAction action, Map<String, Object> values) {
        return switch (action) {
            case BulkAction.HandOver d -> "when l.closed then 'closed'";
            case BulkAction.Status d -> {
                values.put("wanted", d.status());
                yield "when l.status = :wanted then 'same'";
            }
            case BulkAction.Field d -> {
                values.put("wanted", json.writeValueAsString(d.value() == null && d.isListing() ? "" : d.value()));
                yield "when coalesce(" + was(action, values) + ", 'null') = cast(:wanted as jsonb) then 'same'";
            }
            case BulkAction.Listed d -> {
                values.put("list", d.list());
                yield "when " + (d.out() ? "not " : "") + """
                        exists (select from fairlead.lead_view_lead k
                                 where k.company_id = :company and k.view_id = :list and k.lead_id = l.id) then 'same'
                        """;
            }
        };
    }
}
