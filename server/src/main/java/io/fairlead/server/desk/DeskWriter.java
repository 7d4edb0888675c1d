package io.fairlead.server.desk;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.distribution.RuleBook;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a batch of a desk changed in one statement, however many rows and tables that is. Thread-safe. */
@Component
class DeskWriter {
    private static final JsonMapper ROWS = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** For so many batches it is known what they changed. */
    static final int CHANGES_KEPT = 10_000;

    private static final int CHANGES_SWEPT = 1000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final HistoryWriter history;

    DeskWriter(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.history = new HistoryWriter(json);
    }

    private record ContactRow(
            long id, String name, @Nullable Long ownerId, List<Long> former, Instant createdAt) {}

    private record Lead(
            long id,
            Instant createdAt,
            String source,
            String status,
            boolean closed,
            String state,
            String rule,
            long ownerId,
            long contactId,
            @Nullable String listing,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable Map<String, Object> custom) {}

    private record DeskLead(
            long leadId,
            long turn,
            boolean hot,
            @JsonRawValue String state) {}

    private record ChangeRow(long seq, List<Long> leads, List<Long> contacts) {}

    private record PresenceRow(long userId, boolean online, Instant at) {}

    private record BatchRow(
            long seq,
            Instant at,
            @Nullable Long settingsSeq,
            @JsonRawValue String told) {}

    void write(DeskStore.Changes changes, Shift.People people, RuleBook book) {
        var all = new Statements();
        contacts(changes, people, all);
        leads(changes, people, book, all);
        BookRows.add(changes.kept(), people, changes.today(), all);
        presence(changes, all);
        history.add(changes, people, book, all);
        var after = changes.after();
        told(changes.told(), after.seq(), after.at(), all);
        moved(changes, all);
        beside(changes.beside(), all);
        all.run(
                jdbc,
                """
                update fairlead.desk set seq = ?, at = ?, turns = ?, leads = ?, contacts = ?, decisions = ?,
                       freed = ?, company_hopes = ?
                """,
                after.seq(),
                after.at().atOffset(ZoneOffset.UTC),
                after.turns(),
                after.leads(),
                after.contacts(),
                after.decisions(),
                after.hopes().freed(),
                after.hopes().company());
    }

    /** Leads that are left to nobody are in no run: the desk stands at the instant at which it stood. */
    void takenIn(Place before, Instant at, Desks.Given given) {
        var imported = new Told.Imported(before.leads() + 1, before.leads() + given.leads());
        var all = new Statements();
        told(new Told(List.of(), null, List.of(), imported), before.seq() + 1, at, all);
        all.run(
                jdbc,
                "update fairlead.desk set seq = seq + 1, leads = leads + ?, contacts = contacts + ?",
                given.leads(),
                given.contacts());
    }

    private static void told(Told told, long seq, Instant at, Statements all) {
        var batch = new BatchRow(seq, at, told.settings(), Told.write(told));
        rows(all, """
                insert into fairlead.desk_batch (seq, at, settings_seq, told)
                select seq, at, settings_seq, told from jsonb_to_recordset(?::jsonb)
                    as x (seq bigint, at timestamptz, settings_seq bigint, told jsonb)
                """, told.isEmpty() ? List.of() : List.of(batch));
    }

    /** For the desks of other nodes; under other settings they begin anew. */
    private static void moved(DeskStore.Changes changes, Statements all) {
        var moved = changes.moved();
        long seq = changes.after().seq();
        if (changes.told().settings() == null
                && !(moved.leads().isEmpty() && moved.contacts().isEmpty())) {
            rows(all, """
                    insert into fairlead.desk_change (seq, leads, contacts)
                    select seq, leads, contacts from json_to_recordset(?::json)
                        as x (seq bigint, leads bigint[], contacts bigint[])
                    """, List.of(new ChangeRow(seq, moved.leads(), moved.contacts())));
        }
        if (seq % CHANGES_SWEPT == 0) {
            all.add("delete from fairlead.desk_change where seq < ?", seq - CHANGES_KEPT);
        }
    }

