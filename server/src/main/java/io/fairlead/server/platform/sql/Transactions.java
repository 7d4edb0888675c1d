package io.fairlead.server.platform.sql;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that see one company. Row-level security shows the rows of the company set here and no others; outside
 * such a transaction no company's rows exist. Thread-safe.
 */
@Component
public class Transactions {
    private static final String COMPANY = Transactions.class.getName() + ".company";

    private final TransactionTemplate template;
    private final JdbcClient jdbc;

    Transactions(PlatformTransactionManager manager, JdbcClient jdbc) {
        this.template = new TransactionTemplate(manager);
        this.jdbc = jdbc;
    }

    /**
     * Runs the work in a transaction of the company, or in the one under way if it is of the same company.
     *
     * @throws IllegalStateException if a transaction of another company is under way
     */
    public <T> T inCompany(int companyId, Supplier<T> work) {
        Object current = TransactionSynchronizationManager.getResource(COMPANY);
        if (current != null) {
            if (!current.equals(companyId)) {
                throw new IllegalStateException("company " + companyId + " inside a transaction of company " + current);
            }
            return work.get();
        }
        return across(() -> {
            jdbc.sql("select set_config('fairlead.company', ?, true)")
                    .param(Integer.toString(companyId))
                    .query(String.class)
                    .single();
            TransactionSynchronizationManager.bindResource(COMPANY, companyId);
            try {
                return work.get();
            } finally {
                TransactionSynchronizationManager.unbindResource(COMPANY);
            }
        });
    }

    /** Like {@link #inCompany(int, Supplier)}, for work without a result. */
    public void inCompany(int companyId, Runnable work) {
        inCompany(companyId, () -> {
            work.run();
            return true;
        });
    }

    /** Runs the work in a transaction of no company: it sees only the tables that belong to none. */
    public <T> T across(Supplier<T> work) {
        T result = template.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("work in a transaction gave null");
        }
        return result;
    }
}
