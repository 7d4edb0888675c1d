package io.fairlead.server.privacy;

import java.util.Locale;

/**
 * A kind of rows that tell of a person. The statements name the keys of {@link Person#keys}; a new table that tells of
 * people gets a trace here, and is exported, counted and erased from then on.
 */
enum Trace {
    CONTACT("""
            select c.name, c.created_at as since, (select name from fairlead.app_user u where u.id = c.owner_id) as advisor
              from fairlead.contact c where c.id = :contact
            """, "update fairlead.contact set name = '' where id = :contact"),
    KEYS("""
            select kind, value from fairlead.contact_key where contact_id = :contact order by kind, value
            """, "delete from fairlead.contact_key where contact_id = :contact"),
    LEADS("""
            select l.id as lead, l.created_at as arrived, l.source, l.status, l.name, l.phone, l.email, l.listing, l.custom,
                   l.rule, (select name from fairlead.app_user u where u.id = l.owner_id) as advisor
              from fairlead.lead l where l.id = any(:leads) order by l.id
            """, ""),
    CONSENTS("""
            select lead_id as lead, at, locale as language, text, origin from fairlead.consent
             where lead_id = any(:leads) order by lead_id
            """, "delete from fairlead.consent where lead_id = any(:leads)"),
    HISTORY("""
            select e.lead, e.at, e.kind, (select name from fairlead.app_user u where u.id = e.who) as who,
                   e.data - '{batch,place,contact,decision,advisors,quarantined,trusted,file,task}'::text[] as data
              from fairlead.event e where e.lead = any(:leads) or (e.contact = :contact and e.lead is null) order by e.id
            """, ""),
    DECISIONS("""
            select d.lead_id as lead, d.at, d.how, d.rule,
                   (select name from fairlead.app_user u where u.id = d.user_id) as advisor, d.explanation
              from fairlead.decision d where d.lead_id = any(:leads) order by d.id
            """, ""),
    TASKS("""
            select t.lead_id as lead, t.kind, t.title, t.due_at as due, t.done_at as done,
                   (select name from fairlead.app_user u where u.id = t.user_id) as advisor
              from fairlead.task t where t.lead_id = any(:leads) order by t.id
            """, "delete from fairlead.task where lead_id = any(:leads)"),
    WORKERS("""
            select w.lead_id as lead, w.added_at as since, (select name from fairlead.app_user u where u.id = w.user_id) as advisor
              from fairlead.lead_worker w where w.lead_id = any(:leads) order by w.lead_id, w.user_id
            """, ""),
    /** Their contents are put beside; {@code file} is what they are called there. */
    FILES("""
            select f.lead_id as lead, f.name, f.bytes, f.added_at as at, 'files/' || f.id || '-' || f.name as file
              from fairlead.lead_file f where f.lead_id = any(:leads) order by f.id
            """, "delete from fairlead.lead_file where lead_id = any(:leads)"),
    NOTICES("""
            select n.at, n.kind, (select name from fairlead.app_user u where u.id = n.user_id) as recipient, n.data
              from fairlead.notice n where n.lead = any(:leads) or n.leads && :leads order by n.id
            """, "delete from fairlead.notice where lead = any(:leads) or leads && :leads"),
    MAILS("""
            select created_at as at, recipient, subject, body, state from fairlead.mail
             where id in (select mail_id from fairlead.mail_link where link = any(:links)) order by id
            """, """
            delete from fairlead.mail where id in (select mail_id from fairlead.mail_link where link = any(:links))
            """),
    SUBMISSIONS(
            """
            select s.at, s.source, s.key from fairlead.submission s where (s.source, s.key) in (
            """ + Sent.KEYS + ") order by s.at",
            "delete from fairlead.submission where (source, key) in (" + Sent.KEYS + ")"),
    QUARANTINED("""
            select at, source, body::jsonb as sent, consent::jsonb as consent, state, note, done_at as done
              from fairlead.quarantined where id = any(:quarantined) order by id
            """, "delete from fairlead.quarantined where id = any(:quarantined)");

    /** Idempotency keys: of a lead near its arrival, since they have no index by lead; of what was in quarantine its own. */
    private static final class Sent {
        static final String KEYS = """
                select s.source, s.key from fairlead.lead l
                  join fairlead.submission s on s.at >= l.created_at - interval '1 minute'
                   and s.at <= l.created_at + interval '1 minute' and (s.outcome #>> '{outcome,lead}')::bigint = l.id
                 where l.id = any(:leads)
                union select q.source, q.key from fairlead.quarantined q
                 where q.id = any(:quarantined) and q.key is not null
                """;
    }

    private final String rows;
    private final String erasure;

    Trace(String rows, String erasure) {
        this.rows = rows;
        this.erasure = erasure;
    }

    /** The name in the API and in the exported file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Gives each row as JSON, in the column {@code row}. */
    String json() {
        return "select row_to_json(x)::text as row from (" + rows + ") x";
    }

    String count() {
        return "select count(*) from (" + rows + ") x";
    }

    /** Whether bare rows stay when a person is erased. */
    boolean stays() {
        return erasure.isEmpty();
    }

    /** Deletes or blanks the rows; empty where {@link Erasures} does so itself. */
    String erasure() {
        return erasure;
    }
}
