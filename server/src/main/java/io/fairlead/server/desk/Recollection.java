package io.fairlead.server.desk;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.Run;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.server.desk.again.Checkpoint;
import io.fairlead.server.desk.again.Imports;
import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.desk.again.Retelling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a desk that is told again knows between two batches: the settings in force, its books, and its leads. Of those
 * that are brought back into a run it knows which, so that they leave it again. Not thread-safe.
 */
final class Recollection implements AutoCloseable {
    private final Retelling.Archive archive;
    private final Retelling.Listener listener;
    private final KeptBooks books;
    private final KeptLeads leads;
    private final Imports imported;
    private final Set<String> recalled = new HashSet<>();
    private long turns;
    private long leadsEver = 1;
    private Kept.Hopes hopes = Kept.Hopes.NONE;
    private Retelling.Version version;
    private Shift.People people;
    private RuleBook book;
    private boolean skips;

    /** Of a desk at its start. */
    Recollection(Retelling.Version version, Retelling.Archive archive, Retelling.Listener listener) {
        this(version, archive, listener, new KeptBooks(), new KeptLeads(), List.of());
    }

    /** Of a desk that goes on from a checkpoint. */
    Recollection(Checkpoint from, Checkpoint.Rows earlier, Retelling.Archive archive, Retelling.Listener listener) {
        this(
                archive.version(from.settings()),
                archive,
                listener,
                new KeptBooks(from, earlier),
                new KeptLeads(earlier, from.leadsEver(), from.hot(), from.renamed()),
                from.imported());
        turns = from.turns();
        leadsEver = from.leadsEver();
        hopes = from.hopes();
    }

    private Recollection(
            Retelling.Version version,
            Retelling.Archive archive,
            Retelling.Listener listener,
            KeptBooks books,
            KeptLeads leads,
            List<Checkpoint.Imported> imported) {
        this.archive = archive;
        this.listener = listener;
        this.books = books;
        this.leads = leads;
        this.imported = new Imports(imported);
        this.version = version;
        this.people = Shift.People.of(version.numbers(), version.scenario());
        this.book = new RuleBook(version.scenario().settings());
    }

    Checkpoint checkpoint(
            Instant at,
            Collection<String> offered,
            Consumer<Checkpoint.LeadKept> lead,
            Consumer<Checkpoint.ContactKept> contact,
            Consumer<Checkpoint.ListingKept> listing) {
        leads.each(lead);
        books.each(contact);
        books.onListings().each(listing);
        var all = books.byNumber();
        return new Checkpoint(
                at,
                version.settings(),
                turns,
                leadsEver,
                hopes,
                leads.hot(),
                offered.stream().map(Long::valueOf).sorted().toList(),
                leads.renamed(),
                books.lines(all),
                books.amounts(at, all),
                books.lastTurns(all),
                books.online(),
                imported.all());
    }

    /** Passes over leads of which it is missing what they arrived with, instead of failing. */
    void skipMissing() {
        skips = true;
    }

    boolean skips() {
        return skips;
    }

    Retelling.Version version() {
        return version;
    }

    Shift.People people() {
        return people;
    }

    RuleBook book() {
        return book;
    }

    KeptBooks books() {
        return books;
    }

    /** The number that the next lead has, if none is left out. */
    long leadsEver() {
        return leadsEver;
    }

    boolean has(long lead) {
        return leads.has(lead);
    }

    /** Leads arrived together at an instant and were left to nobody. */
    void imported(Told.Imported told, Instant at) {
        imported.add(new Checkpoint.Imported(told.first(), told.last(), at));
        leadsEver = Math.max(leadsEver, told.last() + 1);
    }

    /** Something is done with leads; those that were imported are looked up now, unless they are gone. */
    void takeIn(List<Told.Act> acts) {
        var asked = acts.stream()
                .map(Told.Act::lead)
                .filter(lead -> lead != null && imported.at(lead) != null && !leads.has(lead))
                .distinct()
                .toList();
        archive.arrivals(asked).forEach((lead, said) -> {
            var arrived = Told.readArrived(said, null);
            var at = imported.at(lead);
            if (arrived.lead() == null || at == null) {
                skip(lead, Missing.Kind.ARRIVED_WITH);
                return;
            }
            if (books.contact(arrived.contact(), people) == null) {
                var advisors = arrived.advisors();
                books.keep(arrived.contact(), advisors == null ? new Told.Advisors(null, List.of()) : advisors);
            }
            var facts = arrived.lead();
            var arrival = LeadRow.arrival(
                    at, Long.toString(lead), facts, book.settings().fields());
            listener.takenIn(lead, at, facts);
            leads.keep(LeadRow.Memory.NONE.lead(arrival, arrived.contact(), facts.status(), null, 0), false, people);
        });
    }

