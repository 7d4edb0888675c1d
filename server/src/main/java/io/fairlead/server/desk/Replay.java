package io.fairlead.server.desk;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Cause;
import io.fairlead.engine.desk.Contact;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Journal;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.Run;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.server.desk.again.Checkpoint;
import io.fairlead.server.desk.again.Hands;
import io.fairlead.server.desk.again.Retelling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A company's desk once more, told what the live one was told, batch by batch, at the same instants and under the same
 * settings, or under other rules. It knows nothing of what came of it then. Leads that nothing can happen to are kept in
 * a file. Not thread-safe.
 */
public final class Replay implements Journal, AutoCloseable {
    private final Retelling.Archive archive;
    private final Retelling.Listener listener;
    private final KeptBooks books;
    private final KeptLeads leads;
    private final Set<String> recalled = new HashSet<>();
    private final Set<String> offered = new HashSet<>();
    /** The contacts of the leads that arrive in the batch. */
    private final Map<String, Integer> contacts = new HashMap<>();

    private long turns;
    private long leadsEver = 1;
    private Kept.Hopes hopes = Kept.Hopes.NONE;
    private Retelling.Version version;
    private Shift.People people;
    private RuleBook book;
    private Run run;
    private boolean explains = true;
    private boolean skips;
    private final Hands hands = new Hands();
    /** The desk as it was; null for one that is. */
    private @Nullable Replay truth;

    private boolean departed;

    /** A desk at its start. */
    public Replay(Instant at, Retelling.Version version, Retelling.Archive archive, Retelling.Listener listener) {
        this(at, version, archive, listener, new KeptBooks(), new KeptLeads());
        run.restore(kept(at), List.of());
    }

    /** A desk that goes on from a checkpoint. */
    public Replay(Checkpoint from, Checkpoint.Rows earlier, Retelling.Archive archive, Retelling.Listener listener) {
        this(
                from.at(),
                archive.version(from.settings()),
                archive,
                listener,
                new KeptBooks(from, earlier),
                new KeptLeads(earlier, from.leadsEver(), from.hot(), from.renamed()));
        turns = from.turns();
        leadsEver = from.leadsEver();
        hopes = from.hopes();
        from.offered().forEach(lead -> offered.add(Long.toString(lead)));
        run.restore(kept(from.at()), books.online(people));
    }

    private Replay(
            Instant at,
            Retelling.Version version,
            Retelling.Archive archive,
            Retelling.Listener listener,
            KeptBooks books,
            KeptLeads leads) {
        this.archive = archive;
        this.listener = listener;
        this.books = books;
        this.leads = leads;
        this.version = version;
        this.people = Shift.People.of(version.numbers(), version.scenario());
        this.book = new RuleBook(version.scenario().settings());
        this.run = new Run(book, version.scenario().absences(), at, this::contact, this, true);
    }

    /** Where it stands, between two batches, with the leads and contacts that changed since it went on. */
    public Checkpoint checkpoint(Consumer<Checkpoint.LeadKept> lead, Consumer<Checkpoint.ContactKept> contact) {
        leads.each(lead);
        books.each(contact);
        var all = books.byNumber();
        return new Checkpoint(
                run.now(),
                version.settings(),
                turns,
                leadsEver,
                hopes,
                leads.hot(),
                offered.stream().map(Long::valueOf).sorted().toList(),
                leads.renamed(),
                books.lines(all),
                books.amounts(run.now(), all),
                books.lastTurns(all),
                books.online());
    }

    /** Passes over leads of which it is missing what they arrived with, instead of failing. */
    public void skipMissing() {
        skips = true;
    }

    /** Whether decisions come with their explanations, which take time to make. */
    public void explain(boolean wanted) {
        explains = wanted;
    }

    /** The lines of all ledgers; users by their ids in the settings, empty for those who are gone. */
    public List<Kept.Line> lines() {
        return books.lines(people);
    }

    /** The largest balances count from here. */
    public void forgetPeaks() {
        books.forgetPeaks();
        run = new Run(book, version.scenario().absences(), run.now(), this::contact, this, true);
        run.restore(kept(run.now()), books.online(people));
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
        keep();
    }

