package io.fairlead.server.lead.list;

import io.fairlead.server.people.SignedIn;
import java.util.List;
import org.springframework.stereotype.Component;

/** Leads that are chosen as those of a list. Thread-safe. */
@Component
public class LeadSelections {
    private final LeadLists lists;

    LeadSelections(LeadLists lists) {
        this.lists = lists;
    }

    /**
     * The numbers of the open leads that match, oldest first.
     *
     * @param most how many there may be at most; the rest is left out
     * @throws io.fairlead.server.platform.http.Refusal {@code invalid} for a filter that is wrong
     */
    public List<Long> open(SignedIn me, LeadSearch.LeadFilter filter, int most) {
        return lists.open(me, filter, most);
    }
}
