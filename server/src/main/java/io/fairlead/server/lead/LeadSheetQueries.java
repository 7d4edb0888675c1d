package io.fairlead.server.lead;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.LeadRows.Holder;
import io.fairlead.server.lead.LeadRows.LeadRow;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Reading;
import io.fairlead.server.platform.sql.Transactions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class LeadSheetQueries {
    private static final int MOST_OTHERS = 20;
    /** The number of the contact behind a lead. */
    private static final String BEHIND = "(select contact_id from fairlead.lead where company_id = ? and id = ?)";

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

            @JsonRawValue @Schema(implementation = Map.class)
            String fields,

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
        ContactReadings contact = contact(me, id);
        Reading<LeadConsent> consent = consent(id);
        List<Reading<?>> all = new ArrayList<>(around.all());
        all.addAll(List.of(lead, contact.contact(), contact.keys(), contact.others(), consent));
        transactions.look(me.companyId(), all.toArray(Reading<?>[]::new));
        LeadRows.Stored stored = lead.first().orElseThrow(Refusal::notFound);
        LeadCompany company = around.company();
        LeadRow row = rows.shown(me, List.of(stored), company).getFirst();
        return new LeadSheet(
                row, row.fields(), contact.read(company.byId()), consent.first().orElse(null));
    }

    /** A contact's own row, with the numbers of people. */
    private record Stored(String id, String name, long owner, List<Long> former) {}

    /** The queries that read a contact. */
    private record ContactReadings(Reading<Stored> contact, Reading<Key> keys, Reading<OtherLead> others) {
        @Nullable
        LeadContact read(Map<Long, Holder> people) {
            return contact.first()
                    .map(one -> new LeadContact(
                            one.id(),
                            one.name(),
                            person(people, one.owner()),
                            one.former().stream()
                                    .map(former -> person(people, former))
                                    .filter(Objects::nonNull)
                                    .toList(),
                            of("phone"),
                            of("email"),
                            others.rows()))
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

    /** Of the person behind a lead, who is read together with it. */
    private static ContactReadings contact(SignedIn me, long lead) {
        Ids ids = Ids.of(me.idSeed());
        return new ContactReadings(
                Reading.of(
                        "select id, name, owner_id, former from fairlead.contact where company_id = ? and id = "
                                + BEHIND,
                        (row, n) -> new Stored(
                                ids.show(Ids.Kind.CONTACT, row.getLong("id")),
                                row.getString("name"),
                                row.getLong("owner_id"),
                                numbers(row.getArray("former"))),
                        me.companyId(),
                        me.companyId(),
                        lead),
                keys(me, lead),
                others(me, ids, lead));
    }

    /** The first few of each kind. */
    private static Reading<Key> keys(SignedIn me, long lead) {
        return Reading.of(
                """
        select kind, value
          from (select kind, value, row_number() over (partition by kind order by value) as n
                  from fairlead.contact_key where company_id = ? and contact_id = %s) k
         where n <= 20 order by kind, value
        """.formatted(BEHIND),
                (row, n) -> new Key(row.getString("kind"), row.getString("value")),
                me.companyId(),
                me.companyId(),
                lead);
    }

    private static Reading<OtherLead> others(SignedIn me, Ids ids, long lead) {
        return Reading.of(
                """
        select id, created_at, source, status, state from fairlead.lead
         where company_id = ? and contact_id = %s and id <> ? order by id desc limit %d
        """.formatted(BEHIND, MOST_OTHERS),
                (row, n) -> new OtherLead(
                        ids.show(Ids.Kind.LEAD, row.getLong("id")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("source"),
                        row.getString("status"),
                        row.getString("state")),
                me.companyId(),
                me.companyId(),
                lead,
                lead);
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
