package io.fairlead.server.lead;

import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.LeadRows.LeadRow;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Reading;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class LeadSheetQueries {
    private static final int MOST_OTHERS = 20;

    private final Transactions transactions;
    private final LeadRows rows;

    LeadSheetQueries(Transactions transactions, LeadRows rows) {
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
        Reading<LeadRows.Stored> lead = Reading.of(
                "select " + LeadRows.COLUMNS + " from fairlead.lead l where l.company_id = ? and l.id = ?",
                LeadRows.Stored::of,
                me.companyId(),
                id);
        LeadCompany.Readings around = new LeadCompany.Readings();
        transactions.look(
                me.companyId(),
                Stream.concat(Stream.of(lead), around.all().stream()).toArray(Reading<?>[]::new));
        LeadRows.Stored stored = lead.first().orElseThrow(Refusal::notFound);
        LeadCompany company = around.company();
        LeadRows.Beside beside = rows.beside(me, List.of(stored), company);
        ContactReadings contact = contact(me, stored, company.byId());
        Reading<LeadConsent> consent = consent(id);
        List<Reading<?>> rest = new ArrayList<>(beside.all());
        rest.addAll(List.of(contact.contact(), contact.keys(), contact.others(), consent));
        transactions.look(me.companyId(), rest.toArray(Reading<?>[]::new));
        LeadRow row = rows.shown(me, List.of(stored), company, beside).getFirst();
        return new LeadSheet(row, row.fields(), contact.read(), consent.first().orElse(null));
    }

    /** The queries that read a contact; {@code contact} itself lacks its keys and other leads. */
    private record ContactReadings(Reading<LeadContact> contact, Reading<Key> keys, Reading<OtherLead> others) {
        @Nullable
        LeadContact read() {
            return contact.first()
                    .map(one -> new LeadContact(
                            one.id(), one.name(), one.owner(), one.former(), of("phone"), of("email"), others.rows()))
                    .orElse(null);
        }

        private List<String> of(String kind) {
            return keys.rows().stream()
                    .filter(key -> key.kind().equals(kind))
                    .map(Key::value)
                    .toList();
        }
    }

    /** By what a contact is found. */
    private record Key(String kind, String value) {}

    /** @throws Refusal {@code not-found} for what this company has never shown as a lead's id */
    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.LEAD, shown).orElseThrow(Refusal::notFound);
    }

    private static ContactReadings contact(SignedIn me, LeadRows.Stored lead, Map<Long, Holder> people) {
        Ids ids = Ids.of(me.idSeed());
        return new ContactReadings(
                Reading.of(
                        "select id, name, owner_id, former from fairlead.contact where company_id = ? and id = ?",
                        (row, n) -> new LeadContact(
                                ids.show(Ids.Kind.CONTACT, row.getLong("id")),
                                row.getString("name"),
                                person(people, row.getLong("owner_id")),
                                numbers(row.getArray("former")).stream()
                                        .map(former -> person(people, former))
                                        .filter(Objects::nonNull)
                                        .toList(),
                                List.of(),
                                List.of(),
                                List.of()),
                        me.companyId(),
                        lead.contact()),
                keys(me, lead),
                others(me, ids, lead));
    }

    /** The first few of each kind. */
    private static Reading<Key> keys(SignedIn me, LeadRows.Stored lead) {
        return Reading.of(
                """
        select kind, value
          from (select kind, value, row_number() over (partition by kind order by value) as n
                  from fairlead.contact_key where company_id = ? and contact_id = ?) k
         where n <= 20 order by kind, value
        """,
                (row, n) -> new Key(row.getString("kind"), row.getString("value")),
                me.companyId(),
                lead.contact());
    }

    private static Reading<OtherLead> others(SignedIn me, Ids ids, LeadRows.Stored lead) {
        return Reading.of(
                """
        select id, created_at, source, status, state from fairlead.lead
         where company_id = ? and contact_id = ? and id <> ? order by id desc limit ?
        """,
                (row, n) -> new OtherLead(
                        ids.show(Ids.Kind.LEAD, row.getLong("id")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("source"),
                        row.getString("status"),
                        row.getString("state")),
                me.companyId(),
                lead.contact(),
                lead.id(),
                MOST_OTHERS);
    }

    private static Reading<LeadConsent> consent(long lead) {
        return Reading.of(
                "select at, locale, text, origin from fairlead.consent where lead_id = ?",
                (row, n) -> new LeadConsent(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("locale"),
                        row.getString("text"),
                        row.getString("origin")),
                lead);
    }

    private static @Nullable Person person(Map<Long, Holder> people, long id) {
        Holder holder = people.get(id);
        return holder == null ? null : holder.person();
    }

    private static List<Long> numbers(Array array) throws SQLException {
        return array.getArray() instanceof Long[] numbers ? Arrays.asList(numbers) : List.of();
    }
}
