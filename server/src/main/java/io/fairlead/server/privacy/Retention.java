package io.fairlead.server.privacy;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.privacy.RetentionPeriods.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deletes what was kept as long as was agreed: every night between two and five o'clock of the company, in slices, each
 * a transaction. Erases also who was erased before the database was restored from an older backup, at once. Thread-safe.
 */
@Component
class Retention {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final LocalTime FROM = LocalTime.of(2, 0);
    private static final LocalTime UNTIL = LocalTime.of(5, 0);
    private static final int SLICE = 2000;
    /** Leads that are looked at for their contacts in one statement. */
    private static final int LEADS = 5000;

    private static final int COUNTED = 10_000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Erasures erasures;
    private final Events events;
    private final InstantSource clock;
    private final Map<Integer, LocalDate> done = new ConcurrentHashMap<>();

    Retention(
            JdbcClient jdbc,
            Transactions transactions,
            Erasures erasures,
            Events events,
            InstantSource clock,
            Companies companies,
            Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.erasures = erasures;
        this.events = events;
        this.clock = clock;
        rounds.every(PAUSE, "retention", companies::all, this::turn);
    }

    /** What would go now. */
    record RetentionTrial(List<TrialRow> rows) {}

    /**
     * @param kind as in {@link RetentionPeriods}
     * @param exact whether there are no more than these
     * @param oldest null if nothing would go
     */
    record TrialRow(
            String kind,
            long count,
            boolean exact,
            @Nullable Instant oldest,
            @Nullable Instant newest) {}

    RetentionPeriods of(SignedIn me) {
        return transactions.inCompany(me.companyId(), this::stored);
    }

    RetentionPeriods set(SignedIn by, RetentionPeriods wanted) {
        check(wanted);
        return transactions.inCompany(by.companyId(), () -> {
            RetentionPeriods before = stored();
            if (!before.equals(wanted)) {
                jdbc.sql("update fairlead.company set retention = jsonb_strip_nulls(?::jsonb)")
                        .param(JSON.writeValueAsString(wanted))
                        .update();
                events.append("retention-changed", by.userId(), Map.of("before", before, "after", wanted));
            }
            return wanted;
        });
    }

    /** What would go now with these periods; nothing is deleted. */
    RetentionTrial trial(SignedIn me, RetentionPeriods wanted) {
        check(wanted);
        return transactions.inCompany(me.companyId(), () -> {
            List<TrialRow> rows = new ArrayList<>();
            wanted.set().forEach((kind, months) -> rows.add(trial(kind, before(months))));
            return new RetentionTrial(rows);
        });
    }

