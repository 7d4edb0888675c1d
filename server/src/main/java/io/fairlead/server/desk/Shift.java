package io.fairlead.server.desk;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Cause;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Journal;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.Outlook;
import io.fairlead.engine.desk.Run;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.simulation.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A company's run, taken up from what is stored, and what is to be stored of it. Not thread-safe. */
final class Shift implements Journal {
    private final DeskStore store;
    private final RuleBook book;
    private final People people;
    private final Run run;
    private final LiveContacts contacts;
    private Place place;
    private final List<Assignment> rows = new ArrayList<>();
    private final Map<String, Doing.NewLead> arriving = new LinkedHashMap<>();
    private final Map<String, Doing.NewLead> edited = new LinkedHashMap<>();
    private final Set<String> recalled = new HashSet<>();
    private final Deeds deeds;
    private final Map<Long, Boolean> online = new LinkedHashMap<>();
    private final List<Told.Act> acts = new ArrayList<>();
    private List<Runnable> also = List.of();
    private final List<Doing.Row> beside = new ArrayList<>();
    private final Map<Long, Outcome.Holder> holders;
    private @Nullable Instant wake;
    private BookRows.Today today = BookRows.Today.NEVER;

    /** The users of the company: their ids in the settings and their numbers. */
    record People(Map<String, Long> numbers, Map<Long, String> keys) {
        /** Those of these numbers that the settings know. */
        static People of(Map<String, Long> numbers, Scenario scenario) {
            var known = new HashMap<>(numbers);
            known.keySet().retainAll(scenario.settings().users().keySet());
            var keys = new HashMap<Long, String>();
            known.forEach((key, number) -> keys.put(number, key));
            return new People(known, keys);
        }
    }

    /** @param holders all users of the company, by their numbers */
    Shift(DeskStore store, Place place, Scenario scenario, People people, Map<Long, Outcome.Holder> holders) {
        this.store = store;
        this.holders = holders;
        this.place = place;
        this.people = people;
        this.book = new RuleBook(scenario.settings());
        this.deeds = new Deeds(people.keys());
        this.contacts = new LiveContacts(place.contacts());
        this.run = new Run(book, scenario.absences(), place.at(), this::contact, this, true);
        run.restore(store.kept(place, book, people), store.online());
    }

    private io.fairlead.engine.desk.Contact contact(Event.Arrival arrival) {
        return contacts.match(arrival, run);
    }

    /**
     * Takes over what was done elsewhere since, at the beginning of a transaction alone.
     *
     * @return whether that was possible; if not, what is stored is to be taken up anew
     */
    boolean follow(Place stored) {
        var changed = store.changed(place, stored);
        if (changed == null) {
            return false;
        }
        run.follow(
                stored.at(),
                store.kept(stored, changed, book, people),
                store.online(),
                changed.leads().stream().map(String::valueOf).toList());
        contacts.goOnFrom(stored.contacts());
        place = stored;
        today = BookRows.Today.NEVER;
        wake = null;
        return true;
    }

    /** Whether nothing was done elsewhere since. */
    boolean stands(Place stored) {
        return place.equals(stored);
    }

    Set<String> closedStatuses() {
        return book.settings().company().closedStatuses();
    }

    /** Whether the last batch would be the next one there. */
    boolean follows(Place stored) {
        return place.seq() == stored.seq() + 1;
    }

    Kept.Attendance attendance() {
        return run.attendance();
    }

    void takeOver(Kept.Attendance before) {
        run.takeOver(before);
    }

    /** Begins a batch, and returns its instant. */
    private Instant begin() {
        rows.clear();
        arriving.clear();
        edited.clear();
        recalled.clear();
        online.clear();
        deeds.clear();
        acts.clear();
        contacts.clearTold();
        beside.clear();
        contacts.begin(arriving, Map.of());
        var clock = store.now();
        return clock.isBefore(run.now()) ? run.now() : clock;
    }

    /** Does what is due until now. Nothing is looked at that the clock does not call for. */
    void catchUp() {
        var now = begin();
        for (var next = run.next(); !next.isAfter(now); next = run.next()) {
            run.step(next, List.of());
        }
    }

