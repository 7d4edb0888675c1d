package io.fairlead.bench;

import io.fairlead.bench.ListsDoor.Line;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.JsonNode;

/** A file of leads that is read in and taken back, and all leads written to a file, beside COPY and INSERT by hand. */
final class ListsFiles {
    private static final int PIECE = 8_000_000;
    private static final int FAULTY = 20;
    /** Where leads live: postcode, town, and the key of the zone in which it is found. */
    private static final List<Place> PLACES = List.of(
            new Place("20121", "Milano", "MI"),
            new Place("10121", "Torino", "TO"),
            new Place("00184", "Roma", "RM"),
            new Place("80121", "Napoli", "NA"),
            new Place("70121", "Bari", "BA"),
            new Place("25121", "Brescia", "BS"));

    private static final String ROWS = """
            create table shared.bench_rows (n bigint, name text, phone text, email text, custom jsonb, zone1 int, zone2 int,
                zone3 int)
            """;

    private static final String EVENTS =
            "select count(*) from fairlead.event where company_id = {company} and lead is not null and id > ";
    private static final String LAST = "select max(id) from fairlead.event where company_id = {company}";
    private static final String VERSIONS =
            "select sum(version) from fairlead.lead where company_id = {company} and phone >= '+39351' and phone < '+39352'";

    /** The same rows into the same table with the same indexes. */
    private static final String LEADS = """
            insert into fairlead.lead (company_id, id, created_at, source, state, contact_id, name, phone, email, custom,
                                       zone1, zone2, zone3)
            select {company}, 1000000000 + n, now(), 'import', 'unassigned', 1000000000 + n, name, phone, email, custom, zone1,
                   zone2, zone3 from shared.bench_rows order by n
            """;

    /** What else is kept of a lead: its person, by what they are found, and how it came. */
    private static final List<String> BESIDE = List.of("""
            insert into fairlead.contact (company_id, id, name, created_at)
            select {company}, 1000000000 + n, name, now() from shared.bench_rows order by n
            """, """
            insert into fairlead.contact_key (company_id, kind, value, contact_id)
            select {company}, 'phone', phone, 1000000000 + n from shared.bench_rows order by n
            """, """
            insert into fairlead.contact_key (company_id, kind, value, contact_id)
            select {company}, 'email', email, 1000000000 + n from shared.bench_rows order by n
            """, """
            insert into fairlead.event (company_id, lead, contact, kind, who, data)
            select {company}, 1000000000 + n, 1000000000 + n, 'lead-imported', 1,
                   jsonb_build_object('batch', 1, 'place', n, 'contact', n, 'status', '', 'trusted', true, 'lead',
                       jsonb_build_object('source', 'import', 'name', name, 'phone', phone, 'email', email, 'custom', custom))
              from shared.bench_rows order by n
            """);

    private record Place(String postcode, String town, String zone) {
        static Place of(int n) {
            return PLACES.get(n % PLACES.size());
        }
    }

    private final LiveServer server;
    private final int company;
    private final Line line;
    private final ListsReport report;

    ListsFiles(LiveServer server, int company, Line line, ListsReport report) {
        this.server = server;
        this.company = company;
        this.line = line;
        this.report = report;
    }

    void measure(int rows) throws SQLException, IOException {
        System.err.println("Reading a file of " + rows + " rows in ...");
        imported(rows);
        System.err.println("Writing all leads to a file ...");
        exported();
        System.err.println("The same by hand ...");
        byHand(rows);
    }

    private static String file(int rows) {
        var text = new StringBuilder("name,phone,email,postcode,town,kwh\n");
        for (int n = 1; n <= rows; n++) {
            var phone = String.format(Locale.ROOT, "+39351%07d", n);
            text.append("Prova ")
                    .append(given(n))
                    .append(',')
                    .append(phone)
                    .append(",prova.")
                    .append(n)
                    .append("@file.example,")
                    .append(Place.of(n).postcode())
                    .append(',')
                    .append(Place.of(n).town())
                    .append(',')
                    .append(n % FAULTY == 0 ? "many" : 1200 + n % 70 * 100)
                    .append('\n');
        }
        return text.toString();
    }

    private static String given(int n) {
        return "X" + Integer.toString(n * 31 % 46_656 + 46_656, 36);
    }