    /** Other settings come into force. */
    void change(Retelling.Version next, List<Told.Renamed> renamed) {
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
        var closed = closedStatuses(version.scenario().settings());
        if (!closed.equals(closedStatuses(book.settings()))) {
            books.open(leads.closeBy(closed));
        }
        book = new RuleBook(version.scenario().settings());
    }

    private static Set<String> closedStatuses(Settings settings) {
        return settings.company().closedStatuses();
    }

    /** The facts of a lead after an edit, as the engine takes them; null for a lead that was not there. */
    @Nullable
    Event edited(Instant now, long lead, Retelling.@Nullable ArrivalEvent told) {
        if (!leads.has(lead)) {
            return null;
        }
        if (told == null || told.lead() != lead) {
            throw new Retelling.Gap(Missing.Kind.EDITED_TO, lead);
        }
        var known = leads.facts(lead);
        var arrived = known == null ? arrivedWith(List.of(lead)).get(lead) : known;
        if (arrived == null) {
            return null;
        }
        var facts = Told.edited(lead, arrived, told.said());
        leads.edit(lead, facts);
        var types = book.settings().fields();
        return LeadRow.edited(now, leads.arrived(lead), Long.toString(lead), facts, types);
    }

    /** Goes on without a lead of which nothing is known any more, if it may. */
    void skip(long lead, Missing.Kind why) {
        if (!skips) {
            throw new Retelling.Gap(why, lead);
        }
        listener.skipped(lead);
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
                skip(id, Missing.Kind.ARRIVED_WITH);
            } else {
                found.put(id, facts);
            }
        }
        return found;
    }

    /** Brings leads back into a run, until the end of the batch. */
    void recall(List<Long> ids, Run run) {
        for (var lead : saved(ids)) {
            restoreContact(lead, run);
            run.restore(lead);
            recalled.add(lead.arrival().lead());
        }
    }

    /** The leads that somebody holds by one of these rules and that are not in the run; it is to bring them back itself. */
    List<SavedLead> heldBy(long user, Collection<String> rules, Run run) {
        var away = leads.heldBy(user, closedStatuses(book.settings())).stream()
                .filter(lead -> !run.has(Long.toString(lead)))
                .toList();
        var held = saved(away).stream()
                .filter(lead -> rules.contains(lead.rule() == null ? "" : lead.rule()))
                .toList();
        held.forEach(lead -> {
            restoreContact(lead, run);
            recalled.add(lead.arrival().lead());
        });
        return held;
    }

    /** Brings the contact into the run that this is about, until the end of the batch. */
    void bring(Told.Act act, Run run) {
        var advised = act.advised();
        if (advised != null && run.contact(advised.contact()) == null) {
            run.restore(contact(advised.contact()));
        }
    }

    private void restoreContact(SavedLead lead, Run run) {
        run.restore(contact(lead.contact()));
    }

    private Kept.KeptContact contact(int number) {
        var contact = books.contact(number, people);
        return contact == null ? new Kept.KeptContact(number, null, List.of()) : contact;
    }

    /** Keeps what changed in a run, which forgets what cannot move by itself. */
    void keep(Run run) {
        var kept = run.changes();
        books.keep(kept, people);
        books.onListings().keep(kept.onListings(), run.now(), people.numbers());
        for (var lead : kept.leads()) {
            if (books.contact(lead.contact(), people) == null) {
                books.keep(lead.contact(), new Told.Advisors(null, List.of()));
            }
            boolean closed =
                    lead.status() != null && closedStatuses(book.settings()).contains(lead.status());
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

    /** What a run goes on from. */
    Kept kept(Instant at) {
        var hot = saved(leads.hot());
        books.expect(hot.stream().map(SavedLead::contact).toList());
        return new Kept(
                turns,
                leadsEver,
                hopes,
                hot.stream()
                        .map(SavedLead::contact)
                        .distinct()
                        .map(this::contact)
                        .toList(),
                hot,
                books.lines(people),
                books.amounts(at, people),
                books.lastTurns(people),
                List.of());
    }

    @Override
    public void close() {
        leads.close();
    }
}
