package io.fairlead.server.desk.again;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Run;
import io.fairlead.engine.desk.SavedLead;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people did in a batch with leads they had, so that on a desk that goes its own way it is done by those who have
 * them there. Not thread-safe.
 */
public final class Hands {
    private final IdentityHashMap<Event, Integer> places = new IdentityHashMap<>();
    private final Map<Integer, SavedLead> before = new HashMap<>();
    private final Set<Integer> took = new HashSet<>();

    /** A batch begins on the desk on which people did it. */
    public void begin(Map<Integer, Event> events, Run run) {
        places.clear();
        before.clear();
        took.clear();
        events.forEach((place, event) -> {
            var lead = lead(event, run);
            if (lead != null) {
                places.put(event, place);
                before.put(place, lead);
            }
        });
    }

    /** It took effect. */
    public void took(Event event) {
        var place = places.get(event);
        if (place != null) {
            took.add(place);
        }
    }

    /**
     * The same act on another desk. A holder's touch is its holder's touch; where the lead is still on offer to them they
     * take it. What was accepted or claimed is accepted by its holder. All else stays what it was: who declined had
     * reasons of their own, and what is done by hand or with a status does not ask who has the lead.
     */
    public Event elsewhere(int place, Event act, Run run) {
        var there = before.get(place);
        var here = lead(act, run);
        if (there == null || here == null || !took.contains(place)) {
            return act;
        }
        if (act instanceof Event.Touched touched && touched.user().equals(there.holder())) {
            if (here.offer() != null) {
                return new Event.Accepted(touched.at(), touched.lead(), touched.user());
            }
            return here.holder() == null ? act : new Event.Touched(touched.at(), touched.lead(), here.holder());
        }
        if (act instanceof Event.Accepted accepted
                && (there.offer() != null || accepted.user().equals(there.holder()))
                && here.offer() == null
                && here.holder() != null) {
            return new Event.Accepted(accepted.at(), accepted.lead(), here.holder());
        }
        return act;
    }

    private static @Nullable SavedLead lead(Event event, Run run) {
        if (event instanceof Event.Touched touched) {
            return run.lead(touched.lead());
        }
        return event instanceof Event.Accepted accepted ? run.lead(accepted.lead()) : null;
    }
}
