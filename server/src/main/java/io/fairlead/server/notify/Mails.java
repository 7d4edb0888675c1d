package io.fairlead.server.notify;

import io.fairlead.server.platform.sql.Transactions;
import java.util.regex.Pattern;
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

    Mails(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Puts the mail into the outbox, in the transaction under way; one whose Message-ID is known changes nothing. */
    public void send(int companyId, Mail mail) {
        transactions.inCompany(companyId, () -> {
            jdbc.sql("""
                            insert into fairlead.mail (recipient, subject, body, html, message_id) values (?, ?, ?, ?, ?)
                            on conflict (company_id, message_id) do nothing
                            """)
                    .params(
                            mail.recipient(),
                            BREAKS.matcher(mail.subject()).replaceAll(" "),
                            mail.text(),
                            mail.html(),
                            mail.messageId())
                    .update();
        });
    }
}
