package io.fairlead.server.lead;

import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people do with leads. Every change goes over the company's desk. Thread-safe. */
@Component
class Leads {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Desks desks;
    private final LeadSheetQueries queries;
    private final StatusNotes notes;

    Leads(JdbcClient jdbc, Transactions transactions, Desks desks, LeadSheetQueries queries, StatusNotes notes) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.desks = desks;
        this.queries = queries;
        this.notes = notes;
    }

    /**
     * Sets the status of a lead that is still as the caller saw it, and tells why.
     *
     * @param note as {@link StatusNotes} asks for it where the status changes; empty for none
     * @throws Refusal {@code changed-meanwhile} with the current lead if it has another version
     */
    LeadSheetQueries.LeadSheet setStatus(SignedIn by, String shown, long version, String status, String note) {
        String wanted = StatusNotes.status(status);
        StatusNotes.mustBeText("note", note);
        long lead = number(by, shown);
        transactions.inCompany(by.companyId(), () -> {
            if (!wanted.equals(statusOf(by, lead))) {
                notes.mustSuffice(by, lead, note.strip());
            }
        });
        try {
            return done(by, shown, new Doing.StatusSet(lead, wanted, by.userId(), version, note.strip()));
        } catch (ChangedMeanwhile e) {
            throw IfMatch.changedMeanwhile(queries.of(by, shown).lead());
        }
    }

    /** Somebody worked on the lead: a call they made or a note they wrote is kept, and it counts as touched. */
    LeadSheetQueries.LeadSheet touch(SignedIn by, String shown, String kind, String text) {
        if (!List.of("call", "note").contains(kind)) {
            throw invalid("kind", "invalid");
        }
        if (kind.equals("note") && text.isBlank()) {
            throw invalid("text", "required");
        }
        StatusNotes.mustBeText("text", text);
        String told = kind.equals("call") ? "call-noted" : "note-written";
        return done(by, shown, new Doing.Touched(number(by, shown), by.userId(), told, text.strip()));
    }

    LeadSheetQueries.LeadSheet accept(SignedIn by, String shown) {
        return done(by, shown, new Doing.Accepted(number(by, shown), by.userId()));
    }

    LeadSheetQueries.LeadSheet decline(SignedIn by, String shown) {
        return done(by, shown, new Doing.Declined(number(by, shown), by.userId()));
    }

    /**
     * Gives the lead to an active user of the own company, or to nobody.
     *
     * @param key the user's; null for nobody
     */
    LeadSheetQueries.LeadSheet assign(SignedIn by, String shown, @Nullable String key) {
        Long user = key == null
                ? null
                : transactions.inCompany(
                        by.companyId(),
                        () -> jdbc.sql("""
                                        select id from fairlead.app_user
                                         where key = ? and active and role <> 'integration'
                                        """)
                                .param(key)
                                .query(Long.class)
                                .optional()
                                .orElseThrow(() -> invalid("user", "unknown-user")));
        return done(by, shown, new Doing.AssignedByHand(number(by, shown), user, by.userId()));
    }

    private String statusOf(SignedIn by, long lead) {
        return jdbc.sql("select status from fairlead.lead where company_id = ? and id = ?")
                .params(by.companyId(), lead)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private LeadSheetQueries.LeadSheet done(SignedIn by, String shown, Doing doing) {
        transactions.inCompany(by.companyId(), () -> mustBeThere(by, number(by, shown)));
        desks.perform(by.companyId(), List.of(doing));
        return queries.of(by, shown);
    }

    private void mustBeThere(SignedIn by, long lead) {
        boolean there = jdbc.sql("select exists (select from fairlead.lead where company_id = ? and id = ?)")
                .params(by.companyId(), lead)
                .query(Boolean.class)
                .single();
        if (!there) {
            throw Refusal.notFound();
        }
    }

    private static long number(SignedIn by, String shown) {
        return LeadSheetQueries.number(by, shown);
    }

    private static Refusal invalid(String field, String slug) {
        return Refusal.invalid(List.of(new FieldError(field, slug)));
    }
}
