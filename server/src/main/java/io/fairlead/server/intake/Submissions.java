package io.fairlead.server.intake;

import io.fairlead.server.desk.Outcome;
import io.fairlead.server.intake.Intake.Taken;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.sql.Transactions;
import java.io.Serial;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept with a lead as it comes in: its idempotency key, consent, who typed it in. Writes in the transaction under
 * way.
 */
@Component
class Submissions {
    private static final TypeReference<List<FieldError>> REASONS = new TypeReference<>() {};
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final JsonMapper json;
    private final InstantSource clock;

    Submissions(JdbcClient jdbc, Transactions transactions, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** Another request with the same key was faster; it has its answer. */
    static final class Twice extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        Twice() {
            super("sent twice at once", null, false, false);
        }
    }

    /** The first decision of a lead as it was answered. */
    private record Answered(Outcome outcome, List<FieldError> warnings) {}

    private record Known(String body, Taken taken) {}

    /** What submissions with a key came to before, in their order; null for new ones. */
    List<@Nullable Taken> known(int companyId, List<Submission> chunk) {
        List<Submission> keyed = chunk.stream().filter(one -> one.key() != null).toList();
        Map<List<String>, Known> found = new HashMap<>();
        if (!keyed.isEmpty()) {
            transactions.look(
                    companyId,
                    """
                    select s.source, s.key, s.body, s.outcome, s.quarantined, q.reasons
                      from unnest(?::text[], ?::text[]) as asked (source, key)
                      join fairlead.submission s on s.source = asked.source and s.key = asked.key
                      left join fairlead.quarantined q on q.company_id = s.company_id and q.id = s.quarantined
                    """,
                    (row, n) -> found.put(
                            List.of(row.getString("source"), row.getString("key")),
                            new Known(
                                    HEX.formatHex(row.getBytes("body")),
                                    taken(
                                            row.getString("outcome"),
                                            row.getLong("quarantined"),
                                            row.getString("reasons")))),
                    keyed.stream().map(Submission::source).toArray(String[]::new),
                    keyed.stream().map(Submission::key).toArray(String[]::new));
        }
        List<@Nullable Taken> known = new ArrayList<>();
        for (Submission one : chunk) {
            Known before = one.key() == null ? null : found.get(List.of(one.source(), one.key()));
            known.add(
                    before == null || before.body().equals(HEX.formatHex(one.hash()))
                            ? before == null ? null : before.taken()
                            : new Taken.Conflict());
        }
        return known;
    }

    private Taken taken(@Nullable String outcome, long quarantined, @Nullable String reasons) {
        if (outcome == null) {
            return new Taken.Quarantined(
                    quarantined, json.readValue(Objects.requireNonNullElse(reasons, "[]"), REASONS));
        }
        Answered answered = json.readValue(outcome, Answered.class);
        return new Taken.Decided(true, answered.outcome(), answered.warnings());
    }

    /** Keeps what belongs to a lead just decided. */
    void keep(Submission one, Outcome outcome, List<FieldError> warnings) {
        if (one.key() != null) {
            insert(one, json.writeValueAsString(new Answered(outcome, warnings)), null);
        }
        consented(one, outcome);
        if (one.creator() != null) {
            jdbc.sql("insert into fairlead.manual_entry (lead_id, user_id, at) values (?, ?, ?)")
                    .params(outcome.lead(), one.creator(), now())
                    .update();
        }
    }

    void keepQuarantined(Submission one, long id) {
        if (one.key() != null) {
            insert(one, null, id);
        }
    }

    /** The key under which something in quarantine was sent stands for its lead from now on, whatever its source now. */
    void corrected(long quarantined, Outcome outcome, List<FieldError> warnings) {
        jdbc.sql("""
                        update fairlead.submission set outcome = ?::jsonb
                         where outcome is null
                           and (source, key) = (select source, key from fairlead.quarantined where id = ?)
                        """)
                .params(json.writeValueAsString(new Answered(outcome, warnings)), quarantined)
                .update();
    }

    void consented(Submission one, Outcome outcome) {
        Submission.Consent consent = one.consent();
        if (consent != null) {
            jdbc.sql("insert into fairlead.consent (lead_id, at, locale, text, origin) values (?, ?, ?, ?, ?)")
                    .params(
                            outcome.lead(),
                            consent.at().atOffset(ZoneOffset.UTC),
                            consent.locale(),
                            consent.text(),
                            consent.origin())
                    .update();
        }
    }

    private void insert(Submission one, @Nullable String outcome, @Nullable Long quarantined) {
        int inserted = jdbc.sql("""
                        insert into fairlead.submission (source, key, body, outcome, quarantined, at)
                        values (?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing
                        """)
                .param(one.source())
                .param(one.key())
                .param(one.hash())
                .param(outcome)
                .param(quarantined)
                .param(now())
                .update();
        if (inserted == 0) {
            throw new Twice();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
