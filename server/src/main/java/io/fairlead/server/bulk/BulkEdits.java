package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkFates.Fate;
import io.fairlead.server.bulk.BulkJobs.Job;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.lead.LeadDifference;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.zone.ZoneTrees;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Slices of leads that get a status or the value of a field, or get back what they had; those that colleagues changed
 * meanwhile stay as they are. Thread-safe.
 */
@Component
class BulkEdits {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Desks desks;
    private final BulkItems items;
    private final BulkJobs jobs;
    private final ZoneTrees zones;
    private final JsonMapper json;

    BulkEdits(
            JdbcClient jdbc,
            Transactions transactions,
            Desks desks,
            BulkItems items,
            BulkJobs jobs,
            ZoneTrees zones,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.desks = desks;
        this.items = items;
        this.jobs = jobs;
        this.zones = zones;
        this.json = json;
    }

    private record Known(long lead, JsonNode was, Instant created, long version, NewLead facts) {}

    /** Sets it for the next leads; nothing if none is left. */
    Optional<Job> next(int company, Job job) {
        BulkAction action = jobs.action(job);
        return slice(
                company,
                job,
                "open",
                known -> unchanged(company, job, action, known),
                (one, then) -> doing(company, job, action, one, wanted(action), job.reason(), then),
                fates -> items.changed(job, fates));
    }

    /** Gives the next leads back what they had, unless somebody worked on them; nothing if none is left. */
    Optional<Job> back(int company, Job job) {
        BulkAction action = jobs.action(job);
        return slice(
                company,
                job,
                "moved",
                known -> kept(company, job, action, known),
                (one, then) -> doing(company, job, action, one, before(company, action, one), "", then),
                fates -> items.isAgain(job, fates));
    }

    private interface Making {
        Doing of(Known one, Doing.Sequel then);
    }

    private Optional<Job> slice(
            int company,
            Job job,
            String state,
            Function<List<Known>, Map<Long, String>> staying,
            Making making,
            Consumer<List<Fate>> write) {
        var fates = new BulkFates(write);
        List<Doing> doings = new ArrayList<>();
        long looked = transactions.inCompany(company, () -> {
            List<Long> gone = new ArrayList<>();
            List<Known> known = known(company, job, state, gone);
            Map<Long, String> stay = staying.apply(known);
            gone.forEach(lead -> stay.put(lead, "gone"));
            known.removeIf(one -> stay.containsKey(one.lead()));
            known.forEach(one -> doings.add(making.of(one, fates.of(one.lead()))));
            items.stay(job, stay, known.stream().map(Known::lead).toList(), state.equals("open") ? "skipped" : "kept");
            return stay.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        });
        if (doings.isEmpty()) {
            return looked == 0 ? Optional.empty() : Optional.of(job.at(looked));
        }
        fates.expect(doings.size());
        desks.perform(company, doings);
        return Optional.of(job.at(doings.getLast().about()));
    }

    /** Why leads do not get it. */
    private Map<Long, String> unchanged(int company, Job job, BulkAction action, List<Known> known) {
        Map<Long, String> why = new LinkedHashMap<>();
        if (action instanceof BulkAction.Status) {
            repeated(company, job, known).forEach(lead -> why.put(lead, "same-note"));
        }
        for (Known one : known) {
            JsonNode now = now(action, one);
            if (now.equals(after(company, action, one))) {
                why.put(one.lead(), "same");
            } else if (!now.equals(one.was())) {
                why.put(one.lead(), "changed");
            }
        }
        return why;
    }

    /** Why leads keep it. */
    private Map<Long, String> kept(int company, Job job, BulkAction action, List<Known> known) {
        Map<Long, String> why = new LinkedHashMap<>();
        for (Known one : known) {
            if (!now(action, one).equals(after(company, action, one))) {
                why.put(one.lead(), "changed");
            }
        }
        items.worked(job, known.stream().map(Known::lead).toList()).forEach(lead -> why.put(lead, "worked"));
        return why;
    }

    private JsonNode wanted(BulkAction action) {
        return switch (action) {
            case BulkAction.Status d -> json.valueToTree(d.status());
            case BulkAction.Field d -> json.valueToTree(d.value() == null && d.isListing() ? "" : d.value());
            case BulkAction.HandOver d -> throw new IllegalStateException("nothing is set");
            case BulkAction.Listed d -> throw new IllegalStateException("nothing is set");
        };
    }

