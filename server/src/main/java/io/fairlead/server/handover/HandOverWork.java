package io.fairlead.server.handover;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.handover.HandOverItems.Item;
import io.fairlead.server.handover.HandOverItems.Planned;
import io.fairlead.server.handover.Sharing.Sharer;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plans, does and undoes hand-overs in slices, between which a company's desk does what else comes in. How a lead fared is
 * written in the transaction of the desk that moved it, so whoever goes on after a crash, on any node, moves none twice.
 * Thread-safe.
 */
@Component
class HandOverWork {
    /** How many leads a desk is given at a time: arrivals wait for no more than that. */
    static final int SLICE = 25;

    private static final Duration UNDOABLE = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final TypeReference<List<Sharer>> SHARERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Desks desks;
    private final HandOverItems items;
    private final SettingsStore settings;
    private final Events events;
    private final InstantSource clock;
    private final JsonMapper json;
    private final String node = UUID.randomUUID().toString();

    HandOverWork(
            JdbcClient jdbc,
            Transactions transactions,
            Desks desks,
            HandOverItems items,
            SettingsStore settings,
            Events events,
            InstantSource clock,
            JsonMapper json,
            Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.desks = desks;
        this.items = items;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.json = json;
        rounds.every(PAUSE, "hand-overs", this::called, this::turn);
    }

    private record Job(long id, String state, int plan, String way, String people, long madeBy, String reason) {
        Doing.Move move() {
            return new Doing.Move(id, madeBy, reason);
        }
    }

    private List<Integer> called() {
        return jdbc.sql("select company_id from shared.tenant where hand_overs order by company_id")
                .query((row, n) -> row.getInt("company_id"))
                .list();
    }

    /** Works for a company for a while, slice by slice. */
    private void turn(int company) {
        long until = System.nanoTime() + TURN.toNanos();
        do {
            var job = transactions.inCompany(company, this::claim);
            if (job.isEmpty()) {
                transactions.inCompany(company, () -> rest(company));
                return;
            }
            work(company, job.get());
        } while (System.nanoTime() < until);
    }

    private void work(int company, Job job) {
        try {
            switch (job.state()) {
                case "planning" -> plan(company, job);
                case "running" -> run(company, job);
                case "undoing" -> undo(company, job);
                default -> throw new IllegalStateException("nothing is to be done for what is " + job.state());
            }
        } catch (HandOverItems.Overtaken nothingDone) {
            // Somebody stopped it, or another node goes on with it: what stands now says what is to be done.
            return;
        } catch (RuntimeException failure) {
            transactions.inCompany(company, () -> jdbc.sql("""
                            update fairlead.hand_over set claimed_by = '', claimed_until = now() + interval '5 seconds'
                             where id = ?
                            """).param(job.id()).update());
            throw failure;
        }
    }

    /** The oldest one with which there is something to do, unless another node is at it. */
    private Optional<Job> claim() {
        return jdbc.sql("""
                        update fairlead.hand_over h
                           set claimed_by = :node,
                               claimed_until = now()
                                   + case state when 'planning' then interval '2 minutes' else interval '15 seconds' end
                         where id = (select id from fairlead.hand_over
                                      where state in ('planning', 'running', 'undoing')
                                        and (claimed_by = :node or claimed_until is null or claimed_until < now())
                                      order by id limit 1 for update skip locked)
                        returning id, state, plan, way, people::text as people, made_by, reason
                        """).param("node", node).query(Job.class).optional();
    }

