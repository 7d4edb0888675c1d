package io.fairlead.server.rules;

import io.fairlead.server.company.RuleRenamed;
import io.fairlead.server.company.SettingsDocument.Misfit;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.rules.RuleQueries.RuleDraft;
import io.fairlead.server.rules.RuleQueries.RuleVersion;
import io.fairlead.server.settings.Flaw;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Changes to a company's rules. Thread-safe. */
@Component
public class Rules {
    private static final int LONGEST = 1_000_000;
    private static final String FREE_ID =
            "the id of a rule that is no longer there; rules swap ids by way of a third id";
    /** What is kept by rule, and moves with its id. */
    private static final List<String> MOVES = List.of(
            """
            insert into fairlead.ledger_day (day, shared, name, user_id, entitled, received, peak)
            select day, shared, name, user_id, entitled - day_entitled, received - day_received, day_peak
              from fairlead.ledger where not shared and name in (:was, :id)
            on conflict (company_id, day, shared, name, user_id) do update
               set entitled = ledger_day.entitled + excluded.entitled,
                   received = ledger_day.received + excluded.received,
                   peak = greatest(ledger_day.peak, excluded.peak)
            """,
            """
            update fairlead.ledger set day_entitled = entitled, day_received = received, day_peak = 0
             where not shared and name in (:was, :id)
            """,
            """
            insert into fairlead.ledger (shared, name, user_id, entitled, received, peak, day, day_entitled, day_received)
            select false, :id, user_id, entitled, received, peak, day, entitled, received
              from fairlead.ledger where not shared and name = :was
            on conflict (company_id, shared, name, user_id) do update
               set entitled = ledger.entitled + excluded.entitled, received = ledger.received + excluded.received,
                   peak = greatest(ledger.peak, excluded.peak), day = greatest(ledger.day, excluded.day),
                   day_entitled = ledger.day_entitled + excluded.day_entitled,
                   day_received = ledger.day_received + excluded.day_received
            """,
            "delete from fairlead.ledger where not shared and name = :was",
            """
            insert into fairlead.ledger_day (day, shared, name, user_id, entitled, received, peak)
            select day, false, :id, user_id, entitled, received, peak
              from fairlead.ledger_day where not shared and name = :was
            on conflict (company_id, day, shared, name, user_id) do update
               set entitled = ledger_day.entitled + excluded.entitled,
                   received = ledger_day.received + excluded.received,
                   peak = greatest(ledger_day.peak, excluded.peak)
            """,
            "delete from fairlead.ledger_day where not shared and name = :was",
            """
            insert into fairlead.rule_turn (rule, user_id, turn, at)
            select :id, user_id, turn, at from fairlead.rule_turn where rule = :was
            on conflict (company_id, rule, user_id) do update
               set turn = greatest(rule_turn.turn, excluded.turn), at = greatest(rule_turn.at, excluded.at)
            """,
            "delete from fairlead.rule_turn where rule = :was",
            """
            insert into fairlead.tally (what, of, user_id, span, period, amount)
            select what, :id, user_id, span, period, amount
              from fairlead.tally where what = 'compensation' and of = :was
            on conflict (company_id, what, of, user_id, span, period) do update
               set amount = tally.amount + excluded.amount
            """,
            "delete from fairlead.tally where what = 'compensation' and of = :was",
            """
            insert into fairlead.listing_tally (listing, what, of, user_id, day, amount)
            select listing, what, :id, user_id, day, amount
              from fairlead.listing_tally where what = 'compensation' and of = :was
            on conflict (company_id, listing, what, of, user_id, day) do update
               set amount = listing_tally.amount + excluded.amount
            """,
            "delete from fairlead.listing_tally where what = 'compensation' and of = :was",
            """
            update fairlead.lead set rule = :id where not closed and rule = :was
            """);

    /** Where a desk's memory of a lead names a rule, and where it names a ledger, whose name may be a rule's. */
    private static final List<String> PLACES = List.of(
            "{rule}",
            "{waitsIn}",
            "{leftBy}",
            "{offer,rule}",
            "{booking,rule}",
            "{standing,rule}",
            "{handedOver,rule}",
            "{handedOver,waitsIn}",
            "{handedOver,booking,rule}");

