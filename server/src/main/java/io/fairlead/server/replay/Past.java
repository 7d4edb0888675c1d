package io.fairlead.server.replay;

import io.fairlead.server.company.SettingsDocument;
import io.fairlead.server.desk.Replay;
import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.desk.again.Retelling;
import io.fairlead.server.desk.again.Retelling.ArrivalEvent;
import io.fairlead.server.desk.again.Retelling.Gap;
import io.fairlead.server.desk.again.Retelling.Version;
import io.fairlead.server.settings.SettingsFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a company's desk was told, batch by batch, a page at a time. Free of Spring. Not
 * thread-safe.
 */
public final class Past implements Retelling.Archive {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};
    private static final int PAGE = 1000;

    private final Pages pages;
    private final long end;
    private final @Nullable CheckpointRows rows;
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Deque<Told> batches = new ArrayDeque<>();
    private long lastArrival;
    private long lastBatch;
    /** Whether there may be more of them to read. */
    private boolean moreArrivals = true;

    private boolean moreBatches = true;

    private record Arrival(long batch, Instant at, long id, ArrivalEvent event) {}

    private record Told(long seq, Instant at, @Nullable Long settings, String said) {}

    /** A desk when its company was founded. */
    public record Founded(Instant at, Version version) {}

    /**
     * A batch as it is told again.
     *
     * @param seq its number
     * @param said what {@code desk_batch} says of it; null if leads arrived alone
     * @param settings those that came into force; null for none
     * @param lastArrival the number of the last event of an arrival or edit up to here
     */
    public record Batch(
            long seq,
            Instant at,
            @Nullable String said,
            @Nullable Long settings,
            List<ArrivalEvent> arrivals,
            long lastArrival) {
        public void tell(Replay replay) {
            replay.batch(at, said, settings, arrivals);
        }
    }

    /** The database could not be read. */
    public static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final SQLException why;

        public Unread(SQLException why) {
            super(why);
            this.why = why;
        }

        public SQLException why() {
            return why;
        }
    }

    /**
     * From the beginning.
     *
     * @param end the last batch
     */
    public Past(Pages pages, long end) {
        this(pages, end, 0, 0, null);
    }

    /**
     * From after a batch.
     *
     * @param end the last batch
     * @param lastArrival the number of the last event of an arrival or edit that is passed over
     * @param rows which are told what contacts will be asked for; null for none
     */
    Past(Pages pages, long end, long seq, long lastArrival, @Nullable CheckpointRows rows) {
        this.pages = pages;
        this.end = end;
        this.rows = rows;
        this.lastBatch = seq;
        this.lastArrival = lastArrival;
    }

    /** Before its settings changed for the first time a company had only what it was founded with. */
    public @Nullable Founded founded() {
        try (var query = pages.prepare("""
                select at, data from fairlead.event where company_id = ? and kind = 'company-created' order by id limit 1
                """)) {
            query.setInt(1, pages.company());
            var row = query.executeQuery();
            if (!row.next()) {
                return null;
            }
            var document = JSON.createObjectNode();
            document.set("company", JSON.readTree(row.getString("data")));
            return new Founded(
                    instant(row, "at"), new Version(0, scenario(document).scenario(), Map.of()));
        } catch (SQLException failure) {
            throw new Unread(failure);
        }
    }

    /** The next batch; null at the end. */
    public @Nullable Batch next() {
        try {
            readArrivals();
            readBatches();
            var arrival = arrivals.peek();
            var batch = batches.peek();
            if (arrival == null && batch == null) {
                return null;
            }
            long seq = Math.min(
                    arrival == null ? Long.MAX_VALUE : arrival.batch(), batch == null ? Long.MAX_VALUE : batch.seq());
            if (seq > end) {
                return null;
            }
            var own = batch != null && batch.seq() == seq ? batches.remove() : null;
            var at = own == null ? Objects.requireNonNull(arrival).at() : own.at();
            var here = new ArrayList<ArrivalEvent>();
            long last = 0;
            for (var next = arrivals.peek(); next != null && next.batch() == seq; next = arrivals.peek()) {
                last = arrivals.remove().id();
                here.add(next.event());
                readArrivals();
            }
            return new Batch(seq, at, own == null ? null : own.said(), own == null ? null : own.settings(), here, last);
        } catch (SQLException failure) {
            throw new Unread(failure);
        }
    }

    private void readArrivals() throws SQLException {
        if (!arrivals.isEmpty() || !moreArrivals) {
            return;
        }
        try (var query = pages.prepare("""
                select id, lead, who, at, kind = 'lead-edited' as edit, data from fairlead.event
                 where company_id = ? and kind in ('lead-arrived', 'lead-edited') and id > ? order by id limit ?
                """)) {
            query.setInt(1, pages.company());
            query.setLong(2, lastArrival);
            query.setInt(3, PAGE);
            var row = query.executeQuery();
            var contacts = new HashSet<Integer>();
            while (row.next()) {
                lastArrival = row.getLong("id");
                var event = ArrivalEvent.read(
                        row.getLong("lead"), number(row, "who"), row.getBoolean("edit"), row.getString("data"));
                if (event.said().has("contact")) {
                    contacts.add(event.said().path("contact").asInt());
                }
                arrivals.add(new Arrival(event.said().path("batch").asLong(), instant(row, "at"), lastArrival, event));
            }
            moreArrivals = arrivals.size() == PAGE;
            if (rows != null) {
                rows.contacts(contacts);
            }
        }
    }

    private void readBatches() throws SQLException {
        if (!batches.isEmpty() || !moreBatches) {
            return;
        }
        try (var query = pages.prepare("""
                select seq, at, settings_seq, told from fairlead.desk_batch
                 where company_id = ? and seq > ? order by seq limit ?
                """)) {
            query.setInt(1, pages.company());
            query.setLong(2, lastBatch);
            query.setInt(3, PAGE);
            var row = query.executeQuery();
            while (row.next()) {
                lastBatch = row.getLong("seq");
                batches.add(
                        new Told(lastBatch, instant(row, "at"), number(row, "settings_seq"), row.getString("told")));
            }
            moreBatches = batches.size() == PAGE;
        }
    }

    @Override
    public Version version(long settings) {
        return new Version(settings, scenario(document(settings)).scenario(), people(settings));
    }

    /** The whole settings that were in force, as they are kept. */
    ObjectNode document(long settings) {
        return (ObjectNode) JSON.readTree(column("document", settings));
    }

    /** The numbers of all users, by their ids in these settings. */
    Map<String, Long> people(long settings) {
        return JSON.readValue(column("people", settings), NUMBERS);
    }

    private String column(String column, long settings) {
        try (var query = pages.prepare(
                "select " + column + " from fairlead.settings_version where company_id = ? and seq = ?")) {
            query.setInt(1, pages.company());
            query.setLong(2, settings);
            var row = query.executeQuery();
            if (!row.next()) {
                throw new Gap(Missing.Kind.SETTINGS, settings);
            }
            return row.getString(column);
        } catch (SQLException failure) {
            throw new Unread(failure);
        }
    }

    private static SettingsFile.Sound scenario(ObjectNode document) {
        return switch (new SettingsDocument(document).read()) {
            case SettingsFile.Sound sound -> sound;
            case SettingsFile.Broken broken -> throw new Gap(Missing.Kind.SETTINGS_BROKEN, broken.flaws());
        };
    }

    @Override
    public Map<Long, String> arrivals(Collection<Long> leads) {
        if (leads.isEmpty()) {
            return Map.of();
        }
        var found = new HashMap<Long, String>();
        var all = List.copyOf(leads);
        try (var query = pages.prepare("""
                select lead, data from fairlead.event where company_id = ? and lead = any(?)
                   and kind in ('lead-arrived', 'lead-imported')
                """)) {
            for (int from = 0; from < all.size(); from += PAGE) {
                var page = all.subList(from, Math.min(all.size(), from + PAGE));
                query.setInt(1, pages.company());
                query.setArray(2, pages.connection().createArrayOf("bigint", page.toArray()));
                var row = query.executeQuery();
                while (row.next()) {
                    found.put(row.getLong("lead"), row.getString("data"));
                }
            }
        } catch (SQLException failure) {
            throw new Unread(failure);
        }
        return found;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
