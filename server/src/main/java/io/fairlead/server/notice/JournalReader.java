package io.fairlead.server.notice;

import io.fairlead.server.company.Companies;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads on in each company's journal and has notices and mails made of it, in one transaction with the place it has come
 * to: of each event exactly once. It follows events in the order of their transactions and waits for those still open, so
 * that none is passed over. Thread-safe; nodes take turns at a company.
 */
@Component
class JournalReader {
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** How many events a stretch has at most. */
    static final int MOST = 2000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadMails leadMails;
    private final Notices notices;

    JournalReader(
            JdbcClient jdbc,
            Transactions transactions,
            LeadMails leadMails,
            Notices notices,
            Companies companies,
            Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.leadMails = leadMails;
        this.notices = notices;
        rounds.every(PAUSE, "notices and mails about leads", companies::all, this::read);
    }

    /** An event in the order in which the journal is read. */
    record Place(String tx, long id) {}

    /** The events after one place, up to another and with it. */
    record Stretch(int company, Place after, Place until) {
        /** The company, and the four numbers, for a statement. */
        Object[] bounds() {
            return new Object[] {company, after.tx(), after.id(), until.tx(), until.id()};
        }
    }

    /** Reads up to the oldest transaction still open. */
    void read(int company) {
        boolean more = true;
        while (more) {
            more = transactions.inCompany(company, () -> readPiece(company));
        }
    }

    /** Whether there may be more. */
    private boolean readPiece(int company) {
        Optional<Place> place = jdbc.sql("""
                        select read_tx::text as tx, read_id as id from shared.tenant
                         where company_id = ? for no key update skip locked
                        """)
                .param(company)
                .query(new SimplePropertyRowMapper<>(Place.class))
                .optional();
        if (place.isEmpty()) {
            return false;
        }
        List<Place> events = jdbc.sql("""
                        select tx::text as tx, id from fairlead.event e
                         where e.company_id = ? and (e.tx, e.id) > (?::xid8, ?)
                           and e.tx < pg_snapshot_xmin(pg_current_snapshot())
                         order by e.tx, e.id limit ?
                        """)
                .params(company, place.get().tx(), place.get().id(), MOST)
                .query(new SimplePropertyRowMapper<>(Place.class))
                .list();
        if (events.isEmpty()) {
            return false;
        }
        Stretch stretch = new Stretch(company, place.get(), events.getLast());
        leadMails.make(stretch);
        notices.make(stretch);
        jdbc.sql("update shared.tenant set read_tx = ?::xid8, read_id = ? where company_id = ?")
                .params(stretch.until().tx(), stretch.until().id(), company)
                .update();
        return events.size() == MOST;
    }
}
