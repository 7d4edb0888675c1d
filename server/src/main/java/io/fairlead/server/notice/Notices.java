package io.fairlead.server.notice;

import io.fairlead.server.company.Companies;
import io.fairlead.server.notify.Mails;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells people what happens with their leads: makes notices of a stretch of the journal with one statement, however many
 * events and receivers there are; alike ones are counted up in one while it is new and unread. What a notice says is never
 * the content of a note or a file. Thread-safe.
 */
@Component
class Notices {
    private static final Duration BETWEEN_TIDYING = Duration.ofMinutes(10);
    private static final int KEPT_READ_DAYS = 90;
    private static final int KEPT_DAYS = 365;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Hours hours;
    private final Mails mails;
    private final InstantSource clock;

    Notices(
            JdbcClient jdbc,
            Transactions transactions,
            Hours hours,
            Mails mails,
            InstantSource clock,
            Companies companies,
            Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.hours = hours;
        this.mails = mails;
        this.clock = clock;
        rounds.every(BETWEEN_TIDYING, "old notices", companies::all, this::tidy);
    }

    /** Makes the notices about a stretch of the journal, in the company's transaction under way. */
    void make(JournalReader.Stretch stretch) {
        boolean any = jdbc.sql("""
                        select exists (select from fairlead.event e
                                        where e.company_id = ? and (e.tx, e.id) > (?::xid8, ?) and (e.tx, e.id) <= (?::xid8, ?)
                                          and e.lead is not null and e.kind = any(?))
                        """)
                .params(stretch.bounds())
                .param(NoticeStatements.KINDS)
                .query(Boolean.class)
                .single();
        if (!any) {
            return;
        }
        Instant now = clock.instant();
        Map<String, Instant> off = hours.off(stretch.company(), now);
        bound(NoticeStatements.END_OFFERS, stretch).param("now", utc(now)).update();
        bound(NoticeStatements.MAKE, stretch)
                .param("decisions", NoticeStatements.DECISIONS)
                .param("deeds", NoticeStatements.DEEDS)
                .param("off", off.keySet().toArray(String[]::new))
                .param("until", off.values().stream().map(Instant::toString).toArray(String[]::new))
                .param("mails", mails.canSend())
                .update();
    }

    private JdbcClient.StatementSpec bound(String sql, JournalReader.Stretch stretch) {
        return jdbc.sql(sql)
                .param("company", stretch.company())
                .param("afterTx", stretch.after().tx())
                .param("after", stretch.after().id())
                .param("untilTx", stretch.until().tx())
                .param("last", stretch.until().id())
                .param("kinds", NoticeStatements.KINDS);
    }

    /** The user has read these notices, wherever they read them: unread on no node and due by no mail any more. */
    void read(int company, long user, Collection<Long> notices) {
        transactions.inCompany(company, () -> {
            jdbc.sql(NoticeStatements.READ + " and id = any(?)")
                    .params(utc(clock.instant()), company, user, notices.toArray(Long[]::new))
                    .update();
        });
    }

    /** The user has read all of them that there were up to this instant. */
    void readAll(int company, long user, Instant until) {
        transactions.inCompany(company, () -> {
            jdbc.sql(NoticeStatements.READ + " and at <= ?")
                    .params(utc(clock.instant()), company, user, utc(until))
                    .update();
        });
    }

    /** Deletes what was read and is older than 90 days, and everything older than a year. */
    void tidy(int company) {
        OffsetDateTime now = utc(clock.instant());
        transactions.inCompany(company, () -> {
            jdbc.sql("""
                            delete from fairlead.notice
                             where company_id = ? and at < ? and (read_at is not null or at < ?)
                            """)
                    .params(company, now.minusDays(KEPT_READ_DAYS), now.minusDays(KEPT_DAYS))
                    .update();
        });
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
