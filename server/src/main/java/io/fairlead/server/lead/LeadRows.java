package io.fairlead.server.lead;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.OfferQueries.Offer;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Reading;
import io.fairlead.server.platform.sql.Transactions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns stored leads into the rows that are shown, with the names of people and listings. In a transaction under way. */
@Component
public class LeadRows {
    /** The columns of a {@link Stored} lead, of a table called {@code l}. */
    public static final String COLUMNS =
            "l.id, l.created_at, l.source, l.status, l.closed, l.state, l.rule, l.owner_id, "
                    + "l.contact_id, l.listing, l.name, l.phone, l.email, l.custom, l.version";

    private static final List<String> USUALLY_CLOSED = List.of("won", "lost", "closed", "spam");

    private final JdbcClient jdbc;
    private final DecisionQueries decisions;
    private final OfferQueries offers;
    private final Transactions transactions;
    private final JsonMapper json;

    LeadRows(
            JdbcClient jdbc,
            DecisionQueries decisions,
            OfferQueries offers,
            Transactions transactions,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.decisions = decisions;
        this.offers = offers;
        this.json = json;
    }

    /** How many there are in all, or at least, when counting stopped. */
    public record LeadTotal(int value, boolean exact) {}

    /**
     * A lead as a line of a list.
     *
     * @param fields the company's own fields, and what else it brought along: an object of JSON, passed on as it is kept
     * @param listing what it is about; null for nothing
     * @param state {@code waiting}, {@code offered} or {@code unassigned}; else somebody has it
     * @param rule that gave it, offers it, in which it waits, or that left it; empty for none
     * @param assignee who has it; null for nobody
     * @param workers who works it beside them, by name; none where the company allows one worker
     * @param why it has nobody; null if it has somebody
     */
    public record LeadRow(
            String id,
            Instant createdAt,
            String name,
            String phone,
            String email,

            @JsonRawValue @Schema(implementation = Map.class)
            String fields,

            String source,
            String status,
            boolean closed,
            @Nullable LeadListing listing,
            String state,
            String rule,
            @Nullable Person assignee,
            List<Person> workers,
            MadeDecision.@Nullable Why why,
            long version,
            LeadCan can) {}

    public record LeadListing(String key, String name) {}

    /**
     * What the reader may do with a lead now.
     *
     * @param workers whether further colleagues may be put on it
     */
    public record LeadCan(
            boolean status, boolean assign, boolean touch, boolean accept, boolean decline, boolean workers) {}

    /** Who can hold leads. */
    public record Holder(long id, String key, String name, boolean active) {
        Person person() {
            return new Person(key, name);
        }
    }