    private static final List<String> BOOKS = List.of(
            "{offer,credits,ledger}",
            "{booking,credits,ledger}",
            "{standing,credits,ledger}",
            "{handedOver,booking,credits,ledger}");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore store;
    private final RuleQueries queries;
    private final RuleLists lists;
    private final Events events;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    Rules(
            JdbcClient jdbc,
            Transactions transactions,
            SettingsStore store,
            RuleQueries queries,
            Events events,
            ApplicationEventPublisher publisher,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.queries = queries;
        this.lists = queries.lists();
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Saves the draft, which need not be sound.
     *
     * @param seen the draft's version that the caller changed
     * @throws Refusal {@code changed-meanwhile} with both values
     */
    RuleDraft save(SignedIn me, long seen, List<Map<String, Object>> rules) {
        String text = lists.write(rules);
        if (text.length() > LONGEST) {
            throw Refusal.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Rules may have a million characters.");
        }
        if (text.contains("\\u0000")) {
            throw Refusal.invalid(List.of(new FieldError("rules", "invalid")));
        }
        return transactions.inCompany(me.companyId(), () -> {
            long version = turn(seen, rules);
            jdbc.sql("""
                            insert into fairlead.rule_draft (rules, based_on, version, changed_at, changed_by)
                            values (?::jsonb, (select coalesce(max(version), 0) from fairlead.rule_version), ?, ?, ?)
                            on conflict (company_id) do update
                               set rules = excluded.rules, version = excluded.version,
                                   changed_at = excluded.changed_at, changed_by = excluded.changed_by
                            """).params(text, version, now(), me.userId()).update();
            return queries.draft();
        });
    }

    /** @throws Refusal {@code changed-meanwhile} */
    void discard(SignedIn me, long seen) {
        transactions.inCompany(me.companyId(), () -> {
            turn(seen, null);
            RuleDraft draft = queries.draft();
            if (draft.exists()) {
                jdbc.sql("delete from fairlead.rule_draft").update();
                events.append("rule-draft-discarded", me.userId(), Map.of("rules", draft.rules()));
            }
        });
    }

    /**
     * Puts the draft into force.
     *
     * @throws Refusal {@code changed-meanwhile}, {@code nothing-to-publish}, {@code broken-settings}
     */
    RuleVersion publish(SignedIn me, long seen, String note) {
        return store.change(me.companyId(), me.userId(), () -> {
            turn(seen, null);
            RuleDraft draft = queries.draft();
            if (!draft.exists()) {
                throw Refusal.of(HttpStatus.CONFLICT, "nothing-to-publish", "There is no draft.");
            }
            int version = putIntoForce(draft.rules(), note, me.userId());
            jdbc.sql("delete from fairlead.rule_draft").update();
            return queries.version(version);
        });
    }

    /**
     * Puts the rules of an older version into force as a new one. A draft stays.
     *
     * @throws Refusal {@code not-found}, {@code broken-settings} if they no longer fit the rest of the settings
     */
    RuleVersion rollBack(SignedIn me, int version, String note) {
        return store.change(me.companyId(), me.userId(), () -> {
            RuleVersion older = queries.version(version);
            return queries.version(putIntoForce(older.rules(), note, me.userId()));
        });
    }

    /**
     * Puts rules into force in the change of settings under way. A rule that says {@code was: ID} takes over the books of
     * that rule if it was in force; {@code was} itself is not kept.
     *
     * @param who the user who does it, null for the program itself
     * @return the new version
     */
    public int putIntoForce(List<Map<String, Object>> rules, String note, @Nullable Long who) {
        RuleVersion before = queries.published().orElse(null);
        int from = before == null ? 0 : before.version();
        Map<String, String> renamed = renamed(before == null ? List.of() : before.rules(), rules);
        renamed.forEach(this::rename);
        List<Map<String, Object>> kept = new ArrayList<>();
        for (Map<String, Object> rule : rules) {
            Map<String, Object> copy = new LinkedHashMap<>(rule);
            copy.remove("was");
            kept.add(copy);
        }
        jdbc.sql("""
                        insert into fairlead.rule_version (version, rules, note, published_at, published_by)
                        values (?, ?::jsonb, ?, ?, ?)
                        """)
                .params(from + 1, lists.write(kept), note, now())
                .param(who)
                .update();
        jdbc.sql("update fairlead.company set draft_seq = draft_seq + 1").update();
        events.append(
                "rules-published",
                who,
                Map.of("from", from, "to", from + 1, "note", note, "renamed", renamed, "rules", kept));
        return from + 1;
    }

    /**
     * The new ids by the old ones, of rules that are renamed. A rule whose {@code was} is no id in force was renamed before.
     *
     * @throws Refusal {@code broken-settings} with each rule of which it cannot be said whose books it has: the rule that
     *     it was is still there, its new id is in force as another rule, or two rules were the same one
     */
    public static Map<String, String> renamed(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        Set<String> old = before.stream().map(RuleLists::id).collect(Collectors.toCollection(HashSet::new));
        Set<String> now = after.stream().map(RuleLists::id).collect(Collectors.toSet());
        Map<String, String> renamed = new LinkedHashMap<>();
        List<Misfit> unclear = new ArrayList<>();
        for (Map<String, Object> rule : after) {
            String id = RuleLists.id(rule);
            if (!(rule.get("was") instanceof String was) || was.equals(id) || !old.contains(was)) {
                continue;
            }
            if (now.contains(was)) {
                unclear.add(unclear(id, was, "the rule " + was + " is still there"));
            } else if (old.contains(id)) {
                unclear.add(unclear(id, was, "another rule has been called " + id + " so far"));
            } else if (renamed.putIfAbsent(was, id) != null) {
                unclear.add(unclear(id, was, "the rule " + renamed.get(was) + " says so too"));
            }
        }
        if (!unclear.isEmpty()) {
            throw SettingsStore.broken(unclear);
        }
        return renamed;
    }

    private static Misfit unclear(String id, String was, String why) {
        String message = "was: found " + was + " in the rule " + id + ", but " + why + ", expected " + FREE_ID;
        return new Misfit("rules", id, new Flaw("settings", 1, 1, "not-allowed", was, FREE_ID, message));
    }

    private void rename(String was, String id) {
        for (String move : MOVES) {
            jdbc.sql(move).params(Map.of("was", was, "id", id)).update();
        }
        for (String place : PLACES) {
            jdbc.sql("""
                            update fairlead.desk_lead set state = jsonb_set(state, :place::text[], to_jsonb(:id::text))
                             where state #>> :place::text[] = :was
                            """).params(Map.of("place", place, "was", was, "id", id)).update();
        }
        for (String book : BOOKS) {
            jdbc.sql("""
                            update fairlead.desk_lead
                               set state = jsonb_set(state, :book::text[] || array['name'], to_jsonb(:id::text))
                             where state #> :book::text[] = jsonb_build_object('shared', false, 'name', :was::text)
                            """).params(Map.of("book", book, "was", was, "id", id)).update();
        }
        int company = jdbc.sql("select company_id from fairlead.company")
                .query(Integer.class)
                .single();
        publisher.publishEvent(new RuleRenamed(company, was, id));
    }

    /** Takes the next turn at the draft, if nobody else took it since the caller looked. */
    private long turn(long seen, @Nullable List<Map<String, Object>> yours) {
        return jdbc.sql("update fairlead.company set draft_seq = draft_seq + 1 where draft_seq = ? returning draft_seq")
                .param(seen)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> {
                    Map<String, Object> both = new LinkedHashMap<>();
                    both.put("current", queries.draft());
                    if (yours != null) {
                        both.put("yours", yours);
                    }
                    return Refusal.of(
                            HttpStatus.CONFLICT,
                            "changed-meanwhile",
                            "Somebody else changed the rules since you read them.",
                            both);
                });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