    /** What a lead has once that is set: a zone that is taken away is found from the address. */
    private JsonNode after(int company, BulkAction action, Known one) {
        JsonNode wanted = wanted(action);
        return isZone(action) && wanted.isNull() ? found(company, one) : wanted;
    }

    /** What is set so that a lead is as before: no zone, where the address says the same. */
    private JsonNode before(int company, BulkAction action, Known one) {
        return isZone(action) && one.was().equals(found(company, one)) ? json.nullNode() : one.was();
    }

    private static boolean isZone(BulkAction action) {
        return action instanceof BulkAction.Field field && field.field().equals("zone");
    }

    private JsonNode found(int company, Known one) {
        return json.valueToTree(zones.found(company, one.facts().custom()));
    }

    private JsonNode now(BulkAction action, Known one) {
        return action instanceof BulkAction.Field field
                ? json.valueToTree(
                        field.isListing()
                                ? one.facts().listing()
                                : one.facts().custom().get(field.field()))
                : json.valueToTree(one.facts().status());
    }

    private Doing doing(
            int company, Job job, BulkAction action, Known one, JsonNode to, String note, Doing.Sequel then) {
        if (!(action instanceof BulkAction.Field field)) {
            return new Doing.StatusSet(
                    one.lead(), to.asString(""), job.madeBy(), one.version(), note, job.move(), then);
        }
        NewLead was = one.facts();
        Map<String, Object> custom = new LinkedHashMap<>(was.custom());
        if (!field.isListing()) {
            @Nullable Object value = json.treeToValue(to, Object.class);
            custom.remove(field.field());
            if (value != null) {
                custom.put(field.field(), value);
            }
            zones.settleAgain(company, custom, Set.of(field.field()));
        }
        NewLead is = was.with(field.isListing() ? to.asString("") : was.listing(), custom);
        LeadDifference changed = LeadDifference.between(was, is);
        return new Doing.Edited(
                one.lead(),
                one.created(),
                is,
                changed.before(),
                changed.after(),
                job.madeBy(),
                one.version(),
                job.move(),
                then);
    }

    /** @param gone gets the numbers of leads that are no more */
    private List<Known> known(int company, Job job, String state, List<Long> gone) {
        List<Known> known = new ArrayList<>();
        jdbc.sql("""
                        select i.lead_id, i.was::text as was, l.created_at, l.version, l.source, l.status, l.name, l.phone,
                               l.email, l.listing, l.custom
                          from fairlead.bulk_lead i
                          left join fairlead.lead l on l.company_id = i.company_id and l.id = i.lead_id
                         where i.company_id = ? and i.bulk_id = ? and i.state = ? and i.lead_id > ?
                         order by i.lead_id limit ?
                        """)
                .params(company, job.id(), state, job.reached(), BulkWork.SLICE)
                .query((RowCallbackHandler) row -> {
                    if (row.getObject("created_at") == null) {
                        gone.add(row.getLong("lead_id"));
                    } else {
                        known.add(known(row));
                    }
                });
        return known;
    }

    private Known known(ResultSet row) throws SQLException {
        return new Known(
                row.getLong("lead_id"),
                json.readTree(Objects.requireNonNullElse(row.getString("was"), "null")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"),
                NewLead.stored(row, json));
    }

    /** Those on which this note is what its writer wrote last; none where no note is needed. */
    private Set<Long> repeated(int company, Job job, List<Known> known) {
        if (job.reason().isEmpty() || known.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("""
                        select x.lead from unnest(:leads::bigint[]) as x (lead)
                         where (select (c.work ->> 'noteLength')::int from fairlead.company c) > 0 and :note = (
                            select e.data ->> 'text' from fairlead.event e
                             where e.company_id = :company and e.lead = x.lead and e.who = :who and e.data ->> 'text' <> ''
                               and e.kind in ('note-written', 'call-noted', 'status-changed')
                             order by e.id desc limit 1)
                        """)
                .param("leads", known.stream().map(Known::lead).toArray(Long[]::new))
                .param("note", job.reason())
                .param("company", company)
                .param("who", job.madeBy())
                .query((row, n) -> row.getLong("lead"))
                .list());
    }
}
