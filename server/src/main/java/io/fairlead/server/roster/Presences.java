package io.fairlead.server.roster;

import io.fairlead.server.company.Companies;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who is online. People say so themselves; who gives no sign of life for the company's idle time is set offline. The
 * desk keeps who is online, so that the leads that wait for somebody are looked at then; the reason and the last sign of
 * life are kept beside it. Thread-safe.
 */
@Component
class Presences {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String IDLE = "idle";
    private static final int SEEN_SECONDS = 20;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Desks desks;
    private final Events events;
    private final InstantSource clock;
    private final Companies companies;

    Presences(
            JdbcClient jdbc,
            Transactions transactions,
            Desks desks,
            Events events,
            InstantSource clock,
            Companies companies,
            Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.desks = desks;
        this.events = events;
        this.clock = clock;
        this.companies = companies;
        rounds.every(PAUSE, "who is idle", companies::all, this::sweep);
    }

    /**
     * Where somebody is.
     *
     * @param state {@code online}, {@code offline} or {@code unknown}
     * @param why a pause's name, or {@code idle} if the program set it
     * @param idleMinutes after how long without a sign of life they go offline; null for never
     */
    record Presence(
            String state,
            String why,
            @Nullable Instant since,
            @Nullable Integer idleMinutes) {}

    private record Stored(boolean online, String why, OffsetDateTime since) {
        Map<String, Object> shown() {
            return Map.of("online", online, "why", why);
        }
    }

    Presence of(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            Optional<Stored> now = stored(me.userId());
            return new Presence(
                    now.map(one -> one.online() ? "online" : "offline").orElse("unknown"),
                    now.map(Stored::why).orElse(""),
                    now.map(one -> one.since().toInstant()).orElse(null),
                    companies.profile(me.companyId()).profile().idleMinutes());
        });
    }

    private Optional<Stored> stored(long user) {
        return jdbc.sql("select online, why, since from fairlead.presence where user_id = ?")
                .param(user)
                .query(Stored.class)
                .optional();
    }

    /** The user is online from now on, or not, for a reason of their own. */
    Presence set(SignedIn me, boolean online, String why) {
        String reason = online ? "" : why;
        Optional<Stored> before = transactions.inCompany(me.companyId(), () -> {
            saw(me);
            return stored(me.userId());
        });
        Map<String, Object> was = before.map(Stored::shown).orElse(null);
        Map<String, Object> is = Map.of("online", online, "why", reason);
        desks.perform(
                me.companyId(),
                List.of(new Doing.PresenceSet(me.userId(), online, () -> toldSet(me.userId(), was, is, reason))));
        return of(me);
    }

    private void toldSet(long user, @Nullable Map<String, Object> before, Map<String, Object> after, String why) {
        jdbc.sql("""
                        insert into fairlead.presence as p (user_id, online, why, since, seen_at) values (?, ?, ?, ?, ?)
                        on conflict (company_id, user_id) do update set why = excluded.why, seen_at = excluded.seen_at
                        """)
                .params(user, Boolean.TRUE.equals(after.get("online")), why, now(), now())
                .update();
        if (!after.equals(before)) {
            changed(user, user, before, after);
        }
    }

    /** Who signs out is no longer online. */
    @EventListener
    void signedOut(SignedIn.SignedOut signedOut) {
        SignedIn who = signedOut.who();
        boolean online = transactions.inCompany(
                who.companyId(),
                () -> stored(who.userId()).filter(Stored::online).isPresent());
        if (online) {
            set(who, false, "");
        }
    }

    private void changed(
            @Nullable Long who, long user, @Nullable Map<String, Object> before, Map<String, Object> after) {
        Map<String, @Nullable Object> change = new LinkedHashMap<>();
        change.put("user", user);
        change.put("before", before);
        change.put("after", after);
        events.append("presence-changed", who, change);
    }

    /** The user was seen just now. */
    Presence seen(SignedIn me) {
        transactions.inCompany(me.companyId(), () -> saw(me));
        return of(me);
    }

    private void saw(SignedIn me) {
        jdbc.sql("update fairlead.presence set seen_at = ? where user_id = ? and seen_at < ?")
                .params(now(), me.userId(), now().minusSeconds(SEEN_SECONDS))
                .update();
    }

    /** Sets offline who has given no sign of life for too long. On several nodes each is set once. */
    private void sweep(int company) {
        List<Long> idle = transactions.inCompany(
                company,
                () -> jdbc.sql("""
                                select p.user_id from fairlead.presence p join fairlead.company c using (company_id)
                                 where p.online and p.seen_at <= ?::timestamptz - make_interval(mins => c.idle_minutes)
                                """)
                        .param(now())
                        .query((row, n) -> row.getLong(1))
                        .list());
        if (idle.isEmpty()) {
            return;
        }
        desks.perform(
                company,
                idle.stream()
                        .<Doing>map(user -> new Doing.PresenceSet(user, false, () -> toldIdle(user)))
                        .toList());
    }

    /** Of several nodes one says so. */
    private void toldIdle(long user) {
        int told = jdbc.sql("update fairlead.presence set why = ? where user_id = ? and not online and why <> ?")
                .params(IDLE, user, IDLE)
                .update();
        if (told > 0) {
            changed(null, user, Map.of("online", true, "why", ""), Map.of("online", false, "why", IDLE));
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
