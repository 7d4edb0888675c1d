package io.fairlead.server.lead.journal;

import io.fairlead.server.lead.journal.KnownContacts.KnownContact;
import io.fairlead.server.lead.journal.KnownContacts.KnownContactList;
import io.fairlead.server.lead.journal.KnownContacts.Row;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is known already of contacts that are brought, by their phones and e-mails. Thread-safe. */
@Component
class KnownContactQueries {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;
    private final InstantSource clock;

    KnownContactQueries(JdbcClient jdbc, Transactions transactions, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A contact that is there.
     *
     * @param technical whether its owner is a machine, which counts as none
     */
    record Known(int number, String name, @Nullable Long owner, boolean technical, List<Long> former) {
        /** The member of what is brought that contradicts it. */
        Optional<String> conflict(Row row) {
            boolean otherOwner = row.owner() != null && owner != null && !technical && !owner.equals(row.owner());
            boolean otherFormer = !former.isEmpty() && !former.containsAll(row.former());
            return otherOwner ? Optional.of("owner") : otherFormer ? Optional.of("former") : Optional.empty();
        }

        /** Whether anything of it is not known yet, phones and e-mails aside. */
        boolean lacks(Row row) {
            return (name.isEmpty() && !row.name().isEmpty())
                    || (row.owner() != null && !row.owner().equals(owner))
                    || (former.isEmpty() && !row.former().isEmpty());
        }
    }

    private record Advisors(@Nullable String owner, List<String> former) {}

    private record Told(String kind, String value, String name, Map<String, Advisors> data) {}

    /** The people of the company, by their keys. */
    Map<String, Long> users(SignedIn by) {
        return transactions.inCompany(by.companyId(), () -> {
            var users = new HashMap<String, Long>();
            jdbc.sql("select key, id from fairlead.app_user where role <> 'integration'")
                    .query((RowCallbackHandler) row -> users.put(row.getString("key"), row.getLong("id")));
            return users;
        });
    }

    /** The contacts to which phones and e-mails of these rows lead, by {@link Row#keys}. */
    Map<String, Known> found(SignedIn by, List<Row> rows) {
        return transactions.inCompany(by.companyId(), () -> {
            var found = new HashMap<String, Known>();
            jdbc.sql("""
                            select k.kind || ' ' || k.value as key, c.id, c.name, c.owner_id, c.former,
                                   coalesce(u.body ->> 'technical', '') = 'true' as technical
                              from fairlead.contact_key k
                              join fairlead.contact c on c.company_id = k.company_id and c.id = k.contact_id
                              left join fairlead.app_user u on u.company_id = c.company_id and u.id = c.owner_id
                             where k.company_id = ? and ((k.kind = 'phone' and k.value = any(?))
                                or (k.kind = 'email' and k.value = any(?)))
                            """)
                    .param(by.companyId())
                    .param(rows.stream().map(Row::phone).toArray(String[]::new))
                    .param(rows.stream().map(Row::email).toArray(String[]::new))
                    .query((RowCallbackHandler) row -> found.put(
                            row.getString("key"),
                            new Known(
                                    row.getInt("id"),
                                    row.getString("name"),
                                    row.getObject("owner_id", Long.class),
                                    row.getBoolean("technical"),
                                    Arrays.asList(
                                            (Long[]) row.getArray("former").getArray()))));
            return found;
        });
    }

    /** Names those that have no name, and tells all of them in their journals; in the desk's transaction. */
    void tell(SignedIn by, List<Row> rows, Map<Row, Known> knowns) {
        var users = new HashMap<Long, String>();
        jdbc.sql("select id, key from fairlead.app_user")
                .query((RowCallbackHandler) row -> users.put(row.getLong("id"), row.getString("key")));
        var told = new ArrayList<Told>();
        for (var row : rows) {
            var known = knowns.get(row);
            var before = known == null ? new Advisors(null, List.of()) : advisors(known.owner(), known.former(), users);
            boolean owns = known == null || known.owner() == null || known.technical();
            var after = advisors(
                    owns && row.owner() != null ? row.owner() : known == null ? null : known.owner(),
                    known == null || known.former().isEmpty() ? row.former() : known.former(),
                    users);
            var key = row.phone().isEmpty() ? "email" : "phone";
            told.add(new Told(
                    key,
                    key.equals("phone") ? row.phone() : row.email(),
                    row.name(),
                    Map.of("before", before, "after", after)));
        }
        jdbc.sql("""
                        with told as (
                            select k.contact_id, x.name, x.data
                              from jsonb_to_recordset(:told::jsonb) as x (kind text, value text, name text, data jsonb)
                              join fairlead.contact_key k
                                on k.company_id = :company and k.kind = x.kind and k.value = x.value),
                        named as (
                            update fairlead.contact c set name = told.name, version = c.version + 1 from told
                             where c.company_id = :company and c.id = told.contact_id and c.name = '' and told.name <> '')
                        insert into fairlead.event (kind, who, contact, at, data)
                        select 'contact-known', :who, contact_id, :at, data from told order by contact_id
                        """)
                .param("told", json.writeValueAsString(told))
                .param("company", by.companyId())
                .param("who", by.userId())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Advisors advisors(@Nullable Long owner, List<Long> former, Map<Long, String> users) {
        return new Advisors(
                owner == null ? null : users.get(owner),
                former.stream().map(users::get).filter(Objects::nonNull).toList());
    }

    /** What came of these rows, in their order. */
    KnownContactList answer(SignedIn by, List<Row> rows, List<String> outcomes) {
        var found = found(by, rows);
        var ids = Ids.of(by.idSeed());
        var answers = new ArrayList<KnownContact>();
        for (int i = 0; i < rows.size(); i++) {
            var known = Objects.requireNonNull(found.get(rows.get(i).keys().getFirst()));
            answers.add(new KnownContact(ids.show(Ids.Kind.CONTACT, known.number()), outcomes.get(i)));
        }
        return new KnownContactList(answers);
    }
}