    /** Does what the clock alone called for until an instant. */
    public void catchUp(Instant until) {
        for (var next = run.next(); !next.isAfter(until); next = run.next()) {
            run.step(next, List.of());
        }
        keep();
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
                if (act.user() != null && act.online() != null && people.keys().containsKey(act.user())) {
                    books.online(act.user(), act.online());
                }
            }
        } else {
            run.step(now, List.of());
        }
        keep();
        if (settings != null) {
            change(now, archive.version(settings), departed ? List.of() : all.renamed());
        }
    }

    private SortedMap<Integer, Event> events(Instant now, Told told, List<Retelling.ArrivalEvent> arrivals) {
        var events = new TreeMap<Integer, Event>();
        int edited =
                Math.toIntExact(told.acts().stream().filter(Told.Act::edits).count());
        int most = told.acts().size() + arrivals.size() - edited;
        contacts.clear();
        long expected = leadsEver;
        var edits = new HashMap<Integer, Retelling.ArrivalEvent>();
        for (var arrival : arrivals) {
            if (arrival.edit()) {
                edits.put(Told.place(arrival.said()), arrival);
                continue;
            }
            if (arrival.lead() < expected) {
                throw new Retelling.Gap("lead " + arrival.lead() + " arrives twice");
            }
            for (; expected < arrival.lead(); expected++) {
                skip(expected, "the arrival of lead " + expected + " is missing");
            }
            expected++;
            var arrived = Told.readArrived(arrival.said(), arrival.who());
            put(events, most, arrived.place(), arrival(now, arrival.lead(), arrived));
        }
        var wanted = new ArrayList<Long>();
        for (var act : told.acts()) {
            var edit = edits.remove(act.place());
            var event = Told.event(act, now, people.keys());
            put(events, most, act.place(), act.edits() ? edited(now, act, edit) : event);
            if (act.lead() != null && leads.has(act.lead()) && !run.has(Long.toString(act.lead()))) {
                wanted.add(act.lead());
            }
        }
        saved(wanted.stream().distinct().toList()).forEach(this::recall);
        if (truth != null) {
            var theirs = truth.hands;
            events.replaceAll((place, event) -> theirs.elsewhere(place, event, run));
        }
        return events;
    }

    /** Null for a lead that was not there. */
    private @Nullable Event edited(Instant now, Told.Act act, Retelling.@Nullable ArrivalEvent told) {
        long lead = act.lead() == null ? 0 : act.lead();
        if (!leads.has(lead)) {
            return null;
        }
        if (told == null || told.lead() != lead) {
            throw new Retelling.Gap("what lead " + lead + " was edited to is missing");
        }
        var known = leads.facts(lead);
        var arrived = known == null ? arrivedWith(List.of(lead)).get(lead) : known;
        if (arrived == null) {
            return null;
        }
        var facts = Told.edited(arrived, told.said());
        leads.edit(lead, facts);
        var types = book.settings().fields();
        return LeadRow.edited(now, leads.arrived(lead), Long.toString(lead), facts, types);
    }

    /** Goes on without a lead of which nothing is known any more, if it may. */
    private void skip(long lead, String why) {
        if (!skips) {
            throw new Retelling.Gap(why);
        }
        listener.skipped(lead);
    }

    private void put(Map<Integer, Event> events, int most, int place, @Nullable Event event) {
        if (place < 0 || (place >= most && !skips)) {
            throw new Retelling.Gap("something that was told in the batch is missing");
        }
        if (event != null) {
            events.put(place, event);
        }
    }

    private @Nullable Event arrival(Instant now, long lead, Told.Arrived arrived) {
        var facts = arrived.lead();
        var id = Long.toString(lead);
        if (facts == null) {
            skip(lead, "what lead " + lead + " arrived with is missing");
            return null;
        }
        listener.arrived(lead, now, facts);
        contacts.put(id, arrived.contact());
        if (run.contact(arrived.contact()) == null) {
            var advisors = arrived.advisors();
            if (advisors != null && books.contact(arrived.contact(), people) == null) {
                books.keep(arrived.contact(), advisors);
            }
            var known = books.contact(arrived.contact(), people);
            if (known != null) {
                run.restore(known);
            }
        }
        var arrival = LeadRow.arrival(now, id, facts, book.settings().fields());
        var creator = facts.creator() == null ? null : people.keys().get(facts.creator());
        return creator == null ? arrival : new Event.Entered(arrival, creator);
    }

    private Contact contact(Event.Arrival arrival) {
        run.skipTo(Long.parseLong(arrival.lead()));
        int number = Objects.requireNonNull(contacts.get(arrival.lead()));
        var known = run.contact(number);
        return known == null ? new Contact(number) : known;
    }

    /** Leads as they were kept; those that arrived before anything was recorded are not there. */
    private List<SavedLead> saved(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        leads.expect(ids);
        var arrived = arrivedWith(ids);
        var found = new ArrayList<SavedLead>();
        for (long id : ids) {
            var facts = arrived.get(id);
            if (facts != null) {
                found.add(leads.lead(id, facts, book.settings().fields(), people));
            }
        }
        return found;
    }

    /** What these leads arrived with; those of which that is missing are passed over. */
    private Map<Long, Doing.NewLead> arrivedWith(List<Long> ids) {
        var said = archive.arrivals(ids);
        var found = new HashMap<Long, Doing.NewLead>();
        for (long id : ids) {
            var arrived = said.get(id);
            var facts = arrived == null ? null : Told.readArrived(arrived, null).lead();
            if (facts == null) {
                skip(id, "what lead " + id + " arrived with is missing");
            } else {
                found.put(id, facts);
            }
        }
        return found;
    }

    private void recall(SavedLead lead) {
        restoreContact(lead);
        run.restore(lead);
        recalled.add(lead.arrival().lead());
    }

    private void restoreContact(SavedLead lead) {
        var contact = books.contact(lead.contact(), people);
        run.restore(contact == null ? new Kept.KeptContact(lead.contact(), null, List.of()) : contact);
    }

    private void keep() {
        var kept = run.changes();
        books.keep(kept, people);
        for (var lead : kept.leads()) {
            if (books.contact(lead.contact(), people) == null) {
                books.keep(lead.contact(), new Told.Advisors(null, List.of()));
            }
            boolean closed = lead.status() != null
                    && book.settings().company().closedStatuses().contains(lead.status());
            leads.keep(lead, closed, people);
        }
        turns = kept.turns();
        leadsEver = kept.leadsEver();
        hopes = kept.hopes();
        run.forgetCold(
                Stream.concat(kept.leads().stream().map(lead -> lead.arrival().lead()), recalled.stream())
                        .toList());
        recalled.clear();
    }

    private Kept kept(Instant at) {
        var hot = saved(leads.hot());
        books.expect(hot.stream().map(SavedLead::contact).toList());
        var ofHot = hot.stream().map(SavedLead::contact).distinct().map(number -> {
            var contact = books.contact(number, people);
            return contact == null ? new Kept.KeptContact(number, null, List.of()) : contact;
        });
        return new Kept(
                turns,
                leadsEver,
                hopes,
                ofHot.toList(),
                hot,
                books.lines(people),
                books.amounts(at, people),
                books.lastTurns(people));
    }

    private void change(Instant at, Retelling.Version next, List<Told.Renamed> renamed) {
        var before = run.attendance();
        renamed.forEach(books::rename);
        renamed.forEach(leads::rename);
        version = next;
        var called = people.keys();
        people = Shift.People.of(version.numbers(), version.scenario());
        people.keys().forEach((number, id) -> {
            var was = called.getOrDefault(number, id);
            if (!was.equals(id)) {
                leads.renameUser(was, id);
            }
        });
        var closed = version.scenario().settings().company().closedStatuses();
        if (!closed.equals(book.settings().company().closedStatuses())) {
            books.open(leads.closeBy(closed));
        }
        book = new RuleBook(version.scenario().settings());
        run = new Run(book, version.scenario().absences(), at, this::contact, this, true);
        run.restore(kept(at), books.online(people));
        run.takeOver(before);
        run.step(at, List.of());
        keep();
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
                DeskStore.number(row.user().isEmpty() ? null : row.user(), people),
                version.settings(),
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
        var rules = Shift.moved(book, cause);
        var number = people.numbers().get(user);
        if (rules.isEmpty() || number == null) {
            return List.of();
        }
        var away = leads.heldBy(number, book.settings().company().closedStatuses()).stream()
                .filter(lead -> !run.has(Long.toString(lead)))
                .toList();
        var held = saved(away).stream()
                .filter(lead -> rules.contains(lead.rule() == null ? "" : lead.rule()))
                .toList();
        held.forEach(lead -> {
            restoreContact(lead);
            recalled.add(lead.arrival().lead());
        });
        return held;
    }

    @Override
    public void close() {
        leads.close();
    }
}
