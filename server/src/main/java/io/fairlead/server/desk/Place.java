package io.fairlead.server.desk;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.Kept.Hopes;
import java.time.Instant;

/**
 * How far a desk has come, as stored.
 *
 * @param seq batches done
 * @param at everything due up to here is done
 * @param turns the last turn given
 * @param leads the last lead's number
 * @param contacts the last contact's number
 * @param decisions the last decision's number
 * @param hopes who is to be tried again at the next step
 * @param settings how often the settings were changed
 */
record Place(long seq, Instant at, long turns, long leads, long contacts, long decisions, Hopes hopes, long settings) {
    Place moved(Instant to, Kept kept, long leadsNow, long contactsNow, long decisionsNow) {
        return new Place(seq + 1, to, kept.turns(), leadsNow, contactsNow, decisionsNow, kept.hopes(), settings);
    }
}
