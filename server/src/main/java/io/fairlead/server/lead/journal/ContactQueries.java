package io.fairlead.server.lead.journal;

import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.journal.LinkedLeads.LinkedPage;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads contacts and listings as their pages show them. Thread-safe. */
@Component
class ContactQueries {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LinkedLeads leads;
    private final JsonMapper json;

    ContactQueries(JdbcClient jdbc, Transactions transactions, LinkedLeads leads, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.leads = leads;
        this.json = json;
    }

    /**
     * The person behind leads.
     *
     * @param owner who advises them; null for nobody
     * @param former who advised them before, most recent first
     * @param version changes with what people change of it
     */
    record ContactSheet(
            String id,
            String name,
            List<String> phones,
            List<String> emails,
            @Nullable Person owner,
            List<Person> former,
            long version) {}

    /** @param responsibles who is responsible for it, in their order */
    record ListingSheet(String key, String name, List<Person> responsibles) {}

    ContactSheet contact(SignedIn me, String shown) {
        long id = number(me, shown);
        return transactions.inCompany(me.companyId(), () -> inside(me, id));
    }

    /** In the company's transaction under way. */
    ContactSheet inside(SignedIn me, long id) {
        record Row(String name, long owner, List<Long> former, long version) {}
        Row row = jdbc.sql("""
                        select name, owner_id, former, version from fairlead.contact where company_id = ? and id = ?
                        """)
                .params(me.companyId(), id)
                .query((found, n) -> new Row(
                        found.getString("name"),
                        found.getLong("owner_id"),
                        Arrays.asList((Long[]) found.getArray("former").getArray()),
                        found.getLong("version")))
                .optional()
                .orElseThrow(Refusal::notFound);
        Map<Long, Person> people = people(
                Stream.concat(Stream.of(row.owner()), row.former().stream()).toArray(Long[]::new));
        return new ContactSheet(
                Ids.of(me.idSeed()).show(Ids.Kind.CONTACT, id),
                row.name(),
                keys(me, id, "phone"),
                keys(me, id, "email"),
                people.get(row.owner()),
                row.former().stream().map(people::get).filter(Objects::nonNull).toList(),
                row.version());
    }

    LinkedPage leadsOf(SignedIn me, String contact, @Nullable String after) {
        long id = number(me, contact);
        return transactions.inCompany(me.companyId(), () -> {
            inside(me, id);
            return leads.ofContact(me, id, after);
        });
    }

    ListingSheet listing(SignedIn me, String key) {
        return transactions.inCompany(me.companyId(), () -> listing(key));
    }

    LinkedPage leadsAbout(SignedIn me, String key, @Nullable String after) {
        return transactions.inCompany(me.companyId(), () -> {
            listing(key);
            return leads.ofListing(me, key, after);
        });
    }

    /** @throws Refusal {@code not-found} for what this company has never shown as a contact's id */
    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.CONTACT, shown).orElseThrow(Refusal::notFound);
    }

    private ListingSheet listing(String key) {
        var body = json.readTree(jdbc.sql("select body from fairlead.setting where kind = 'listing' and key = ?")
                .param(key)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound));
        List<String> keys = body.path("responsibles")
                .valueStream()
                .map(each -> each.asString(""))
                .toList();
        Map<String, Person> people = new HashMap<>();
        jdbc.sql("select key, name from fairlead.app_user where key = any(?)")
                .param(keys.toArray(String[]::new))
                .query((RowCallbackHandler) row ->
                        people.put(row.getString("key"), new Person(row.getString("key"), row.getString("name"))));
        return new ListingSheet(
                key,
                body.path("name").asString(key),
                keys.stream().map(people::get).filter(Objects::nonNull).toList());
    }

    private Map<Long, Person> people(Long[] users) {
        Map<Long, Person> people = new HashMap<>();
        jdbc.sql("select id, key, name from fairlead.app_user where id = any(?)")
                .param(users)
                .query((RowCallbackHandler)
                        row -> people.put(row.getLong("id"), new Person(row.getString("key"), row.getString("name"))));
        return people;
    }

    private List<String> keys(SignedIn me, long contact, String kind) {
        return jdbc.sql("""
                        select value from fairlead.contact_key
                         where company_id = ? and contact_id = ? and kind = ? order by value limit 100
                        """)
                .params(me.companyId(), contact, kind)
                .query((row, n) -> row.getString("value"))
                .list();
    }
}
