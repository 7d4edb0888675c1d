package io.fairlead.server.notify;

import io.fairlead.server.platform.sql.Transactions;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where mails are handed in. They are written to the company's outbox, together with what they tell about or not at
 * all, and sent soon after. A mail is sent at least once: after a crash it may go out twice, with the same Message-ID.
 * Thread-safe.
 */
@Component
public class Mails {
    private static final Pattern BREAKS = Pattern.compile("\\p{Cntrl}+");

    private final JdbcClient jdbc;
    private final Transactions transactions;

    private final boolean canSend;

    Mails(JdbcClient jdbc, Transactions transactions, ObjectProvider<SmtpAddress> server) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.canSend = server.getIfAvailable() != null;
    }

    /** Whether there is a mail server; without one mails stay in the outbox. */
    public boolean canSend() {
        return canSend;
    }

    /**
     * Sends the mail of this name in the receiver's language, in the transaction under way. It holds a secret: what it
     * says is forgotten once it is out.
     *
     * @param words what its places are filled with
     */
    public void sendSecret(int companyId, String recipient, String locale, String name, Map<String, String> words) {
        MailTexts texts = MailTexts.in(locale);
        Mail mail = Mail.plain(recipient, texts.say("subject." + name, words), texts.say("text." + name, words));
        send(companyId, mail);
        transactions.inCompany(companyId, () -> {
            jdbc.sql("update fairlead.mail set secret = true where message_id = ?")
                    .param(mail.messageId())
                    .update();
        });
    }

    /** Puts the mail into the outbox, in the transaction under way; one whose Message-ID is known changes nothing. */
    public void send(int companyId, Mail mail) {
        transactions.inCompany(companyId, () -> {
            jdbc.sql("""
                            insert into fairlead.mail (recipient, subject, body, html, message_id, choices_link, leads)
                            values (?, ?, ?, ?, ?, ?, ?)
                            on conflict (company_id, message_id) do nothing
                            """)
                    .params(
                            mail.recipient(),
                            BREAKS.matcher(mail.subject()).replaceAll(" "),
                            mail.text(),
                            mail.html(),
                            mail.messageId(),
                            mail.choicesLink(),
                            mail.leads().toArray(Long[]::new))
                    .update();
        });
    }
}
