package io.fairlead.server.lead;

import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Doing.NewLead;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.intake.Intake.Correction;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.zone.ZoneTrees;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Corrects what is known of leads. Every correction goes over the company's desk: who waits is decided by it. Thread-safe. */
@Component
class LeadEdits {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Desks desks;
    private final Intake intake;
    private final LeadSheetQueries queries;
    private final ZoneTrees zones;
    private final JsonMapper json;

    LeadEdits(
            JdbcClient jdbc,
            Transactions transactions,
            Desks desks,
            Intake intake,
            LeadSheetQueries queries,
            ZoneTrees zones,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.desks = desks;
        this.intake = intake;
        this.queries = queries;
        this.zones = zones;
        this.json = json;
    }

    /**
     * What is to be corrected; null leaves as it is, an empty text takes away.
     *
     * @param listing the key of a listing
     * @param fields further fields by their ids; null takes one away
     */
    record LeadFacts(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String listing,
            @Nullable Map<String, @Nullable Object> fields) {}

    private record Known(Instant created, long version, NewLead lead) {}

    /**
     * Corrects a lead that is still as the caller saw it.
     *
     * @throws Refusal {@code changed-meanwhile} with the current lead if it has another version; {@code invalid}
     */
    LeadSheetQueries.LeadSheet edit(SignedIn by, String shown, long version, LeadFacts given) {
        long id = LeadSheetQueries.number(by, shown);
        Known known = transactions.inCompany(by.companyId(), () -> known(by, id));
        if (known.version() != version) {
            throw IfMatch.changedMeanwhile(queries.of(by, shown).lead());
        }
        Correction read = intake.correction(by.companyId(), by.userId(), json.valueToTree(given));
        if (!read.errors().isEmpty()) {
            throw Refusal.invalid(read.errors());
        }
        NewLead lead = corrected(known.lead(), given, read.lead());
        if (given.fields() != null) {
            zones.settleAgain(by.companyId(), lead.custom(), given.fields().keySet());
        }
        if (isNobody(lead) && !isNobody(known.lead())) {
            throw Refusal.invalid(List.of(new FieldError("phone", "nobody")));
        }
        LeadDifference changed = LeadDifference.between(known.lead(), lead);
        if (!changed.isEmpty()) {
            perform(
                    by,
                    shown,
                    new Doing.Edited(
                            id, known.created(), lead, changed.before(), changed.after(), by.userId(), version));
        }
        return queries.of(by, shown);
    }

    private static boolean isNobody(NewLead lead) {
        return lead.name().isEmpty() && lead.phone().isEmpty() && lead.email().isEmpty();
    }

    private void perform(SignedIn by, String shown, Doing.Edited edit) {
        try {
            desks.perform(by.companyId(), List.of(edit));
        } catch (ChangedMeanwhile e) {
            throw IfMatch.changedMeanwhile(queries.of(by, shown).lead());
        }
    }

    private static NewLead corrected(NewLead was, LeadFacts given, NewLead read) {
        Map<String, Object> custom = new LinkedHashMap<>(was.custom());
        if (given.fields() != null) {
            custom.keySet().removeAll(given.fields().keySet());
        }
        custom.putAll(read.custom());
        return new NewLead(
                was.source(),
                was.status(),
                given.name() == null ? was.name() : read.name(),
                given.phone() == null ? was.phone() : read.phone(),
                given.email() == null ? was.email() : read.email(),
                given.listing() == null ? was.listing() : read.listing(),
                custom,
                true,
                null);
    }

    private Known known(SignedIn by, long id) {
        return jdbc.sql("""
                        select created_at, version, source, status, name, phone, email, listing, custom
                          from fairlead.lead where company_id = ? and id = ?
                        """)
                .params(by.companyId(), id)
                .query((row, n) -> new Known(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getLong("version"),
                        NewLead.stored(row, json)))
                .optional()
                .orElseThrow(Refusal::notFound);
    }
}
