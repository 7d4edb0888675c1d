package io.fairlead.server.lead.list;

import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.people.SignedIn;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Leads that are chosen as those of a list. In the company's transaction under way. Thread-safe. */
@Component
public class LeadSelections {
    private final JdbcClient jdbc;
    private final ViewQueries views;
    private final LeadFilters filters;
    private final LeadRows rows;

    LeadSelections(JdbcClient jdbc, ViewQueries views, LeadFilters filters, LeadRows rows) {
        this.jdbc = jdbc;
        this.views = views;
        this.filters = filters;
        this.rows = rows;
    }

    /**
     * Leads by a statement.
     *
     * @param sql a query whose one column is their numbers
     * @param values its parameters by name, {@code company} among them
     */
    public record Chosen(String sql, Map<String, Object> values) {}

    /**
     * What a list asks for, so that it can be asked again whoever asks.
     *
     * @throws io.fairlead.server.platform.http.Refusal {@code invalid} for a filter that is wrong, {@code not-found} for a
     *     view the caller does not have
     */
    public List<LeadFilter> asked(SignedIn me, LeadFilter filter) {
        List<LeadFilter> asked = views.asked(me, filter);
        filters.narrowing(asked, rows.company());
        return asked;
    }

    /** Those of a list whose numbers lie above the one and not above the other. */
    public Chosen between(int company, List<LeadFilter> asked, long above, long last) {
        LeadLists.planForTheseValues(jdbc);
        FilterSql.Condition condition = filters.narrowing(asked, rows.company()).condition();
        LeadStatements.Statement statement = new LeadStatements(company, condition).between(above, last);
        return new Chosen(statement.sql(), statement.values());
    }
}
