package io.fairlead.server.demo;

import io.fairlead.server.replay.Opening;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Puts leads with their history into a company that has none, set by set, in the one transaction of a connection. What
 * they are is told by their numbers and a seed, so that the same seed makes the same leads on the same day; in each
 * statement {@code h(k)} is a number of its own for each person, from 0 to 2 147 483 647. Not thread-safe.
 */
final class Filling {
    /** Tables that are filled. */
    static final List<String> TABLES = List.of(
            "fairlead.contact",
            "fairlead.contact_key",
            "fairlead.lead",
            "fairlead.event",
            "fairlead.task",
            "fairlead.replay_lead",
            "fairlead.replay_contact");

    /** From so many leads on it is quicker to make indexes afterwards. */
    private static final long MANY = 20_000;

    /** 1 if there are as many leads already. */
    private static final String AS_MANY = "select count(*) from (select from fairlead.lead offset {leads} limit 1) l";

    /** How many connections servers have: they would wait for as long as indexes are left out. */
    private static final String SERVERS = """
            select count(*) from pg_stat_activity
             where datname = current_database() and usename = current_user || '_app'
            """;

    private static final int DAYS = 730;

    private final Connection owner;
    private final MadeUp company;
    private final int id;
    private final Opening opening;
    private final Consumer<String> say;
    private final Map<String, String> words = new HashMap<>();

    /**
     * Of a company.
     *
     * @param owner who made the tables, without automatic commits
     * @param say told what is done, a line at a time
     */
    Filling(Connection owner, MadeUp company, int id, Opening opening, Consumer<String> say) {
        this.owner = owner;
        this.company = company;
        this.id = id;
        this.opening = opening;
        this.say = say;
    }

    /**
     * How much there is to be.
     *
     * @param history rows of history a lead on average, its arrival among them
     */
    record Size(long leads, int history, long seed) {}

    /** Fills the company and commits. */
    void fill(Size size) throws SQLException {
        words(size);
        run("set local maintenance_work_mem = '512MB'");
        run("set local work_mem = '128MB'");
        run("set local synchronous_commit = off");
        run("select set_config('fairlead.company', '{company}', true)");
        run("select from fairlead.desk where company_id = {company} for update");
        var left =
                size.leads() >= MANY && number(AS_MANY) == 0 && number(SERVERS) == 0 ? LeftOut.of(owner, TABLES) : null;
        if (left != null) {
            left.drop(owner);
        }
        step("leads made up", Statements.MADE_UP);
        step("leads", Statements.LEADS);
        step("contacts", Statements.CONTACTS);
        step("their arrivals", Statements.ARRIVALS);
        history();
        step("tasks and callbacks", Statements.TASKS);
        step("sources", Statements.SOURCES);
        step("where the desk begins", Statements.OPENING);
        open(size);
        if (left != null) {
            long start = System.nanoTime();
            left.make(owner);
            tell("indexes", -1, start);
        }
        owner.commit();
    }

    private void words(Size size) throws SQLException {
        var country = company.country();
        var today = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        words.put("company", Integer.toString(id));
        words.put("leads", Long.toString(size.leads()));
        words.put("seed", Long.toString(size.seed() * 1000 + id * 100L));
        words.put("begin", "timestamptz '" + today.minusDays(DAYS) + "'");
        words.put("today", "timestamptz '" + today + "'");
        words.put("days", Integer.toString(DAYS));
        words.put("dial", country.dial());
        words.put("digits", Integer.toString(country.digits()));
        words.put("ten", Long.toString(Math.round(Math.pow(10, country.digits()))));
        words.put("mobiles", array(country.mobiles()));
        words.put("given", array(country.given()));
        words.put("family", array(country.family()));
        words.put("notes", array(country.notes()));
        words.put("zones", zones());
        words.put("share", share());
        words.put(
                "people",
                Integer.toString(
                        country.zones().stream().mapToInt(Country.Zone::people).sum()));
        words.put("longest", Long.toString(Math.max(0, Math.round((size.history() - 1) / 0.72 * 2 - 1))));
        words.put("seq", Long.toString(opening.seq()));
    }

