package io.fairlead.server.notify;

import io.fairlead.server.platform.sql.Transactions;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The outbox of a company, for who sends. A mail is claimed for some minutes, so that no two nodes send it at once;
 * who claimed it and died leaves it to others when the minutes are over. Thread-safe.
 */
@Component
class Outbox {
    private static final int BATCH = 5;
    private static final int CLAIM_SECONDS = Smtp.longestSeconds(BATCH);

    private final JdbcClient jdbc;
    private final Transactions transactions;

    Outbox(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** A mail this node may send now. */
    record Claimed(
            long id,
            String recipient,
            String subject,
            String body,
            String html,
            String messageId,
            String choicesLink,
            Instant createdAt) {}

    /** Claims mails that are due, the oldest first. */
    List<Claimed> claim(int companyId) {
        return transactions.inCompany(
                companyId,
                () -> jdbc.sql("""
                        with due as materialized (
                            select id from fairlead.mail
                             where state = 'waiting' and next_at <= now()
                               and (claimed_until is null or claimed_until < now())
                             order by next_at limit ? for no key update skip locked)
                        update fairlead.mail m set claimed_until = now() + make_interval(secs => ?), tries = tries + 1
                          from due where m.id = due.id
                        returning m.id, m.recipient, m.subject, m.body, m.html, m.message_id, m.choices_link, m.created_at
                        """)
                        .params(BATCH, CLAIM_SECONDS)
                        .query(Claimed.class)
                        .list());
    }

    void sent(int companyId, Claimed mail) {
        transactions.inCompany(companyId, () -> {
            jdbc.sql("""
                            update fairlead.mail
                               set state = 'sent', sent_at = now(), claimed_until = null, last_error = '',
                                   body = case when secret then '' else body end,
                                   html = case when secret then '' else html end
                             where id = ?
                            """).param(mail.id()).update();
            jdbc.sql("""
                            insert into fairlead.event (kind, lead, contact, listing, data)
                            select 'mail-sent', l.id, l.contact_id, nullif(l.listing, ''),
                                   jsonb_build_object('after', m.recipient, 'text', m.subject)
                              from fairlead.mail m join fairlead.lead l on l.id = any(m.leads) where m.id = ?
                            """).param(mail.id()).update();
        });
    }

    /** Not sent: tried again after 1, 2, 4 … minutes, at most an hour, for three days; or given up at once. */
    void failed(int companyId, Claimed mail, String error, boolean forGood) {
        transactions.inCompany(companyId, () -> {
            jdbc.sql("""
                            update fairlead.mail
                               set state = case when ? or created_at < now() - interval '3 days' then 'failed' else state end,
                                   next_at = now() + least(interval '1 hour', interval '1 minute' * 2 ^ least(tries - 1, 6)),
                                   claimed_until = null, last_error = ?
                             where id = ?
                            """).params(forGood, error, mail.id()).update();
        });
    }

    /** Gives up what nobody could send for three days, forgets the secrets of what was given up, and forgets what is done for a month. */
    void tidy(int companyId) {
        transactions.inCompany(companyId, () -> {
            jdbc.sql("""
                            update fairlead.mail set state = 'failed', last_error = 'not sent within three days'
                             where state = 'waiting' and next_at <= now() and created_at < now() - interval '3 days'
                               and (claimed_until is null or claimed_until < now())
                            """).update();
            jdbc.sql("update fairlead.mail set body = '', html = '' where secret and state = 'failed' and body <> ''")
                    .update();
            jdbc.sql("delete from fairlead.mail where state <> 'waiting' and created_at < now() - interval '30 days'")
                    .update();
        });
    }
}