    private boolean rest(int company) {
        jdbc.sql("select 1 from shared.tenant where company_id = ? for update")
                .param(company)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        update shared.tenant set hand_overs = exists (
                            select from fairlead.hand_over where state in ('planning', 'running', 'undoing'))
                         where company_id = ?
                        """).param(company).update();
        return true;
    }

    private void plan(int company, Job job) {
        var open = transactions.inCompany(company, () -> items.open(job.id(), Integer.MAX_VALUE));
        var planned = job.way().equals("rules") ? byRules(company, job, open) : byHand(company, job, open);
        transactions.inCompany(company, () -> {
            boolean stands = jdbc.sql("""
                            update fairlead.hand_over
                               set state = 'planned', settings_seq = ?, claimed_by = '', claimed_until = null
                             where id = ? and state = 'planning' and plan = ?
                            """)
                            .params(settings.changes(), job.id(), job.plan())
                            .update()
                    > 0;
            if (stands) {
                items.plan(job.id(), planned);
            }
        });
    }

    private List<Planned> byRules(int company, Job job, List<Item> open) {
        var slices = new ArrayList<List<Doing>>();
        for (int from = 0; from < open.size(); from += SLICE) {
            slices.add(open.subList(from, Math.min(open.size(), from + SLICE)).stream()
                    .map(item -> handOver(job, item, null, (outcome, took) -> {}))
                    .toList());
        }
        var outcomes = desks.rehearse(company, slices);
        var planned = new ArrayList<Planned>();
        for (int i = 0; i < outcomes.size(); i++) {
            var outcome = outcomes.get(i);
            planned.add(new Planned(open.get(i).lead(), orZero(outcome.user()), outcome.how()));
        }
        return planned;
    }

    private static long orZero(@Nullable Long user) {
        return user == null ? 0 : user;
    }

    private static Doing handOver(Job job, Item item, @Nullable Long to, Doing.Sequel then) {
        return new Doing.HandedOver(item.lead(), item.from() == 0 ? null : item.from(), to, job.move(), then);
    }

    private List<Planned> byHand(int company, Job job, List<Item> open) {
        List<Sharer> people = json.readValue(job.people(), SHARERS);
        Map<Long, Long> held = transactions.inCompany(company, items::heldOpen);
        open.forEach(item -> held.merge(item.from(), -1L, Long::sum));
        var sharing = new Sharing(people, job.way().equals("open"), held);
        return open.stream()
                .map(item -> new Planned(item.lead(), sharing.next(), "manual"))
                .toList();
    }

    private void run(int company, Job job) {
        var slice = transactions.inCompany(company, () -> items.open(job.id(), SLICE));
        if (slice.isEmpty()) {
            transactions.inCompany(company, () -> ended(job, "running", "done", "hand-over-ended"));
            return;
        }
        boolean rules = job.way().equals("rules");
        var fates = new Fates(outcomes -> items.moved(job.id(), clock.instant(), outcomes), slice.size());
        desks.perform(
                company,
                slice.stream()
                        .map(item -> handOver(job, item, rules ? null : item.planned(), fates::add))
                        .toList());
    }

    private void undo(int company, Job job) {
        var slice = transactions.inCompany(company, () -> items.toUndo(job.id(), SLICE));
        if (slice.isEmpty()) {
            transactions.inCompany(company, () -> ended(job, "undoing", "undone", "hand-over-undone-ended"));
            return;
        }
        var fates = new Fates(outcomes -> items.undone(job.id(), outcomes), slice.size());
        desks.perform(
                company,
                slice.stream()
                        .<Doing>map(lead -> new Doing.HandOverUndone(lead, job.move(), fates::add))
                        .toList());
    }

    private boolean ended(Job job, String from, String to, String event) {
        int ended = jdbc.sql("update fairlead.hand_over set state = ? where id = ? and state = ?")
                .params(to, job.id(), from)
                .update();
        if (ended > 0) {
            int moved = end(jdbc, clock.instant(), job.id(), to);
            events.append(event, job.madeBy(), Map.of("move", job.id(), "moved", moved, "reason", job.reason()));
        }
        return ended > 0;
    }

    /** Notes when it ended and with how many leads moved; from then on it can be undone for a day. */
    static int end(JdbcClient jdbc, Instant at, long id, String state) {
        return jdbc.sql("""
                        update fairlead.hand_over
                           set ended_at = :at, claimed_by = '', claimed_until = null,
                               undo_until = case when :state = 'undone' then undo_until else cast(:until as timestamptz) end,
                               moved = (select count(*) from fairlead.hand_over_lead
                                         where hand_over_id = :id and state in ('moved', 'kept'))
                         where id = :id returning moved
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("until", at.plus(UNDOABLE).atOffset(ZoneOffset.UTC))
                .param("state", state)
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** Gathers how a slice's leads fared, and writes it with the last of them. Not thread-safe. */
    private static final class Fates {
        private final Consumer<List<Fate>> write;
        private final int size;
        private final List<Fate> all = new ArrayList<>();

        Fates(Consumer<List<Fate>> write, int size) {
            this.write = write;
            this.size = size;
        }

        /** A desk that tries a slice again begins anew with its first lead. */
        void add(Outcome outcome, boolean took) {
            if (!all.isEmpty() && all.getFirst().lead() == outcome.lead()) {
                all.clear();
            }
            all.add(new Fate(outcome.lead(), orZero(outcome.user()), outcome.how(), took));
            if (all.size() == size) {
                write.accept(List.copyOf(all));
                all.clear();
            }
        }
    }

    /** Where a lead is, and whether it was moved. */
    record Fate(long lead, long user, String how, boolean took) {}
}
