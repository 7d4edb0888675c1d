package io.fairlead.server.replay;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.server.desk.again.Checkpoint;
import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.desk.again.Retelling;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;

/**
 * How a desk stands that has decided nothing yet, so that leads can be put before it that were worked elsewhere.
 *
 * @param seq its last batch
 * @param desk without leads
 */
public record Opening(long seq, Checkpoint desk) {

    /**
     * Reads how the company's desk stands.
     *
     * @throws Retelling.Gap if its first day is not recorded, or there are leads already
     */
    public static Opening of(Pages pages) throws SQLException {
        var end = pages.end();
        var start = Start.first(pages, end);
        if (start == null || end.decisions() > 0) {
            throw new Retelling.Gap(Missing.Kind.BEGINNING, pages.company());
        }
        try (var replay = start.replay(decision -> {})) {
            for (var batch = start.past().next();
                    batch != null;
                    batch = start.past().next()) {
                batch.tell(replay);
            }
            return new Opening(end.seq(), replay.checkpoint(lead -> {}, contact -> {}, listing -> {}));
        }
    }

    /**
     * The same desk, as {@code replay_checkpoint} keeps it, once these leads are there; none of them may move by itself.
     *
     * @param last the last lead's number
     * @param open how many open leads each user holds, by number
     */
    public String with(long last, Map<Long, Long> open) {
        var amounts = new ArrayList<>(desk.amounts());
        open.forEach((user, leads) ->
                amounts.add(new Kept.Amount(Kept.What.OPEN, "", Long.toString(user), Rule.Count.ALL, 0, leads)));
        return new Checkpoint(
                        desk.at(),
                        desk.settings(),
                        desk.turns(),
                        last + 1,
                        desk.hopes(),
                        desk.hot(),
                        desk.offered(),
                        desk.renamed(),
                        desk.lines(),
                        amounts,
                        desk.lastTurns(),
                        desk.online())
                .write();
    }
}
