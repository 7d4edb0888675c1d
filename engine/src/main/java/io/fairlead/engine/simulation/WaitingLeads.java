package io.fairlead.engine.simulation;

import io.fairlead.engine.distribution.Decider.Hope;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The leads that wait, by place (a rule, or the company) and arrival. Places without hope cost nothing to look at, and
 * where only a known advisor could help, only leads of contacts with advisors are looked at. Not thread-safe.
 */
final class WaitingLeads {
    private record Place(TreeMap<Long, LeadState> all, TreeMap<Long, LeadState> advised) {}

    private final List<Place> places = new ArrayList<>();

    WaitingLeads(int rules) {
        for (int place = LeadState.COMPANY; place < rules; place++) {
            places.add(new Place(new TreeMap<>(), new TreeMap<>()));
        }
    }

    void add(LeadState lead, int place) {
        lead.waitsIn = place;
        places.get(place + 1).all.put(lead.number, lead);
        var contact = lead.contact;
        if (contact.waiting.isEmpty()) {
            contact.waiting = new ArrayList<>(1);
            contact.advised = contact.hasAdvisors();
        }
        contact.waiting.add(lead);
        if (contact.advised) {
            places.get(place + 1).advised.put(lead.number, lead);
        }
    }

    void remove(LeadState lead) {
        if (lead.waitsIn != LeadState.NOWHERE) {
            var place = places.get(lead.waitsIn + 1);
            place.all.remove(lead.number);
            place.advised.remove(lead.number);
            lead.contact.waiting.remove(lead);
            lead.waitsIn = LeadState.NOWHERE;
        }
    }

    /**
     * To be told when a contact's owner or former advisors change.
     *
     * @return whether a lead of the contact waits
     */
    boolean advisorsChanged(Contact contact) {
        if (!contact.advised) {
            for (var lead : contact.waiting) {
                places.get(lead.waitsIn + 1).advised.put(lead.number, lead);
            }
            contact.advised = true;
        }
        return !contact.waiting.isEmpty();
    }

    /** The oldest lead that arrived after the number in a place with hope for it; null for none. */
    @Nullable
    LeadState next(long after, IntFunction<Hope> hopes) {
        LeadState oldest = null;
        for (int place = LeadState.COMPANY; place < places.size() - 1; place++) {
            var leads = places.get(place + 1);
            if (leads.all.isEmpty()) {
                continue;
            }
            var entry = switch (hopes.apply(place)) {
                case NONE -> null;
                case KNOWN -> leads.advised.higherEntry(after);
                case ANY -> leads.all.higherEntry(after);
            };
            if (entry != null && (oldest == null || entry.getKey() < oldest.number)) {
                oldest = entry.getValue();
            }
        }
        return oldest;
    }
}
