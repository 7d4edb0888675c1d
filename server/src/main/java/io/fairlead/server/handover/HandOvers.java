package io.fairlead.server.handover;

import io.fairlead.server.handover.Sharing.Sharer;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.lead.list.LeadSelections;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Prepares hand-overs and says when they go on, end and are undone; {@link HandOverWork} does them. Thread-safe. */
@Component
class HandOvers {
    /** How many leads can be handed over together. */
    static final int MOST = 50_000;

    private static final int MOST_PEOPLE = 300;
    private static final int HEAVIEST = 100;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadSelections selections;
    private final HandOverJobs jobs;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;

    HandOvers(
            JdbcClient jdbc,
            Transactions transactions,
            LeadSelections selections,
            HandOverJobs jobs,
            Events events,
            InstantSource clock,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.selections = selections;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Which leads are to be handed over: exactly one of the first four.
     *
     * @param leads by their ids
     * @param filter the open ones of a list
     * @param unassigned all open ones that nobody has, offers aside
     * @param person the open ones of the user with this key
     */
    record WantedHandOver(
            @Nullable List<String> leads,
            @Nullable LeadFilter filter,
            @Nullable Boolean unassigned,
            @Nullable String person,
            @Nullable WantedPlan plan) {}

    /**
     * How leads are to be handed over.
     *
     * @param way {@code rules}: each is decided as if it arrived, but not for its holder; {@code turns}: shared among
     *     people in equal parts by their weights; {@code open}: to who has the fewest open leads for their weight.
     *     The rules if missing
     * @param people among whom, not for the rules
     * @param reason in the words of who does it
     */
    record WantedPlan(
            @Nullable String way,
            @Nullable List<WantedPerson> people,
            @Nullable String reason) {}

    /** @param weight from 1 (if missing) to 100 */
    record WantedPerson(String user, @Nullable Integer weight) {}

    private record Plan(String way, List<Sharer> people, String reason) {}

    /** What people say to a hand-over. */
    enum Step {
        RUN("hand-over-started", "running", "planned", "paused"),
        PAUSE("hand-over-paused", "paused", "running"),
        CANCEL("hand-over-cancelled", "cancelled", "planning", "planned", "running", "paused"),
        UNDO("hand-over-undo-started", "undoing", "done", "cancelled");

        private final String event;
        private final String to;
        private final String from;

        Step(String event, String to, String... from) {
            this.event = event;
            this.to = to;
            this.from = String.join(" ", from);
        }
    }

    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.HAND_OVER, shown).orElseThrow(Refusal::notFound);
    }

    /**
     * Notes which leads are to be handed over, and begins to plan it.
     *
     * @return its number
     * @throws Refusal {@code nothing-to-hand-over}, {@code too-many-to-hand-over}
     */
    long prepare(SignedIn me, WantedHandOver wanted) {
        boolean unassigned = Boolean.TRUE.equals(wanted.unassigned());
        long given = Stream.of(wanted.leads(), wanted.filter(), wanted.person(), unassigned ? true : null)
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw invalid("leads", "required");
        }
        return transactions.inCompany(me.companyId(), () -> {
            Plan plan = checked(wanted.plan());
            Long person = wanted.person() == null ? null : user("person", wanted.person(), false);
            long id = insert(me, origin(wanted), person, plan);
            int open = take(id, me, wanted, person);
            if (open == 0) {
                throw Refusal.of(
                        HttpStatus.UNPROCESSABLE_CONTENT, "nothing-to-hand-over", "None of these leads is open.");
            }
            called(me.companyId());
            return id;
        });
    }

    private static String origin(WantedHandOver wanted) {
        return wanted.person() != null
                ? "person"
                : Boolean.TRUE.equals(wanted.unassigned()) ? "unassigned" : "selection";
    }

    private long insert(SignedIn me, String origin, @Nullable Long person, Plan plan) {
        return jdbc.sql("""
                        insert into fairlead.hand_over (origin, person, way, people, reason, state, made_by, made_at)
                        values (?, ?, ?, ?::jsonb, ?, 'planning', ?, ?) returning id
                        """)
                .param(origin)
                .param(person)
                .params(plan.way(), json.writeValueAsString(plan.people()), plan.reason())
                .params(me.userId(), clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** Notes the leads with whom they are; returns how many of them are open. */
    private int take(long id, SignedIn me, WantedHandOver wanted, @Nullable Long person) {
        int company = me.companyId();
        if (person != null) {
            return noted(jdbc.sql(note("l.owner_id = :person and not l.closed")).param("person", person), id, company);
        }
        if (Boolean.TRUE.equals(wanted.unassigned())) {
            return noted(jdbc.sql(note("l.state in ('unassigned', 'waiting') and not l.closed")), id, company);
        }
        List<Long> numbers = wanted.filter() != null
                ? selections.open(me, wanted.filter(), MOST + 1)
                : numbers(me, wanted.leads() == null ? List.of() : wanted.leads());
        return noted(jdbc.sql(note("l.id = any(:leads)")).param("leads", numbers.toArray(Long[]::new)), id, company);
    }

    private static String note(String which) {
        return """
                with noted as (
                    insert into fairlead.hand_over_lead (hand_over_id, lead_id, from_user, state, why)
                    select :id, l.id, l.owner_id, case when l.closed then 'skipped' else 'open' end,
                           case when l.closed then 'closed' else '' end
                      from fairlead.lead l where l.company_id = :company and %s order by l.id limit %d
                    returning state)
                select state from noted
                """.formatted(which, MOST + 1);
    }

    private static int noted(JdbcClient.StatementSpec statement, long id, int company) {
        List<String> states = statement
                .param("id", id)
                .param("company", company)
                .query((row, n) -> row.getString("state"))
                .list();
        if (states.size() > MOST) {
            throw Refusal.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "too-many-to-hand-over",
                    "At most " + MOST + " leads can be handed over together.");
        }
        return (int) states.stream().filter("open"::equals).count();
    }

    private static List<Long> numbers(SignedIn me, List<String> shown) {
        if (shown.size() > MOST) {
            throw invalid("leads", "too-long");
        }
        Ids ids = Ids.of(me.idSeed());
        return shown.stream()
                .map(id -> ids.read(Ids.Kind.LEAD, id).orElseThrow(() -> invalid("leads", "invalid")))
                .toList();
    }

    /** Plans one that has not run yet in another way. */
    long plan(SignedIn me, String shown, WantedPlan wanted) {
        long id = number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            Plan plan = checked(wanted);
            String state = state(id);
            if (!List.of("planning", "planned").contains(state)) {
                throw otherwise(state);
            }
            jdbc.sql("""
                            update fairlead.hand_over
                               set way = ?, people = ?::jsonb, reason = ?, state = 'planning', plan = plan + 1
                             where id = ?
                            """)
                    .params(plan.way(), json.writeValueAsString(plan.people()), plan.reason(), id)
                    .update();
            called(me.companyId());
            return id;
        });
    }

    /**
     * Goes a step on.
     *
     * @throws Refusal {@code not-now} in a state in which that cannot be, {@code undo-over}
     */
    long step(SignedIn me, String shown, Step step) {
        long id = number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            String state = state(id);
            if (state.equals(step.to)) {
                return id;
            }
            if (!List.of(step.from.split(" ")).contains(state)) {
                throw otherwise(state);
            }
            if (step == Step.UNDO && !undoable(id)) {
                throw Refusal.of(HttpStatus.CONFLICT, "undo-over", "It can be undone for 24 hours.");
            }
            jdbc.sql("update fairlead.hand_over set state = ?, started_at = coalesce(started_at, ?) where id = ?")
                    .param(step.to)
                    .param(step == Step.RUN ? clock.instant().atOffset(ZoneOffset.UTC) : null)
                    .param(id)
                    .update();
            if (step == Step.CANCEL) {
                jobs.end(id, step.to);
            }
            events.append(step.event, me.userId(), Map.of("move", id, "before", state, "after", step.to));
            called(me.companyId());
            return id;
        });
    }

    private boolean undoable(long id) {
        return jdbc.sql("select coalesce(undo_until > ?, false) and moved > 0 from fairlead.hand_over where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), id)
                .query(Boolean.class)
                .single();
    }

    /** Locks it until the transaction ends. */
    private String state(long id) {
        return jdbc.sql("select state from fairlead.hand_over where id = ? for update")
                .param(id)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** There is something to do for this company. Who looks for it locks the row before. */
    private void called(int company) {
        jdbc.sql("update shared.tenant set hand_overs = true where company_id = ?")
                .param(company)
                .update();
    }

    private static Refusal otherwise(String state) {
        return Refusal.of(HttpStatus.CONFLICT, "not-now", "The hand-over is " + state + ".", Map.of("state", state));
    }

    private Plan checked(@Nullable WantedPlan wanted) {
        String way = wanted == null || wanted.way() == null ? "rules" : wanted.way();
        if (!List.of("rules", "turns", "open").contains(way)) {
            throw invalid("way", "invalid");
        }
        List<WantedPerson> people = wanted == null || wanted.people() == null ? List.of() : wanted.people();
        var sharers = new ArrayList<Sharer>();
        if (!way.equals("rules")) {
            if (people.isEmpty() || people.size() > MOST_PEOPLE) {
                throw invalid("people", people.isEmpty() ? "required" : "too-long");
            }
            for (var person : people) {
                int weight = person.weight() == null ? 1 : person.weight();
                if (weight < 1 || weight > HEAVIEST) {
                    throw invalid("people", "invalid");
                }
                sharers.add(new Sharer(user("people", person.user(), true), weight));
            }
            if (sharers.stream().map(Sharer::user).distinct().count() < sharers.size()) {
                throw invalid("people", "invalid");
            }
        }
        return new Plan(way, sharers, Reasons.checked(wanted == null ? null : wanted.reason()));
    }

    private long user(String field, String key, boolean active) {
        return jdbc.sql("""
                        select id from fairlead.app_user where key = ? and role <> 'integration' and (active or not ?)
                        """)
                .params(key, active)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> invalid(field, "unknown-user"));
    }

    private static Refusal invalid(String field, String slug) {
        return Refusal.invalid(List.of(new FieldError(field, slug)));
    }
}
