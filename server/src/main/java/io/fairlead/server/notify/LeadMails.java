package io.fairlead.server.notify;

import io.fairlead.server.company.SettingsChange;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the mails about leads out of the journal: one to the fallback address when nobody was found, one to the overview
 * address for each assignment. It follows events in the order of their transactions and waits for those still open, so
 * that none is passed over. Thread-safe; nodes take turns at a company.
 */
@Component
class LeadMails {
    private static final int BATCH = 200;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Mails mails;

    LeadMails(JdbcClient jdbc, Transactions transactions, Mails mails) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.mails = mails;
    }

    /** How far the company's journal has been read. */
    private record Cursor(String mailedTx, long mailedId) {}

    /** Where a company wants mails about leads, and how it writes. */
    record Addresses(
            String name,
            String timezone,
            String locale,
            @Nullable String fallback,
            @Nullable String overview) {}

    /** An event about a lead, with what the lead and its receiver are called. */
    record LeadEvent(
            String tx,
            long id,
            String kind,
            Instant at,
            String how,
            String rule,
            String user,
            String name,
            String phone,
            String email,
            String source,
            String listing) {
        boolean nobodyFound() {
            return !kind.equals("lead-assigned") || how.equals("fallback");
        }

        boolean assigned() {
            return kind.equals("lead-assigned");
        }
    }

    /** Notes whether the company wants mails; one that begins to want them gets none of what was before. */
    @EventListener
    void on(SettingsChange change) {
        switch (change) {
            case SettingsChange.Begun begun -> {}
            case SettingsChange.Made made -> {
                var mailboxes = made.scenario().settings().company().mailboxes();
                boolean wants = mailboxes.fallback() != null || mailboxes.overview() != null;
                jdbc.sql("""
                                update shared.tenant set mails = ?, mailed_tx = pg_current_xact_id(), mailed_id = 0
                                 where company_id = ? and mails <> ?
                                """).params(wants, made.companyId(), wants).update();
            }
        }
    }

    /** The companies that want mails. */
    List<Integer> companies() {
        return jdbc.sql("select company_id from shared.tenant where mails order by company_id")
                .query((row, n) -> row.getInt("company_id"))
                .list();
    }

    /** Puts the mails about what has happened since the last time into the company's outbox. */
    void make(int companyId) {
        boolean more = true;
        while (more) {
            more = transactions.inCompany(companyId, () -> batch(companyId));
        }
    }

    /** Whether there may be more. */
    private boolean batch(int companyId) {
        Optional<Cursor> cursor =
                jdbc.sql("""
                        select mailed_tx::text, mailed_id from shared.tenant
                         where company_id = ? for no key update skip locked
                        """).param(companyId).query(Cursor.class).optional();
        if (cursor.isEmpty()) {
            return false;
        }
        List<LeadEvent> events = events(cursor.get());
        if (events.isEmpty()) {
            return false;
        }
        Addresses addresses = jdbc.sql("""
                        select name, timezone, locale, body ->> 'fallback-email' as fallback,
                               body ->> 'overview-email' as overview
                          from fairlead.company
                        """).query(Addresses.class).single();
        for (LeadEvent event : events) {
            write(companyId, event, addresses);
        }
        LeadEvent last = events.getLast();
        jdbc.sql("update shared.tenant set mailed_tx = ?::xid8, mailed_id = ? where company_id = ?")
                .params(last.tx(), last.id(), companyId)
                .update();
        return events.size() == BATCH;
    }

    private List<LeadEvent> events(Cursor cursor) {
        return jdbc.sql("""
                        select e.tx::text, e.id, e.kind, e.at, coalesce(e.data ->> 'how', '') as how,
                               coalesce(e.data ->> 'rule', '') as rule,
                               coalesce((select u.name from fairlead.app_user u where u.key = e.data ->> 'user'), '') as user,
                               l.name, l.phone, l.email, l.source, l.listing
                          from fairlead.event e join fairlead.lead l on l.company_id = e.company_id and l.id = e.lead
                         where (e.tx, e.id) > (?::xid8, ?) and e.tx < pg_snapshot_xmin(pg_current_snapshot())
                           and e.kind in ('lead-assigned', 'lead-waiting', 'lead-unassigned')
                         order by e.tx, e.id limit ?
                        """)
                .params(cursor.mailedTx(), cursor.mailedId(), BATCH)
                .query((row, n) -> new LeadEvent(
                        row.getString("tx"),
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("how"),
                        row.getString("rule"),
                        row.getString("user"),
                        row.getString("name"),
                        row.getString("phone"),
                        row.getString("email"),
                        row.getString("source"),
                        row.getString("listing")))
                .list();
    }

    private void write(int companyId, LeadEvent event, Addresses addresses) {
        if (event.nobodyFound() && addresses.fallback() != null) {
            send(companyId, event, addresses, "fallback", addresses.fallback());
        }
        if (event.assigned() && addresses.overview() != null) {
            send(companyId, event, addresses, "overview", addresses.overview());
        }
    }

    private void send(int companyId, LeadEvent event, Addresses addresses, String why, String recipient) {
        LeadLetter letter = LeadLetter.of(event, addresses);
        String id = "<" + event.id() + "." + why + "." + companyId + "@fairlead>";
        mails.send(
                companyId,
                new Mail(Objects.requireNonNull(recipient), letter.subject(), letter.text(), letter.html(), id));
    }
}
