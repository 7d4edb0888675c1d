package io.fairlead.server.desk;

import io.fairlead.engine.desk.Cause;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.RuleBook;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What is stored of leads and their contacts, as a desk takes it up. Works in the company's transaction under way. Thread-safe. */
final class StoredLeads {
    private static final String LEADS = """
            select l.id, l.created_at, l.source, l.status, l.name, l.phone, l.email, l.listing, l.custom, l.owner_id,
                   l.contact_id, coalesce(d.turn, 0) as turn, d.state as memory, c.owner_id as advisor, c.former
              from fairlead.lead l
              join fairlead.contact c on c.company_id = l.company_id and c.id = l.contact_id
              left join fairlead.desk_lead d on d.company_id = l.company_id and d.lead_id = l.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    StoredLeads(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Leads with their contacts. */
    record Loaded(List<Kept.KeptContact> contacts, List<SavedLead> leads) {}

    /** Those that may change without anybody working on them. */
    Loaded hot(RuleBook book, Shift.People people) {
        return loaded(jdbc.sql(LEADS + " where d.hot order by l.id"), book, people);
    }

    /** Of leads that changed those that may change without anybody working on them, and the contacts. */
    Loaded changed(DeskStore.Changed changed, RuleBook book, Shift.People people) {
        var loaded = changed.leads().isEmpty()
                ? new Loaded(List.of(), List.of())
                : loaded(
                        jdbc.sql(LEADS + " where l.id = any(?) and d.hot")
                                .param(changed.leads().toArray(Long[]::new)),
                        book,
                        people);
        if (changed.contacts().isEmpty()) {
            return loaded;
        }
        var contacts = new LinkedHashMap<Integer, Kept.KeptContact>();
        jdbc.sql("select id, owner_id, former from fairlead.contact where id = any(?)")
                .param(changed.contacts().toArray(Long[]::new))
                .query((row, n) -> contact(Math.toIntExact(row.getLong("id")), row, "owner_id", people))
                .list()
                .forEach(contact -> contacts.put(contact.number(), contact));
        loaded.contacts().forEach(contact -> contacts.put(contact.number(), contact));
        return new Loaded(List.copyOf(contacts.values()), loaded.leads());
    }

    Loaded of(long[] ids, RuleBook book, Shift.People people) {
        return loaded(jdbc.sql(LEADS + " where l.id = any(?)").param(ids), book, people);
    }

    /** The open leads that a user holds by some rules. */
    Loaded heldBy(long user, List<String> rules, RuleBook book, Shift.People people) {
        return loaded(
                jdbc.sql(LEADS + " where l.owner_id = ? and not l.closed and l.rule = any(?) order by l.id")
                        .param(user)
                        .param(rules.toArray(String[]::new)),
                book,
                people);
    }

    private Loaded loaded(JdbcClient.StatementSpec query, RuleBook book, Shift.People people) {
        var contacts = new LinkedHashMap<Integer, Kept.KeptContact>();
        var leads = new ArrayList<SavedLead>();
        query.query((RowCallbackHandler) row -> {
            int contact = Math.toIntExact(row.getLong("contact_id"));
            contacts.put(contact, contact(contact, row, "advisor", people));
            leads.add(lead(row, contact, book, people));
        });
        return new Loaded(List.copyOf(contacts.values()), leads);
    }

    private SavedLead lead(ResultSet row, int contact, RuleBook book, Shift.People people) throws SQLException {
        var arrived = Doing.NewLead.stored(row, json);
        var arrival = LeadRow.arrival(
                DeskStore.instant(row, "created_at"),
                row.getString("id"),
                arrived,
                book.settings().fields());
        var memory = row.getString("memory");
        var remembered = memory == null ? LeadRow.Memory.NONE : json.readValue(memory, LeadRow.Memory.class);
        var holder = people.keys().get(row.getLong("owner_id"));
        return remembered.lead(arrival, contact, arrived.status(), holder, row.getLong("turn"));
    }

    private static Kept.KeptContact contact(int number, ResultSet row, String owner, Shift.People people)
            throws SQLException {
        Array former = row.getArray("former");
        var keys = new ArrayList<String>();
        for (Long user : (Long[]) former.getArray()) {
            var key = people.keys().get(user);
            if (key != null) {
                keys.add(key);
            }
        }
        return new Kept.KeptContact(number, people.keys().get(row.getLong(owner)), keys);
    }

    /** The contacts that these phones and e-mails lead to. */
    Map<LiveContacts.Key, Kept.KeptContact> contacts(Collection<? extends Doing.Reached> leads, Shift.People people) {
        var found = new HashMap<LiveContacts.Key, Kept.KeptContact>();
        if (!leads.isEmpty()) {
            jdbc.sql("""
                            select k.kind, k.value, c.id, c.owner_id, c.former from fairlead.contact_key k
                              join fairlead.contact c on c.company_id = k.company_id and c.id = k.contact_id
                             where (k.kind = 'phone' and k.value = any(?)) or (k.kind = 'email' and k.value = any(?))
                            """)
                    .param(leads.stream().map(Doing.Reached::phone).toArray(String[]::new))
                    .param(leads.stream().map(Doing.Reached::email).toArray(String[]::new))
                    .query((RowCallbackHandler) row -> found.put(
                            new LiveContacts.Key(row.getString("kind"), row.getString("value")),
                            contact(Math.toIntExact(row.getLong("id")), row, "owner_id", people)));
        }
        return found;
    }

    /** Those of these contacts that are there already, to whose phones and e-mails nothing may lead yet. */
    List<Kept.KeptContact> contactsTold(List<Doing.ContactKnown> told, Shift.People people) {
        if (told.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select id, owner_id, former from fairlead.contact where id = any(?)")
                .param(told.stream().mapToLong(Doing.ContactKnown::number).toArray())
                .query((row, n) -> contact(Math.toIntExact(row.getLong("id")), row, "owner_id", people))
                .list();
    }

    /**
     * Looks whether everything still is as who does these things saw it.
     *
     * @throws ChangedMeanwhile if anything is not
     */
    void check(List<Doing> doings) {
        ChangedMeanwhile.checkVersions(doings, this::versions);
        ChangedMeanwhile.checkContacts(doings, this::numbers);
    }

    private Map<LiveContacts.Key, Integer> numbers(List<Doing.ContactKnown> told) {
        var numbers = new HashMap<LiveContacts.Key, Integer>();
        contacts(told, new Shift.People(Map.of(), Map.of()))
                .forEach((key, contact) -> numbers.put(key, contact.number()));
        return numbers;
    }

    /** The versions of these leads; nothing for one that there is not. */
    private Map<Long, Long> versions(long[] leads) {
        var versions = new HashMap<Long, Long>();
        jdbc.sql("select id, version from fairlead.lead where id = any(?)")
                .param(leads)
                .query((RowCallbackHandler) row -> versions.put(row.getLong("id"), row.getLong("version")));
        return versions;
    }

    /** The rules whose leads a cause moves. */
    static List<String> moved(RuleBook book, Cause cause) {
        return book.settings().rules().stream()
                .filter(cause::moves)
                .map(Rule::id)
                .toList();
    }
}
