package io.fairlead.server.desk;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.company.UserRenamed;
import io.fairlead.server.desk.again.KeptOnListings;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is stored of desks. All but {@link #inCompany} works in the company's transaction under way. Thread-safe. */
@Component
class DeskStore {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final String LEADS = """
            select l.id, l.created_at, l.source, l.status, l.name, l.phone, l.email, l.listing, l.custom, l.owner_id,
                   l.contact_id, coalesce(d.turn, 0) as turn, d.state as memory, c.owner_id as advisor, c.former
              from fairlead.lead l
              join fairlead.contact c on c.company_id = l.company_id and c.id = l.contact_id
              left join fairlead.desk_lead d on d.company_id = l.company_id and d.lead_id = l.id
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final InstantSource clock;
    private final JsonMapper json;
    private final DeskWriter writer;

    DeskStore(
            JdbcClient jdbc,
            Transactions transactions,
            SettingsStore settings,
            InstantSource clock,
            JsonMapper json,
            DeskWriter writer) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
        this.json = json;
        this.writer = writer;
    }

    /** Leads with their contacts. */
    record Loaded(List<Kept.KeptContact> contacts, List<SavedLead> leads) {}

    /** What a batch did. */
    record Changes(
            Place before,
            Place after,
            Kept kept,
            Map<String, Doing.NewLead> arrived,
            Map<String, Doing.NewLead> edited,
            LiveContacts contacts,
            List<Assignment> rows,
            List<Deeds.Feed> feed,
            Map<Long, Boolean> online,
            Told told) {}

    <T> T inCompany(int companyId, Supplier<T> work) {
        return transactions.inCompany(companyId, work);
    }

    /** This instant, as exact as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Locks the company's desk until the transaction ends, then reads how far it has come. */
    Place lock() {
        int locked = jdbc.sql("select 1 from fairlead.desk for update")
                .query(Integer.class)
                .optional()
                .orElse(0);
        if (locked == 0) {
            jdbc.sql("insert into fairlead.desk (at) values (?) on conflict do nothing")
                    .param(now().atOffset(ZoneOffset.UTC))
                    .update();
            jdbc.sql("select 1 from fairlead.desk for update")
                    .query(Integer.class)
                    .single();
        }
        return place();
    }

    /** How far the desk has come. */
    Place place() {
        return jdbc.sql("""
                        select d.seq, d.at, d.turns, d.leads, d.contacts, d.decisions, d.freed, d.company_hopes,
                               c.settings_seq
                          from fairlead.desk d join fairlead.company c using (company_id)
                        """)
                .query((row, n) -> new Place(
                        row.getLong("seq"),
                        instant(row, "at"),
                        row.getLong("turns"),
                        row.getLong("leads"),
                        row.getLong("contacts"),
                        row.getLong("decisions"),
                        new Kept.Hopes(row.getBoolean("freed"), row.getBoolean("company_hopes")),
                        row.getLong("settings_seq")))
                .single();
    }

    /** Does the slices with a run of its own that is thrown away. */
    List<Outcome> rehearse(int companyId, List<? extends List<? extends Doing>> slices) {
        return transactions.inCompany(companyId, () -> {
            var outcomes = new ArrayList<Outcome>();
            var shift = takeUp(place());
            for (var slice : slices) {
                outcomes.addAll(shift.perform(List.copyOf(slice)));
            }
            return outcomes;
        });
    }

    /** The run as it was left, under the settings in force. */
    Shift takeUp(Place place) {
        return takeUp(place, settings.scenario());
    }

    Shift takeUp(Place place, Scenario scenario) {
        var numbers = new HashMap<String, Long>();
        jdbc.sql("select id, key from fairlead.app_user")
                .query((RowCallbackHandler) row -> numbers.put(row.getString("key"), row.getLong("id")));
        return new Shift(this, place, scenario, Shift.People.of(numbers, scenario));
    }

    /**
     * The books, and the leads that may change without anybody working on them.
     *
     * @param known what was read before, to be asked at the beginning of a transaction alone; null reads everything
     */
    Kept kept(Place place, RuleBook book, Shift.People people, @Nullable HotLeads known) {
        var hot = known == null
                ? loaded(jdbc.sql(LEADS + " where d.hot order by l.id"), book, people)
                : hot(known, book, people);
        return new Kept(
                place.turns(),
                place.leads() + 1,
                place.hopes(),
                hot.contacts(),
                hot.leads(),
                lines(people),
                amounts(place, people),
                lastTurns(people),
                List.of());
    }

    private Loaded hot(HotLeads known, RuleBook book, Shift.People people) {
        var versions = new LinkedHashMap<Long, String>();
        jdbc.sql("""
                        select l.id, concat(d.xmin, ' ', l.xmin, ' ', c.xmin) as version
                          from fairlead.desk_lead d
                          join fairlead.lead l on l.company_id = d.company_id and l.id = d.lead_id
                          join fairlead.contact c on c.company_id = l.company_id and c.id = l.contact_id
                         where d.hot order by l.id
                        """).query((RowCallbackHandler) row -> versions.put(row.getLong("id"), row.getString("version")));
        return known.with(leads(known.unread(versions), book, people), versions);
    }

    /** Those who are online, by their ids in the settings. */
    List<String> online() {
        return jdbc.sql("""
                        select u.key from fairlead.presence p join fairlead.app_user u using (company_id)
                         where u.id = p.user_id and p.online and u.role <> 'integration'
                        """).query((row, n) -> row.getString("key")).list();
    }

    Loaded leads(long[] ids, RuleBook book, Shift.People people) {
        return loaded(jdbc.sql(LEADS + " where l.id = any(?)").param(ids), book, people);
    }

    /** The versions of these leads; nothing for one that there is not. */
    Map<Long, Long> versions(long[] leads) {
        var versions = new HashMap<Long, Long>();
        jdbc.sql("select id, version from fairlead.lead where id = any(?)")
                .param(leads)
                .query((RowCallbackHandler) row -> versions.put(row.getLong("id"), row.getLong("version")));
        return versions;
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
        var arrived = new Doing.NewLead(
                row.getString("source"),
                row.getString("status"),
                row.getString("name"),
                row.getString("phone"),
                row.getString("email"),
                row.getString("listing"),
                json.readValue(row.getString("custom"), FIELDS),
                true,
                null);
        var arrival = LeadRow.arrival(
                instant(row, "created_at"),
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
    Map<LiveContacts.Key, Integer> keys(Collection<? extends Doing.Reached> leads) {
        var found = new HashMap<LiveContacts.Key, Integer>();
        if (!leads.isEmpty()) {
            jdbc.sql("""
                            select kind, value, contact_id from fairlead.contact_key
                             where (kind = 'phone' and value = any(?)) or (kind = 'email' and value = any(?))
                            """)
                    .param(leads.stream().map(Doing.Reached::phone).toArray(String[]::new))
                    .param(leads.stream().map(Doing.Reached::email).toArray(String[]::new))
                    .query((RowCallbackHandler) row -> found.put(
                            new LiveContacts.Key(row.getString("kind"), row.getString("value")),
                            Math.toIntExact(row.getLong("contact_id"))));
        }
        return found;
    }

    List<Kept.KeptContact> contacts(Collection<Integer> numbers, Shift.People people) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select id, owner_id, former from fairlead.contact where id = any(?)")
                .param(numbers.stream().mapToLong(Integer::longValue).distinct().toArray())
                .query((row, n) -> contact(Math.toIntExact(row.getLong("id")), row, "owner_id", people))
                .list();
    }

    private List<Kept.Line> lines(Shift.People people) {
        return jdbc.sql("select shared, name, user_id, entitled, received, peak from fairlead.ledger")
                .query((row, n) -> new Kept.Line(
                        new Ledger(row.getBoolean("shared"), row.getString("name")),
                        key(row, people),
                        row.getLong("entitled"),
                        row.getLong("received"),
                        row.getLong("peak")))
                .list();
    }

    /** The amounts of the present day, week and month, with some of the periods around them. */
    private List<Kept.Amount> amounts(Place place, Shift.People people) {
        var day = LocalDate.ofInstant(place.at(), ZoneOffset.UTC);
        return jdbc.sql("""
                        select what, of, user_id, span, period, amount from fairlead.tally
                         where span = 'all' or (span = 'day' and period >= ?) or (span = 'week' and period >= ?)
                            or (span = 'month' and period >= ?)
                        """)
                .param(day.toEpochDay() - 1)
                .param(Math.floorDiv(day.toEpochDay(), 7) - 1)
                .param(day.getYear() * 12L + day.getMonthValue() - 1)
                .query((row, n) -> new Kept.Amount(
                        Kept.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                        row.getString("of"),
                        key(row, people),
                        Rule.Count.valueOf(row.getString("span").toUpperCase(Locale.ROOT)),
                        row.getLong("period"),
                        row.getLong("amount")))
                .list();
    }

    /** What counts on a listing; days that are in none of the current periods are put together. */
    List<Kept.OnListing> onListing(String listing, Instant at, Shift.People people) {
        return jdbc.sql("""
                        select what, of, user_id, greatest(day, ?) as day, sum(amount)::bigint as amount
                          from fairlead.listing_tally where listing = ? group by 1, 2, 3, 4
                        """)
                .param(KeptOnListings.longPast(at))
                .param(listing)
                .query((row, n) -> new Kept.OnListing(
                        Kept.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                        row.getString("of"),
                        listing,
                        key(row, people),
                        row.getLong("day"),
                        row.getLong("amount")))
                .list();
    }

    private List<Kept.Turn> lastTurns(Shift.People people) {
        return jdbc.sql("select rule, user_id, turn, at from fairlead.rule_turn")
                .query((row, n) ->
                        new Kept.Turn(row.getString("rule"), key(row, people), row.getLong("turn"), instant(row, "at")))
                .list();
    }

    /** An id that no settings have stands for users who are gone. */
    private static String key(ResultSet row, Shift.People people) throws SQLException {
        return Objects.requireNonNullElse(people.keys().get(row.getLong("user_id")), "");
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    void keep(Changes changes, Shift.People people, RuleBook book) {
        writer.write(changes, people, book);
    }

    /** Calls a user by another id in all that is remembered of leads. */
    void renamed(UserRenamed user) {
        jdbc.sql("""
                        update fairlead.desk_lead set state = shared.user_renamed(state, :was, :id)
                         where position(to_jsonb(:was::text)::text in state::text) > 0
                        """).param("was", user.was()).param("id", user.id()).update();
    }

    void closeBy(Set<String> statuses) {
        writer.closeBy(statuses);
    }

    /** Notes when the desk has something to do by the clock alone. */
    void wakeAt(Instant at) {
        writer.wakeAt(at.isBefore(Instant.MAX) ? at : null);
    }

    @Nullable
    static Long number(@Nullable String key, Shift.People people) {
        return key == null ? null : people.numbers().get(key);
    }
}