    private static void check(RetentionPeriods wanted) {
        List<FieldError> errors = new ArrayList<>();
        wanted.set().forEach((kind, months) -> {
            if (months < 1 || months > RetentionPeriods.LONGEST) {
                errors.add(new FieldError(kind.word(), "out-of-range"));
            }
        });
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    private RetentionPeriods stored() {
        return RetentionPeriods.read(jdbc.sql("select retention from fairlead.company")
                .query(String.class)
                .single());
    }

    private TrialRow trial(Kind kind, OffsetDateTime before) {
        return jdbc.sql("select count(*), min(at), max(at) from (%s limit :limit) x".formatted(old(kind)))
                .param("before", before)
                .param("limit", COUNTED + 1)
                .query((row, n) -> new TrialRow(
                        kind.word(),
                        Math.min(COUNTED, row.getLong(1)),
                        row.getLong(1) <= COUNTED,
                        instant(row.getObject(2, OffsetDateTime.class)),
                        instant(row.getObject(3, OffsetDateTime.class))))
                .single();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    /** What is older; of contacts the newest lead counts, of which there must be no later one. */
    private static String old(Kind kind) {
        return switch (kind) {
            case CONTACTS -> """
                    select l.created_at as at, l.contact_id as id from fairlead.lead l
                     where l.created_at < :before and l.closed
                       and not exists (select from fairlead.erased_lead e where e.lead_id = l.id)
                       and not exists (select from fairlead.lead o where o.contact_id = l.contact_id
                                          and (o.id > l.id or not o.closed))
                     order by l.id
                    """;
            case QUARANTINE -> "select at, id from fairlead.quarantined where at < :before order by id";
            case SUBMISSIONS -> "select at, ctid as id from fairlead.submission where at < :before";
            case CONSENTS -> "select at, lead_id as id from fairlead.consent where at < :before";
            case AUDIT -> "select at, id from fairlead.audit where at < :before order by at, id";
        };
    }

    private static String table(Kind kind) {
        return switch (kind) {
            case CONTACTS -> "contact";
            case QUARANTINE -> "quarantined";
            case SUBMISSIONS -> "submission";
            case CONSENTS -> "consent";
            case AUDIT -> "audit";
        };
    }

    private OffsetDateTime before(int months) {
        return clock.instant().atOffset(ZoneOffset.UTC).minusMonths(months);
    }

    /** A company's turn: whoever is still to be erased after a restore, and by night what is old. */
    void turn(int companyId) {
        transactions
                .inCompany(companyId, this::due)
                .forEach(contact -> erasures.erase(companyId, contact, Erasures.Why.RESTORED));
        LocalDateTime here = LocalDateTime.ofInstant(clock.instant(), transactions.inCompany(companyId, this::zone));
        boolean night = !here.toLocalTime().isBefore(FROM) && here.toLocalTime().isBefore(UNTIL);
        if (night && !here.toLocalDate().equals(done.put(companyId, here.toLocalDate()))) {
            apply(companyId);
        }
    }

    private List<Long> due() {
        return jdbc.sql("""
                        select d.contact_id from fairlead.erasure_due d
                          join fairlead.contact c on c.company_id = d.company_id and c.id = d.contact_id
                         where c.created_at = d.since
                        """).query((row, n) -> row.getLong("contact_id")).list();
    }

    private ZoneId zone() {
        return ZoneId.of(jdbc.sql("select timezone from fairlead.company")
                .query(String.class)
                .single());
    }

    /** Deletes what is older than the company's periods, all of it. */
    void apply(int companyId) {
        RetentionPeriods periods = transactions.inCompany(companyId, this::stored);
        periods.set().forEach((kind, months) -> {
            OffsetDateTime before = before(months);
            long gone = kind == Kind.CONTACTS ? contacts(companyId, before) : rows(companyId, kind, before);
            if (gone > 0) {
                transactions.inCompany(
                        companyId,
                        () -> events.append(
                                "retention-applied",
                                null,
                                Map.of("name", kind.word(), "count", gone, "before", before.toInstant())));
            }
        });
    }

    private long contacts(int companyId, OffsetDateTime before) {
        long gone = 0;
        long last = 0;
        while (last >= 0) {
            long from = last;
            List<Long> contacts = transactions.inCompany(companyId, () -> old(from, before));
            for (long contact : contacts) {
                gone += erasures.erase(companyId, contact, Erasures.Why.RETENTION) ? 1 : 0;
            }
            last = transactions.inCompany(companyId, () -> next(from));
        }
        return gone;
    }

    /** Contacts of the next leads, to which nothing came later. */
    private List<Long> old(long from, OffsetDateTime before) {
        return jdbc.sql("""
                        select l.contact_id
                          from (select id, contact_id, created_at, closed from fairlead.lead
                                 where id > :from order by id limit :leads) l
                         where l.created_at < :before and l.closed
                           and not exists (select from fairlead.erased_lead e where e.lead_id = l.id)
                           and not exists (select from fairlead.lead o where o.contact_id = l.contact_id
                                              and (o.id > l.id or not o.closed))
                        """)
                .param("from", from)
                .param("leads", LEADS)
                .param("before", before)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    private long next(long from) {
        return jdbc.sql("select id from fairlead.lead where id > ? order by id offset ? limit 1")
                .params(from, LEADS - 1)
                .query(Long.class)
                .optional()
                .orElse(-1L);
    }

    private long rows(int companyId, Kind kind, OffsetDateTime before) {
        String id = kind == Kind.SUBMISSIONS ? "ctid" : kind == Kind.CONSENTS ? "lead_id" : "id";
        String sql = "delete from fairlead.%s where %s = any(array(select id from (%s limit :limit) x))"
                .formatted(table(kind), id, old(kind));
        long gone = 0;
        int slice = SLICE;
        while (slice == SLICE) {
            slice = transactions.inCompany(
                    companyId,
                    () -> jdbc.sql(sql)
                            .param("before", before)
                            .param("limit", SLICE)
                            .update());
            gone += slice;
        }
        return gone;
    }
}
