package io.fairlead.server.notify;

import io.fairlead.server.company.Companies;
import io.fairlead.server.platform.Masked;
import io.fairlead.server.platform.job.Rounds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Goes round the companies every second and sends the mails that are due. Without a mail server
 * mails stay in the outbox. Every node does so; what one has claimed no other sends. Thread-safe.
 */
@Component
class Post {
    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TIDYING = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final @Nullable Smtp smtp;

    Post(Companies companies, Outbox outbox, ObjectProvider<SmtpAddress> address, Rounds rounds) {
        this.outbox = outbox;
        SmtpAddress known = address.getIfAvailable();
        this.smtp = known == null ? null : new Smtp(known);
        rounds.every(BETWEEN_TIDYING, "outbox", companies::all, outbox::tidy);
        if (smtp != null) {
            rounds.every(PAUSE, "post", companies::all, this::deliver);
        }
    }

    /** Sends what is due now, a batch after the other. */
    void deliver(int company) {
        if (smtp == null) {
            return;
        }
        for (var mails = outbox.claim(company); !mails.isEmpty(); mails = outbox.claim(company)) {
            smtp.send(mails, new Smtp.Report() {
                @Override
                public void sent(Outbox.Claimed mail) {
                    outbox.sent(company, mail);
                }

                @Override
                public void failed(Outbox.Claimed mail, String error, boolean forGood) {
                    LOG.warn("Mail {} of company {} was not sent: {}", mail.id(), company, Masked.words(error));
                    outbox.failed(company, mail, error, forGood);
                }
            });
        }
    }
}
