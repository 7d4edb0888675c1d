package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkWishes.WantedPlan;
import io.fairlead.server.bulk.BulkWishes.Wish;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says when bulk changes go on, end and are undone; {@link BulkWork} does them. Thread-safe. */
@Component
class BulkSteps {
    /** Of more leads than these, whoever runs it says how many they are. */
    private static final long MANY = 10_000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final BulkWishes wishes;
    private final BulkJobs jobs;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;

    BulkSteps(
            JdbcClient jdbc,
            Transactions transactions,
            BulkWishes wishes,
            BulkJobs jobs,
            Events events,
            InstantSource clock,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.wishes = wishes;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
        this.json = json;
    }

    /** What people say to a bulk change. */
    enum Step {
        RUN("bulk-started", "running", "planned", "paused"),
        PAUSE("bulk-paused", "paused", "running"),
        CANCEL("bulk-cancelled", "cancelled", "planning", "planned", "running", "paused"),
        UNDO("bulk-undo-started", "undoing", "done", "cancelled");

        private final String event;
        private final String to;
        private final String from;

        Step(String event, String to, String... from) {
            this.event = event;
            this.to = to;
            this.from = String.join(" ", from);
        }
    }

    private record Stored(String state, String action, boolean found, long todo) {}

    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.BULK, shown).orElseThrow(Refusal::notFound);
    }

    /** Plans a hand-over that has not run yet in another way. */
    long plan(SignedIn me, String shown, WantedPlan wanted) {
        long id = number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            Wish wish = wishes.plan(wanted);
            Stored stored = stored(me, id);
            if (!List.of("planning", "planned").contains(stored.state())
                    || !stored.action().equals("hand-over")) {
                throw otherwise(stored);
            }
            jdbc.sql("""
                            update fairlead.bulk
                               set way = ?, people = ?::jsonb, reason = ?, state = 'planning', plan = plan + 1
                             where id = ?
                            """)
                    .params(wish.way(), json.writeValueAsString(wish.people()), wish.reason(), id)
                    .update();
            if (stored.found()) {
                jobs.begin(id);
            }
            jobs.backlog.called(me.companyId());
            return id;
        });
    }

    /**
     * Goes a step on.
     *
     * @param leads with how many leads something is to be done; asked of whoever runs it with many
     * @throws Refusal {@code not-now} in a state in which that cannot be, {@code undo-over}, {@code invalid} in
     *     {@code leads} for another number
     */
    long step(SignedIn me, String shown, Step step, @Nullable Long leads) {
        long id = number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            Stored stored = stored(me, id);
            if (stored.state().equals(step.to)) {
                return id;
            }
            if (!List.of(step.from.split(" ")).contains(stored.state())) {
                throw otherwise(stored);
            }
            if (step == Step.UNDO && !undoable(id)) {
                throw Refusal.of(HttpStatus.CONFLICT, "undo-over", "It can be undone for 24 hours.");
            }
            if (step == Step.RUN && stored.state().equals("planned") && stored.todo() > MANY) {
                mustBe(stored.todo(), leads);
            }
            go(me, id, step, stored.state());
            return id;
        });
    }

    private static void mustBe(long todo, @Nullable Long leads) {
        if (leads == null || leads != todo) {
            throw BulkWishes.invalid("leads", leads == null ? "required" : "invalid");
        }
    }

    private void go(SignedIn me, long id, Step step, String before) {
        jdbc.sql("update fairlead.bulk set state = ?, started_at = coalesce(started_at, ?) where id = ?")
                .param(step.to)
                .param(step == Step.RUN ? clock.instant().atOffset(ZoneOffset.UTC) : null)
                .param(id)
                .update();
        if (step == Step.CANCEL) {
            jobs.end(id, step.to);
        }
        if (step == Step.UNDO) {
            jobs.begin(id);
        }
        events.append(step.event, me.userId(), Map.of("move", id, "before", before, "after", step.to));
        jobs.backlog.called(me.companyId());
    }

    private boolean undoable(long id) {
        return jdbc.sql("select coalesce(undo_until > ?, false) and moved > 0 from fairlead.bulk where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), id)
                .query(Boolean.class)
                .single();
    }

    /** Locks it until the transaction ends. */
    private Stored stored(SignedIn me, long id) {
        return jdbc.sql("""
                        select state, action, filters is null as found, todo from fairlead.bulk
                         where id = ? and (? or made_by = ?) for update
                        """)
                .params(id, BulkWishes.manages(me), me.userId())
                .query(Stored.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private static Refusal otherwise(Stored stored) {
        String state = stored.state();
        return Refusal.of(HttpStatus.CONFLICT, "not-now", "The change is " + state + ".", Map.of("state", state));
    }
}
