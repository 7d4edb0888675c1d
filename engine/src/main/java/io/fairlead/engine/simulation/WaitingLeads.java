package io.fairlead.engine.simulation;

import io.fairlead.engine.distribution.Decider;
import io.fairlead.engine.distribution.Decider.Hope;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Reach;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The leads that wait, by place (a rule, or the company), and there in groups of those that the same people could
 * receive. Looking for one that can be helped costs as much as there are groups and candidates, not as there are leads:
 * a group is looked into only if one of its people can receive. Where only a known advisor could help, only leads of
 * contacts with advisors are looked at. Not thread-safe.
 */
final class WaitingLeads {
    private static final SortedMap<Long, LeadState> NONE = Collections.emptySortedMap();

    private final Decider decider;
    private final World world;
    private final List<Place> places = new ArrayList<>();
    /** Counts the situations in which leads are looked at. */
    private long situation;

    private boolean company;
    private boolean gathered;
    private final PriorityQueue<Head> queue = new PriorityQueue<>(Comparator.comparingLong(Head::from));

    WaitingLeads(Decider decider, World world) {
        this.decider = decider;
        this.world = world;
        for (int rule = LeadState.COMPANY; rule < decider.book().ruleCount(); rule++) {
            places.add(new Place(rule));
        }
    }

    /** A group of which the next lead to look at has this number or a higher one. */
    private record Head(long from, Group group) {}

    /** Leads that wait in one place for the same people (null: for whom it takes), by arrival. */
    static final class Group {
        private final Place place;
        private final @Nullable BitSet people;
        private final SortedMap<Long, LeadState> all = new TreeMap<>();
        private final SortedMap<Long, LeadState> advised = new TreeMap<>();

        private Group(Place place, @Nullable BitSet people) {
            this.place = place;
            this.people = people;
        }

        private Hope hope(Reach reach) {
            if (people == null || people.intersects(reach.available())) {
                return Hope.ANY;
            }
            return people.intersects(reach.known()) ? Hope.KNOWN : Hope.NONE;
        }
    }

    private static final class Place {
        private final int rule;
        private final Map<@Nullable BitSet, Group> groups = new HashMap<>();
        private long situation = -1;
        private Reach reach = new Reach(new BitSet(), new BitSet());

        Place(int rule) {
            this.rule = rule;
        }
    }

    /** Lets a lead wait in a place. */
    void add(LeadState lead, int rule) {
        var place = places.get(rule + 1);
        var group = place.groups.computeIfAbsent(people(lead, rule), people -> new Group(place, people));
        lead.waitsIn = rule;
        lead.waitsAmong = group;
        group.all.put(lead.number, lead);
        var contact = lead.contact;
        if (contact.waiting.isEmpty()) {
            contact.waiting = new ArrayList<>(1);
            contact.advised = contact.hasAdvisors();
        }
        contact.waiting.add(lead);
        if (contact.advised) {
            group.advised.put(lead.number, lead);
        }
    }

    /** Who could receive a lead that waits in a rule; null where it is not only a matter of candidates. */
    private @Nullable BitSet people(LeadState lead, int rule) {
        if (rule < 0 || !(decider.book().rule(rule).otherwise() instanceof Otherwise.Hold)) {
            return null;
        }
        var people = decider.book().candidatesOn(rule, lead.listing());
        lead.takeExcluded(people, decider.book().rule(rule).moves().lastHolders());
        return people;
    }

    void remove(LeadState lead) {
        var group = lead.waitsAmong;
        if (group != null) {
            group.all.remove(lead.number);
            group.advised.remove(lead.number);
            if (group.all.isEmpty()) {
                group.place.groups.remove(group.people);
            }
            lead.contact.waiting.remove(lead);
            lead.waitsIn = LeadState.NOWHERE;
            lead.waitsAmong = null;
        }
    }

    /**
     * To be told when a contact's owner or former advisors change.
     *
     * @return whether a lead of the contact waits
     */
    boolean advisorsChanged(Contact contact) {
        if (contact.waiting.isEmpty()) {
            return false;
        }
        if (!contact.advised) {
            for (var lead : contact.waiting) {
                var group = lead.waitsAmong;
                if (group != null) {
                    group.advised.put(lead.number, lead);
                }
            }
            contact.advised = true;
        }
        return true;
    }

    /**
     * To be called before the waiting leads are looked through from the oldest on.
     *
     * @param withCompany whether those may be helped that no rule took
     */
    void begin(boolean withCompany) {
        situation++;
        company = withCompany;
        gathered = false;
    }

    /** To be called when a lead that was looked at changed the situation: people took leads, nobody became free. */
    void situationChanged() {
        situation++;
    }

    /** The oldest lead that arrived after the number and may be helped; null for none. */
    @Nullable
    LeadState next(long after) {
        if (!gathered) {
            gather(after);
        }
        for (var head = queue.poll(); head != null; head = queue.poll()) {
            var leads = hopeful(head.group);
            var later = leads == null ? NONE : leads.tailMap(after + 1);
            if (!later.isEmpty() && later.firstKey() > head.from) {
                queue.add(new Head(later.firstKey(), head.group));
            } else if (!later.isEmpty()) {
                queue.add(new Head(later.firstKey() + 1, head.group));
                return later.get(later.firstKey());
            }
        }
        return null;
    }

    /** Lines up the groups that are worth looking at. */
    private void gather(long after) {
        gathered = true;
        queue.clear();
        for (var place : places) {
            if (!place.groups.isEmpty()) {
                place.groups.values().forEach(group -> queue.add(new Head(after + 1, group)));
            }
        }
    }

    private @Nullable SortedMap<Long, LeadState> hopeful(Group group) {
        var place = group.place;
        if (place.rule < 0) {
            return company ? group.all : null;
        }
        if (place.situation != situation) {
            place.situation = situation;
            place.reach = decider.reach(place.rule, world);
        }
        return switch (group.hope(place.reach)) {
            case NONE -> null;
            case KNOWN -> group.advised;
            case ANY -> group.all;
        };
    }
}
