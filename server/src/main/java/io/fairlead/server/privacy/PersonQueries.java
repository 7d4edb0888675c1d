package io.fairlead.server.privacy;

import io.fairlead.engine.filter.Fold;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.values.Phones;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Contacts as they are found to be exported or erased. */
@Component
class PersonQueries {
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Erasures erasures;

    PersonQueries(JdbcClient jdbc, Transactions transactions, Erasures erasures) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.erasures = erasures;
    }

    /** @param more whether there are more than these */
    record FoundPeople(List<FoundPerson> rows, boolean more) {}

    record FoundPerson(String id, String name, Instant since, List<String> keys, long leads, long openLeads) {}

    /**
     * What there is about a contact.
     *
     * @param confirmation what has to be typed to erase them
     */
    record PersonTraces(
            String id, String name, Instant since, long openLeads, String confirmation, List<TraceCount> traces) {}

    /** How many rows of a kind there are, and whether erasing deletes them or leaves them without personal data. */
    record TraceCount(String kind, long count, boolean stays) {}

    /** By a phone or e-mail, else by the beginning of a lead's name, newest first. */
    FoundPeople find(SignedIn me, String text) {
        Ids ids = Ids.of(me.idSeed());
        return transactions.inCompany(me.companyId(), () -> {
            long[] found = contacts(text.strip());
            List<FoundPerson> rows = jdbc.sql("""
                            select c.id, c.name, c.created_at,
                                   array(select k.value from fairlead.contact_key k where k.contact_id = c.id order by kind desc, value) as keys,
                                   (select count(*) from fairlead.lead l where l.contact_id = c.id) as leads,
                                   (select count(*) from fairlead.lead l where l.contact_id = c.id and not closed) as open
                              from fairlead.contact c
                             where c.id = any(?) and not exists (select from fairlead.erasure e where e.contact_id = c.id)
                             order by c.id desc limit ?
                            """)
                    .params(found, MOST + 1)
                    .query((row, n) -> new FoundPerson(
                            ids.show(Ids.Kind.CONTACT, row.getLong("id")),
                            row.getString("name"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            List.of((String[]) row.getArray("keys").getArray()),
                            row.getLong("leads"),
                            row.getLong("open")))
                    .list();
            return new FoundPeople(rows.subList(0, Math.min(MOST, rows.size())), rows.size() > MOST);
        });
    }

    private long[] contacts(String text) {
        if (text.isEmpty()) {
            return new long[0];
        }
        String region = jdbc.sql("select coalesce(body ->> 'region', '') from fairlead.company")
                .query(String.class)
                .single();
        String phone = new Phones(region.isEmpty() ? null : region).normalised(text);
        String email = Phones.email(text);
        String name = Fold.fold(text);
        return jdbc
                .sql("""
                        (select contact_id from fairlead.contact_key where kind = 'phone' and value = ?)
                        union (select contact_id from fairlead.contact_key where kind = 'email' and value = ?)
                        union (select contact_id from fairlead.lead where name_key >= ? and name_key < ? limit 200)
                        """)
                .params(
                        Objects.requireNonNullElse(phone, ""),
                        Objects.requireNonNullElse(email, ""),
                        name,
                        name + "\uDBFF\uDFFF")
                .query((row, n) -> row.getLong("contact_id"))
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    PersonTraces traces(SignedIn me, String id) {
        Ids ids = Ids.of(me.idSeed());
        return transactions.inCompany(me.companyId(), () -> {
            Person person = person(id, ids);
            return new PersonTraces(
                    id, person.name(), person.since(), person.open(), person.called(ids), erasures.count(person));
        });
    }

    /** In the company's transaction under way. */
    Person person(String id, Ids ids) {
        long contact = ids.read(Ids.Kind.CONTACT, id).orElseThrow(Refusal::notFound);
        return Person.find(jdbc, contact, ids)
                .filter(person -> !isErased(person))
                .orElseThrow(Refusal::notFound);
    }

    private boolean isErased(Person person) {
        return jdbc.sql("select exists (select from fairlead.erasure where contact_id = ?)")
                .param(person.contact())
                .query(Boolean.class)
                .single();
    }

    /** Company, number and beginning of each erased contact, a line each; nothing that tells who they were. */
    String erased(SignedIn me) {
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql("""
                                select concat_ws(',', company_id, contact_id,
                                                 to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as line
                                  from fairlead.erasure order by id
                                """).query((row, n) -> row.getString("line")).stream()
                        .collect(Collectors.joining("\n", "company,contact,since\n", "\n")));
    }
}
