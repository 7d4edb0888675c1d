package io.fairlead.server.privacy;

import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.company.SettingsDocument;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.desk.StandIns;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.SettingsFile;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Erases people: whatever tells of a contact is deleted or blanked, in one transaction. Bare leads, decisions and journal
 * stay, with what stands in for what the rules asked about; they tell nothing of the person. Thread-safe.
 */
@Component
class Erasures {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;
    private final PersonFiles files;
    private final Mentions mentions;
    private volatile @Nullable Asked newest;

    Erasures(
            JdbcClient jdbc,
            Transactions transactions,
            Events events,
            InstantSource clock,
            JsonMapper json,
            PersonFiles files,
            Mentions mentions) {
        this.files = files;
        this.mentions = mentions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
        this.json = json;
    }

    /** Why somebody is erased. */
    enum Why {
        ASKED,
        RETENTION,
        RESTORED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stand-ins under all settings of a company until these. */
    private record Asked(int company, long settings, StandIns standIns) {}

    private record LeadRow(long id, String name, String phone, String email, Map<String, Object> custom) {}

    /**
     * Erases the contact whom somebody asks for by name.
     *
     * @param typed the contact's name, or their id if they have none
     * @param openToo whether their open leads were seen and agreed to
     * @throws Refusal {@code not-found}, {@code invalid} for another name, {@code open-leads}
     */
    void erase(SignedIn by, String id, String typed, boolean openToo) {
        Ids ids = Ids.of(by.idSeed());
        long contact = ids.read(Ids.Kind.CONTACT, id).orElseThrow(Refusal::notFound);
        transactions.inCompany(by.companyId(), () -> standIns(by.companyId()));
        transactions.inCompany(by.companyId(), () -> {
            lockDesk();
            Person person = Person.find(jdbc, contact, ids).orElseThrow(Refusal::notFound);
            if (isErased(contact)) {
                throw Refusal.notFound();
            }
            if (!typed.strip().equals(person.called(ids))) {
                throw Refusal.invalid(List.of(new FieldError("confirmation", "differs")));
            }
            if (person.open() > 0 && !openToo) {
                throw Refusal.of(
                        HttpStatus.CONFLICT,
                        "open-leads",
                        "This contact has open leads.",
                        Map.of("leads", person.open()));
            }
            erase(by.companyId(), person, by.userId(), Why.ASKED);
        });
    }

    /** Erases a contact by themselves; false if they are gone, erased already, or have an open lead. */
    boolean erase(int companyId, long contact, Why why) {
        return transactions.inCompany(companyId, () -> {
            standIns(companyId);
            lockDesk();
            Ids ids = Ids.of(jdbc.sql("select id_seed from fairlead.company")
                    .query(Long.class)
                    .single());
            Optional<Person> person = Person.find(jdbc, contact, ids)
                    .filter(found -> !isErased(contact))
                    .filter(found -> found.open() == 0 || why == Why.RESTORED);
            person.ifPresent(found -> erase(companyId, found, null, why));
            return person.isPresent();
        });
    }

    /** Nobody decides meanwhile, here or on another node. */
    private void lockDesk() {
        jdbc.sql("select 1 from fairlead.desk for update").query(Integer.class).optional();
    }

    private boolean isErased(long contact) {
        return jdbc.sql("select exists (select from fairlead.erasure where contact_id = ?)")
                .param(contact)
                .query(Boolean.class)
                .single();
    }

    private void erase(int companyId, Person person, @Nullable Long who, Why why) {
        StandIns standIns = standIns(companyId);
        long erasure = jdbc.sql("""
                        insert into fairlead.erasure (contact_id, since, at, who, why)
                        select id, created_at, ?, ?, ? from fairlead.contact where id = ? returning id
                        """)
                .param(now())
                .param(who)
                .param(why.word())
                .param(person.contact())
                .query(Long.class)
                .single();
        files.remove(person);
        mentions.cut(erasure, person, forgetChanges(person));
        String left = left(person, standIns);
        blankLeads(person, standIns);
        jdbc.sql("select fairlead.forget(?, ?::jsonb, ?)::text")
                .params(erasure, left, Person.array(person.quarantined()))
                .query((row, n) -> true)
                .list();
        for (Trace trace : Trace.values()) {
            if (!trace.erasure().isEmpty()) {
                jdbc.sql(trace.erasure()).params(person.keys()).update();
            }
        }
        jdbc.sql("delete from fairlead.erasure_due where contact_id = ?")
                .param(person.contact())
                .update();
        // Desks that have one of the leads at hand read it again.
        jdbc.sql("""
                        with moved as (update fairlead.desk set seq = seq + 1 returning seq)
                        insert into fairlead.desk_change (seq, leads, contacts)
                        select seq, array (select id from fairlead.lead where contact_id = :contact), array[:contact::bigint]
                          from moved
                        """).param("contact", person.contact()).update();
        tell(person, who, why);
    }

