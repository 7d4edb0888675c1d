package io.fairlead.server.lead.journal;

import io.fairlead.server.distribution.Explained;
import io.fairlead.server.lead.DecisionQueries;
import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.MadeDecision;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Reading;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.work.Sight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads journals page by page, newest first. Thread-safe. */
@Component
class JournalQueries {
    /** How many events are looked at for a page: one of a rare topic in a long journal may be short. */
    private static final int LOOKED_AT = 2000;

    private static final int MOST = 100;
    private static final int USUAL = 30;
    private static final Set<String> NAMES_A_USER =
            Set.of("lead-accepted", "lead-declined", "assigned-by-hand", "entry-undone");

    private final Transactions transactions;
    private final DecisionQueries decisions;
    private final Sight sight;
    private final JsonMapper json;

    JournalQueries(Transactions transactions, DecisionQueries decisions, Sight sight, JsonMapper json) {
        this.transactions = transactions;
        this.decisions = decisions;
        this.sight = sight;
        this.json = json;
    }

    /** Whose journal. */
    sealed interface Of {
        record Lead(long id) implements Of {}

        record Contact(long id) implements Of {}

        record Listing(String key) implements Of {}
    }

    /**
     * What of a journal is asked for.
     *
     * @param topic {@code notes}, {@code calls}, {@code statuses}, {@code assignments}, {@code mails}, {@code changes},
     *     {@code tasks} or {@code files}; null for all
     * @param own whether only what the reader did
     * @param after where the page before ended; null for the first
     * @param limit how many entries, 1 to 100; null for 30
     */
    record Asked(
            @Nullable String topic,
            boolean own,
            @Nullable String after,
            @Nullable Integer limit) {}

    /**
     * Something that happened.
     *
     * @param kind the kind of the event
     * @param topic what it is about, as one asks for it; empty for what belongs to no topic
     * @param who the key of the user who did it; null for the program
     * @param text what was written; empty for nothing
     * @param before the value before, where it is one; empty for none
     * @param after the value afterwards, where it is one, or the name of who got it; empty for none
     * @param activity the kind of activity as which an assignment counts; empty for all else
     * @param changes what was changed, field by field
     * @param decision what was decided, with its reasons; null for all else
     * @param lead the lead it happened to; null for the contact itself
     */
    record JournalEntry(
            String id,
            Instant at,
            String kind,
            String topic,
            @Nullable String who,
            String text,
            String before,
            String after,
            String activity,
            List<JournalChange> changes,
            @Nullable JournalDecision decision,
            @Nullable JournalLead lead) {}

    /** @param field {@code name}, {@code phone}, {@code email}, {@code listing}, or {@code fields.} and its id */
    record JournalChange(
            String field, @Nullable Object before, @Nullable Object after) {}

    record JournalDecision(String id, Explained explained) {}

    /** @param title its name, else its phone or e-mail; empty for none */
    record JournalLead(String id, String title) {}

    private record Line(long id, Instant at, String kind, long who, long lead, JsonNode data) {}

    /** A page of a journal. */
    JournalPage page(SignedIn me, Of of, Asked asked) {
        Ids ids = Ids.of(me.idSeed());
        int limit = Math.clamp(asked.limit() == null ? USUAL : asked.limit(), 1, MOST);
        String after = asked.after();
        long before =
                after == null ? Long.MAX_VALUE : ids.read(Ids.Kind.EVENT, after).orElseThrow(() -> invalid("after"));
        Statement statement = statement(me, of, asked, before);
        Reading<Boolean> there = there(me, of);
        Reading<Line> lines = statement.lines(limit + 1, this::line);
        Reading<User> users = Reading.of(
                "select id, key, name from fairlead.app_user",
                (row, n) -> new User(row.getLong("id"), new Person(row.getString("key"), row.getString("name"))));
        transactions.look(me.companyId(), there, lines, users);
        if (!there.first().orElseThrow()) {
            throw Refusal.notFound();
        }
        boolean more = lines.rows().size() > limit;
        List<Line> page = more ? lines.rows().subList(0, limit) : lines.rows();
        Long last = more ? Long.valueOf(page.getLast().id()) : statement.all() ? null : end(me, statement);
        return told(me, page, users.rows(), last == null ? null : ids.show(Ids.Kind.EVENT, last));
    }

    private record User(long id, Person person) {}

