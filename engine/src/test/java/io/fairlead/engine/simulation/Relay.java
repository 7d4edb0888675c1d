package io.fairlead.engine.simulation;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Cause;
import io.fairlead.engine.desk.Contact;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Journal;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.Run;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scenario as a relay: each instant is worked by a run of its own, which takes up what was kept, only the leads
 * that may move by themselves and those it is asked for among it; or by one run that forgets all others after each
 * instant; or by two such runs in turn, each following what the other one did. For tests: the rows are those of a run that
 * knows everything.
 */
final class Relay implements Journal {
    /** How many instants one of two runs works before the other one follows. */
    private static final int TURN = 3;

    private final Way way;
    private final Contacts contacts;
    private final List<Assignment> rows = new ArrayList<>();
    private final List<String> took = new ArrayList<>();
    private final Set<String> recalled = new HashSet<>();
    private Scenario scenario;
    private RuleBook book;
    private List<Event> events;

    private final Map<Integer, Kept.KeptContact> people = new TreeMap<>();
    private final Map<String, SavedLead> leads = new LinkedHashMap<>();
    private final Map<Object, Kept.Line> lines = new LinkedHashMap<>();
    private final Map<Object, Kept.Amount> amounts = new LinkedHashMap<>();
    private final Map<Object, Kept.Turn> turns = new LinkedHashMap<>();
    private final List<Kept.OnListing> onListings = new ArrayList<>();
    private final TreeSet<String> online = new TreeSet<>();
    private long turn;
    private long leadsEver;
    private Kept.Hopes hopes = Kept.Hopes.NONE;

    private Instant now;
    private Run run;
    private Run other;
    /** Since the other run worked. */
    private final Set<String> changed = new HashSet<>();

    private final Set<Integer> contactsChanged = new HashSet<>();
    private int steps;

    /** Whose runs work. */
    enum Way {
        EACH_ANEW,
        FORGETFUL,
        BY_TURNS
    }

    private Relay(Scenario scenario, Way way) {
        this.way = way;
        this.scenario = scenario;
        this.events = scenario.events();
        this.book = new RuleBook(scenario.settings());
        this.contacts = new Contacts(book, scenario.contacts());
        this.now = scenario.startOr(scenario.until());
        int number = 0;
        for (var known : scenario.contacts()) {
            var former = known.former().stream().distinct().toList();
            people.put(number, new Kept.KeptContact(number++, known.owner(), former));
        }
        this.run = takeUp(SavedLead::hot);
        this.other = takeUp(SavedLead::hot);
    }

    /**
     * What a relay came to.
     *
     * @param took what took effect, as {@code "Touched L1 of a, new"} with who had it and its status before
     */
    record Outcome(List<Assignment> rows, Summary summary, List<String> took) {}

    static Outcome run(Scenario scenario, Way way) {
        var relay = new Relay(scenario, way);
        relay.playUntil(scenario.until());
        return relay.finish();
    }

    /** Plays a scenario under other settings from an instant on. */
    static Outcome run(Scenario scenario, Instant at, Scenario then) {
        var relay = new Relay(scenario, Way.EACH_ANEW);
        relay.playUntil(at);
        relay.change(at, then);
        relay.playUntil(then.until());
        return relay.finish();
    }

    private void playUntil(Instant until) {
        while (true) {
            var byClock = run.next();
            var at = events.isEmpty() || byClock.isBefore(events.getFirst().at())
                    ? byClock
                    : events.getFirst().at();
            if (at.isAfter(until)) {
                return;
            }
            var here = events.stream().takeWhile(event -> event.at().equals(at)).toList();
            events = events.subList(here.size(), events.size());
            step(at, here);
        }
    }

    private void step(Instant at, List<Event> here) {
        here.forEach(event -> Stream.ofNullable(leadOf(event))
                .map(leads::get)
                .flatMap(Stream::ofNullable)
                .forEach(this::give));
        for (var event : here) {
            if (event instanceof Event.Advised advised) {
                run.restore(person(advised.contact()));
            }
        }
        run.step(at, here);
        here.forEach(this::remember);
        handOver(at);
    }

    private void change(Instant at, Scenario to) {
        var before = run.attendance();
        scenario = to;
        book = new RuleBook(to.settings());
        now = at;
        run = takeUp(SavedLead::hot);
        run.takeOver(before);
        run.step(at, List.of());
        handOver(at);
    }

    private void handOver(Instant at) {
        var kept = run.changes();
        keep(kept);
        now = at;
        if (way == Way.EACH_ANEW) {
            run = takeUp(SavedLead::hot);
            return;
        }
        kept.leads().forEach(lead -> recalled.add(lead.arrival().lead()));
        run.forgetCold(recalled);
        recalled.clear();
        if (way == Way.BY_TURNS) {
            kept.leads().forEach(lead -> changed.add(lead.arrival().lead()));
            kept.contacts().forEach(contact -> contactsChanged.add(contact.number()));
            if (++steps % TURN == 0) {
                changeRuns();
            }
        }
    }

