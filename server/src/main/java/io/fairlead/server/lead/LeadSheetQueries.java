package io.fairlead.server.lead;

import io.fairlead.server.lead.DecisionQueries.DecisionRow;
import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.LeadQueries.LeadRow;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.work.CallbackSight;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Component
class LeadSheetQueries {
    private static final int MOST_EVENTS = 200;
    private static final int MOST_OTHERS = 20;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadRows rows;
    private final DecisionQueries decisions;
    private final CallbackSight callbacks;
    private final JsonMapper json;

    LeadSheetQueries(
            JdbcClient jdbc,
            Transactions transactions,
            LeadRows rows,
            DecisionQueries decisions,
            CallbackSight callbacks,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.decisions = decisions;
        this.callbacks = callbacks;
        this.json = json;
    }

    /**
     * All there is to know about a lead.
     *
     * @param fields its further fields by their ids
     * @param consent what its sender agreed to; null for none
     * @param decisions newest first
     * @param events newest first
     * @param people everybody whom decisions and events name
     */
    record LeadSheet(
            LeadRow lead,
            Map<String, Object> fields,
            @Nullable LeadContact contact,
            @Nullable LeadConsent consent,
            List<DecisionRow> decisions,
            List<LeadEvent> events,
            List<Person> people) {}

    /**
     * What was agreed to in a form.
     *
     * @param text as it was shown
     * @param origin the site the form stood on
     */
    record LeadConsent(Instant at, String locale, String text, String origin) {}

    /**
     * The person behind leads.
     *
     * @param former former advisors, most recent first
     * @param others their other leads, newest first
     */
    record LeadContact(
            String id,
            String name,
            @Nullable Person owner,
            List<Person> former,
            List<String> phones,
            List<String> emails,
            List<OtherLead> others) {}

    record OtherLead(String id, Instant createdAt, String source, String status, String state) {}

    /**
     * Something that happened to a lead.
     *
     * @param who the key of the user who did it; null for the program
     * @param text what was written; empty for nothing
     * @param before the status before; empty for none and for other events
     * @param after what it came to, where that is one value; empty for none
     * @param activity the kind of activity as which an assignment counts; empty for all else
     */
    record LeadEvent(
            Instant at, String kind, @Nullable String who, String text, String before, String after, String activity) {}

