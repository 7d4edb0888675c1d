package io.fairlead.server.seal;

import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.company.SettingsDocument;
import io.fairlead.server.desk.Replay;
import io.fairlead.server.settings.SettingsFile;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the decisions of one company again from what its desk was told, under the settings that were in force, and
 * compares them one by one with those that are stored. Reads page by page. Not thread-safe.
 */
final class Recomputation implements Replay.Archive {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};
    private static final int PAGE = 1000;

    private final Pages pages;
    private final Pages.End end;
    private final Consumer<String> findings;
    private final LongConsumer progress;
    private final Deque<Stored> stored = new ArrayDeque<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private long lastDecision;
    private long lastArrival;
    private long lastBatch;
    private long made;
    private long agree;
    private @Nullable String gap;

    private record Stored(
            long id,
            long lead,
            Instant at,
            String how,
            String rule,
            @Nullable Long user,
            long settings,
            @Nullable String explanation,
            boolean erased) {}

    private record Arrival(long batch, Instant at, Replay.ArrivalEvent event) {}

    private record Batch(long seq, Instant at, @Nullable Long settings, String told) {}

    /**
     * How it went.
     *
     * @param agree decisions that came out as they are stored
     * @param left those that could not be made again
     * @param why they could not; empty if all could
     */
    record Result(long agree, long left, String why) {}

    /**
     * Of one company.
     *
     * @param end how far
     * @param findings told of each difference
     * @param progress told how many decisions were made again
     */
    Recomputation(Pages pages, Pages.End end, Consumer<String> findings, LongConsumer progress) {
        this.pages = pages;
        this.end = end;
        this.findings = findings;
        this.progress = progress;
    }

    Result result() throws SQLException {
        var founded = founded();
        if (founded != null) {
            try (var replay = new Replay(founded.at(), founded.version(), this, this::compare)) {
                run(replay);
            } catch (Replay.Gap missing) {
                broken(String.valueOf(missing.getMessage()));
            } catch (IllegalArgumentException | NullPointerException | JacksonException | ClassCastException broken) {
                broken("what is recorded does not fit together: " + broken);
            } catch (Unread failure) {
                throw failure.cause;
            }
        }
        long rest = rest();
        return new Result(agree, rest, rest == 0 || gap == null ? "" : gap);
    }

    private void broken(String why) {
        gap = why;
        findings.accept("decision " + (made + 1) + " and those after it: " + why);
    }

    private record Founded(Instant at, Replay.Version version) {}

    /** Before its settings changed for the first time a company had only what it was founded with. */
    private @Nullable Founded founded() throws SQLException {
        try (var query = pages.prepare("""
                select at, data from fairlead.event where company_id = ? and kind = 'company-created' order by id limit 1
                """)) {
            query.setInt(1, pages.company());
            var row = query.executeQuery();
            if (!row.next()) {
                gap = "what happened since the company was founded is not there";
                return null;
            }
            var document = JSON.createObjectNode();
            document.set("company", JSON.readTree(row.getString("data")));
            return new Founded(Pages.instant(row, "at"), new Replay.Version(0, scenario(document), Map.of()));
        }
    }

    private void run(Replay replay) throws SQLException {
        for (var batch = nextBatch(); batch != null; batch = nextBatch()) {
            batch.run(replay);
            progress.accept(made);
        }
        replay.catchUp(end.at());
    }

    /** A batch as it is told again. */
    private record Whole(Instant at, @Nullable Batch batch, List<Replay.ArrivalEvent> arrivals) {
        void run(Replay replay) {
            replay.batch(at, batch == null ? null : batch.told(), batch == null ? null : batch.settings(), arrivals);
        }
    }

    private @Nullable Whole nextBatch() throws SQLException {
        readArrivals();
        readBatches();
        var arrival = arrivals.peek();
        var batch = batches.peek();
        if (arrival == null && batch == null) {
            return null;
        }
        long seq = Math.min(
                arrival == null ? Long.MAX_VALUE : arrival.batch(), batch == null ? Long.MAX_VALUE : batch.seq());
        if (seq > end.seq()) {
            return null;
        }
        var own = batch != null && batch.seq() == seq ? batches.remove() : null;
        var at = own == null ? Objects.requireNonNull(arrival).at() : own.at();
        var here = new ArrayList<Replay.ArrivalEvent>();
        while (!arrivals.isEmpty() && arrivals.peek().batch() == seq) {
            here.add(arrivals.remove().event());
            readArrivals();
        }
        return new Whole(at, own, here);
    }

    private void readArrivals() throws SQLException {
        if (!arrivals.isEmpty()) {
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
            while (row.next()) {
                lastArrival = row.getLong("id");
                var said = row.getString("data");
                arrivals.add(new Arrival(
                        JSON.readTree(said).path("batch").asLong(),
                        Pages.instant(row, "at"),
                        new Replay.ArrivalEvent(
                                row.getLong("lead"), Pages.number(row, "who"), row.getBoolean("edit"), said)));
            }
        }
    }

    private void readBatches() throws SQLException {
        if (!batches.isEmpty()) {
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
                        new Batch(lastBatch, Pages.instant(row, "at"), Pages.number(row, "settings_seq"), row.getString("told")));
            }
        }
    }

    private @Nullable Stored nextStored() throws SQLException {
        if (stored.isEmpty()) {
            try (var query = pages.prepare("""
                    select d.id, d.lead_id, d.at, d.how, d.rule, d.user_id, d.settings_seq, d.explanation,
                           e.lead_id is not null as erased
                      from fairlead.decision d
                      left join fairlead.erased_lead e on e.company_id = d.company_id and e.lead_id = d.lead_id
                     where d.company_id = ? and d.id > ? order by d.id limit ?
                    """)) {
                query.setInt(1, pages.company());
                query.setLong(2, lastDecision);
                query.setInt(3, PAGE);
                var row = query.executeQuery();
                while (row.next()) {
                    lastDecision = row.getLong("id");
                    stored.add(new Stored(
                            lastDecision,
                            row.getLong("lead_id"),
                            Pages.instant(row, "at"),
                            row.getString("how"),
                            row.getString("rule"),
                            Pages.number(row, "user_id"),
                            row.getLong("settings_seq"),
                            row.getString("explanation"),
                            row.getBoolean("erased")));
                }
            }
        }
        return stored.peek();
    }

    private void compare(Replay.Made out) {
        try {
            made++;
            var one = nextStored();
            while (one != null && one.id() < made) {
                stored.remove();
                one = nextStored();
            }
            // One that is not there is found missing by its seal.
            if (one != null && one.id() == made) {
                stored.remove();
                var difference = difference(one, out);
                if (difference.isEmpty()) {
                    agree++;
                } else {
                    findings.accept(difference.get());
                }
            }
        } catch (SQLException failure) {
            throw new Unread(failure);
        }
    }

    private static Optional<String> difference(Stored one, Replay.Made out) {
        var name = "decision " + one.id() + " of lead " + one.lead() + ": ";
        var differs = new ArrayList<String>();
        differ(differs, "lead", one.lead(), out.lead());
        differ(differs, "instant", one.at(), out.at());
        differ(differs, "how", one.how(), out.how());
        differ(differs, "rule", one.rule(), out.rule());
        differ(differs, "user", one.user(), out.user());
        differ(differs, "settings", one.settings(), out.settings());
        var explanation = one.explanation() == null ? null : JSON.readTree(one.explanation());
        var expected = out.explanation() == null
                ? null
                : JSON.readTree(out.explanation().toString());
        boolean there = explanation != null || (out.explained() && !one.erased());
        if (differs.isEmpty() && there && !Objects.equals(explanation, expected)) {
            differs.add(place("explanation", explanation, expected));
        }
        return differs.isEmpty() ? Optional.empty() : Optional.of(name + String.join("; ", differs));
    }

    private static void differ(List<String> differs, String what, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            differs.add(what + " is " + word(was) + ", recomputed " + word(is));
        }
    }

    private static String word(@Nullable Object value) {
        return value == null || value.equals("") ? "none" : value.toString();
    }

    /** The first place at which they differ, with both values. */
    private static String place(String path, @Nullable JsonNode was, @Nullable JsonNode is) {
        if (was instanceof ObjectNode one && is instanceof ObjectNode other) {
            for (var member : other.properties()) {
                if (!Objects.equals(one.get(member.getKey()), member.getValue())) {
                    return place(path + "/" + member.getKey(), one.get(member.getKey()), member.getValue());
                }
            }
        }
        if (was != null && is != null && was.isArray() && is.isArray()) {
            for (int i = 0; i < Math.min(was.size(), is.size()); i++) {
                if (!was.get(i).equals(is.get(i))) {
                    return place(path + "/" + i, was.get(i), is.get(i));
                }
            }
        }
        return path + " is " + word(was) + ", recomputed " + word(is);
    }

    /** How many decisions are stored that nothing was compared with; they differ if all was made again. */
    private long rest() throws SQLException {
        try (var query = pages.prepare("""
                select count(*), min(id) from fairlead.decision
                 where company_id = ? and id > ?
                   and (id <= ? or id > coalesce((select decisions from fairlead.desk where company_id = ?), 0))
                """)) {
            query.setInt(1, pages.company());
            query.setLong(2, made);
            query.setLong(3, end.decisions());
            query.setInt(4, pages.company());
            var row = query.executeQuery();
            row.next();
            long rest = row.getLong(1);
            if (rest > 0 && gap == null) {
                findings.accept(
                        "decision " + row.getLong(2) + " and those after it: there are " + rest + ", recomputed none");
            }
            return rest;
        }
    }

    @Override
    public Replay.Version version(long settings) {
        try (var query = pages.prepare(
                "select document, people from fairlead.settings_version where company_id = ? and seq = ?")) {
            query.setInt(1, pages.company());
            query.setLong(2, settings);
            var row = query.executeQuery();
            if (!row.next()) {
                throw new Replay.Gap("settings " + settings + " are missing");
            }
            var document = (ObjectNode) JSON.readTree(row.getString("document"));
            return new Replay.Version(settings, scenario(document), JSON.readValue(row.getString("people"), NUMBERS));
        } catch (SQLException failure) {
            throw new Unread(failure);
        }
    }

    private static Scenario scenario(ObjectNode document) {
        return switch (new SettingsDocument(document).read()) {
            case SettingsFile.Sound sound -> sound.scenario();
            case SettingsFile.Broken broken -> throw new Replay.Gap("its settings are broken: " + broken.flaws());
        };
    }

    @Override
    public Map<Long, String> arrivals(Collection<Long> leads) {
        var found = new HashMap<Long, String>();
        var all = List.copyOf(leads);
        try (var query = pages.prepare("""
                select lead, data from fairlead.event where company_id = ? and lead = any(?) and kind = 'lead-arrived'
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

    /** The database could not be read. */
    private static final class Unread extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final SQLException cause;

        Unread(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