    /**
     * What bulk changes keep so that they can be undone; what they set and why, where all their leads are the person's: gives
     * the numbers of these.
     */
    private List<Long> forgetChanges(Person person) {
        Map<String, Object> leads = Map.of("leads", Person.array(person.leads()));
        jdbc.sql("""
                        update fairlead.bulk_lead i set was = null
                          from fairlead.bulk b cross join unnest(:leads::bigint[]) as l (id)
                         where b.action = 'field'
                           and i.company_id = b.company_id and i.bulk_id = b.id and i.lead_id = l.id
                        """).params(leads).update();
        return jdbc.sql("""
                        update fairlead.bulk b set wanted = b.wanted - 'value', reason = ''
                         where exists (select from fairlead.bulk_lead i
                                        where i.company_id = b.company_id and i.bulk_id = b.id and i.lead_id = any(:leads))
                           and not exists (select from fairlead.bulk_lead i
                                            where i.company_id = b.company_id and i.bulk_id = b.id
                                              and i.lead_id <> all(:leads))
                        returning b.id
                        """).params(leads).query((row, n) -> row.getLong("id")).list();
    }

    private void tell(Person person, @Nullable Long who, Why why) {
        Map<String, Object> what = Map.of("contact", person.contact(), "why", why.word());
        events.appendToContact("contact-erased", who, person.contact(), what);
        for (long lead : person.leads()) {
            events.append("lead-erased", who, lead, what);
        }
    }

    /** What events of arrivals and edits say from now on, by their numbers. */
    private String left(Person person, StandIns standIns) {
        ObjectNode all = json.createObjectNode();
        jdbc.sql("""
                        select id, kind, data from fairlead.event
                         where lead = any(?) and kind in ('lead-arrived', 'lead-imported', 'lead-edited')
                        """).param(Person.array(person.leads())).query((RowCallbackHandler) row -> {
            boolean edit = row.getString("kind").equals("lead-edited");
            String said = row.getString("data");
            String left = edit ? standIns.ofEdit(said) : standIns.ofArrival(said);
            if (left != null) {
                all.putObject(row.getString("id")).set(edit ? "after" : "lead", json.readTree(left));
            }
        });
        return all.toString();
    }

    private void blankLeads(Person person, StandIns standIns) {
        List<LeadRow> rows = jdbc.sql("""
                        select id, source, status, name, phone, email, listing, custom from fairlead.lead
                         where id = any(?)
                        """)
                .param(Person.array(person.leads()))
                .query((row, n) -> {
                    NewLead left = standIns.of(NewLead.stored(row, json));
                    return new LeadRow(row.getLong("id"), left.name(), left.phone(), left.email(), left.custom());
                })
                .list();
        jdbc.sql("""
                        update fairlead.lead l
                           set name = x.name, phone = x.phone, email = x.email, custom = x.custom, version = l.version + 1
                          from jsonb_to_recordset(?::jsonb)
                               as x (id bigint, name text, phone text, email text, custom jsonb)
                         where l.id = x.id
                        """).param(json.writeValueAsString(rows)).update();
    }

    /** Read once for all settings so far: before a desk is locked, so that they are at hand then. */
    private StandIns standIns(int companyId) {
        Asked known = newest;
        long settings = jdbc.sql("select settings_seq from fairlead.company")
                .query(Long.class)
                .single();
        if (known != null && known.company() == companyId && known.settings() == settings) {
            return known.standIns();
        }
        StandIns standIns = new StandIns(versions());
        newest = new Asked(companyId, settings, standIns);
        return standIns;
    }

    /** All settings in which rules may ask leads something else, the newest last. */
    private List<Scenario> versions() {
        List<String> documents =
                jdbc.sql("""
                        select document from (
                            select distinct on (asks) seq, document
                              from (select seq, document, md5(concat(document -> 'rules', document -> 'fields',
                                           document -> 'zones', document -> 'company')) as asks
                                      from fairlead.settings_version) every
                             order by asks, seq desc) each
                         order by seq
                        """).query((row, n) -> row.getString("document")).list();
        List<Scenario> versions = new ArrayList<>();
        for (String document : documents) {
            JsonNode sections = json.readTree(document);
            switch (new SettingsDocument((ObjectNode) sections).read()) {
                case SettingsFile.Sound sound -> versions.add(sound.scenario());
                case SettingsFile.Broken broken ->
                    throw new IllegalStateException("settings that were in force are broken: " + broken.flaws());
            }
        }
        return versions;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** How many rows of each kind there are, in the transaction under way. */
    List<PersonQueries.TraceCount> count(Person person) {
        return Arrays.stream(Trace.values())
                .map(trace -> new PersonQueries.TraceCount(
                        trace.word(),
                        jdbc.sql(trace.count())
                                .params(person.keys())
                                .query(Long.class)
                                .single(),
                        trace.stays()))
                .toList();
    }
}
