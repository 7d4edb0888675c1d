package io.fairlead.server.intake;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.intake.Intake.Taken;
import io.fairlead.server.intake.IntakeController.WantedLead;
import io.fairlead.server.intake.LeadAnswers.LeadAnswer;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Leads that people type in: each is its creator's at once, and for some minutes that can be undone. Thread-safe. */
@Component
class ManualEntries {
    /** For how long the assignment to the creator can be undone as if it had not been. */
    static final Duration UNDOABLE = Duration.ofMinutes(10);

    private final Intake intake;
    private final Desks desks;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadAnswers answers;
    private final InstantSource clock;
    private final JsonMapper json;

    ManualEntries(
            Intake intake,
            Desks desks,
            JdbcClient jdbc,
            Transactions transactions,
            LeadAnswers answers,
            InstantSource clock,
            JsonMapper json) {
        this.intake = intake;
        this.desks = desks;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.answers = answers;
        this.clock = clock;
        this.json = json;
    }

    /** A lead just typed in, and until when that can be undone. */
    record ManualLead(LeadAnswer lead, Instant undoUntil) {}

    /** Nothing is kept of what is wrong: who typed it in is told and corrects it. */
    Taken enter(SignedIn me, WantedLead wanted, @Nullable String key) {
        ObjectNode lead = json.valueToTree(wanted);
        lead.remove("source");
        String source = IntakeController.source(wanted.source());
        Submission submission = new Submission(
                source.isEmpty() ? Source.MANUAL : source, key, lead, true, null, List.of(), me.userId());
        List<FieldError> flaws = intake.flaws(me.companyId(), submission);
        return flaws.isEmpty()
                ? intake.take(me.companyId(), List.of(submission)).getFirst()
                : new Taken.Quarantined(0, flaws);
    }

    ManualLead shown(SignedIn me, LeadAnswer answer, Outcome outcome) {
        Instant entered = transactions.inCompany(
                me.companyId(), () -> entry(me, outcome.lead()).at());
        return new ManualLead(answer, entered.plus(UNDOABLE));
    }

    /**
     * Gives the lead to the rules, as if it arrived now; done twice it is done once.
     *
     * @return who has it now
     * @throws Refusal {@code not-found} for what the caller has not typed in, {@code too-late}, {@code taken-meanwhile}
     */
    LeadAnswer undo(SignedIn me, long lead) {
        Entry entry = transactions.inCompany(me.companyId(), () -> entry(me, lead));
        if (!entry.undone() && clock.instant().isAfter(entry.at().plus(UNDOABLE))) {
            throw Refusal.of(
                    HttpStatus.CONFLICT, "too-late", "This can be undone for ten minutes. Assign the lead instead.");
        }
        if (!entry.undone()) {
            desks.perform(
                    me.companyId(), List.of(new Doing.EntryUndone(lead, me.userId(), outcome -> noteUndone(lead))));
        }
        return transactions.inCompany(me.companyId(), () -> {
            if (!entry(me, lead).undone()) {
                throw Refusal.of(
                        HttpStatus.CONFLICT,
                        "taken-meanwhile",
                        "The lead was closed or assigned to somebody since it was entered.");
            }
            return answers.of(me.companyId(), me.idSeed(), new Taken.Decided(true, last(lead), List.of()));
        });
    }

    private void noteUndone(long lead) {
        jdbc.sql("update fairlead.manual_entry set undone_at = ? where lead_id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), lead)
                .update();
    }

    private Outcome last(long lead) {
        return jdbc.sql("""
                        select lead_id, how, rule, user_id, id
                          from fairlead.decision where lead_id = ? order by id desc limit 1
                        """)
                .param(lead)
                .query((row, n) -> new Outcome(
                        row.getLong("lead_id"),
                        row.getString("how"),
                        row.getString("rule"),
                        row.getObject("user_id", Long.class),
                        row.getLong("id")))
                .single();
    }

    private record Entry(Instant at, boolean undone) {}

    private Entry entry(SignedIn me, long lead) {
        return jdbc.sql(
                        "select at, undone_at is not null as undone from fairlead.manual_entry where lead_id = ? and user_id = ?")
                .params(lead, me.userId())
                .query((row, n) ->
                        new Entry(row.getObject("at", OffsetDateTime.class).toInstant(), row.getBoolean("undone")))
                .optional()
                .orElseThrow(Refusal::notFound);
    }
}