    LeadSheet of(SignedIn me, String shown) {
        long id = number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            LeadRows.Stored stored = jdbc.sql("select " + LeadStatements.COLUMNS
                            + " from fairlead.lead l where l.company_id = ? and l.id = ?")
                    .params(me.companyId(), id)
                    .query(LeadRows.Stored::of)
                    .optional()
                    .orElseThrow(Refusal::notFound);
            List<Holder> people = rows.people();
            Map<Long, Holder> byId = people.stream().collect(Collectors.toMap(Holder::id, person -> person));
            List<MadeDecision> made = decisions.about(me.companyId(), id);
            List<LeadEvent> events = events(me, id, byId);
            TreeSet<String> named = new TreeSet<>();
            made.forEach(one -> named.addAll(one.people()));
            events.stream().map(LeadEvent::who).filter(Objects::nonNull).forEach(named::add);
            Ids ids = Ids.of(me.idSeed());
            var teller = decisions.teller(me);
            return new LeadSheet(
                    rows.shown(me, List.of(stored), people).getFirst(),
                    fields(me, id),
                    contact(me, stored, byId),
                    consent(id),
                    made.stream()
                            .map(one -> new DecisionRow(ids.show(Ids.Kind.DECISION, one.id()), teller.apply(one)))
                            .toList(),
                    events,
                    decisions.people(named));
        });
    }

    /** @throws Refusal {@code not-found} for what this company has never shown as a lead's id */
    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.LEAD, shown).orElseThrow(Refusal::notFound);
    }

    private Map<String, Object> fields(SignedIn me, long id) {
        JsonNode custom = json.readTree(jdbc.sql("select custom from fairlead.lead where company_id = ? and id = ?")
                .params(me.companyId(), id)
                .query(String.class)
                .single());
        return json.convertValue(custom, json.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }

    private @Nullable LeadContact contact(SignedIn me, LeadRows.Stored lead, Map<Long, Holder> people) {
        Ids ids = Ids.of(me.idSeed());
        return jdbc.sql("select id, name, owner_id, former from fairlead.contact where company_id = ? and id = ?")
                .params(me.companyId(), lead.contact())
                .query((row, n) -> new LeadContact(
                        ids.show(Ids.Kind.CONTACT, row.getLong("id")),
                        row.getString("name"),
                        person(people, row.getLong("owner_id")),
                        numbers(row.getArray("former")).stream()
                                .map(former -> person(people, former))
                                .filter(Objects::nonNull)
                                .toList(),
                        keys(me, lead.contact(), "phone"),
                        keys(me, lead.contact(), "email"),
                        others(me, lead)))
                .optional()
                .orElse(null);
    }

    private @Nullable LeadConsent consent(long lead) {
        return jdbc.sql("select at, locale, text, origin from fairlead.consent where lead_id = ?")
                .param(lead)
                .query((row, n) -> new LeadConsent(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("locale"),
                        row.getString("text"),
                        row.getString("origin")))
                .optional()
                .orElse(null);
    }

    private List<String> keys(SignedIn me, long contact, String kind) {
        return jdbc.sql("""
                        select value from fairlead.contact_key
                         where company_id = ? and contact_id = ? and kind = ? order by value limit 20
                        """)
                .params(me.companyId(), contact, kind)
                .query((row, n) -> row.getString("value"))
                .list();
    }

    private List<OtherLead> others(SignedIn me, LeadRows.Stored lead) {
        Ids ids = Ids.of(me.idSeed());
        return jdbc.sql("""
                        select id, created_at, source, status, state from fairlead.lead
                         where company_id = ? and contact_id = ? and id <> ? order by id desc limit ?
                        """)
                .params(me.companyId(), lead.contact(), lead.id(), MOST_OTHERS)
                .query((row, n) -> new OtherLead(
                        ids.show(Ids.Kind.LEAD, row.getLong("id")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("source"),
                        row.getString("status"),
                        row.getString("state")))
                .list();
    }

    private List<LeadEvent> events(SignedIn me, long id, Map<Long, Holder> people) {
        Map<String, String> byKey = people.values().stream().collect(Collectors.toMap(Holder::key, Holder::name));
        return jdbc.sql("""
                        select at, kind, who, data from fairlead.event
                         where company_id = ? and lead = ? and %s order by id desc limit ?
                        """.formatted(CallbackSight.OF_EVENTS))
                .params(me.companyId(), id)
                .param(callbacks.of(me).owners())
                .param(MOST_EVENTS)
                .query((row, n) -> {
                    JsonNode data = json.readTree(row.getString("data"));
                    Person who = person(people, row.getLong("who"));
                    String kind = row.getString("kind");
                    return new LeadEvent(
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            kind,
                            who == null ? null : who.key(),
                            text(data),
                            kind.equals("status-changed") ? data.path("before").asString("") : "",
                            after(kind, data, byKey),
                            data.path("activity").asString(""));
                })
                .list();
    }

    /** What was written, what is to be done, or what a file is called. */
    private static String text(JsonNode data) {
        return Stream.of("text", "title", "name")
                .map(member -> data.path(member).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** What it came to: the name of who got it, or what the event itself calls so. */
    private static String after(String kind, JsonNode data, Map<String, String> names) {
        String user = data.path("user").asString("");
        String after = data.path("after").asString("");
        boolean person = List.of("lead-accepted", "lead-declined", "assigned-by-hand", "entry-undone")
                .contains(kind);
        return user.isEmpty() ? person ? names.getOrDefault(after, after) : after : names.getOrDefault(user, user);
    }

    private static @Nullable Person person(Map<Long, Holder> people, long id) {
        Holder holder = people.get(id);
        return holder == null ? null : holder.person();
    }

    private static List<Long> numbers(Array array) throws SQLException {
        return array.getArray() instanceof Long[] numbers ? Arrays.asList(numbers) : List.of();
    }
}
