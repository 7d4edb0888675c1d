package io.fairlead.server.intake;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import io.fairlead.server.intake.Intake.Taken;
import io.fairlead.server.platform.http.Problem.FieldError;
import java.io.Serial;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
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
    /** An expression, with arrays of sources and keys as its parameters. */
    static final String KNOWN = """
            (select json_agg(json_build_object('source', s.source, 'key', s.key, 'body', encode(s.body, 'hex'),
                                               'outcome', s.outcome, 'quarantined', s.quarantined, 'reasons', q.reasons))
               from unnest(?::text[], ?::text[]) as asked (source, key)
               join fairlead.submission s on s.source = asked.source and s.key = asked.key
               left join fairlead.quarantined q on q.company_id = s.company_id and q.id = s.quarantined)
            """;

    private static final String KEEP = """
            insert into fairlead.submission (source, key, body, outcome, at)
            select source, key, decode(body, 'hex'), outcome, at from json_to_recordset(?::json)
                as x (source text, key text, body text, outcome jsonb, at timestamptz)
            """;
    private static final String CONSENT = """
            insert into fairlead.consent (lead_id, at, locale, text, origin)
            select lead_id, at, locale, text, origin from json_to_recordset(?::json)
                as x (lead_id bigint, at timestamptz, locale text, text text, origin text)
            """;
    private static final String ENTER = """
            insert into fairlead.manual_entry (lead_id, user_id, at)
            select lead_id, user_id, at from json_to_recordset(?::json) as x (lead_id bigint, user_id bigint, at timestamptz)
            """;
    private static final TypeReference<List<Sent>> SENT = new TypeReference<>() {};
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    Submissions(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
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

    /**
     * The first decision of a lead as it was answered.
     *
     * @param outcome what is stored of it
     */
    private record Answered(First outcome, List<FieldError> warnings) {
        private record First(
                long lead,
                String how,
                String rule,
                @Nullable Long user,
                long decision) {}

        static Answered of(Outcome now, List<FieldError> warnings) {
            return new Answered(new First(now.lead(), now.how(), now.rule(), now.user(), now.decision()), warnings);
        }

        Taken again() {
            return new Taken.Decided(
                    true,
                    new Outcome(outcome.lead, outcome.how, outcome.rule, outcome.user, outcome.decision),
                    warnings);
        }
    }

    /** What was sent before with a key; {@code body} is its hash in hexadecimal digits. */
    private record Sent(
            String source,
            String key,
            String body,
            @Nullable Answered outcome,
            @Nullable Long quarantined,
            @Nullable List<FieldError> reasons) {
        Taken taken() {
            return outcome == null
                    ? new Taken.Quarantined(
                            Objects.requireNonNullElse(quarantined, 0L), Objects.requireNonNullElse(reasons, List.of()))
                    : outcome.again();
        }
    }

    /**
     * What submissions with a key came to before, in their order; null for new ones.
     *
     * @param found what {@link #KNOWN} gave for them; null for nothing
     */
    List<@Nullable Taken> known(List<Submission> chunk, @Nullable String found) {
        Map<List<String>, Sent> sent = new HashMap<>();
        if (found != null) {
            json.readValue(found, SENT).forEach(one -> sent.put(List.of(one.source(), one.key()), one));
        }
        List<@Nullable Taken> known = new ArrayList<>();
        for (Submission one : chunk) {
            Sent before = one.key() == null ? null : sent.get(List.of(one.source(), one.key()));
            known.add(
                    before == null || before.body().equals(HEX.formatHex(one.hash()))
                            ? before == null ? null : before.taken()
                            : new Taken.Conflict());
        }
        return known;
    }

    private record KeptRow(
            String source,
            String key,
            String body,
            @JsonRawValue String outcome,
            Instant at) {}

    private record ConsentRow(long leadId, Instant at, String locale, String text, String origin) {}

    private record EntryRow(long leadId, long userId, Instant at) {}

    /** What belongs to a lead just decided. Of two with the same key the second one fails with {@link #isTwice}. */
    List<Doing.Row> rows(Submission one, Outcome outcome, List<FieldError> warnings) {
        List<Doing.Row> rows = new ArrayList<>();
        if (one.key() != null) {
            String answered = json.writeValueAsString(Answered.of(outcome, warnings));
            rows.add(new Doing.Row(
                    KEEP, new KeptRow(one.source(), one.key(), HEX.formatHex(one.hash()), answered, clock.instant())));
        }
        rows.addAll(consent(one, outcome));
        if (one.creator() != null) {
            rows.add(new Doing.Row(ENTER, new EntryRow(outcome.lead(), one.creator(), clock.instant())));
        }
        return rows;
    }

    /** What the visitor agreed to; empty for nothing. */
    List<Doing.Row> consent(Submission one, Outcome outcome) {
        Submission.Consent given = one.consent();
        return given == null
                ? List.of()
                : List.of(new Doing.Row(
                        CONSENT,
                        new ConsentRow(outcome.lead(), given.at(), given.locale(), given.text(), given.origin())));
    }

    /** Whether something failed since another request with the same key was faster. */
    static boolean isTwice(Throwable failure) {
        return failure instanceof PSQLException refused
                && refused.getServerErrorMessage() != null
                && "submission_pkey".equals(refused.getServerErrorMessage().getConstraint());
    }

    void keepQuarantined(Submission one, long id) {
        if (one.key() != null) {
            int inserted = jdbc.sql("""
                            insert into fairlead.submission (source, key, body, quarantined, at)
                            values (?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(
                            one.source(),
                            one.key(),
                            one.hash(),
                            id,
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            if (inserted == 0) {
                throw new Twice();
            }
        }
    }

    /** The key under which something in quarantine was sent stands for its lead from now on, whatever its source now. */
    void corrected(long quarantined, Outcome outcome, List<FieldError> warnings) {
        jdbc.sql("""
                        update fairlead.submission set outcome = ?::jsonb
                         where outcome is null
                           and (source, key) = (select source, key from fairlead.quarantined where id = ?)
                        """)
                .params(json.writeValueAsString(Answered.of(outcome, warnings)), quarantined)
                .update();
    }
}
