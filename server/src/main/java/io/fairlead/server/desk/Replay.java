package io.fairlead.server.desk;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Cause;
import io.fairlead.engine.desk.Contact;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Journal;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.Run;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.server.desk.again.Checkpoint;
import io.fairlead.server.desk.again.Hands;
import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.desk.again.Retelling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A company's desk once more, told what the live one was told, batch by batch, at the same instants and under the same
 * settings, or under other rules. It knows nothing of what came of it then. Leads that nothing can happen to are kept in
 * a file. Not thread-safe.
 */
public final class Replay implements Journal, AutoCloseable {
    private final Retelling.Archive archive;
    private final Retelling.Listener listener;
    private final Recollection known;
    private final Set<String> offered = new HashSet<>();
    /** The contacts of the leads that arrive in the batch. */
    private final Map<String, Integer> contacts = new HashMap<>();

    private final Hands hands = new Hands();
    private Run run;
    private boolean explains = true;
    /** The desk as it was; null for one that is. */
    private @Nullable Replay truth;

    private boolean departed;

    /** A desk at its start. */
    public Replay(Instant at, Retelling.Version version, Retelling.Archive archive, Retelling.Listener listener) {
        this(at, archive, listener, new Recollection(version, archive, listener));
        run.restore(known.kept(at), List.of());
    }

    /** A desk that goes on from a checkpoint. */
    public Replay(Checkpoint from, Checkpoint.Rows earlier, Retelling.Archive archive, Retelling.Listener listener) {
        this(from.at(), archive, listener, new Recollection(from, earlier, archive, listener));
        from.offered().forEach(lead -> offered.add(Long.toString(lead)));
        run.restore(known.kept(from.at()), known.books().online(known.people()));
    }

    private Replay(Instant at, Retelling.Archive archive, Retelling.Listener listener, Recollection known) {
        this.archive = archive;
        this.listener = listener;
        this.known = known;
        this.run = new Run(known.book(), known.version().scenario().absences(), at, this::contact, this, true);
    }

    /** Where it stands, between two batches, with the leads, contacts and counts on listings that changed since it went on. */
    public Checkpoint checkpoint(
            Consumer<Checkpoint.LeadKept> lead,
            Consumer<Checkpoint.ContactKept> contact,
            Consumer<Checkpoint.ListingKept> listing) {
        return known.checkpoint(run.now(), offered, lead, contact, listing);
    }

    /** Passes over leads of which it is missing what they arrived with, instead of failing. */
    public void skipMissing() {
        known.skipMissing();
    }

    /** Whether decisions come with their explanations, which take time to make. */
    public void explain(boolean wanted) {
        explains = wanted;
    }

    /** The lines of all ledgers; users by their ids in the settings, empty for those who are gone. */
    public List<Kept.Line> lines() {
        return known.books().lines(known.people());
    }

    /** The largest balances count from here. */
    public void forgetPeaks() {
        known.books().forgetPeaks();
        anew(run.now());
    }

    private void anew(Instant at) {
        run = new Run(known.book(), known.version().scenario().absences(), at, this::contact, this, true);
        run.restore(known.kept(at), known.books().online(known.people()));
    }

    /**
     * From now on what people did with a lead is done by those who have it here. Each batch is told to the other one first.
     *
     * @param as the desk as it was, at the same instant
     */
    public void follow(Replay as) {
        truth = as;
    }

    /**
     * Goes its own way from here: the archive gives settings with the rules that stand from now on.
     *
     * @param own the settings if they differ from those in force; null if they do not
     * @param renamed rules of these settings that go on with the books of another, by its id
     */
    public void depart(Instant at, Retelling.@Nullable Version own, Map<String, String> renamed) {
        departed = true;
        if (own != null) {
            var ids = renamed.entrySet().stream()
                    .map(one -> new Told.Renamed(one.getKey(), one.getValue()))
                    .toList();
            change(at, own, ids);
        }
    }

    /** The instant up to which everything is done. */
    public Instant now() {
        return run.now();
    }

    /** Does what the clock alone called for before an instant. */
    public void catchUpBefore(Instant end) {
        for (var next = run.next(); next.isBefore(end); next = run.next()) {
            run.step(next, List.of());
        }
        known.keep(run);
    }

    /** Does what the clock alone called for until an instant. */
    public void catchUp(Instant until) {
        for (var next = run.next(); !next.isAfter(until); next = run.next()) {
            run.step(next, List.of());
        }
        known.keep(run);
    }

    /**
     * A batch in which something was told.
     *
     * @param told what {@code desk_batch} says of it; null if leads arrived alone
     * @param settings those that came into force in it; null for none
     * @param arrivals in the order of their leads' numbers, and edits
     */
    public void batch(
            Instant at, @Nullable String told, @Nullable Long settings, List<Retelling.ArrivalEvent> arrivals) {
        var now = at.isBefore(run.now()) ? run.now() : at;
        for (var next = run.next(); next.isBefore(now); next = run.next()) {
            run.step(next, List.of());
        }
        var all = told == null ? new Told(List.of(), null, List.of()) : Told.read(settings, told);
        if (settings == null) {
            var events = events(now, all, arrivals);
            hands.begin(events, run);
            run.step(now, List.copyOf(events.values()));
            arrivals.stream().filter(one -> !one.edit()).forEach(one -> run.skipTo(one.lead() + 1));
            for (var act : all.acts()) {
                if (act.user() != null
                        && act.online() != null
                        && known.people().keys().containsKey(act.user())) {
                    known.books().online(act.user(), act.online());
                }
            }
        } else {
            run.step(now, List.of());
        }
        known.keep(run);
        if (settings != null) {
            change(now, archive.version(settings), departed ? List.of() : all.renamed());
        }
    }

