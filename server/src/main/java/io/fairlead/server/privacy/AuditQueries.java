package io.fairlead.server.privacy;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who saw, changed and exported what: the journal's events of people and the table {@code audit}, as one list, newest
 * first. Each page reads no more rows than it shows, of both.
 */
@Component
class AuditQueries {
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
    private static final String EVENTS = """
            select 1 as n, e.at, e.id, e.kind, e.who, u.key, u.name, '' as address, 1 as times,
                   coalesce(e.lead, 0) as lead, case when e.lead is null then coalesce(e.contact, 0) else 0 end as contact,
                   coalesce(case when e.kind in ('leads-exported', 'export-downloaded') then concat_ws(' · ',
                       e.data ->> 'name', e.data ->> 'leads', left(nullif(e.data ->> 'filter', 'true'), 500)) end,
                       e.data ->> 'key', (select name from fairlead.app_user o
                       where e.kind ~ '^(user|absence)-' and o.id::text = e.data ->> 'user'),
                       e.data ->> 'source', e.data ->> 'name', e.data ->> 'version', '') as subject
              from fairlead.event e left join fairlead.app_user u on u.company_id = e.company_id and u.id = e.who
             where (e.at, e.id) < (:at, :event)
            """;
    private static final String SIGHTINGS = """
            select 2 as n, e.at, e.id, e.kind, e.who, u.key, u.name, e.address, e.times,
                   case when e.kind = 'lead-opened' then e.record else 0 end as lead,
                   case when e.kind = 'contact-opened' then e.record else 0 end as contact, '' as subject
              from fairlead.audit e left join fairlead.app_user u on u.company_id = e.company_id and u.id = e.who
             where (e.at, e.id) < (:at, :sighting)
            """;
    private static final String END = " order by e.at desc, e.id desc limit :limit";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;

