package io.fairlead.server.intake;

import io.fairlead.server.notify.QuarantineMails;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What came in and could not be used: kept until somebody corrects or discards it. Thread-safe. */
@Component
class Quarantine {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Events events;
    private final QuarantineMails mails;
    private final InstantSource clock;
    private final JsonMapper json;
    private final JsonMapper ascii;

    Quarantine(
            JdbcClient jdbc,
            Transactions transactions,
            Events events,
            QuarantineMails mails,
            InstantSource clock,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.mails = mails;
        this.clock = clock;
        this.json = json;
        this.ascii = json.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    }

    /** Keeps a submission in the transaction under way, and returns its number. */
    long add(Submission one, List<FieldError> reasons) {
        long id = jdbc.sql("""
                        insert into fairlead.quarantined (source, key, body, trusted, consent, reasons, at)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?) returning id
                        """)
                .param(one.source())
                .param(one.key())
                .param(ascii.writeValueAsString(one.lead()))
                .param(one.trusted())
                .param(one.consent() == null ? null : ascii.writeValueAsString(one.consent()))
                .param(json.writeValueAsString(reasons))
                .param(now())
                .query(Long.class)
                .single();
        events.append(
                "lead-quarantined",
                one.creator(),
                Map.of("quarantined", id, "source", one.source(), "reasons", reasons));
        mails.tell(one.source(), clock.instant());
        return id;
    }

    /** A quarantined submission with the lead as somebody corrected it; its consent and key stay. */
    Submission corrected(SignedIn by, long id, String source, ObjectNode lead) {
        return transactions.inCompany(
                by.companyId(),
                () -> jdbc.sql("select key, trusted, consent from fairlead.quarantined where id = ? and state = 'open'")
                        .param(id)
                        .query((row, n) -> new Submission(
                                source,
                                row.getString("key"),
                                lead,
                                row.getBoolean("trusted"),
                                consent(row.getString("consent")),
                                List.of(),
                                null))
                        .optional()
                        .orElseThrow(Quarantine::gone));
    }

    /** Marks it as taken, in the transaction of its lead. */
    void taken(SignedIn by, long id, Submission corrected, long lead) {
        finish(by, id, "taken", lead, "");
        record Sent(String source, String body) {}
        Sent before = jdbc.sql("select source, body from fairlead.quarantined where id = ?")
                .param(id)
                .query(Sent.class)
                .single();
        Sent after = new Sent(corrected.source(), json.writeValueAsString(corrected.lead()));
        events.append(
                "quarantine-taken", by.userId(), lead, Map.of("quarantined", id, "before", before, "after", after));
    }

    void discard(SignedIn by, long id, String note) {
        transactions.inCompany(by.companyId(), () -> {
            finish(by, id, "discarded", null, note);
            events.append(
                    "quarantine-discarded",
                    by.userId(),
                    Map.of("quarantined", id, "before", "open", "after", "discarded", "note", note));
        });
    }

    private void finish(SignedIn by, long id, String state, @Nullable Long lead, String note) {
        int finished = jdbc.sql("""
                        update fairlead.quarantined set state = ?, lead_id = ?, note = ?, done_at = ?, done_by = ?
                         where id = ? and state = 'open'
                        """)
                .param(state)
                .param(lead)
                .params(note, now(), by.userId(), id)
                .update();
        if (finished == 0) {
            throw gone();
        }
    }

    private Submission.@Nullable Consent consent(@Nullable String body) {
        return body == null ? null : json.readValue(body, Submission.Consent.class);
    }

    private static Refusal gone() {
        return Refusal.of(HttpStatus.NOT_FOUND, "not-found", "This is no longer in quarantine.");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
