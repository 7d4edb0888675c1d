package io.fairlead.server.lead.list;

import io.fairlead.server.lead.list.ViewQueries.View;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Leads that are picked for a list one by one, whatever its filter is. All in the company's transaction under way; always
 * many at a time. Thread-safe.
 */
@Component
public class PickedLeads {
    private final JdbcClient jdbc;
    private final ViewQueries views;

    PickedLeads(JdbcClient jdbc, ViewQueries views) {
        this.jdbc = jdbc;
        this.views = views;
    }

    /**
     * The number of a list of picked leads that somebody may change.
     *
     * @throws Refusal {@code not-found} for one they do not have, {@code forbidden}, {@code invalid} in {@code list} for
     *     one whose leads are not picked
     */
    public long list(SignedIn me, String shown) {
        View view = views.view(me, shown);
        if (!view.can()) {
            throw Refusal.forbidden();
        }
        if (!view.shape().isPicked()) {
            throw Refusal.invalid(List.of(new FieldError("list", "not-picked")));
        }
        return ViewQueries.number(me, shown);
    }

    /** Adds leads; returns those that were not there yet. Of a list that is gone nothing is added. */
    public Set<Long> add(long list, Collection<Long> leads) {
        return Set.copyOf(jdbc.sql("""
                        insert into fairlead.lead_view_lead (view_id, lead_id)
                        select v.id, l.id from fairlead.lead_view v
                          join fairlead.lead l on l.company_id = v.company_id and l.id = any(?)
                         where v.id = ?
                        on conflict do nothing returning lead_id
                        """)
                .param(leads.toArray(Long[]::new))
                .param(list)
                .query((row, n) -> row.getLong("lead_id"))
                .list());
    }

    /** Takes leads out; returns those that were there. */
    public Set<Long> remove(long list, Collection<Long> leads) {
        return Set.copyOf(
                jdbc.sql("delete from fairlead.lead_view_lead where view_id = ? and lead_id = any(?) returning lead_id")
                        .param(list)
                        .param(leads.toArray(Long[]::new))
                        .query((row, n) -> row.getLong("lead_id"))
                        .list());
    }

    /** The condition that a lead {@code l} of the named company was picked for a list. */
    static String condition(long list) {
        return "l.id in (select k.lead_id from fairlead.lead_view_lead k"
                + " where k.company_id = :company and k.view_id = " + list + ")";
    }
}
