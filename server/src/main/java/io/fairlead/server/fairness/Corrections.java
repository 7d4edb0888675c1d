package io.fairlead.server.fairness;

import io.fairlead.engine.distribution.Ledger;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.fairness.CorrectionQueries.CorrectionRow;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.wording.Leads;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts the books right, over the company's desk, each time with a reason. Nothing is deleted. Thread-safe. */
@Component
class Corrections {
    private static final int LONGEST = 500;
    private static final BigDecimal MOST = BigDecimal.valueOf(1000);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Desks desks;
    private final CorrectionQueries queries;
    private final Events events;
    private final InstantSource clock;

    Corrections(
            JdbcClient jdbc,
            Transactions transactions,
            Desks desks,
            CorrectionQueries queries,
            Events events,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.desks = desks;
        this.queries = queries;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The last entry booked for a lead no longer counts.
     *
     * @throws Refusal {@code nothing-booked} if there is none, or it does not count already
     */
    CorrectionRow annul(SignedIn by, String shown, String reason) {
        String why = reason(reason);
        long lead = Ids.of(by.idSeed()).read(Ids.Kind.LEAD, shown).orElseThrow(Refusal::notFound);
        mustExist(by, lead);
        return done(by, kept -> new Doing.Annulled(lead, by.userId(), why, kept.as(() -> entry(by, lead, why, null))));
    }

    /**
     * Somebody is entitled to less and somebody else to as much more.
     *
     * @param leads above 0, with two decimals at most
     */
    CorrectionRow move(
            SignedIn by, Ledger ledger, @Nullable String from, @Nullable String to, BigDecimal leads, String reason) {
        String why = reason(reason);
        if (leads.signum() <= 0
                || leads.compareTo(MOST) > 0
                || leads.stripTrailingZeros().scale() > 2) {
            throw invalid("leads", "invalid");
        }
        Map<String, Long> users = users(by, from, to);
        long units = leads.multiply(BigDecimal.valueOf(Ledger.LEAD))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return move(by, ledger, users.getOrDefault(from, 0L), users.getOrDefault(to, 0L), units, why, null);
    }

    private CorrectionRow move(
            SignedIn by, Ledger ledger, long from, long to, long units, String why, @Nullable Long undoes) {
        return done(
                by,
                kept -> new Doing.BalanceMoved(
                        ledger, from, to, units, kept.as(() -> moved(by, ledger, from, to, units, why, undoes))));
    }

    /**
     * Takes a correction back by its opposite.
     *
     * @throws Refusal {@code undone-already}; {@code nothing-booked} if the lead has another entry by now
     */
    CorrectionRow undo(SignedIn by, String shown, String reason) {
        String why = reason(reason);
        long id = Ids.of(by.idSeed()).read(Ids.Kind.CORRECTION, shown).orElseThrow(Refusal::notFound);
        CorrectionQueries.Stored stored = queries.stored(by, id);
        if (stored.undone()) {
            throw undone();
        }
        try {
            return undo(by, stored, id, why);
        } catch (DuplicateKeyException atTheSameTime) {
            throw undone();
        }
    }

    private CorrectionRow undo(SignedIn by, CorrectionQueries.Stored stored, long id, String why) {
        long lead = stored.leadId();
        return switch (stored.kind()) {
            case "annulled" ->
                done(by, kept -> new Doing.Reinstated(lead, by.userId(), why, kept.as(() -> entry(by, lead, why, id))));
            case "reinstated" ->
                done(by, kept -> new Doing.Annulled(lead, by.userId(), why, kept.as(() -> entry(by, lead, why, id))));
            default ->
                move(
                        by,
                        new Ledger(stored.shared(), stored.name()),
                        stored.toId(),
                        stored.fromId(),
                        stored.units(),
                        why,
                        id);
        };
    }

    /** The number of the correction that is kept if the doing takes effect. */
    private static final class Keeping {
        private final AtomicLong id = new AtomicLong();

        Runnable as(LongSupplier insert) {
            return () -> id.set(insert.getAsLong());
        }
    }

    private CorrectionRow done(SignedIn by, Function<Keeping, Doing> doing) {
        var kept = new Keeping();
        desks.perform(by.companyId(), List.of(doing.apply(kept)));
        if (kept.id.get() == 0) {
            throw conflict("nothing-booked", "There is nothing in the books that this would change.");
        }
        return queries.of(by, kept.id.get());
    }

    /** An entry that was annulled, or reinstated, as the desk keeps it. */
    private long entry(SignedIn by, long lead, String reason, @Nullable Long undoes) {
        return jdbc.sql("""
                        insert into fairlead.correction (at, who, kind, reason, shared, name, rule, lead_id, from_id, undoes)
                        select ?, ?, case when (state #>> '{standing,annulled}')::boolean then 'annulled' else 'reinstated' end,
                               ?, (state #>> '{standing,credits,ledger,shared}')::boolean,
                               state #>> '{standing,credits,ledger,name}', state #>> '{standing,rule}', lead_id,
                               (select u.id from fairlead.app_user u where u.key = d.state #>> '{standing,receiver}'), ?
                          from fairlead.desk_lead d where lead_id = ?
                        returning id
                        """)
                .params(clock.instant().atOffset(ZoneOffset.UTC), by.userId(), reason)
                .param(undoes)
                .param(lead)
                .query(Long.class)
                .single();
    }

    private long moved(
            SignedIn by, Ledger ledger, long from, long to, long units, String reason, @Nullable Long undoes) {
        long id = jdbc.sql("""
                        insert into fairlead.correction (at, who, kind, reason, shared, name, from_id, to_id, units, undoes)
                        values (?, ?, 'moved', ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(clock.instant().atOffset(ZoneOffset.UTC), by.userId(), reason)
                .params(ledger.shared(), ledger.name(), from, to, units)
                .param(undoes)
                .query(Long.class)
                .single();
        var what = new LinkedHashMap<String, Object>();
        what.put("correction", id);
        what.put("ledger", ledger.name());
        what.put("shared", ledger.shared());
        what.put("from", from);
        what.put("to", to);
        what.put("leads", Leads.text(units));
        what.put("reason", reason);
        events.append("balance-moved", by.userId(), what);
        return id;
    }

    private void mustExist(SignedIn by, long lead) {
        transactions.inCompany(
                by.companyId(),
                () -> jdbc.sql("""
                        select exists (select from fairlead.lead where company_id = ? and id = ?)
                        """)
                        .params(by.companyId(), lead)
                        .query(Boolean.class)
                        .optional()
                        .filter(there -> there)
                        .orElseThrow(Refusal::notFound));
    }

    private Map<String, Long> users(SignedIn by, @Nullable String from, @Nullable String to) {
        Map<String, Long> found = new LinkedHashMap<>();
        transactions.inCompany(
                by.companyId(),
                () -> jdbc.sql("select key, id from fairlead.app_user where key in (?, ?) and role <> 'integration'")
                        .param(from)
                        .param(to)
                        .query((RowCallbackHandler) row -> found.put(row.getString("key"), row.getLong("id"))));
        List<FieldError> errors = new ArrayList<>();
        if (from == null || !found.containsKey(from)) {
            errors.add(new FieldError("from", "unknown-user"));
        }
        if (to == null || !found.containsKey(to) || to.equals(from)) {
            errors.add(new FieldError("to", to != null && to.equals(from) ? "same" : "unknown-user"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return found;
    }

    private static String reason(String text) {
        String reason = text.strip();
        boolean storable = reason.codePoints()
                .noneMatch(c ->
                        Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (reason.isEmpty() || reason.length() > LONGEST || !storable) {
            throw invalid("reason", reason.isEmpty() ? "required" : storable ? "too-long" : "invalid");
        }
        return reason;
    }

    private static Refusal invalid(String field, String slug) {
        return Refusal.invalid(List.of(new FieldError(field, slug)));
    }

    private static Refusal undone() {
        return conflict("undone-already", "This correction was taken back already.");
    }

    private static Refusal conflict(String slug, String detail) {
        return Refusal.of(HttpStatus.CONFLICT, slug, detail);
    }
}