    /** A row of the table; owner 0 is nobody. */
    public record Stored(
            long id,
            Instant createdAt,
            String source,
            String status,
            boolean closed,
            String state,
            String rule,
            long owner,
            long contact,
            String listing,
            String name,
            String phone,
            String email,
            String custom,
            long version) {
        /** Of a row with the columns of the same names. */
        public static Stored of(ResultSet row, int number) throws SQLException {
            return new Stored(
                    row.getLong("id"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getString("source"),
                    row.getString("status"),
                    row.getBoolean("closed"),
                    row.getString("state"),
                    row.getString("rule"),
                    row.getLong("owner_id"),
                    row.getLong("contact_id"),
                    row.getString("listing"),
                    row.getString("name"),
                    row.getString("phone"),
                    row.getString("email"),
                    row.getString("custom"),
                    row.getLong("version"));
        }
    }

    /** What of the company is needed to find and show its leads. */
    public LeadCompany company() {
        LeadCompany.Readings readings = new LeadCompany.Readings();
        transactions.look(readings.all().toArray(Reading<?>[]::new));
        return readings.company();
    }

    /** The rows as this reader may see and use them. */
    public List<LeadRow> shown(SignedIn me, List<Stored> stored, LeadCompany company) {
        Beside beside = beside(me, stored, company);
        if (!beside.all().isEmpty()) {
            transactions.look(me.companyId(), beside.all().toArray(Reading<?>[]::new));
        }
        return shown(me, stored, company, beside);
    }

    /** What is shown of leads beside their own rows: the queries that read it, which go together. */
    record Beside(
            Reading<LeadListing> listings,
            Reading<MadeDecision> last,
            Reading<Offer> offers,
            Reading<Worker> workers,
            List<Reading<?>> all) {}

    private record Worker(long lead, long user) {}

    /** The queries for these leads: only those among whose rows some can be. */
    Beside beside(SignedIn me, List<Stored> stored, LeadCompany company) {
        List<String> about = stored.stream()
                .map(Stored::listing)
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList();
        List<Long> held =
                stored.stream().filter(row -> row.owner() == 0).map(Stored::id).toList();
        List<Long> open = stored.stream()
                .filter(row -> row.owner() == me.userId() || row.state().equals("offered"))
                .map(Stored::id)
                .toList();
        Reading<LeadListing> listings = Reading.of(
                "select key, coalesce(body ->> 'name', key) as name from fairlead.setting"
                        + " where kind = 'listing' and key = any(?)",
                (row, n) -> new LeadListing(row.getString("key"), row.getString("name")),
                (Object) about.toArray(String[]::new));
        Reading<MadeDecision> last = decisions.last(me.companyId(), held);
        Reading<Offer> offers = this.offers.of(me.companyId(), open);
        Reading<Worker> workers = Reading.of(
                "select lead_id, user_id from fairlead.lead_worker where company_id = ? and lead_id = any(?)",
                (row, n) -> new Worker(row.getLong("lead_id"), row.getLong("user_id")),
                me.companyId(),
                stored.stream().map(Stored::id).toArray(Long[]::new));
        List<Reading<?>> all = new ArrayList<>();
        add(all, listings, !about.isEmpty());
        add(all, last, !held.isEmpty());
        add(all, offers, !open.isEmpty());
        add(all, workers, company.work().severalWorkers() && !stored.isEmpty());
        return new Beside(listings, last, offers, workers, all);
    }

    private static void add(List<Reading<?>> all, Reading<?> one, boolean needed) {
        if (needed) {
            all.add(one);
        }
    }

    /** The rows with what was read beside them. */
    List<LeadRow> shown(SignedIn me, List<Stored> stored, LeadCompany company, Beside beside) {
        Map<Long, Holder> byId = company.byId();
        Map<String, LeadListing> listings =
                beside.listings().rows().stream().collect(Collectors.toMap(LeadListing::key, listing -> listing));
        Map<Long, MadeDecision> last =
                beside.last().rows().stream().collect(Collectors.toMap(MadeDecision::lead, made -> made));
        Map<Long, Offer> open = beside.offers().rows().stream().collect(Collectors.toMap(Offer::lead, offer -> offer));
        boolean several = company.work().severalWorkers();
        Map<Long, List<Person>> workers = workers(beside.workers().rows(), stored, byId);
        Holder self = byId.get(me.userId());
        Ids ids = Ids.of(me.idSeed());
        return stored.stream()
                .map(row -> {
                    MadeDecision decision = last.get(row.id());
                    Holder owner = byId.get(row.owner());
                    return new LeadRow(
                            ids.show(Ids.Kind.LEAD, row.id()),
                            row.createdAt(),
                            row.name(),
                            row.phone(),
                            row.email(),
                            row.custom(),
                            row.source(),
                            row.status(),
                            row.closed(),
                            listing(row.listing(), listings),
                            row.state(),
                            row.rule(),
                            owner == null ? null : owner.person(),
                            workers.getOrDefault(row.id(), List.of()),
                            row.owner() != 0 || decision == null ? null : decision.why(company.timezone()),
                            row.version(),
                            can(row, self, open.get(row.id()), several));
                })
                .toList();
    }

    private static @Nullable LeadListing listing(String key, Map<String, LeadListing> named) {
        return key.isEmpty() ? null : named.getOrDefault(key, new LeadListing(key, key));
    }

    private static LeadCan can(Stored row, @Nullable Holder self, @Nullable Offer offer, boolean several) {
        boolean mine = self != null && row.owner() == self.id();
        boolean offered = self != null
                && !row.closed()
                && offer != null
                && (mine ? offer.accepting() : offer.users().contains(self.key()));
        return new LeadCan(true, !row.closed(), mine, offered, offered, several && !row.closed());
    }

    /** Who works each of these leads beside its owner, by name. */
    private static Map<Long, List<Person>> workers(List<Worker> rows, List<Stored> leads, Map<Long, Holder> people) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        Map<Long, Long> owners = leads.stream().collect(Collectors.toMap(Stored::id, Stored::owner));
        Comparator<Holder> byName = Comparator.comparing(worker -> worker.name().toLowerCase(Locale.ROOT));
        Map<Long, List<Holder>> found = new HashMap<>();
        for (Worker row : rows) {
            Holder worker = people.get(row.user());
            if (worker != null && worker.id() != owners.getOrDefault(row.lead(), 0L)) {
                found.computeIfAbsent(row.lead(), lead -> new ArrayList<>()).add(worker);
            }
        }
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        lead -> lead.getValue().stream()
                                .sorted(byName)
                                .map(Holder::person)
                                .toList()));
    }

    /** What leads of the company can be about. */
    public List<LeadListing> listings() {
        return jdbc.sql("""
                        select key, coalesce(nullif(body ->> 'name', ''), key) as name from fairlead.setting
                         where kind = 'listing' order by position, key limit 1000
                        """)
                .query(new SimplePropertyRowMapper<>(LeadListing.class))
                .list();
    }

    /** The statuses with which the company's leads are closed. */
    public List<String> closedStatuses() {
        JsonNode own = body().path("closed-statuses");
        return own.isArray()
                ? own.valueStream().map(status -> status.asString("")).toList()
                : USUALLY_CLOSED;
    }

    /** The country of phone numbers without a country code; empty for none. */
    public String region() {
        return body().path("region").asString("");
    }

    private JsonNode body() {
        return json.readTree(jdbc.sql("select body from fairlead.company")
                .query(String.class)
                .single());
    }
}
