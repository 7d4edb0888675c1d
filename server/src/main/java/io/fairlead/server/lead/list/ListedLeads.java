package io.fairlead.server.lead.list;

import io.fairlead.engine.filter.FilterText;
import io.fairlead.server.lead.LeadCompany;
import io.fairlead.server.lead.LeadRows;
import io.fairlead.server.lead.list.LeadSearch.LeadFilter;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All leads of a list as it stands at one instant, in its order, however many they are. Thread-safe. */
@Component
public class ListedLeads {
    private static final int FETCHED = 10_000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final LeadRows rows;
    private final LeadFilters filters;
    private final ViewQueries views;

    ListedLeads(JdbcClient jdbc, Transactions transactions, LeadRows rows, LeadFilters filters, ViewQueries views) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.filters = filters;
        this.views = views;
    }

    /**
     * A list, or what is ticked of it.
     *
     * @param only the numbers of the leads that are ticked; null for all
     * @param sort as {@link LeadSearch} names it
     */
    public record Listed(
            LeadFilter filter,
            @Nullable List<Long> only,
            @Nullable String sort) {}

    /**
     * The condition that the leads of a list meet, as a text of the filter language, the ticks left aside.
     *
     * @throws Refusal {@code invalid} for an order or a filter that there is not, and as a page of the list is refused
     */
    public String condition(SignedIn me, Listed listed) {
        return transactions.inCompany(me.companyId(), () -> {
            sort(listed);
            return FilterText.write(filters.narrowing(views.asked(me, listed.filter()), rows.company())
                    .filter());
        });
    }

    /**
     * Tells the number of each lead of a list, in its order, by one statement whose rows come in portions.
     *
     * @throws Refusal as {@link #condition}
     */
    public void each(SignedIn me, Listed listed, LongConsumer number) {
        transactions.inCompany(me.companyId(), () -> {
            LeadSort sort = sort(listed);
            LeadCompany company = rows.company();
            FilterSql.Condition condition =
                    filters.narrowing(views.asked(me, listed.filter()), company).condition();
            LeadStatements.Statement statement = new LeadStatements(me.companyId(), condition, listed.only())
                    .all(sort, LeadLists.holders(sort, company.people()));
            jdbc.sql(statement.sql())
                    .params(statement.values())
                    .withFetchSize(FETCHED)
                    .query((RowCallbackHandler) row -> number.accept(row.getLong(1)));
        });
    }

    private LeadSort sort(Listed listed) {
        return filters.sort(listed.sort()).orElseThrow(() -> LeadFilters.invalid("sort", "invalid"));
    }
}
