package io.fairlead.server.notice;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notices as their receivers see them; nobody sees those of others. Thread-safe. */
@Component
public class NoticeQueries {
    private static final int PAGE = 20;
    private static final int MOST_UNREAD = 100;
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})\\.(\\w{1,40})");
    private static final int MICROS = 1_000_000;

    private static final String ROWS = """
            select n.id, n.kind, n.at, n.count, n.lead, n.data, n.read_at is not null as read, n.quiet, n.over,
                   w.name as who, cardinality(n.people) as people, l.name, l.phone, l.email
              from fairlead.notice n
              left join fairlead.lead l on l.company_id = n.company_id and l.id = n.lead
              left join fairlead.app_user w on w.company_id = n.company_id and w.id = n.who
             where n.company_id = ? and n.user_id = ? and n.shown and (n.lead is null or l.id is not null)
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;
    private final InstantSource clock;

    NoticeQueries(JdbcClient jdbc, Transactions transactions, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A page of somebody's notices, newest first.
     *
     * @param next where to go on; null at the end
     */
    record NoticeList(List<NoticeRow> rows, @Nullable String next, Unread unread) {}

    /** @param exact whether there are just so many, and not more */
    record Unread(int value, boolean exact) {}

    /**
     * Something a person is told.
     *
     * @param kind {@code assigned}, {@code joined}, {@code offered}, {@code lost}, {@code worked} or {@code due}
     * @param at of the last event
     * @param count of leads, or of acts
     * @param lead null for several
     * @param who did it last, by name; null for the program
     * @param others how many more people did it
     * @param acts for {@code worked}: counts of {@code note}, {@code call}, {@code status}, {@code field}, {@code task},
     *     {@code file}
     * @param why for {@code lost}: the deed, or {@code off-shift}, {@code absent}, {@code untouched}
     * @param task for {@code due}: {@code task} or {@code callback}
     * @param offer for {@code offered}
     * @param quiet whether it came while its receiver was off and is to interrupt nobody
     */
    record NoticeRow(
            String id,
            String kind,
            Instant at,
            int count,
            @Nullable NoticeLead lead,
            @Nullable String who,
            int others,
            Map<String, Integer> acts,
            @Nullable String why,
            @Nullable NoticeTask task,
            @Nullable NoticeOffer offer,
            boolean read,
            boolean quiet) {}

    /** @param title its name, phone or e-mail; empty if it has none */
    record NoticeLead(String id, String title) {}

    record NoticeTask(String kind, String title) {}

    /**
     * A lead that is to be taken.
     *
     * @param how {@code claim}: whoever is first; {@code accept}: its receiver alone
     * @param until when that ends; null for never
     * @param open whether it can still be taken
     */
    record NoticeOffer(String how, @Nullable Instant until, boolean open) {}

    private record Found(OffsetDateTime at, long id, NoticeRow row) {}

    /** @param after where the page before ended; null for the first */
    NoticeList page(SignedIn me, @Nullable String after) {
        Ids ids = Ids.of(me.idSeed());
        return transactions.inCompany(me.companyId(), () -> {
            List<Object> bounds = new ArrayList<>(List.of(me.companyId(), me.userId()));
            bounds.addAll(after == null ? List.of() : place(after, ids));
            List<Found> found = jdbc.sql(ROWS
                            + (after == null
                                    ? ""
                                    : " and (n.at, n.id) < (to_timestamp(0) + ? * interval '1 microsecond', ?)")
                            + " order by n.at desc, n.id desc limit " + (PAGE + 1))
                    .params(bounds)
                    .query((row, n) -> found(row, ids))
                    .list();
            List<Found> rows = found.size() > PAGE ? found.subList(0, PAGE) : found;
            String next = found.size() > PAGE ? shown(rows.getLast(), ids) : null;
            return new NoticeList(rows.stream().map(Found::row).toList(), next, unread(me));
        });
    }

    private Unread unread(SignedIn me) {
        int unread = jdbc.sql("""
                        select count(*) from (select from fairlead.notice
                                               where company_id = ? and user_id = ? and read_at is null and shown
                                               limit ?) x
                        """)
                .params(me.companyId(), me.userId(), MOST_UNREAD + 1)
                .query(Integer.class)
                .single();
        return new Unread(Math.min(unread, MOST_UNREAD), unread <= MOST_UNREAD);
    }

    /**
     * Whose notices were made or read in transactions from the first up to the second, without
     * it; in the company's transaction under way.
     */
    public Set<Long> told(int company, String fromTx, String untilTx) {
        return Set.copyOf(jdbc.sql("""
                        select distinct user_id from fairlead.notice
                         where company_id = ? and tx >= ?::xid8 and tx < ?::xid8
                        """)
                .params(company, fromTx, untilTx)
                .query(Long.class)
                .list());
    }

    private Found found(ResultSet row, Ids ids) throws SQLException {
        JsonNode data = json.readTree(row.getString("data"));
        String kind = row.getString("kind");
        OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
        long lead = row.getLong("lead");
        String title = Stream.of(text(row, "name"), text(row, "phone"), text(row, "email"))
                .filter(part -> !part.isBlank())
                .findFirst()
                .orElse("");
        NoticeRow notice = new NoticeRow(
                ids.show(Ids.Kind.NOTICE, row.getLong("id")),
                kind,
                at.toInstant(),
                row.getInt("count"),
                lead == 0 ? null : new NoticeLead(ids.show(Ids.Kind.LEAD, lead), title),
                row.getString("who"),
                Math.max(0, row.getInt("people") - 1),
                kind.equals("worked") ? acts(data) : Map.of(),
                kind.equals("lost") ? data.path("why").asString("") : null,
                kind.equals("due")
                        ? new NoticeTask(
                                data.path("task").asString(""),
                                data.path("title").asString(""))
                        : null,
                kind.equals("offered") ? offer(data, row.getBoolean("over")) : null,
                row.getBoolean("read"),
                row.getBoolean("quiet"));
        return new Found(at, row.getLong("id"), notice);
    }

    static Map<String, Integer> acts(JsonNode data) {
        Map<String, Integer> acts = new TreeMap<>();
        data.properties().forEach(one -> acts.put(one.getKey(), one.getValue().asInt()));
        return acts;
    }

    private NoticeOffer offer(JsonNode data, boolean over) {
        String until = data.path("until").asString("");
        Instant ends = until.isEmpty() ? null : OffsetDateTime.parse(until).toInstant();
        boolean open = !over && (ends == null || ends.isAfter(clock.instant()));
        return new NoticeOffer(data.path("how").asString(""), ends, open);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** The numbers behind these ids; those that are none are left out. */
    static List<Long> numbers(SignedIn me, List<String> shown) {
        Ids ids = Ids.of(me.idSeed());
        return shown.stream()
                .map(id -> ids.read(Ids.Kind.NOTICE, id))
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
    }

    private static String shown(Found last, Ids ids) {
        Instant at = last.at().toInstant();
        return at.getEpochSecond() * MICROS + at.getNano() / 1000 + "." + ids.show(Ids.Kind.NOTICE, last.id());
    }

    private static List<Long> place(String after, Ids ids) {
        Matcher text = CURSOR.matcher(after);
        OptionalLong id = text.matches() ? ids.read(Ids.Kind.NOTICE, text.group(2)) : OptionalLong.empty();
        if (id.isEmpty()) {
            throw Refusal.invalid(List.of(new FieldError("after", "invalid")));
        }
        return List.of(Long.parseLong(text.group(1)), id.getAsLong());
    }
}