    private static Reading<Boolean> there(SignedIn me, Of of) {
        RowMapper<Boolean> there = (row, n) -> row.getBoolean(1);
        return switch (of) {
            case Of.Lead lead ->
                Reading.of(
                        "select exists (select from fairlead.lead where company_id = ? and id = ?)",
                        there,
                        me.companyId(),
                        lead.id());
            case Of.Contact contact ->
                Reading.of(
                        "select exists (select from fairlead.contact where company_id = ? and id = ?)",
                        there,
                        me.companyId(),
                        contact.id());
            case Of.Listing listing ->
                Reading.of(
                        "select exists (select from fairlead.setting where kind = 'listing' and key = ?)",
                        there,
                        listing.key());
        };
    }

    /**
     * The events looked at for a page.
     *
     * @param shown which of them are to be shown
     */
    private record Statement(String looked, List<Object> place, List<String> shown, List<Object> values) {
        /** Whether no event looked at is left out: a page that is not full is the last one then. */
        boolean all() {
            return shown.isEmpty();
        }

        private void only(String condition, Object value) {
            shown.add(condition);
            values.add(value);
        }

        Reading<Line> lines(int most, RowMapper<Line> line) {
            List<Object> parameters = new ArrayList<>(place);
            parameters.addAll(values);
            parameters.add(most);
            String where = shown.isEmpty() ? "" : " where " + String.join(" and ", shown);
            return Reading.of(
                    "select id, at, kind, who, lead, data from " + looked + where + " order by id desc limit ?",
                    line,
                    parameters.toArray());
        }
    }

    private Statement statement(SignedIn me, Of of, Asked asked, long before) {
        String journal = switch (of) {
            case Of.Lead lead -> "lead";
            case Of.Contact contact -> "contact";
            case Of.Listing listing -> "listing";
        };
        Object key = switch (of) {
            case Of.Lead(long id) -> id;
            case Of.Contact(long id) -> id;
            case Of.Listing(String named) -> named;
        };
        Statement statement = new Statement(
                """
                (select * from fairlead.event where company_id = ? and %s = ? and id < ?
                  order by id desc limit ?) looked
                """.formatted(journal),
                List.of(me.companyId(), key, before, LOOKED_AT),
                new ArrayList<>(),
                new ArrayList<>());
        narrow(statement, me, asked);
        return statement;
    }

    private void narrow(Statement statement, SignedIn me, Asked asked) {
        String topic = asked.topic();
        if (topic != null) {
            Topic named = Topic.named(topic).orElseThrow(() -> invalid("topic"));
            statement.only("kind like any (?)", named.kinds().toArray(String[]::new));
        }
        if (asked.own()) {
            statement.only("who = ?", me.userId());
        }
        Sight.Sights sights = sight.of(me);
        String @Nullable [] owners = sights.callbacks().owners();
        if (owners != null) {
            statement.only(Sight.OF_EVENTS, owners);
        }
        Long @Nullable [] seen = sights.history().users();
        if (seen != null) {
            statement.only("(who is null or who = any (?) or not kind like any (?))", seen);
            statement.values().add(Topic.work().toArray(String[]::new));
        }
    }

    /** The last event looked at if the journal goes on behind it, null if it ends there. */
    private @Nullable Long end(SignedIn me, Statement statement) {
        long end = transactions
                .look(
                        me.companyId(),
                        "select case when count(*) = ? then min(id) end from " + statement.looked(),
                        (row, n) -> row.getLong(1),
                        Stream.<Object>concat(Stream.of(LOOKED_AT), statement.place().stream())
                                .toArray())
                .getFirst();
        return end == 0 ? null : end;
    }

