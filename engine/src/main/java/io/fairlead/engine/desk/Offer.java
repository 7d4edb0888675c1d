package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Shares;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lead that several people may claim.
 *
 * @param held whether the lead was waiting when it was offered
 */
record Offer(
        int rule,
        List<Integer> users,
        Shares shares,
        boolean held,
        @Nullable Explanation explanation) {
    boolean isTo(int user) {
        return users.contains(user);
    }
}
