package io.fairlead.server.notify;

import io.fairlead.server.company.Companies;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Goes round the companies every second: makes the mails about their leads and sends what is due. Without a mail server
 * mails stay in the outbox. Every node does so; what one has claimed no other sends. Thread-safe.
 */
@Component
class Post implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final int ROUNDS_BETWEEN_TIDYING = 600;
    private static final int STOP_SECONDS = 5;

    private final Companies companies;
    private final Outbox outbox;
    private final LeadMails leadMails;
    private final @Nullable Smtp smtp;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("post").factory());
    private int rounds;

    Post(Companies companies, Outbox outbox, LeadMails leadMails, ObjectProvider<SmtpAddress> address) {
        this.companies = companies;
        this.outbox = outbox;
        this.leadMails = leadMails;
        SmtpAddress known = address.getIfAvailable();
        this.smtp = known == null ? null : new Smtp(known);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var ignored = timer.scheduleWithFixedDelay(this::round, 0, 1, TimeUnit.SECONDS);
    }

    private void round() {
        boolean tidies = rounds++ % ROUNDS_BETWEEN_TIDYING == 0;
        try {
            leadMails.companies().forEach(leadMails::make);
            for (int company : smtp == null && !tidies ? List.<Integer>of() : companies.all()) {
                if (tidies) {
                    outbox.tidy(company);
                }
                deliver(company);
            }
        } catch (RuntimeException failure) {
            LOG.warn("The round of the mails was broken off: {}", failure.toString());
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
                    LOG.warn("Mail {} of company {} was not sent: {}", mail.id(), company, error);
                    outbox.failed(company, mail, error, forGood);
                }
            });
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        timer.shutdown();
        // An interrupt would break a connection in the middle of a sentence.
        if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            timer.shutdownNow();
        }
    }
}