    private static void beside(List<Doing.Row> beside, Statements all) {
        beside.stream()
                .collect(Collectors.groupingBy(Doing.Row::statement, LinkedHashMap::new, Collectors.toList()))
                .forEach((statement, rows) -> rows(
                        all, statement, rows.stream().map(Doing.Row::columns).toList()));
    }

    static void rows(Statements all, String sql, List<?> rows) {
        if (!rows.isEmpty()) {
            all.add(sql, ROWS.writeValueAsString(rows));
        }
    }

    private static void contacts(DeskStore.Changes changes, Shift.People people, Statements all) {
        var fresh = changes.contacts().fresh();
        var rows = new ArrayList<ContactRow>();
        var advisors = changes.kept().contacts().stream()
                .collect(Collectors.toMap(Kept.KeptContact::number, contact -> contact));
        fresh.forEach((number, name) -> {
            var kept = advisors.remove(number);
            rows.add(contact(
                    kept == null ? new Kept.KeptContact(number, null, List.of()) : kept, name, changes, people));
        });
        advisors.values().forEach(kept -> rows.add(contact(kept, "", changes, people)));
        rows(all, """
                insert into fairlead.contact as c (id, name, owner_id, former, created_at)
                select id, name, owner_id, former, created_at from json_to_recordset(?::json)
                    as x (id bigint, name text, owner_id bigint, former bigint[], created_at timestamptz)
                on conflict (company_id, id) do update set owner_id = excluded.owner_id, former = excluded.former
                """, rows);
        rows(all, """
                insert into fairlead.contact_key as k (kind, value, contact_id)
                select kind, value, min(contact_id) from json_to_recordset(?::json)
                    as x (kind text, value text, contact_id bigint) group by kind, value
                on conflict (company_id, kind, value) do update set contact_id = excluded.contact_id
                    where k.contact_id > excluded.contact_id
                """, changes.contacts().learned());
    }

    private static ContactRow contact(
            Kept.KeptContact kept, String name, DeskStore.Changes changes, Shift.People people) {
        var former = kept.former().stream()
                .map(key -> people.numbers().get(key))
                .filter(Objects::nonNull)
                .toList();
        return new ContactRow(
                kept.number(),
                name,
                DeskStore.number(kept.owner(), people),
                former,
                changes.after().at());
    }

    private void leads(DeskStore.Changes changes, Shift.People people, RuleBook book, Statements all) {
        var fresh = new ArrayList<Lead>();
        var old = new ArrayList<Lead>();
        var memories = new ArrayList<DeskLead>();
        for (var saved : changes.kept().leads()) {
            var arrived = changes.arrived().get(saved.arrival().lead());
            var facts = arrived == null ? changes.edited().get(saved.arrival().lead()) : arrived;
            (arrived == null ? old : fresh).add(lead(saved, facts, people, book));
            var memory = json.writeValueAsString(LeadRow.Memory.of(saved));
            memories.add(new DeskLead(saved.number(), saved.turn(), saved.hot(), memory));
        }
        rows(all, """
                insert into fairlead.lead (id, created_at, source, status, closed, state, rule, owner_id, contact_id,
                                           listing, name, phone, email, custom)
                select id, created_at, source, status, closed, state, rule, owner_id, contact_id,
                       listing, name, phone, email, custom
                  from json_to_recordset(?::json) as x (id bigint, created_at timestamptz, source text, status text,
                       closed boolean, state text, rule text, owner_id bigint, contact_id bigint, listing text,
                       name text, phone text, email text, custom jsonb)
                """, fresh);
        rows(all, """
                update fairlead.lead l
                   set status = x.status, closed = x.closed, state = x.state, rule = x.rule, owner_id = x.owner_id,
                       listing = coalesce(x.listing, l.listing), name = coalesce(x.name, l.name),
                       phone = coalesce(x.phone, l.phone), email = coalesce(x.email, l.email),
                       custom = coalesce(x.custom, l.custom), version = l.version + 1
                  from json_to_recordset(?::json) as x (id bigint, status text, closed boolean, state text, rule text,
                       owner_id bigint, listing text, name text, phone text, email text, custom jsonb)
                 where l.id = x.id and (x.name is not null or (l.status, l.closed, l.state, l.rule, l.owner_id)
                       is distinct from (x.status, x.closed, x.state, x.rule, x.owner_id))
                """, old);
        rows(all, """
                insert into fairlead.desk_lead as d (lead_id, turn, hot, state)
                select lead_id, turn, hot, state from json_to_recordset(?::json)
                    as x (lead_id bigint, turn bigint, hot boolean, state jsonb)
                on conflict (company_id, lead_id) do update set turn = excluded.turn, hot = excluded.hot,
                    state = excluded.state
                """, memories);
    }

