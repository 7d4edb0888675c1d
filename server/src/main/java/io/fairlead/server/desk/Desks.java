package io.fairlead.server.desk;

import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The desks of all companies. What comes in while a desk is busy is done together in its next batch: one transaction,
 * at most fifty doings. Thread-safe.
 */
@Component
public class Desks {
    /**
     * Does these things at this instant, in their order, and returns once they are committed. What does not fit the
     * state of a lead changes nothing. Within a batch presence comes first, then what is done with leads, then arrivals.
     *
     * @return an outcome for each; of a presence it is that of no lead
     */
    public List<Outcome> perform(int companyId, List<Doing> doings) {
        throw new UnsupportedOperationException("company " + companyId + ": " + doings.size() + " doings");
    }
}
