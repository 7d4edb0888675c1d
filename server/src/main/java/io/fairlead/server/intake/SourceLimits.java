package io.fairlead.server.intake;

import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many leads a source may send. Thread-safe. */
@Component
public class SourceLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final RateLimit rates;
    private final JdbcClient jdbc;
    private final Transactions transactions;

    SourceLimits(RateLimit rates, JdbcClient jdbc, Transactions transactions) {
        this.rates = rates;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @throws Refusal {@code too-many-leads} with the time to wait */
    void pass(int companyId, String source, int count) {
        Integer most = transactions.inCompany(
                companyId,
                () -> jdbc.sql("select (settings ->> 'perMinute')::int from fairlead.source where key = ?")
                        .param(source)
                        .query(Integer.class)
                        .optional()
                        .orElse(60));
        refuse(rates.take(companyId + "/" + source, count, most, MINUTE));
    }

    /** The same for a source that showed its key. */
    void pass(SourceCaller source, int count) {
        refuse(rates.take(source.companyId() + "/" + source.source(), count, source.perMinute(), MINUTE));
    }

    /**
     * The same for a form, and for one visitor's address.
     *
     * @throws Refusal {@code too-many-leads} with the time to wait
     */
    public void pass(SourceKeys.OpenForm form, String address) {
        String source = form.companyId() + "/" + form.source().key();
        refuse(rates.take(source + " " + address, 1, form.form().perAddress(), TEN_MINUTES));
        refuse(rates.take(source, 1, form.source().settings().perMinute(), MINUTE));
    }

    private static void refuse(@Nullable Duration wait) {
        if (wait != null) {
            throw Refusal.tooMany("too-many-leads", "This source sends more leads than it may. Try again later.", wait);
        }
    }
}
