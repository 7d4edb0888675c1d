package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Decider;
import io.fairlead.engine.distribution.Decider.Reach;
import io.fairlead.engine.distribution.Otherwise;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The leads that wait, by place (a rule, or the company), and there in groups of those that the same people could
 * receive. Looking for one that can be helped costs as much as there are candidates, not as there are leads: a place is
 * searched only if it reaches somebody for whom its leads were not looked through yet, and a group only if that is one
 * of its people. Where only a known advisor could help, only leads of contacts with advisors are looked at. Not
 * thread-safe.
 */
final class WaitingLeads {
    private final Decider decider;
    private final World world;
    private final List<Place> places = new ArrayList<>();
    /** Counts the situations in which leads are looked at. */
    private long situation;

    private boolean company;
    private boolean askedAnew;
    private boolean gathered;
    private final PriorityQueue<Head> queue = new PriorityQueue<>();

    WaitingLeads(Decider decider, World world) {
        this.decider = decider;
        this.world = world;
        for (int rule = LeadState.COMPANY; rule < decider.book().ruleCount(); rule++) {
            places.add(new Place(rule));
        }
    }

    /** A group of which the next lead to look at has this number or a higher one. */
    private record Head(long from, Group group) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            return Long.compare(from, other.from);
        }
    }

    /** Leads that wait in one place for the same people (null: for whom it takes), by arrival. */
    static final class Group {
        private final Place place;
        private final @Nullable BitSet people;
        private final TreeMap<Long, LeadState> all = new TreeMap<>();
        private final TreeMap<Long, LeadState> advised = new TreeMap<>();

        private Group(Place place, @Nullable BitSet people) {
            this.place = place;
            this.people = people;
        }

        /** Its leads that may be helped; null for none. */
        private @Nullable NavigableMap<Long, LeadState> hopeful(Reach reach) {
            if (people == null || people.intersects(reach.available())) {
                return all;
            }
            return people.intersects(reach.known()) ? advised : null;
        }
    }

    private static final class Place {
        private final int rule;
        private final Map<@Nullable BitSet, Group> groups = new HashMap<>();
        /** People whom no lead that waits here can reach while they are available, whatever else happens. */
        private final BitSet seen = new BitSet();
        /** The same for people who are reached only by those who know them. */
        private final BitSet seenKnown = new BitSet();

        private long situation = -1;
        private Reach reach = new Reach(new BitSet(), new BitSet());
        private boolean search;
        /** Whether its groups were lined up to be looked at. */
        private boolean gathered;

        Place(int rule) {
            this.rule = rule;
        }
    }

    /** To be called when a lead found nobody in a place, before anything else happens. */
    void add(LeadState lead, int rule) {
        var place = places.get(rule + 1);
        if (!place.seen.isEmpty() || !place.seenKnown.isEmpty()) {
            var reach = decider.reach(rule, world);
            place.seen.and(reach.available());
            place.seenKnown.and(reach.known());
        }
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
        askAnew();
        return true;
    }

    /** To be told when a lead that waits can be helped by other people than before. */
    void askAnew() {
        askedAnew = true;
        gathered = false;
        for (var place : places) {
            place.seen.clear();
            place.seenKnown.clear();
            place.situation = -1;
        }
    }

    /**
     * To be called before the waiting leads are looked through from the oldest on.
     *
     * @param withCompany whether those may be helped that no rule took
     */
    void begin(boolean withCompany) {
        situation++;
        company = withCompany;
        askedAnew = false;
        gathered = false;
    }

    /** To be called when a lead that was looked at changed the situation: people took leads, nobody became free. */
    void situationChanged() {
        situation++;
    }

    /** To be called when the waiting leads were looked through. */
    void end() {
        for (var place : places) {
            if (!askedAnew && (place.gathered || place.situation == situation)) {
                search(place);
                place.seen.or(place.reach.available());
                place.seenKnown.or(place.reach.known());
            }
        }
    }

    /** The oldest lead that arrived after the number and may be helped; null for none. */
    @Nullable
    LeadState next(long after) {
        if (!gathered) {
            gather(after);
        }
        for (var head = queue.poll(); head != null; head = queue.poll()) {
            var place = head.group.place;
            var leads = search(place) ? head.group.hopeful(place.reach) : null;
            var entry = leads == null ? null : leads.higherEntry(after);
            if (entry != null && entry.getKey() > head.from) {
                queue.add(new Head(entry.getKey(), head.group));
            } else if (entry != null) {
                queue.add(new Head(entry.getKey() + 1, head.group));
                return entry.getValue();
            }
        }
        return null;
    }

    /** Lines up the groups that are worth looking at; the others stay hopeless, as nobody becomes free meanwhile. */
    private void gather(long after) {
        gathered = true;
        queue.clear();
        for (var place : places) {
            place.gathered = !place.groups.isEmpty() && search(place);
            if (place.gathered) {
                place.groups.values().forEach(group -> lineUp(group, after));
            }
        }
    }

    private void lineUp(Group group, long after) {
        var leads = group.hopeful(group.place.reach);
        var first = leads == null ? null : leads.higherKey(after);
        if (first != null) {
            queue.add(new Head(first, group));
        }
    }

    private boolean search(Place place) {
        if (place.rule < 0) {
            return company;
        }
        if (place.situation != situation) {
            place.situation = situation;
            place.reach = decider.reach(place.rule, world);
            place.search = hasOther(place.reach.available(), place.seen)
                    || hasOther(place.reach.known(), union(place.seen, place.seenKnown));
        }
        return place.search;
    }

    private static BitSet union(BitSet one, BitSet other) {
        var union = (BitSet) one.clone();
        union.or(other);
        return union;
    }

    /** Whether one of the first set is not in the second. */
    private static boolean hasOther(BitSet first, BitSet second) {
        if (first.isEmpty()) {
            return false;
        }
        var others = (BitSet) first.clone();
        others.andNot(second);
        return !others.isEmpty();
    }
}