    private JsonNode ask(String method, String path, Object body) throws IOException {
        var answer = line.ask(method, path, body.equals("") ? "" : ListsBench.JSON.writeValueAsString(body), "");
        if (answer.status() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.status() + " " + answer.text());
        }
        return answer.text().isEmpty() ? ListsBench.JSON.createObjectNode() : ListsBench.JSON.readTree(answer.text());
    }

    private void imported(int rows) throws IOException, SQLException {
        var bytes = file(rows).getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        var path = sent(bytes, "skip");
        double sent = seconds(start);
        double checked = step(path, "check", "checked");
        long wal = wal();
        double before = worked();
        double ran = step(path, "run", "done");
        double worked = worked() - before;
        long written = wal() - wal;
        var sheet = ask("GET", path, "");
        repeated(bytes, sheet.path("made").asLong());
        double undone = step(path, "undo", "undone");
        long returned = ask("GET", path, "").path("returned").asLong();
        ask("DELETE", path, "");
        long made = sheet.path("made").asLong();
        if (returned != made || made == 0) {
            throw new IllegalStateException(made + " leads were made, and " + returned + " taken back: " + sheet);
        }
        report.read()
                .imported(new ListsFilesReport.Imported(
                        rows,
                        made,
                        sheet.path("invalid").asLong(),
                        sent,
                        checked,
                        ran,
                        undone,
                        written,
                        worked,
                        sheet.at("/report/zones")));
    }

    private String sent(byte[] bytes, String known) throws IOException {
        var path = "/api/imports/"
                + ask("POST", "/api/imports", Map.of("name", "bench.csv", "bytes", bytes.length))
                        .path("id")
                        .asString();
        for (int from = 0; from < bytes.length; from += PIECE) {
            var piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE));
            var answer = line.ask("POST", path + "/content?from=" + from, piece, "application/octet-stream", "", "");
            ListsDoor.expect(answer, 200);
        }
        var columns = List.of("name", "phone", "email", "fields.postcode", "fields.town", "fields.kwh");
        ask("PUT", path + "/plan", Map.of("columns", columns, "choice", Map.of("known", known)));
        return path;
    }

    /** The same file once more: nothing may change. */
    private void repeated(byte[] bytes, long made) throws IOException, SQLException {
        System.err.println("Reading the same file in once more ...");
        var path = sent(bytes, "overwrite");
        double checked = step(path, "check", "checked");
        long event = last(LAST);
        long version = last(VERSIONS);
        long wal = wal();
        double ran = step(path, "run", "done");
        long written = wal() - wal;
        var sheet = ask("GET", path, "");
        ask("DELETE", path, "");
        long unchanged = sheet.path("unchanged").asLong();
        if (unchanged != made || last(EVENTS + event) > 0 || last(VERSIONS) != version) {
            throw new IllegalStateException("Of " + made + " leads " + unchanged + " were unchanged: " + sheet);
        }
        report.read().repeated(new ListsFilesReport.Repeated(unchanged, checked, ran, written));
    }

    private long last(String sql) throws SQLException {
        try (var connection = ListsDoor.bare(server.application(), company);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql.replace("{company}", Integer.toString(company)))) {
            row.next();
            return row.getLong(1);
        }
    }

    private double step(String path, String step, String until) throws IOException {
        long start = System.nanoTime();
        ask("POST", path + "/" + step, "");
        await(path, until);
        return seconds(start);
    }

    private void await(String path, String until) throws IOException {
        for (var state = ""; !state.equals(until); ) {
            pause();
            state = ask("GET", path, "").path("state").asString();
            if (state.equals("failed")) {
                throw new IllegalStateException(path + " failed");
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void exported() throws IOException, SQLException {
        long start = System.nanoTime();
        var path = "/api/exports/"
                + ask("POST", "/api/exports", Map.of("format", "csv"))
                        .path("id")
                        .asString();
        await(path, "ready");
        long bytes = line.count("GET", path + "/content", "");
        double ours = seconds(start);
        ask("DELETE", path, "");
        start = System.nanoTime();
        var all = "copy (select id, created_at, name, phone, email, source, status, state, owner_id, listing, custom"
                + " from fairlead.lead where company_id = " + company + " order by id desc) to stdout (format csv)";
        try (var connection = ListsDoor.bare(server.application(), company)) {
            copy(connection).copyOut(all, OutputStream.nullOutputStream());
        }
        report.exported(bytes, ours, seconds(start));
    }

    private static CopyManager copy(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** What is inserted is rolled back, and vacuumed away afterwards. */
    private void byHand(int rows) throws SQLException, IOException {
        var application = server.application();
        server.fill(
                "drop table if exists shared.bench_rows",
                ROWS,
                "grant select, insert on shared.bench_rows to " + application.user());
        try (var connection = ListsDoor.bare(application, company)) {
            connection.setAutoCommit(false);
            var text = typed(connection, rows);
            long start = System.nanoTime();
            copy(connection).copyIn("copy shared.bench_rows from stdin (format csv)", new StringReader(text));
            connection.commit();
            double copied = seconds(start);
            server.fill("vacuum analyze shared.bench_rows");
            long wal = wal();
            double leads = run(connection, List.of(LEADS));
            long written = wal() - wal;
            connection.rollback();
            wal = wal();
            double beside = run(connection, BESIDE);
            long writtenBeside = wal() - wal;
            connection.rollback();
            report.read()
                    .byHand(new ListsFilesReport.ByHand(
                            rows - rows / FAULTY, copied, leads, beside, written, writtenBeside));
        } finally {
            server.fill(
                    "drop table shared.bench_rows",
                    "vacuum analyze fairlead.lead, fairlead.contact, fairlead.contact_key, fairlead.event");
        }
    }

    private double run(Connection connection, List<String> statements) throws SQLException {
        long start = System.nanoTime();
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql.replace("{company}", Integer.toString(company)));
            }
        }
        return seconds(start);
    }

    private String typed(Connection connection, int rows) throws SQLException {
        var text = new StringBuilder();
        var zones = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select key, concat_ws(',', path[1], coalesce(path[2], 0), coalesce(path[3], 0)) from fairlead.zone")) {
            while (row.next()) {
                zones.put(row.getString(1), row.getString(2));
            }
        }
        for (int n = 1; n <= rows; n++) {
            if (n % FAULTY != 0) {
                var place = Place.of(n);
                text.append(String.format(
                        Locale.ROOT,
                        "%d,Prova %s,+39352%07d,prova.%d@hand.example,\"{\"\"zone\"\": \"\"%s\"\","
                                + " \"\"zone_from\"\": \"\"postcode\"\", \"\"postcode\"\": \"\"%s\"\", \"\"town\"\": \"\"%s\"\", \"\"kwh\"\": %d}\",%s\n",
                        n,
                        given(n),
                        n,
                        n,
                        place.zone(),
                        place.postcode(),
                        place.town(),
                        1200 + n % 70 * 100,
                        zones.get(place.zone())));
            }
        }
        return text.toString();
    }

    private long wal() throws SQLException {
        return number("select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint");
    }

    /** Seconds that processors worked so far for this process. */
    private static double worked() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        server.application().url(),
                        server.application().user(),
                        server.application().password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