    private static Lead lead(SavedLead saved, Doing.@Nullable NewLead facts, Shift.People people, RuleBook book) {
        var status = saved.status() == null ? "" : saved.status();
        var holder = DeskStore.number(saved.holder(), people);
        var offer = saved.offer();
        var rule = saved.rule() != null ? saved.rule() : saved.waitsIn() != null ? saved.waitsIn() : saved.leftBy();
        return new Lead(
                saved.number(),
                saved.arrival().at(),
                facts == null ? "" : facts.source(),
                status,
                book.settings().company().closedStatuses().contains(status),
                holder != null
                        ? "assigned"
                        : offer != null ? "offered" : saved.waitsIn() != null ? "waiting" : "unassigned",
                offer != null ? offer.rule() : rule == null ? "" : rule,
                holder == null ? 0 : holder,
                saved.contact(),
                facts == null ? null : facts.listing(),
                facts == null ? null : facts.name(),
                facts == null ? null : facts.phone(),
                facts == null ? null : facts.email(),
                facts == null ? null : facts.custom());
    }

    /** What was set last counts. */
    private static void presence(DeskStore.Changes changes, Statements all) {
        var at = changes.after().at();
        var rows = changes.online().entrySet().stream()
                .map(one -> new PresenceRow(one.getKey(), one.getValue(), at))
                .toList();
        rows(all, """
                insert into fairlead.presence as p (user_id, online, since, seen_at)
                select user_id, online, at, at from json_to_recordset(?::json)
                    as x (user_id bigint, online boolean, at timestamptz)
                on conflict (company_id, user_id) do update set online = excluded.online, since = excluded.since
                    where p.online <> excluded.online
                """, rows);
    }

    /**
     * Leads with these statuses are closed and all others open; what each user has open is counted again. A lead that is
     * open again is with a rule by the name that it has now: only those of open leads are written anew when it changes.
     */
    void closeBy(Set<String> statuses) {
        jdbc.sql("""
                        update fairlead.lead l
                           set closed = not closed, version = version + 1, rule = case when closed then coalesce(
                               (select d.state ->> 'rule' from fairlead.desk_lead d where d.lead_id = l.id), rule) else rule end
                         where closed <> (status = any(?))
                        """).param(statuses.toArray(String[]::new)).update();
        jdbc.sql("delete from fairlead.tally where what = 'open'").update();
        jdbc.sql("""
                        insert into fairlead.tally (what, user_id, span, period, amount)
                        select 'open', owner_id, 'all', 0, count(*) from fairlead.lead
                         where owner_id <> 0 and not closed group by owner_id
                        """).update();
    }

    void wakeAt(@Nullable Instant at) {
        if (at == null) {
            jdbc.sql("delete from shared.wake where company_id = current_setting('fairlead.company')::int")
                    .update();
        } else {
            jdbc.sql("""
                            insert into shared.wake (company_id, at)
                            values (current_setting('fairlead.company')::int, ?)
                            on conflict (company_id) do update set at = excluded.at
                            """).param(at.atOffset(ZoneOffset.UTC)).update();
        }
    }

    /**
     * Statements that write different rows, sent to the database as one: a batch costs one way there and back, however many
     * tables it touches. They all see the rows as they were before. Not thread-safe.
     */
    static final class Statements {
        private final StringBuilder sql = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        /** Adds a statement with one parameter. */
        void add(String statement, Object parameter) {
            sql.append(sql.isEmpty() ? "with " : ", ")
                    .append('s')
                    .append(parameters.size())
                    .append(" as (")
                    .append(statement)
                    .append(") ");
            parameters.add(parameter);
        }

        /** Runs them and a last one. */
        void run(JdbcClient jdbc, String last, Object... lastParameters) {
            jdbc.sql(sql + last).params(parameters).params(lastParameters).update();
        }
    }
}
