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
import io.fairlead.engine.simulation.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A company's desk once more, told what the live one was told, batch by batch, at the same instants and under the same
 * settings. It knows nothing of what came of it then. Leads that nothing can happen to are kept in a file. Not
 * thread-safe.
 */
public final class Replay implements Journal, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Archive archive;
    private final Consumer<Made> made;
    private final KeptBooks books = new KeptBooks();
    private final KeptLeads leads = new KeptLeads();
    private final Set<String> recalled = new HashSet<>();
    private final Set<String> offered = new HashSet<>();
    /** The contacts of the leads that arrive in the batch. */
    private final Map<String, Integer> contacts = new HashMap<>();

    private long turns;
    private long leadsEver = 1;
    private Kept.Hopes hopes = Kept.Hopes.NONE;
    private Version version;
    private Shift.People people;
    private RuleBook book;
    private Run run;

    /** What was recorded once and is looked up when it is needed. */
    public interface Archive {
        Version version(long settings);

        /** What the events of these leads' arrivals say, by lead. */
        Map<Long, String> arrivals(Collection<Long> leads);
    }

    /**
     * Settings that were in force.
     *
     * @param numbers of all users, by their ids
     */
    public record Version(long settings, Scenario scenario, Map<String, Long> numbers) {}

    /** The event of a lead's arrival, or of an edit. */
    public record ArrivalEvent(long lead, @Nullable Long who, boolean edit, String said) {}

    /**
     * A decision as it comes out.
     *
     * @param explained false where the live desk may have had no explanation at hand any more: of who took an offer
     */
    public record Made(
            long lead,
            Instant at,
            String how,
            String rule,
            @Nullable Long user,
            long settings,
            @Nullable JsonNode explanation,
            boolean explained) {}

    /** What was recorded does not tell what the desk was told. */
    public static final class Gap extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Gap(String message) {
            super(message);
        }
    }

    /**
     * A desk at its start.
     *
     * @param made told of each decision, in order
     */
    public Replay(Instant at, Version version, Archive archive, Consumer<Made> made) {
        this.archive = archive;
        this.made = made;
        this.version = version;
        this.people = Shift.People.of(version.numbers(), version.scenario());
        this.book = new RuleBook(version.scenario().settings());
        this.run = new Run(book, version.scenario().absences(), at, this::contact, this, true);
        run.restore(kept(at), List.of());
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
    public void batch(Instant at, @Nullable String told, @Nullable Long settings, List<ArrivalEvent> arrivals) {
        var now = at.isBefore(run.now()) ? run.now() : at;
        for (var next = run.next(); next.isBefore(now); next = run.next()) {
            run.step(next, List.of());
        }
        var all = told == null ? new Told(List.of(), null, List.of()) : Told.read(settings, told);
        if (settings == null) {
            run.step(now, events(now, all, arrivals));
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
            change(now, settings, all.renamed());
        }
    }

    private List<Event> events(Instant now, Told told, List<ArrivalEvent> arrivals) {
        var events = new TreeMap<Integer, Event>();
        int edited =
                Math.toIntExact(told.acts().stream().filter(Told.Act::edits).count());
        int most = told.acts().size() + arrivals.size() - edited;
        contacts.clear();
        long expected = leadsEver;
        var edits = new HashMap<Integer, ArrivalEvent>();
        for (var arrival : arrivals) {
            if (arrival.edit()) {
                edits.put(Told.place(arrival.said()), arrival);
                continue;
            }
            if (arrival.lead() != expected++) {
                throw new Gap("the arrival of lead " + (expected - 1) + " is missing");
            }
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
        return List.copyOf(events.values());
    }

    /** Null for a lead that was not there. */
    private @Nullable Event edited(Instant now, Told.Act act, @Nullable ArrivalEvent told) {
        long lead = act.lead() == null ? 0 : act.lead();
        if (!leads.has(lead)) {
            return null;
        }
        if (told == null || told.lead() != lead) {
            throw new Gap("what lead " + lead + " was edited to is missing");
        }
        var known = leads.facts(lead);
        var facts = Told.edited(known == null ? arrivedWith(List.of(lead)).getFirst() : known, told.said());
        leads.edit(lead, facts);
        var types = book.settings().fields();
        return LeadRow.edited(now, leads.arrived(lead), Long.toString(lead), facts, types);
    }

    private static void put(Map<Integer, Event> events, int most, int place, @Nullable Event event) {
        if (place < 0 || place >= most) {
            throw new Gap("something that was told in the batch is missing");
        }
        if (event != null) {
            events.put(place, event);
        }
    }

    private Event arrival(Instant now, long lead, Told.Arrived arrived) {
        var facts = arrived.lead();
        var id = Long.toString(lead);
        if (facts == null) {
            throw new Gap("what lead " + lead + " arrived with is missing");
        }
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
        int number = Objects.requireNonNull(contacts.get(arrival.lead()));
        var known = run.contact(number);
        return known == null ? new Contact(number) : known;
    }

    /** Leads as they were kept; those that arrived before anything was recorded are not there. */
    private List<SavedLead> saved(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var arrived = arrivedWith(ids);
        var found = new ArrayList<SavedLead>();
        for (int i = 0; i < ids.size(); i++) {
            found.add(leads.lead(ids.get(i), arrived.get(i), book.settings().fields(), people));
        }
        return found;
    }

    /** What these leads arrived with, in their order. */
    private List<Doing.NewLead> arrivedWith(List<Long> ids) {
        var said = archive.arrivals(ids);
        var found = new ArrayList<Doing.NewLead>();
        for (long id : ids) {
            var arrived = said.get(id);
            if (arrived == null) {
                throw new Gap("what lead " + id + " arrived with is missing");
            }
            var facts = Told.readArrived(arrived, null).lead();
            if (facts == null) {
                throw new Gap("what lead " + id + " arrived with is missing");
            }
            found.add(facts);
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

    private void change(Instant at, long settings, List<Told.Renamed> renamed) {
        var before = run.attendance();
        renamed.forEach(books::rename);
        renamed.forEach(leads::rename);
        version = archive.version(settings);
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
        var explanation = StoredExplanation.of(row.explanation());
        made.accept(new Made(
                Long.parseLong(row.lead()),
                row.at(),
                row.how(),
                row.rule(),
                DeskStore.number(row.user().isEmpty() ? null : row.user(), people),
                version.settings(),
                explanation == null ? null : JSON.valueToTree(explanation),
                explained));
    }

    @Override
    public boolean wantsExplained(String lead) {
        return true;
    }

    @Override
    public List<SavedLead> heldBy(String user, Cause cause) {
        var rules = Shift.moved(book, cause);
        var number = people.numbers().get(user);
        if (rules.isEmpty() || number == null) {
            return List.of();
        }
        var away = leads.heldBy(number).stream()
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