    /** What would become of leads that arrived now; to be asked at the beginning of a transaction alone. */
    List<Outlook> outlook(List<Asked> leads) {
        var now = store.now();
        if (!run.next().isAfter(now)) {
            catchUp();
            keep();
        }
        var at = now.isBefore(run.now()) ? run.now() : now;
        return leads.stream()
                .map(asked -> run.outlook(
                        LeadRow.arrival(at, "0", asked.lead(), book.settings().fields()), asked.rule()))
                .toList();
    }

    /** Does what comes of settings that are new, at the instant at which the desk stands. */
    void settle() {
        begin();
        run.step(run.now(), List.of());
    }

    /**
     * Does what is due until now, and these things now.
     *
     * @throws ChangedMeanwhile before anything is done
     */
    List<Outcome> perform(List<Doing> doings) {
        store.leads().check(doings);
        var now = begin();
        var events = events(doings, now);
        for (var next = run.next(); next.isBefore(now); next = run.next()) {
            run.step(next, List.of());
        }
        prepare(doings);
        run.step(now, events.stream().filter(Objects::nonNull).toList());
        return outcomes(doings, events);
    }

    /** One for each doing, null for one that changes nothing. */
    private List<@Nullable Event> events(List<Doing> doings, Instant now) {
        var events = new ArrayList<@Nullable Event>();
        long lead = place.leads();
        for (int i = 0; i < doings.size(); i++) {
            if (doings.get(i) instanceof Doing.Arrival arrival) {
                events.add(arrival(arrival.lead(), Long.toString(++lead), now));
            } else {
                var act = Told.act(i, contacts.numbered(doings.get(i)));
                acts.add(act);
                events.add(
                        doings.get(i) instanceof Doing.Edited edit
                                ? edited(edit, now)
                                : Told.event(act, now, people.keys()));
            }
        }
        return events;
    }

    private Event edited(Doing.Edited edit, Instant now) {
        var id = Long.toString(edit.lead());
        edited.put(id, edit.facts());
        return LeadRow.edited(
                now, edit.created(), id, edit.facts(), book.settings().fields());
    }

    private Event arrival(Doing.NewLead lead, String id, Instant now) {
        arriving.put(id, lead);
        var arrival = LeadRow.arrival(now, id, lead, book.settings().fields());
        var creator = lead.creator() == null ? null : people.keys().get(lead.creator());
        return creator == null ? arrival : new Event.Entered(arrival, creator);
    }

    /** Loads what the doings are about: their leads, and the contacts that those who arrive may have. */
    private void prepare(List<Doing> doings) {
        var wanted = doings.stream()
                .mapToLong(Doing::about)
                .filter(lead -> lead > 0 && !run.has(Long.toString(lead)))
                .distinct()
                .toArray();
        if (wanted.length > 0) {
            take(store.leads().of(wanted, book, people));
        }
        var reached = new ArrayList<Doing.Reached>(arriving.values());
        reached.addAll(edited.values());
        reached.addAll(contacts.told());
        var known = store.leads().contacts(reached, people);
        var keys = new HashMap<LiveContacts.Key, Integer>();
        known.forEach((key, contact) -> keys.put(key, contact.number()));
        contacts.begin(arriving, keys);
        Stream.concat(known.values().stream(), store.leads().contactsTold(contacts.told(), people).stream())
                .forEach(contact -> {
                    if (run.contact(contact.number()) == null) {
                        run.restore(contact);
                        contacts.takenUp(contact);
                    }
                });
        contacts.learnTold(run);
    }

    private void take(StoredLeads.Loaded loaded) {
        loaded.contacts().forEach(run::restore);
        loaded.leads().forEach(lead -> {
            run.restore(lead);
            recalled.add(lead.arrival().lead());
        });
    }