    private Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("kind"),
                row.getLong("who"),
                row.getLong("lead"),
                json.readTree(row.getString("data")));
    }

    private JournalPage told(SignedIn me, List<Line> lines, List<User> everybody, @Nullable String next) {
        Ids ids = Ids.of(me.idSeed());
        Map<Long, Person> users = everybody.stream().collect(Collectors.toMap(User::id, User::person));
        Reading<ZoneId> zone =
                Reading.of("select timezone from fairlead.company", (row, n) -> ZoneId.of(row.getString("timezone")));
        Reading<Map.Entry<Long, JournalLead>> titled = leads(me, ids, lines);
        Reading<MadeDecision> decided = decisions.made(
                me.companyId(),
                lines.stream()
                        .map(line -> line.data().path("decision").asLong(0))
                        .filter(id -> id > 0)
                        .toList());
        transactions.look(me.companyId(), zone, titled, decided);
        Map<Long, JournalLead> leads =
                titled.rows().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        String own = users.getOrDefault(me.userId(), new Person("", "")).key();
        Map<Long, DecisionQueries.DecisionRow> made = decided.rows().stream()
                .collect(Collectors.toMap(
                        MadeDecision::id,
                        one -> DecisionQueries.told(me, own, zone.first().orElseThrow(), one)));
        Map<String, String> names = new HashMap<>();
        users.values().forEach(user -> names.put(user.key(), user.name()));
        List<JournalEntry> entries = lines.stream()
                .map(line -> {
                    Person who = users.get(line.who());
                    DecisionQueries.DecisionRow decision =
                            made.get(line.data().path("decision").asLong(0));
                    return entry(line, who, decision, leads.get(line.lead()), names, ids);
                })
                .toList();
        return new JournalPage(entries, named(lines, entries, names), next);
    }

    /** Everybody whom the entries name. */
    private static List<Person> named(List<Line> lines, List<JournalEntry> entries, Map<String, String> names) {
        Set<String> named = new TreeSet<>();
        entries.stream().map(JournalEntry::who).filter(Objects::nonNull).forEach(named::add);
        entries.stream()
                .map(JournalEntry::decision)
                .filter(Objects::nonNull)
                .forEach(decision -> decision.explained().candidates().forEach(one -> named.add(one.user())));
        lines.stream()
                .flatMap(line -> Stream.of(line.data().path("user"), line.data().at("/before/user")))
                .map(user -> user.asString(""))
                .filter(names::containsKey)
                .forEach(named::add);
        return named.stream()
                .map(key -> new Person(key, names.getOrDefault(key, key)))
                .toList();
    }

    private static JournalEntry entry(
            Line line,
            @Nullable Person who,
            DecisionQueries.@Nullable DecisionRow decision,
            @Nullable JournalLead lead,
            Map<String, String> names,
            Ids ids) {
        JsonNode data = line.data();
        String text = data.path("text").asString("");
        return new JournalEntry(
                ids.show(Ids.Kind.EVENT, line.id()),
                line.at(),
                line.kind(),
                Topic.of(line.kind()).map(Topic::word).orElse(""),
                who == null ? null : who.key(),
                text.isEmpty() ? data.path("title").asString("") : text,
                line.kind().startsWith("status-") ? data.path("before").asString("") : "",
                after(line.kind(), data, names),
                data.path("activity").asString(""),
                changes(data.path("before"), data.path("after")),
                decision == null ? null : new JournalDecision(decision.id(), decision.explained()),
                lead);
    }

    /** What it came to: the name of who got it, or what the event itself calls so. */
    private static String after(String kind, JsonNode data, Map<String, String> names) {
        String user = data.path("user").asString("");
        String after = data.path("after").asString("");
        if (!user.isEmpty()) {
            return names.getOrDefault(user, user);
        }
        return NAMES_A_USER.contains(kind) ? names.getOrDefault(after, after) : after;
    }

    private static List<JournalChange> changes(JsonNode before, JsonNode after) {
        if (!before.isObject() || !after.isObject()) {
            return List.of();
        }
        Set<String> fields = new LinkedHashSet<>(before.propertyNames());
        fields.addAll(after.propertyNames());
        return fields.stream()
                .filter(field -> !before.path(field).equals(after.path(field)))
                .map(field -> new JournalChange(field, plain(before.path(field)), plain(after.path(field))))
                .toList();
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isArray()) {
            return value.valueStream().map(each -> each.asString("")).toList();
        }
        String text = value.asString("");
        return text.isEmpty() ? null : text;
    }

    private static Reading<Map.Entry<Long, JournalLead>> leads(SignedIn me, Ids ids, List<Line> lines) {
        return Reading.of(
                "select id, coalesce(nullif(name, ''), nullif(phone, ''), email) as title from fairlead.lead"
                        + " where company_id = ? and id = any(?)",
                (row, n) -> Map.entry(
                        row.getLong("id"),
                        new JournalLead(ids.show(Ids.Kind.LEAD, row.getLong("id")), row.getString("title"))),
                me.companyId(),
                lines.stream()
                        .map(Line::lead)
                        .filter(lead -> lead != 0)
                        .distinct()
                        .toArray(Long[]::new));
    }

    private static Refusal invalid(String field) {
        return Refusal.invalid(List.of(new FieldError(field, "invalid")));
    }
}