    AuditQueries(JdbcClient jdbc, Transactions transactions, Companies companies) {
        this.companies = companies;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** What is asked for. */
    enum Group {
        ALL,
        /** Leads and contacts that were opened. */
        SEEN,
        /** What people did with leads. */
        LEADS,
        /** What people changed beside leads: settings, rules, users, sources. */
        SETTINGS,
        /** Exports, erasures, retention. */
        PRIVACY,
        /** Sign-ins, failures, use of tokens. */
        SIGN_INS;

        static Group of(@Nullable String word) {
            return Stream.of(values())
                    .filter(group -> group.word().equals(Objects.requireNonNullElse(word, "all")))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid(List.of(new FieldError("group", "unknown"))));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean events() {
            return this != SEEN && this != SIGN_INS;
        }

        boolean sightings() {
            return this == ALL || this == SEEN || this == SIGN_INS;
        }

        String condition() {
            return switch (this) {
                case ALL -> "";
                case SEEN -> " and e.kind in ('lead-opened', 'contact-opened')";
                case LEADS -> " and e.lead is not null";
                case SETTINGS -> " and e.lead is null and e.contact is null";
                case PRIVACY ->
                    " and e.lead is null and e.kind in ('contact-exported', 'leads-exported', 'export-downloaded',"
                            + " 'export-cancelled', 'contact-erased', 'retention-changed', 'retention-applied', 'audit-exported')";
                case SIGN_INS ->
                    " and e.kind in ('signed-in', 'sign-in-failed', 'sign-in-unknown',"
                            + " 'sign-in-throttled', 'token-used')";
            };
        }
    }

    /**
     * What is asked for; null for all.
     *
     * @param who the key of a user
     * @param record the id of a lead or contact
     * @param from the first day, of the company
     * @param until the last day
     * @param cursor where the page before ended
     */
    record AuditSearch(
            @Nullable String group,
            @Nullable String who,
            @Nullable String record,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable String cursor) {}

    record AuditList(List<AuditRow> rows, @Nullable String next) {}

    /**
     * @param who null for the program itself, and for an e-mail that nobody has
     * @param lead its id, if it was about one; so the contact
     * @param subject what it was about otherwise: a key, a name, a version; empty for nothing more
     * @param address from which somebody signed in or looked; empty where that is not kept
     * @param times how often within the hour, of sign-ins that failed
     */
    record AuditRow(
            Instant at,
            String kind,
            @Nullable AuditPerson who,
            @Nullable String lead,
            @Nullable String contact,
            String subject,
            String address,
            int times) {}

    record AuditPerson(String key, String name) {}

    /** A row with its place in the list: two sources at one instant stand in the order of their numbers. */
    private record Placed(AuditRow row, Instant at, int source, long id) {
        static final Comparator<Placed> NEWEST = Comparator.comparing(Placed::at)
                .thenComparingInt(Placed::source)
                .thenComparingLong(Placed::id)
                .reversed();
    }

    private record Place(Instant at, int source, long id) {
        /** The bound that the rows of a source stay below. */
        long below(int of) {
            return of == source ? id : of < source ? Long.MAX_VALUE : 0;
        }
    }

    AuditList page(SignedIn me, AuditSearch search, int limit) {
        return transactions.inCompany(me.companyId(), () -> {
            Ids ids = Ids.of(me.idSeed());
            Group group = Group.of(search.group());
            Place place = place(search);
            List<Placed> found = new ArrayList<>();
            if (group.events()) {
                found.addAll(rows(true, group, search, place, limit + 1, ids));
            }
            if (group.sightings()) {
                found.addAll(rows(false, group, search, place, limit + 1, ids));
            }
            found.sort(Placed.NEWEST);
            List<Placed> page = found.subList(0, Math.min(limit, found.size()));
            String next = found.size() > limit ? cursor(page.getLast()) : null;
            return new AuditList(page.stream().map(Placed::row).toList(), next);
        });
    }

    private List<Placed> rows(boolean events, Group group, AuditSearch search, Place place, int limit, Ids ids) {
        StringBuilder sql = new StringBuilder(events ? EVENTS : SIGHTINGS).append(group.condition());
        if (search.from() != null) {
            sql.append(" and e.at >= :from");
        }
        if (search.who() != null) {
            sql.append(" and e.who = :who");
        } else if (events && (group == Group.ALL || group == Group.LEADS)) {
            sql.append(" and e.who is not null");
        }
        OptionalLong lead = number(search, Ids.Kind.LEAD, ids);
        OptionalLong contact = number(search, Ids.Kind.CONTACT, ids);
        if (search.record() != null) {
            sql.append(record(events, lead.isPresent()));
        }
        return jdbc.sql(sql.append(END).toString())
                .param("at", utc(place.at()))
                .param("event", place.below(1))
                .param("sighting", place.below(2))
                .param("from", search.from() == null ? null : utc(begin(search.from())))
                .param("who", search.who() == null ? null : user(search.who()))
                .param("record", lead.orElse(contact.orElse(0)))
                .param("limit", limit)
                .query((row, n) -> placed(row, ids))
                .list();
    }

    private static String record(boolean events, boolean lead) {
        if (lead) {
            return events ? " and e.lead = :record" : " and e.kind = 'lead-opened' and e.record = :record";
        }
        return events ? " and e.contact = :record" : " and e.kind = 'contact-opened' and e.record = :record";
    }

    private static OptionalLong number(AuditSearch search, Ids.Kind kind, Ids ids) {
        return search.record() == null
                ? OptionalLong.empty()
                : ids.read(kind, search.record().strip());
    }

    private long user(String key) {
        return jdbc.sql("select id from fairlead.app_user where key = ?")
                .param(key)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private static Placed placed(ResultSet row, Ids ids) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        String key = row.getString("key");
        return new Placed(
                new AuditRow(
                        at,
                        row.getString("kind"),
                        key == null ? null : new AuditPerson(key, row.getString("name")),
                        shown(ids, Ids.Kind.LEAD, row.getLong("lead")),
                        shown(ids, Ids.Kind.CONTACT, row.getLong("contact")),
                        row.getString("subject"),
                        row.getString("address"),
                        row.getInt("times")),
                at,
                row.getInt("n"),
                row.getLong("id"));
    }

    private static @Nullable String shown(Ids ids, Ids.Kind kind, long number) {
        return number == 0 ? null : ids.show(kind, number);
    }

    private static String cursor(Placed last) {
        String text = last.at() + " " + last.source() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneId.of(companies.current().timezone())).toInstant();
    }

    private Place place(AuditSearch search) {
        if (search.cursor() == null) {
            LocalDate last = search.until();
            Instant end = last == null ? LAST : begin(last.plusDays(1));
            return new Place(end, 0, 0);
        }
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(search.cursor()), StandardCharsets.US_ASCII).split(" ", 3);
            Instant at = Instant.parse(parts[0]);
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
                throw new DateTimeException("no time of any event");
            }
            return new Place(at, Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw Refusal.invalid(List.of(new FieldError("cursor", "invalid")));
        }
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
