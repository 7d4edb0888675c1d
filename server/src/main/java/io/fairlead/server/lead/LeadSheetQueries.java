package io.fairlead.server.lead;

import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.LeadRows.LeadRow;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LeadSheetQueries {
    private static final int MOST_OTHERS = 20;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadRows rows;

    LeadSheetQueries(JdbcClient jdbc, Transactions transactions, LeadRows rows) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
    }

    /**
     * What is known of a lead.
     *
     * @param fields its further fields by their ids
     * @param consent what its sender agreed to; null for none
     */
    record LeadSheet(
            LeadRow lead,
            Map<String, Object> fields,
            @Nullable LeadContact contact,
            @Nullable LeadConsent consent) {}

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

    LeadSheet of(SignedIn me, String shown) {
        long id = number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            LeadRows.Stored stored = jdbc.sql(
                            "select " + LeadRows.COLUMNS + " from fairlead.lead l where l.company_id = ? and l.id = ?")
                    .params(me.companyId(), id)
                    .query(LeadRows.Stored::of)
                    .optional()
                    .orElseThrow(Refusal::notFound);
            List<Holder> people = rows.people();
            Map<Long, Holder> byId = people.stream().collect(Collectors.toMap(Holder::id, person -> person));
            LeadRow row = rows.shown(me, List.of(stored), people).getFirst();
            return new LeadSheet(row, row.fields(), contact(me, stored, byId), consent(id));
        });
    }

    /** @throws Refusal {@code not-found} for what this company has never shown as a lead's id */
    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.LEAD, shown).orElseThrow(Refusal::notFound);
    }

    private @Nullable LeadContact contact(SignedIn me, LeadRows.Stored lead, Map<Long, Holder> people) {
        Ids ids = Ids.of(me.idSeed());
        Map<String, List<String>> keys = keys(me, lead.contact());
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
                        keys.getOrDefault("phone", List.of()),
                        keys.getOrDefault("email", List.of()),
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

    /** By what a contact is found, by kind: the first few of each. */
    private Map<String, List<String>> keys(SignedIn me, long contact) {
        Map<String, List<String>> keys = new HashMap<>();
        jdbc.sql("""
                        select kind, value
                          from (select kind, value, row_number() over (partition by kind order by value) as n
                                  from fairlead.contact_key where company_id = ? and contact_id = ?) k
                         where n <= 20 order by kind, value
                        """).params(me.companyId(), contact).query((RowCallbackHandler)
                row -> keys.computeIfAbsent(row.getString("kind"), kind -> new ArrayList<>())
                        .add(row.getString("value")));
        return keys;
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

    private static @Nullable Person person(Map<Long, Holder> people, long id) {
        Holder holder = people.get(id);
        return holder == null ? null : holder.person();
    }

    private static List<Long> numbers(Array array) throws SQLException {
        return array.getArray() instanceof Long[] numbers ? Arrays.asList(numbers) : List.of();
    }
}