    private static String array(List<String> texts) {
        return texts.stream().map(Filling::quoted).collect(Collectors.joining(",", "array[", "]"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Each zone with its postcodes and those who call there. */
    private String zones() {
        var country = company.country();
        var postcodes = country.postcodes(company.region());
        var rows = new StringJoiner(", ");
        for (int i = 0; i < country.zones().size(); i++) {
            var zone = country.zones().get(i);
            var callers = company.operatorsOf(country.areas().indexOf(zone.area()));
            rows.add("(%d, %s, %s, %s)"
                    .formatted(
                            i,
                            quoted(zone.key()),
                            array(postcodes.getOrDefault(zone.key(), List.of())),
                            array(callers)));
        }
        return rows.toString();
    }

    /** The inhabitants of all zones up to each, but for the last. */
    private String share() {
        var text = new StringJoiner(",", "array[", "]::bigint[]");
        long sum = 0;
        for (var zone :
                company.country().zones().subList(0, company.country().zones().size() - 1)) {
            sum += zone.people();
            text.add(Long.toString(sum));
        }
        return text.toString();
    }

    private void history() throws SQLException {
        long longest = Long.parseLong(String.valueOf(words.get("longest")));
        long start = System.nanoTime();
        long rows = 0;
        // A row of each lead at a time: what happens to a lead lies among what happens to others, as it does in life.
        for (long k = 1; k <= longest; k++) {
            words.put("k", Long.toString(k));
            rows += run(Statements.HISTORY);
            if (k % 5 == 0 && k < longest) {
                tell("rows of history", rows, start);
            }
        }
        tell("rows of history", rows, start);
    }

    /** Tells the desk what it has, and readers of the journal that there is nothing new. */
    private void open(Size size) throws SQLException {
        var open = new HashMap<Long, Long>();
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(
                        "select user_id, amount from fairlead.tally where company_id = " + id + " and what = 'open'")) {
            while (row.next()) {
                open.put(row.getLong(1), row.getLong(2));
            }
        }
        try (var insert = owner.prepareStatement("""
                insert into fairlead.replay_checkpoint (company_id, seq, at, arrival, state, opening)
                select ?, ?, ?, coalesce(max(id), 0), ?, true from fairlead.event where company_id = ?
                """)) {
            insert.setInt(1, id);
            insert.setLong(2, opening.seq());
            insert.setObject(3, opening.desk().at().atOffset(ZoneOffset.UTC));
            insert.setString(4, opening.with(size.leads(), open));
            insert.setInt(5, id);
            insert.executeUpdate();
        }
    }

    private void step(String what, String sql) throws SQLException {
        long start = System.nanoTime();
        long rows = 0;
        for (var one : sql.split(";\n", -1)) {
            rows = Math.max(rows, run(one));
        }
        tell(what, rows, start);
    }

    private long run(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(filled(sql));
            return statement.getLargeUpdateCount();
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(filled(sql))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** With its words, and numbers by chance. */
    private String filled(String sql) {
        var text = sql.replaceAll("\\bh\\((\\d+)\\)", "(hashint8extended(person, {seed} + $1) & 2147483647)");
        for (var word : words.entrySet()) {
            text = text.replace("{" + word.getKey() + "}", word.getValue());
        }
        return text;
    }

    /** Tells the planner what there is now, and which pages all transactions see. */
    static void vacuum(Connection owner) throws SQLException {
        owner.setAutoCommit(true);
        try (Statement statement = owner.createStatement()) {
            statement.execute("vacuum (analyze) " + String.join(", ", TABLES));
        }
    }

    private void tell(String what, long rows, long since) {
        double seconds = (System.nanoTime() - since) / 1e9;
        say.accept(
                rows < 0 ? "  %s, %.1f s".formatted(what, seconds) : "  %,d %s, %.1f s".formatted(rows, what, seconds));
    }
}
