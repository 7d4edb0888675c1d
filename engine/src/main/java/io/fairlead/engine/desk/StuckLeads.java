package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Decider;
import io.fairlead.engine.distribution.Decider.Reach;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The leads that should have left their holder but found nobody, in groups of those that the same people could receive,
 * so that looking for one that can be moved costs as much as there are groups and candidates. Not thread-safe.
 */
final class StuckLeads {
    private final Decider decider;
    private final World world;
    private final Map<People, SortedMap<Long, LeadState>> groups = new HashMap<>();

    /** The candidates of a rule who will not be excluded once the lead leaves its holder. */
    record People(int rule, BitSet users) {}

    StuckLeads(Decider decider, World world) {
        this.decider = decider;
        this.world = world;
    }

    /** The lead is to be tried again when eligibility changes, for one more cause. */
    void add(LeadState lead, Cause cause) {
        if (lead.pending.isEmpty()) {
            lead.pending = EnumSet.of(cause);
            lead.contact.stuck++;
            lead.stuckAmong = people(lead);
            groups.computeIfAbsent(lead.stuckAmong, people -> new TreeMap<>()).put(lead.turn, lead);
        } else {
            lead.pending.add(cause);
        }
    }

    void remove(LeadState lead) {
        if (!lead.pending.isEmpty()) {
            lead.pending = LeadState.NO_CAUSE;
            lead.contact.stuck--;
            var people = lead.stuckAmong;
            lead.stuckAmong = null;
            var group = groups.get(people);
            if (group != null && group.remove(lead.turn) != null && group.isEmpty()) {
                groups.remove(people);
            }
        }
    }

    /** What is known of the lead has changed: others may receive it. */
    void edited(LeadState lead) {
        var causes = lead.pending;
        if (!causes.isEmpty()) {
            remove(lead);
            causes.forEach(cause -> add(lead, cause));
        }
    }

    /** The holder worked on the lead: it stays, unless an absence is to move it and it is still open. */
    void worked(LeadState lead) {
        var whateverIsDone = EnumSet.of(Cause.ABSENCE, Cause.INACTIVE);
        whateverIsDone.retainAll(lead.pending);
        if (lead.closed || whateverIsDone.isEmpty()) {
            remove(lead);
        } else {
            lead.pending = whateverIsDone;
        }
    }

    /** Those for whom one of their people can receive, in no order. */
    List<LeadState> hopeful() {
        var found = new ArrayList<LeadState>();
        var reaches = new HashMap<Integer, Reach>();
        groups.forEach((people, leads) -> {
            var reach = reaches.computeIfAbsent(people.rule, rule -> decider.reach(rule, world));
            if (people.users.intersects(reach.available()) || people.users.intersects(reach.known())) {
                found.addAll(leads.values());
            }
        });
        return found;
    }

    private People people(LeadState lead) {
        var users = decider.book().candidatesOn(lead.rule, lead.listing());
        int holders = decider.book().rule(lead.rule).moves().lastHolders();
        if (holders > 0) {
            users.clear(lead.holder);
        }
        lead.takeExcluded(users, holders - 1);
        return new People(lead.rule, users);
    }
}