    private NavigableMap<Integer, Event> events(Instant now, Told told, List<Retelling.ArrivalEvent> arrivals) {
        var events = new TreeMap<Integer, Event>();
        int edited =
                Math.toIntExact(told.acts().stream().filter(Told.Act::edits).count());
        int most = told.acts().size() + arrivals.size() - edited;
        var edits = arrive(now, most, arrivals, events);
        var wanted = new ArrayList<Long>();
        for (var act : told.acts()) {
            known.bring(act, run);
            var edit = edits.remove(act.place());
            var event = Told.event(act, now, known.people().keys());
            put(
                    events,
                    most,
                    act.place(),
                    act.edits() ? known.edited(now, act.lead() == null ? 0 : act.lead(), edit) : event);
            if (act.lead() != null && known.has(act.lead()) && !run.has(Long.toString(act.lead()))) {
                wanted.add(act.lead());
            }
        }
        known.recall(wanted.stream().distinct().toList(), run);
        if (truth != null) {
            var theirs = truth.hands;
            events.replaceAll((place, event) -> theirs.elsewhere(place, event, run));
        }
        return events;
    }

    /** Puts the arrivals to their places, and returns what else was told of leads, by its place. */
    private Map<Integer, Retelling.ArrivalEvent> arrive(
            Instant now, int most, List<Retelling.ArrivalEvent> arrivals, Map<Integer, Event> events) {
        contacts.clear();
        long expected = known.leadsEver();
        var edits = new HashMap<Integer, Retelling.ArrivalEvent>();
        for (var arrival : arrivals) {
            if (arrival.edit()) {
                edits.put(Told.place(arrival.said()), arrival);
                continue;
            }
            if (arrival.lead() < expected) {
                throw new Retelling.Gap(Missing.Kind.SECOND_ARRIVAL, arrival.lead());
            }
            for (; expected < arrival.lead(); expected++) {
                known.skip(expected, Missing.Kind.ARRIVAL);
            }
            expected++;
            var arrived = Told.readArrived(arrival.said(), arrival.who());
            put(events, most, arrived.place(), arrival(now, arrival.lead(), arrived));
        }
        return edits;
    }

    private void put(Map<Integer, Event> events, int most, int place, @Nullable Event event) {
        if (place < 0 || (place >= most && !known.skips())) {
            throw new Retelling.Gap(Missing.Kind.TOLD, "");
        }
        if (event != null) {
            events.put(place, event);
        }
    }

    private @Nullable Event arrival(Instant now, long lead, Told.Arrived arrived) {
        var facts = arrived.lead();
        var id = Long.toString(lead);
        if (facts == null) {
            known.skip(lead, Missing.Kind.ARRIVED_WITH);
            return null;
        }
        listener.arrived(lead, now, facts);
        contacts.put(id, arrived.contact());
        if (run.contact(arrived.contact()) == null) {
            var books = known.books();
            var advisors = arrived.advisors();
            if (advisors != null && books.contact(arrived.contact(), known.people()) == null) {
                books.keep(arrived.contact(), advisors);
            }
            var contact = books.contact(arrived.contact(), known.people());
            if (contact != null) {
                run.restore(contact);
            }
        }
        var arrival = LeadRow.arrival(now, id, facts, known.book().settings().fields());
        var creator = facts.creator() == null ? null : known.people().keys().get(facts.creator());
        return creator == null ? arrival : new Event.Entered(arrival, creator);
    }

    private Contact contact(Event.Arrival arrival) {
        run.skipTo(Long.parseLong(arrival.lead()));
        int number = Objects.requireNonNull(contacts.get(arrival.lead()));
        var contact = run.contact(number);
        return contact == null ? new Contact(number) : contact;
    }

    private void change(Instant at, Retelling.Version next, List<Told.Renamed> renamed) {
        var before = run.attendance();
        known.change(next, renamed);
        anew(at);
        run.takeOver(before);
        run.step(at, List.of());
        known.keep(run);
    }

    @Override
    public void assigned(Assignment assignment) {
        made(assignment);
    }

    @Override
    public void left(Assignment row) {
        made(row);
    }

    private void made(Assignment row) {
        boolean explained = !offered.remove(row.lead());
        if (row.how().equals("offered")) {
            offered.add(row.lead());
        }
        listener.made(new Retelling.Made(
                Long.parseLong(row.lead()),
                row.at(),
                row.how(),
                row.rule(),
                DeskStore.number(row.user().isEmpty() ? null : row.user(), known.people()),
                known.version().settings(),
                row.explanation(),
                explained));
    }

    @Override
    public void took(Event event, @Nullable String holder, @Nullable String status) {
        hands.took(event);
        listener.took(event);
    }

    @Override
    public boolean wantsExplained(String lead) {
        return explains;
    }

    @Override
    public List<SavedLead> heldBy(String user, Cause cause) {
        var rules = StoredLeads.moved(known.book(), cause);
        var number = known.people().numbers().get(user);
        return rules.isEmpty() || number == null ? List.of() : known.heldBy(number, rules, run);
    }

    @Override
    public List<Kept.OnListing> onListing(String listing) {
        return known.books().onListings().of(listing, known.people().keys());
    }

    @Override
    public void close() {
        known.close();
    }
}
