package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Ledger;
import java.util.List;

/**
 * How fair a run was.
 *
 * @param lines by ledger and user
 * @param leads that arrived
 * @param assignments made, moves included
 * @param waiting leads at the end
 * @param unassigned leads at the end
 */
public record Summary(List<Line> lines, long leads, long assignments, long waiting, long unassigned) {
    /**
     * One person in one ledger; amounts in units of {@link Ledger#LEAD}.
     *
     * @param maxDeviation the largest |balance| after any entry or reversal
     */
    public record Line(Ledger ledger, String user, long entitled, long received, long maxDeviation) {
        public long balance() {
            return entitled - received;
        }
    }

    /** In units of {@link Ledger#LEAD}; 0 without entries. */
    public long largestDeviation() {
        return lines.stream().mapToLong(Line::maxDeviation).max().orElse(0);
    }
}
