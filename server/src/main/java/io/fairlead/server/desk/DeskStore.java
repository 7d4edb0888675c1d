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
import io.fairlead.server.platform.sql.Reading;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is stored of desks. All but {@link #locked} works in the company's transaction under way. Thread-safe. */
@Component
class DeskStore {
    private static final String LOCK = "select 1 from fairlead.desk for update";
    private static final String PLACE = """
            select d.seq, d.at, d.turns, d.leads, d.contacts, d.decisions, d.freed, d.company_hopes, c.settings_seq
              from fairlead.desk d join fairlead.company c using (company_id)
            """;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final InstantSource clock;
    private final DeskWriter writer;
    private final StoredLeads leads;

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
        this.leads = new StoredLeads(jdbc, json);
        this.writer = writer;
    }

    StoredLeads leads() {
        return leads;
    }

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
            Told told,
            Changed moved,
            BookRows.Today today,
            List<Doing.Row> beside) {}

    /**
     * Works in a transaction of the company that has its desk locked, and knows how far it has come. All of that is one way
     * to the database: what is read after the lock sees what was committed while it was waited for.
     */
    <T> T locked(int companyId, Function<Place, T> work) {
        Reading<Integer> lock = Reading.of(LOCK, (row, n) -> n);
        Reading<Place> found = Reading.of(PLACE, (row, n) -> place(row));
        return transactions.beginning(
                companyId, List.of(lock, found), () -> work.apply(found.first().orElseGet(this::lock)));
    }

    /** This instant, as exact as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Locks the company's desk until the transaction ends, then reads how far it has come. */
    Place lock() {
        int locked = jdbc.sql(LOCK).query(Integer.class).optional().orElse(0);
        if (locked == 0) {
            jdbc.sql("insert into fairlead.desk (at) values (?) on conflict do nothing")
                    .param(now().atOffset(ZoneOffset.UTC))
                    .update();
            jdbc.sql(LOCK).query(Integer.class).single();
        }
        return place();
    }

    /** How far the desk has come. */
    Place place() {
        return jdbc.sql(PLACE).query((row, n) -> place(row)).single();
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getLong("seq"),
                instant(row, "at"),
                row.getLong("turns"),
                row.getLong("leads"),
                row.getLong("contacts"),
                row.getLong("decisions"),
                new Kept.Hopes(row.getBoolean("freed"), row.getBoolean("company_hopes")),
                row.getLong("settings_seq"));
    }

    /** Gives numbers to leads that arrive together, and notes it; nobody decides meanwhile. */
    Desks.Given takeIn(int companyId, Function<Desks.Numbers, Desks.Given> work) {
        return locked(companyId, place -> {
            var now = now().isBefore(place.at()) ? place.at() : now();
            var given = work.apply(new Desks.Numbers(place.seq() + 1, now, place.leads(), place.contacts()));
            if (given.leads() > 0) {
                writer.takenIn(place, now, given);
            }
            return given;
        });
    }

    /** Does the slices with a run of its own that is thrown away. */
    void rehearse(int companyId, Iterator<? extends List<? extends Doing>> slices, Consumer<List<Outcome>> told) {
        var shift = transactions.inCompany(companyId, () -> takeUp(place()));
        while (slices.hasNext()) {
            List<Doing> slice = List.copyOf(slices.next());
            transactions.inCompany(companyId, () -> told.accept(shift.perform(slice)));
        }
    }

    /** The run as it was left, under the settings in force. */
    Shift takeUp(Place place) {
        return takeUp(place, settings.scenario());
    }

    Shift takeUp(Place place, Scenario scenario) {
        var numbers = new HashMap<String, Long>();
        var holders = new HashMap<Long, Outcome.Holder>();
        jdbc.sql("select id, key, name, email from fairlead.app_user").query((RowCallbackHandler) row -> {
            numbers.put(row.getString("key"), row.getLong("id"));
            holders.put(
                    row.getLong("id"),
                    new Outcome.Holder(row.getString("key"), row.getString("name"), row.getString("email")));
        });
        return new Shift(this, place, scenario, Shift.People.of(numbers, scenario), holders);
    }

    /** The books, and the leads that may change without anybody working on them. */
    Kept kept(Place place, RuleBook book, Shift.People people) {
        return kept(place, leads.hot(book, people), people);
    }

    /** The books, and of those leads and their contacts the ones that changed. */
    Kept kept(Place place, Changed changed, RuleBook book, Shift.People people) {
        return kept(place, leads.changed(changed, book, people), people);
    }

    private Kept kept(Place place, StoredLeads.Loaded hot, Shift.People people) {
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

    /**
     * What changed of that which a desk keeps at hand between two batches, by its numbers.
     *
     * @param leads that may move by themselves, or might before
     * @param contacts of such leads that have other advisors
     */
    record Changed(List<Long> leads, List<Long> contacts) {
        /**
         * Of what a batch changed.
         *
         * @param before whether a lead was at hand before it, by its id
         * @param now whether a contact is at hand after it
         */
        static Changed of(Kept kept, Predicate<String> before, IntPredicate now) {
            return new Changed(
                    kept.leads().stream()
                            .filter(lead ->
                                    lead.hot() || before.test(lead.arrival().lead()))
                            .map(SavedLead::number)
                            .toList(),
                    kept.contacts().stream()
                            .mapToInt(Kept.KeptContact::number)
                            .filter(now)
                            .asLongStream()
                            .boxed()
                            .toList());
        }
    }

    /**
     * What changed after a batch; null if that is not known any more.
     *
     * @param to where the desk is now
     */
    @Nullable
    Changed changed(Place from, Place to) {
        if (from.settings() != to.settings() || from.seq() + DeskWriter.CHANGES_KEPT < to.seq()) {
            return null;
        }
        var leads = new TreeSet<Long>();
        var contacts = new TreeSet<Long>();
        jdbc.sql("select leads, contacts from fairlead.desk_change where seq > ?")
                .param(from.seq())
                .query((RowCallbackHandler) row -> {
                    leads.addAll(List.of((Long[]) row.getArray("leads").getArray()));
                    contacts.addAll(List.of((Long[]) row.getArray("contacts").getArray()));
                });
        return new Changed(List.copyOf(leads), List.copyOf(contacts));
    }

    /** Those who are online, by their ids in the settings. */
    List<String> online() {
        return jdbc.sql("""
                        select u.key from fairlead.presence p join fairlead.app_user u using (company_id)
                         where u.id = p.user_id and p.online and u.role <> 'integration'
                        """).query((row, n) -> row.getString("key")).list();
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

    static Instant instant(ResultSet row, String column) throws SQLException {
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
