package io.fairlead.server.bulk;

import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Leads that their holders give back. Thread-safe. */
@Component
class HandBacks {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Desks desks;

    HandBacks(JdbcClient jdbc, Transactions transactions, Desks desks) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.desks = desks;
    }

    private record Lead(long owner, boolean closed) {}

    /**
     * Gives the caller's own open lead back; their entry is reversed.
     *
     * @throws Refusal {@code not-yours} for a lead of somebody else, {@code lead-closed}
     */
    void handBack(SignedIn me, String shown, @Nullable String why) {
        String reason = Reasons.checked(why);
        if (reason.isEmpty()) {
            throw Refusal.invalid(List.of(new FieldError("reason", "required")));
        }
        long lead = Ids.of(me.idSeed()).read(Ids.Kind.LEAD, shown).orElseThrow(Refusal::notFound);
        Lead before = transactions.inCompany(me.companyId(), () -> lead(me, lead));
        if (before.owner() != me.userId()) {
            throw Refusal.of(HttpStatus.CONFLICT, "not-yours", "Only who has a lead can hand it back.");
        }
        if (before.closed()) {
            throw Refusal.of(HttpStatus.CONFLICT, "lead-closed", "The lead is closed.");
        }
        desks.perform(me.companyId(), List.of(new Doing.HandedBack(lead, me.userId(), reason)));
    }

    private Lead lead(SignedIn me, long lead) {
        return jdbc.sql("select owner_id as owner, closed from fairlead.lead where company_id = ? and id = ?")
                .params(me.companyId(), lead)
                .query(Lead.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }
}
