package io.fairlead.server.lead;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads on in a company's journal. Thread-safe.
 *
 * <p>Ids of events are given in one order and committed in another: who went on from the last id seen would lose events.
 * So it is read in the order of (transaction, id), and only up to the oldest transaction still open.
 */
@Component
class Journal {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far a reader has come: everything of earlier transactions, and of this one up to the event. */
    record Place(String tx, long event) {
        /** The place in its written form; null for anything else. */
        static @Nullable Place read(@Nullable String shown) {
            Matcher matcher = FORM.matcher(shown == null ? "" : shown);
            return matcher.matches() ? new Place(matcher.group(1), Long.parseLong(matcher.group(2))) : null;
        }

        String shown() {
            return tx + "." + event;
        }
    }

    /**
     * What was read.
     *
     * @param until where to go on
     * @param leads those that something happened to, each once
     * @param more whether there is more to read
     */
    record Pages(Place until, Set<Long> leads, boolean more) {}

    /** The place behind all that is certainly over, in the company's transaction under way. */
    Place end() {
        String tx = jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text")
                .query(String.class)
                .single();
        return new Place(tx, 0);
    }

    /** Reads on, at most so many events, in the company's transaction under way. */
    Pages after(int company, Place since, int most) {
        record Line(String tx, long id, long lead) {}
        Place end = end();
        var lines = jdbc.sql("""
                        select tx::text as tx, id, coalesce(lead, 0) as lead from fairlead.event
                         where company_id = ? and (tx, id) > (?::xid8, ?) and tx < ?::xid8
                         order by tx, id limit ?
                        """)
                .params(company, since.tx(), since.event(), end.tx(), most)
                .query(Line.class)
                .list();
        Set<Long> leads = new LinkedHashSet<>();
        lines.stream().map(Line::lead).filter(lead -> lead != 0).forEach(leads::add);
        boolean more = lines.size() == most;
        Place until = more ? new Place(lines.getLast().tx(), lines.getLast().id()) : end;
        return new Pages(until, leads, more);
    }
}
