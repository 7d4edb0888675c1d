package io.fairlead.server.seal;

import io.fairlead.server.desk.Replay;
import io.fairlead.server.desk.StoredExplanation;
import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.desk.again.Retelling;
import io.fairlead.server.replay.Pages;
import io.fairlead.server.replay.Past;
import io.fairlead.server.replay.Start;
import io.fairlead.server.seal.Finding.Difference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the decisions of one company again from what its desk was told, under the settings that were in force, and
 * compares them one by one with those that are stored. Reads page by page. Not thread-safe.
 */
final class Recomputation {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 1000;

    private final Pages pages;
    private final Pages.End end;
    private final Consumer<Finding> findings;
    private final LongConsumer progress;
    private final Deque<Stored> stored = new ArrayDeque<>();
    private long lastDecision;
    private long made;
    private long agree;
    private @Nullable Missing gap;

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

    /**
     * How it went.
     *
     * @param agree decisions that came out as they are stored
     * @param left those that could not be made again
     * @param why they could not; null if all could
     */
    record Result(long agree, long left, @Nullable Missing why) {}

    /**
     * Of one company.
     *
     * @param end how far
     * @param findings told of each difference
     * @param progress told how many decisions were made again
     */
    Recomputation(Pages pages, Pages.End end, Consumer<Finding> findings, LongConsumer progress) {
        this.pages = pages;
        this.end = end;
        this.findings = findings;
        this.progress = progress;
    }

    Result result() throws SQLException {
        var start = Start.first(pages, end);
        if (start == null) {
            gap = Missing.of(Missing.Kind.BEGINNING, "");
        } else {
            try (var replay = start.replay(this::compare)) {
                run(start.past(), replay);
            } catch (Retelling.Gap missing) {
                broken(missing.missing());
            } catch (IllegalArgumentException | NullPointerException | JacksonException | ClassCastException broken) {
                broken(Missing.of(Missing.Kind.MISFIT, broken));
            } catch (Past.Unread failure) {
                throw failure.why();
            }
        }
        long rest = rest();
        return new Result(agree, rest, rest == 0 ? null : gap);
    }

    private void broken(Missing why) {
        gap = why;
        findings.accept(new Finding(Finding.Kind.RECORD_BROKEN, Map.of("decision", made + 1), List.of(), why));
    }

    private void run(Past past, Replay replay) {
        for (var batch = past.next(); batch != null; batch = past.next()) {
            batch.tell(replay);
            progress.accept(made);
        }
        replay.catchUp(end.at());
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
                            instant(row, "at"),
                            row.getString("how"),
                            row.getString("rule"),
                            number(row, "user_id"),
                            row.getLong("settings_seq"),
                            row.getString("explanation"),
                            row.getBoolean("erased")));
                }
            }
        }
        return stored.peek();
    }

    private void compare(Retelling.Made out) {
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
                var differences = differences(one, out);
                if (differences.isEmpty()) {
                    agree++;
                } else {
                    var place = Map.of("decision", one.id(), "lead", one.lead());
                    findings.accept(new Finding(Finding.Kind.DECISION_DIFFERS, place, differences, null));
                }
            }
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
    }

    private static List<Difference> differences(Stored one, Retelling.Made out) {
        var differs = new ArrayList<Difference>();
        differ(differs, "lead", one.lead(), out.lead());
        differ(differs, "instant", one.at(), out.at());
        differ(differs, "how", one.how(), out.how());
        differ(differs, "rule", one.rule(), out.rule());
        differ(differs, "user", one.user(), out.user());
        differ(differs, "settings", one.settings(), out.settings());
        var explanation = one.explanation() == null ? null : JSON.readTree(one.explanation());
        var made = StoredExplanation.of(out.explanation());
        var expected = made == null ? null : JSON.readTree(JSON.writeValueAsString(made));
        boolean there = explanation != null || (out.explained() && !one.erased());
        if (differs.isEmpty() && there && !Objects.equals(explanation, expected)) {
            differs.add(place("explanation", explanation, expected));
        }
        return differs;
    }

    private static void differ(List<Difference> differs, String what, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            differs.add(new Difference(what, word(was), word(is)));
        }
    }

    private static String word(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** The first place at which they differ, with both values. */
    private static Difference place(String path, @Nullable JsonNode was, @Nullable JsonNode is) {
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
        return new Difference(path, word(was), word(is));
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
                var place = Map.of("decision", row.getLong(2), "count", rest);
                findings.accept(Finding.of(Finding.Kind.DECISIONS_TOO_MANY, place));
            }
            return rest;
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
