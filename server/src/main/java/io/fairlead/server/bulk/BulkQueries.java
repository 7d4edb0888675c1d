package io.fairlead.server.bulk;

import io.fairlead.server.bulk.Sharing.Sharer;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Bulk changes as people see them: planned, under way, done. Thread-safe. */
@Component
class BulkQueries {
    private static final int RECENT = 50;
    private static final int MOST_LEADS = 200;
    /** While more leads than these are worked on, they are not counted again for every look. */
    private static final int COUNTED = 20_000;

    private static final TypeReference<List<Sharer>> SHARERS = new TypeReference<>() {};
    private static final List<String> STATES = List.of("open", "moved", "skipped", "returned", "kept");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;

    BulkQueries(JdbcClient jdbc, Transactions transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    record MovePerson(String key, String name, boolean active) {}

    record MoveCount(String name, long leads) {}

    record MoveSharer(MovePerson user, int weight) {}

    /**
     * What somebody gets.
     *
     * @param open how many open leads they have now
     * @param planned how many they would get, or were to get
     * @param keeps how many of their own they would get, which stay with them
     * @param moved how many they got
     * @param returned how many of them went back
     * @param sources of the leads planned for them, most first
     * @param statuses likewise
     */
    record MoveShare(
            MovePerson user,
            long open,
            long planned,
            long keeps,
            long moved,
            long returned,
            List<MoveCount> sources,
            List<MoveCount> statuses) {}

    /**
     * What leads get; only the members of its kind are there.
     *
     * @param list the name of the list for which they are picked; empty for one that is gone
     * @param value of the field as JSON has it; null for none
     */
    record BulkSet(
            @Nullable String status,
            @Nullable String field,
            @Nullable Object value,
            @Nullable String list,
            @Nullable Boolean out) {}

    /**
     * A bulk change.
     *
     * @param action {@code hand-over}, {@code status}, {@code field} or {@code list}
     * @param set what leads get; null for a hand-over
     * @param origin {@code selection}, {@code unassigned} or {@code person}
     * @param person whose leads they are; null unless the origin is a person
     * @param done how much is done of what is being done: of leads that are found, planned, changed or undone
     * @param todo of how much
     * @param finding whether its leads are still being found
     * @param state {@code planning}, {@code planned}, {@code running}, {@code paused}, {@code cancelled}, {@code done},
     *     {@code undoing} or {@code undone}
     * @param undoUntil null before it has ended
     */
    record BulkSummary(
            String id,
            String action,
            @Nullable BulkSet set,
            String origin,
            @Nullable MovePerson person,
            String way,
            String reason,
            String state,
            boolean finding,
            long done,
            long todo,
            MovePerson madeBy,
            Instant madeAt,
            @Nullable Instant endedAt,
            @Nullable Instant undoUntil,
            int moved) {}

    record BulkList(List<BulkSummary> rows) {}

    /**
     * A bulk change with all that can be said of it; while many leads are worked on, only how far that is.
     *
     * @param stale whether settings changed since it was planned
     * @param total how many leads it is about
     * @param open with how many of them nothing was done yet
     * @param shares most first
     * @param nobody those planned for nobody, by what would come of them: {@code waiting}, {@code offered},
     *     {@code unassigned}
     * @param skip those that would be left where they are: {@code theirs} already, {@code elsewhere} meanwhile
     * @param moved how many were moved to nobody, by what came of them
     * @param skipped why leads are left as they are: {@code closed}, {@code elsewhere}, {@code theirs}, {@code inactive};
     *     {@code same}, {@code changed} meanwhile, {@code not-yours}, {@code same-note}; {@code too-many} for the rules
     * @param kept why leads did not go back: {@code worked}, {@code closed}, {@code elsewhere}, {@code changed}
     */
    record BulkSheet(
            BulkSummary row,
            List<MoveSharer> people,
            boolean stale,
            long total,
            long open,
            List<MoveShare> shares,
            List<MoveCount> nobody,
            List<MoveCount> skip,
            List<MoveCount> moved,
            List<MoveCount> skipped,
            List<MoveCount> kept) {}

    /**
     * A lead of a bulk change.
     *
     * @param was its status or field when it was chosen, as JSON has it
     */
    record BulkLead(
            String id,
            String name,
            @Nullable Object was,
            @Nullable MovePerson from,
            @Nullable MovePerson to,
            String why) {}

    record BulkLeads(List<BulkLead> rows) {}

    private record Stored(
            long id,
            String action,
            String wanted,
            @Nullable String list,
            boolean finding,
            long done,
            long todo,
            String origin,
            @Nullable Long person,
            String way,
            String people,
            String reason,
            String state,
            boolean stale,
            long madeBy,
            Instant madeAt,
            @Nullable Instant endedAt,
            @Nullable Instant undoUntil,
            int moved) {}

    private static final String STORED = """
            select h.id, h.action, h.wanted::text as wanted, h.filters is not null as finding, h.done, h.todo,
                   (select v.name from fairlead.lead_view v
                     where h.action = 'list' and v.company_id = h.company_id and v.id = (h.wanted ->> 'list')::bigint) as list,
                   h.origin, h.person, h.way, h.people::text as people, h.reason, h.state,
                   h.state = 'planned' and h.settings_seq <> c.settings_seq as stale,
                   h.made_by, h.made_at, h.ended_at, h.undo_until, h.moved
              from fairlead.bulk h join fairlead.company c using (company_id)
             where (:manages or h.made_by = :me)
            """;

    /** The most recent ones. */
    BulkList list(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            Map<Long, MovePerson> people = people();
            return new BulkList(jdbc
                    .sql(STORED + " order by h.id desc limit :most")
                    .param("manages", BulkWishes.manages(me))
                    .param("me", me.userId())
                    .param("most", RECENT)
                    .query(new SimplePropertyRowMapper<>(Stored.class))
                    .stream()
                    .map(stored -> row(me, stored, people))
                    .toList());
        });
    }

    /** @throws Refusal {@code not-found} */
    BulkSheet of(SignedIn me, long id) {
        return transactions.inCompany(me.companyId(), () -> {
            Map<Long, MovePerson> people = people();
            Stored stored = stored(me, id);
            return sheet(me, stored, isLarge(stored) ? List.of() : groups(me, stored), people);
        });
    }

    private Stored stored(SignedIn me, long id) {
        return jdbc.sql(STORED + " and h.id = :id")
                .param("manages", BulkWishes.manages(me))
                .param("me", me.userId())
                .param("id", id)
                .query(new SimplePropertyRowMapper<>(Stored.class))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private static boolean isLarge(Stored stored) {
        return stored.todo() > COUNTED
                && List.of("planning", "running", "undoing").contains(stored.state());
    }

    private List<BulkGroup> groups(SignedIn me, Stored stored) {
        boolean moves = stored.action().equals("hand-over");
        return jdbc.sql(moves ? """
                            select i.state, i.why, i.planned_user as planned, i.planned_how, i.to_user, i.how,
                                   i.planned_user = i.from_user and i.planned_user <> 0 as theirs,
                                   coalesce(l.source, '') as source, coalesce(l.status, '') as status, count(*) as leads
                              from fairlead.bulk_lead i
                              left join fairlead.lead l on l.company_id = i.company_id and l.id = i.lead_id
                             where i.company_id = ? and i.bulk_id = ?
                             group by 1, 2, 3, 4, 5, 6, 7, 8, 9
                            """ : """
                            select i.state, i.why, 0 as planned, '' as planned_how, 0 as to_user, '' as how,
                                   false as theirs, '' as source, '' as status, count(*) as leads
                              from fairlead.bulk_lead i where i.company_id = ? and i.bulk_id = ? group by 1, 2
                            """)
                .params(me.companyId(), stored.id())
                .query(new SimplePropertyRowMapper<>(BulkGroup.class))
                .list();
    }

    private BulkSheet sheet(SignedIn me, Stored stored, List<BulkGroup> groups, Map<Long, MovePerson> people) {
        List<MoveSharer> among = new ArrayList<>();
        for (Sharer sharer : json.readValue(stored.people(), SHARERS)) {
            among.add(new MoveSharer(person(sharer.user(), people), sharer.weight()));
        }
        boolean planned = !stored.state().equals("planning");
        boolean moves = stored.action().equals("hand-over");
        Predicate<BulkGroup> plan =
                group -> moves && planned && !List.of("closed", "too-many").contains(group.why());
        return new BulkSheet(
                row(me, stored, people),
                among,
                stored.stale(),
                groups.stream().mapToLong(BulkGroup::leads).sum(),
                BulkGroup.sum(groups, group -> group.state().equals("open")),
                moves && planned ? shares(groups, people) : List.of(),
                BulkGroup.counts(
                        groups,
                        plan.and(group -> group.planned() == 0 && group.skip().isEmpty()),
                        BulkGroup::plannedHow),
                BulkGroup.counts(groups, plan.and(group -> !group.skip().isEmpty()), BulkGroup::skip),
                BulkGroup.counts(groups, group -> group.toUser() == 0 && group.isMoved(), BulkGroup::how),
                BulkGroup.counts(groups, group -> group.state().equals("skipped"), BulkGroup::why),
                BulkGroup.counts(groups, group -> group.state().equals("kept"), BulkGroup::why));
    }

    private List<MoveShare> shares(List<BulkGroup> groups, Map<Long, MovePerson> people) {
        Map<Long, Long> open = new HashMap<>();
        jdbc.sql("select user_id, amount from fairlead.tally where what = 'open' and span = 'all'")
                .query((RowCallbackHandler) row -> open.put(row.getLong("user_id"), row.getLong("amount")));
        return people.entrySet().stream()
                .map(one -> {
                    long user = one.getKey();
                    Predicate<BulkGroup> theirs =
                            group -> group.planned() == user && group.skip().isEmpty();
                    return new MoveShare(
                            one.getValue(),
                            open.getOrDefault(user, 0L),
                            BulkGroup.sum(groups, theirs),
                            BulkGroup.sum(groups, group -> group.planned() == user && group.theirs()),
                            BulkGroup.sum(groups, group -> group.toUser() == user && group.isMoved()),
                            BulkGroup.sum(
                                    groups,
                                    group -> group.toUser() == user
                                            && group.state().equals("returned")),
                            BulkGroup.counts(groups, theirs, BulkGroup::source),
                            BulkGroup.counts(groups, theirs, BulkGroup::status));
                })
                .filter(share -> share.planned() > 0 || share.keeps() > 0 || share.moved() > 0)
                .sorted(Comparator.comparingLong((MoveShare share) -> -Math.max(share.planned(), share.moved()))
                        .thenComparing(share -> share.user().key()))
                .toList();
    }

    /**
     * The first leads in one state.
     *
     * @throws Refusal {@code not-found}, {@code invalid} for a state that there is not
     */
    BulkLeads leads(SignedIn me, long id, String state) {
        if (!STATES.contains(state)) {
            throw Refusal.invalid(List.of(new FieldError("state", "invalid")));
        }
        Ids ids = Ids.of(me.idSeed());
        return transactions.inCompany(me.companyId(), () -> {
            stored(me, id);
            Map<Long, MovePerson> people = people();
            return new BulkLeads(jdbc.sql("""
                            select i.lead_id, l.name, i.was::text as was, i.from_user, i.state, i.planned_user, i.to_user, i.why
                              from fairlead.bulk_lead i
                              join fairlead.lead l on l.company_id = i.company_id and l.id = i.lead_id
                             where i.company_id = ? and i.bulk_id = ? and i.state = ? order by i.why = 'theirs', i.lead_id limit ?
                            """)
                    .params(me.companyId(), id, state, MOST_LEADS)
                    .query((row, n) -> new BulkLead(
                            ids.show(Ids.Kind.LEAD, row.getLong("lead_id")),
                            row.getString("name"),
                            row.getString("was") == null ? null : json.readValue(row.getString("was"), Object.class),
                            people.get(row.getLong("from_user")),
                            people.get(row.getLong(state.equals("open") ? "planned_user" : "to_user")),
                            row.getString("why")))
                    .list());
        });
    }

    private BulkSummary row(SignedIn me, Stored stored, Map<Long, MovePerson> people) {
        return new BulkSummary(
                Ids.of(me.idSeed()).show(Ids.Kind.BULK, stored.id()),
                stored.action(),
                set(stored),
                stored.origin(),
                stored.person() == null ? null : person(stored.person(), people),
                stored.way(),
                stored.reason(),
                stored.state(),
                stored.finding(),
                stored.done(),
                stored.todo(),
                person(stored.madeBy(), people),
                stored.madeAt(),
                stored.endedAt(),
                stored.undoUntil(),
                stored.moved());
    }

    private @Nullable BulkSet set(Stored stored) {
        return switch (BulkAction.read(stored.action(), stored.wanted(), json)) {
            case BulkAction.HandOver d -> null;
            case BulkAction.Status d -> new BulkSet(d.status(), null, null, null, null);
            case BulkAction.Field d -> new BulkSet(null, d.field(), d.value(), null, null);
            case BulkAction.Listed d ->
                new BulkSet(null, null, null, stored.list() == null ? "" : stored.list(), d.out());
        };
    }

    private static MovePerson person(long id, Map<Long, MovePerson> people) {
        return people.getOrDefault(id, new MovePerson("", "", false));
    }

    /** By their numbers. */
    private Map<Long, MovePerson> people() {
        Map<Long, MovePerson> people = new HashMap<>();
        jdbc.sql("select id, key, name, active from fairlead.app_user").query((RowCallbackHandler) row -> people.put(
                row.getLong("id"),
                new MovePerson(row.getString("key"), row.getString("name"), row.getBoolean("active"))));
        return people;
    }
}