    private void changeRuns() {
        var hot = changed.stream()
                .map(leads::get)
                .flatMap(Stream::ofNullable)
                .filter(SavedLead::hot)
                .toList();
        var theirs = Stream.concat(hot.stream().map(SavedLead::contact), contactsChanged.stream())
                .distinct()
                .map(this::person)
                .toList();
        other.follow(now, kept(theirs, hot), online, changed);
        changed.clear();
        contactsChanged.clear();
        var before = run;
        run = other;
        other = before;
    }

    private Kept kept(List<Kept.KeptContact> contactsKept, List<SavedLead> leadsKept) {
        return new Kept(
                turn,
                leadsEver,
                hopes,
                contactsKept,
                leadsKept,
                List.copyOf(lines.values()),
                List.copyOf(amounts.values()),
                List.copyOf(turns.values()),
                List.of());
    }

    private void remember(Event event) {
        if (event instanceof Event.PresenceSet presence) {
            if (presence.online()) {
                online.add(presence.user());
            } else {
                online.remove(presence.user());
            }
        }
    }

    private void keep(Kept kept) {
        turn = kept.turns();
        leadsEver = kept.leadsEver();
        hopes = kept.hopes();
        kept.contacts().forEach(contact -> people.put(contact.number(), contact));
        kept.leads().forEach(lead -> leads.put(lead.arrival().lead(), lead));
        kept.lines().forEach(line -> lines.put(List.of(line.ledger(), line.user()), line));
        kept.amounts().forEach(a -> amounts.put(List.of(a.what(), a.of(), a.user(), a.span(), a.period()), a));
        kept.lastTurns().forEach(last -> turns.put(List.of(last.rule(), last.user()), last));
        onListings.addAll(kept.onListings());
    }

    @Override
    public List<Kept.OnListing> onListing(String listing) {
        return onListings.stream().filter(one -> one.listing().equals(listing)).toList();
    }

    private Run takeUp(Predicate<SavedLead> which) {
        var fresh = new Run(book, scenario.absences(), now, this::contact, this, true);
        var wanted = leads.values().stream()
                .filter(which)
                .sorted(Comparator.comparingLong(SavedLead::number))
                .toList();
        var theirs =
                wanted.stream().map(lead -> person(lead.contact())).distinct().toList();
        fresh.restore(kept(theirs, wanted), online);
        return fresh;
    }

    private Outcome finish() {
        var summary = takeUp(lead -> true).finish(rows::add);
        return new Outcome(rows, summary, took);
    }

    private Contact contact(Event.Arrival arrival) {
        int number = contacts.match(arrival).number();
        var here = run.contact(number);
        return here == null ? run.restore(person(number)) : here;
    }

    private Kept.KeptContact person(int number) {
        return people.getOrDefault(number, new Kept.KeptContact(number, null, List.of()));
    }

    private void give(SavedLead lead) {
        recalled.add(lead.arrival().lead());
        run.restore(person(lead.contact()));
        run.restore(lead);
    }

    private static @Nullable String leadOf(Event event) {
        return switch (event) {
            case Event.StatusSet e -> e.lead();
            case Event.Edited e -> e.lead();
            case Event.Touched e -> e.lead();
            case Event.Accepted e -> e.lead();
            case Event.Declined e -> e.lead();
            case Event.AssignedByHand e -> e.lead();
            case Event.EntryUndone e -> e.lead();
            case Event.Annulled e -> e.lead();
            case Event.Reinstated e -> e.lead();
            case Event.BalanceMoved e -> null;
            case Event.HandedBack e -> e.lead();
            case Event.HandedOver e -> e.lead();
            case Event.HandOverUndone e -> e.lead();
            case Event.Arrival e -> null;
            case Event.Entered e -> null;
            case Event.PresenceSet e -> null;
            case Event.Advised e -> null;
        };
    }

    @Override
    public void assigned(Assignment assignment) {
        rows.add(assignment);
    }

    @Override
    public void took(Event event, @Nullable String holder, @Nullable String status) {
        took.add(event.getClass().getSimpleName() + " " + leadOf(event) + " of " + holder + ", " + status);
    }

    @Override
    public List<SavedLead> heldBy(String user, Cause cause) {
        var theirs = leads.values().stream()
                .filter(lead -> user.equals(lead.holder()))
                .sorted(Comparator.comparingLong(SavedLead::number))
                .toList();
        theirs.forEach(lead -> {
            recalled.add(lead.arrival().lead());
            run.restore(person(lead.contact()));
        });
        return theirs;
    }
}