    private List<Outcome> outcomes(List<Doing> doings, List<@Nullable Event> events) {
        var last = Outcome.byLead(rows, place.decisions(), people.numbers(), holders);
        var outcomes = new ArrayList<Outcome>();
        var callbacks = new ArrayList<Runnable>();
        long lead = place.leads();
        for (int i = 0; i < doings.size(); i++) {
            var doing = doings.get(i);
            boolean arrives = doing instanceof Doing.Arrival;
            var id = Long.toString(arrives ? ++lead : doing.about());
            var outcome = last.getOrDefault(id, new Outcome(run.has(id) ? Long.parseLong(id) : 0, "", "", null, 0));
            outcomes.add(outcome);
            tell(doing, i, events.get(i), outcome);
            boolean took = deeds.took(events.get(i));
            callbacks.add(() -> doing.then().after(outcome, took));
        }
        also = callbacks;
        return outcomes;
    }

    private void tell(Doing doing, int at, @Nullable Event event, Outcome outcome) {
        deeds.tell(doing, event, outcome, run.now());
        if (doing instanceof Doing.Edited edit && deeds.took(event)) {
            deeds.edited(edit, place.seq() + 1, at, run.now());
        }
        if (doing instanceof Doing.Arrival arrival) {
            arrived(arrival.lead(), outcome.lead(), at);
            beside.addAll(arrival.beside().apply(outcome));
        }
        if (doing instanceof Doing.PresenceSet set && event != null) {
            online.put(set.user(), set.online());
        }
    }

    private void arrived(Doing.NewLead lead, long number, int at) {
        int contact = contacts.of(number);
        var data = Told.arrived(place.seq() + 1, at, lead, contact, contacts.takenUp(contact), people);
        deeds.arrived(number, lead.creator(), run.now(), data);
    }

    /** Stores what the batch changed, in the transaction under way. */
    void keep() {
        keep(new Told(List.copyOf(acts), null, List.of()));
    }

    /** Stores that the settings of this shift came into force, and what comes of it. */
    void keepSettings(List<Told.Renamed> renamed) {
        keep(new Told(List.of(), place.settings(), renamed));
    }

    private void keep(Told told) {
        var kept = run.changes();
        kept.leads().forEach(lead -> contacts.learn(edited.get(lead.arrival().lead()), lead.contact()));
        var next = place.moved(
                run.now(), kept, place.leads() + arriving.size(), contacts.last(), place.decisions() + rows.size());
        run.forgetCold(
                Stream.concat(kept.leads().stream().map(lead -> lead.arrival().lead()), recalled.stream())
                        .toList());
        var moved = DeskStore.Changed.of(
                kept,
                lead -> !arriving.containsKey(lead) && !recalled.contains(lead),
                contact -> run.contact(contact) != null);
        today = today.at(run.now(), book);
        var changes = new DeskStore.Changes(
                place, next, kept, arriving, edited, contacts, rows, deeds.feed(), online, told, moved, today, beside);
        store.keep(changes, people, book);
        var soon = run.next();
        if (!soon.equals(wake)) {
            store.wakeAt(soon);
            wake = soon;
        }
        also.forEach(Runnable::run);
        also = List.of();
        place = next;
    }

    @Override
    public void assigned(Assignment assignment) {
        rows.add(assignment);
    }

    @Override
    public void left(Assignment row) {
        rows.add(row);
    }

    @Override
    public void took(Event event, @Nullable String holder, @Nullable String status) {
        deeds.took(event, holder, status);
    }

    @Override
    public void stays(String lead) {
        var last = rows.getLast();
        deeds.tell("redistribution-ended", Long.parseLong(lead), run.now(), last.rule(), last.user());
    }

    @Override
    public boolean wantsExplained(String lead) {
        return true;
    }

    @Override
    public List<SavedLead> heldBy(String user, Cause cause) {
        var rules = StoredLeads.moved(book, cause);
        var number = people.numbers().get(user);
        if (rules.isEmpty() || number == null) {
            return List.of();
        }
        var loaded = store.leads().heldBy(number, rules, book, people);
        loaded.contacts().forEach(run::restore);
        loaded.leads().stream()
                .map(lead -> lead.arrival().lead())
                .filter(lead -> !run.has(lead))
                .forEach(recalled::add);
        return loaded.leads();
    }

    @Override
    public List<Kept.OnListing> onListing(String listing) {
        return store.onListing(listing, run.now(), people);
    }
}
