package io.fairlead.server.work;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The leads that requests name. */
final class LeadIds {
    private LeadIds() {}

    /** @throws Refusal {@code not-found} for what this company has never shown as a lead's id */
    static long number(SignedIn me, String shown) {
        return Ids.of(me.idSeed()).read(Ids.Kind.LEAD, shown).orElseThrow(Refusal::notFound);
    }

    /**
     * The number of a lead that is there, in the company's transaction under way.
     *
     * @throws Refusal {@code not-found}
     */
    static long existing(JdbcClient jdbc, SignedIn me, String shown) {
        long lead = number(me, shown);
        return jdbc.sql("select id from fairlead.lead where company_id = ? and id = ?")
                .params(me.companyId(), lead)
                .query(Long.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }
}
