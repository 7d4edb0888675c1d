package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.time.Absence;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A company's distribution as it runs: takes what happens instant by instant, in order, and does what follows from it.
 * Deterministic. Time only moves on. Not thread-safe.
 */
public final class Run {
    private final RuleBook book;
    private final Function<Event.Arrival, Contact> contacts;
    private final Journal journal;
    private final World world;
    private final Desk desk;
    private final Doings doings;
    private final HandOvers handOvers;
    private final Moves moves;
    private final boolean companyLooksAlways;
    private final Map<String, LeadState> leads = new LinkedHashMap<>();
    private final Set<LeadState> changed = new LinkedHashSet<>();
    private final boolean keeps;
    private final Saves saves;
    private long lastNumber;
    private boolean companyHopes;
    private boolean eligibilityChanged;

    /**
     * A run at its start, in which nothing was given yet.
     *
     * @param contacts the contact of a lead that arrives
     * @param keeps whether it is asked for what changed ({@link #changes}), and bookings are kept as long as their leads
     *     stay, so that people can reverse them
     */
    public Run(
            RuleBook book,
            List<Absence> absences,
            Instant start,
            Function<Event.Arrival, Contact> contacts,
            Journal journal,
            boolean keeps) {
        this.book = book;
        this.contacts = contacts;
        this.journal = journal;
        this.keeps = keeps;
        this.world = new World(book, absences, start, journal, keeps);
        this.desk = new Desk(book, world, journal, keeps);
        this.doings = new Doings(desk);
        this.handOvers = new HandOvers(desk, doings);
        this.saves = new Saves(book, desk, leads);
        this.moves = new Moves(this, desk, doings);
        this.companyLooksAlways = book.settings().rules().stream()
                .anyMatch(
                        rule -> rule.otherwise() instanceof Otherwise.NextRule || FilterFields.namesTime(rule.when()));
    }

    /** When something happens next by the clock alone; {@link Instant#MAX} for never. */
    public Instant next() {
        var timer = desk.timers.next();
        var change = world.daytime().nextChange();
        return timer.isBefore(change) ? timer : change;
    }

    /** The instant up to which everything is done. */
    public Instant now() {
        return desk.now();
    }

    /**
     * What happens at one instant, in the order of the contract.
     *
     * @param at not before the last step, nor after {@link #next}
     * @param events of this instant
     */
    public void step(Instant at, List<Event> events) {
        int clock = world.daytime().moveTo(at, moves);
        boolean eligibility = (clock & Daytime.ELIGIBILITY) != 0 || eligibilityChanged;
        eligibilityChanged = false;
        eligibility |= setPresence(events);
        companyHopes |= (clock & Daytime.WINDOWS) != 0;
        events.forEach(this::doWork);
        eligibility |= desk.takeFreed();
        if (eligibility) {
            lookAtWaiting();
        }
        if (moves.run(at, eligibility)) {
            lookAtWaiting();
        }
        for (int i = 0; i < events.size(); i++) {
            arrive(events.get(i));
            journal.done(i);
        }
    }

    private boolean setPresence(List<Event> events) {
        boolean any = false;
        for (var event : events) {
            if (event instanceof Event.PresenceSet presence) {
                world.setOnline(book.user(presence.user()), presence.online());
                any = true;
            }
        }
        return any;
    }

    private void doWork(Event event) {
        switch (event) {
            case Event.StatusSet e ->
                work(e, e.lead(), lead -> {
                    companyHopes |= lead.waitsIn == LeadState.COMPANY;
                    return doings.setStatus(lead, e.status());
                });
            case Event.Edited e -> work(e, e.lead(), lead -> doings.edit(lead, e));
            case Event.Touched e -> work(e, e.lead(), lead -> doings.touch(lead, book.user(e.user())));
            case Event.Accepted e -> work(e, e.lead(), lead -> doings.accept(lead, book.user(e.user())));
            case Event.Declined e -> work(e, e.lead(), lead -> doings.decline(lead, book.user(e.user())));
            case Event.AssignedByHand e -> work(e, e.lead(), lead -> doings.assignByHand(lead, userOrNobody(e.user())));
            case Event.EntryUndone e -> work(e, e.lead(), lead -> doings.undoEntry(lead, book.user(e.user())));
            case Event.Annulled e -> work(e, e.lead(), doings::annul);
            case Event.Reinstated e -> work(e, e.lead(), doings::reinstate);
            case Event.BalanceMoved e -> {
                if (world.accounts().move(e)) {
                    journal.took(e, null, null);
                }
            }
            case Event.HandedBack e -> work(e, e.lead(), lead -> handOvers.handBack(lead, book.user(e.user())));
            case Event.HandedOver e ->
                work(
                        e,
                        e.lead(),
                        lead -> handOvers.handOver(lead, userOrNobody(e.from()), userOrNobody(e.to()), e.move()));
            case Event.HandOverUndone e -> work(e, e.lead(), lead -> handOvers.undo(lead, e.move()));
            case Event.Advised e -> advise(e);
            case Event.Arrival _, Event.Entered _, Event.PresenceSet _ -> {}
        }
    }

    /** A contact that is not here has nothing that waits. */
    private void advise(Event.Advised what) {
        var contact = saves.contact(what.contact());
        var former = what.former().stream().mapToInt(book::user).toArray();
        if (contact != null && doings.advise(saves.advised(contact), userOrNobody(what.owner()), former)) {
            journal.took(what, null, null);
        }
    }

    /** A lead that arrives at this very instant is not there yet: what is done with it changes nothing. */
    private void work(Event event, String id, Predicate<LeadState> what) {
        var lead = leads.get(id);
        if (lead != null) {
            changed(lead);
            int holder = lead.holder;
            var status = lead.statusText();
            if (what.test(lead)) {
                journal.took(event, holder < 0 ? null : book.users().get(holder).id(), status);
            }
        }
    }

    private int userOrNobody(@Nullable String user) {
        return user == null ? LeadState.NOBODY : book.user(user);
    }

    private void lookAtWaiting() {
        boolean company = companyHopes || companyLooksAlways;
        companyHopes = false;
        moves.fromWaiting(company);
    }

    private void arrive(Event event) {
        switch (event) {
            case Event.Arrival arrival -> desk.decide(arrived(arrival), false);
            case Event.Entered entered -> desk.enter(arrived(entered.arrival()), book.user(entered.user()));
            case Event.EntryUndone e -> decideAnew(leads.get(e.lead()));
            case Event.Edited e -> decideEdited(leads.get(e.lead()));
            case Event.HandedOver e -> decideAnew(leads.get(e.lead()));
            case Event.StatusSet _,
                    Event.Touched _,
                    Event.Accepted _,
                    Event.Declined _,
                    Event.AssignedByHand _,
                    Event.HandedBack _,
                    Event.HandOverUndone _,
                    Event.Annulled _,
                    Event.Reinstated _,
                    Event.BalanceMoved _,
                    Event.Advised _,
                    Event.PresenceSet _ -> {}
        }
    }

    private void decideAnew(@Nullable LeadState lead) {
        if (lead != null && lead.anew) {
            lead.anew = false;
            desk.decide(lead, false);
        }
    }

    /** One that was closed at the same instant waits for nothing, and why nobody had it before is not why. */
    private void decideEdited(@Nullable LeadState lead) {
        if (lead != null && lead.edited) {
            lead.edited = false;
            if (lead.closed) {
                lead.whyNobody = null;
                desk.letWait(lead, LeadState.COMPANY);
            } else {
                desk.decide(lead, true);
            }
        }
    }

    private LeadState arrived(Event.Arrival arrival) {
        var contact = contacts.apply(arrival);
        var lead = new LeadState(arrival, lastNumber++, contact, book);
        leads.put(arrival.lead(), lead);
        if (keeps) {
            saves.joins(lead);
        }
        changed(lead);
        return lead;
    }

    /** To be told of each lead before or after something about it changes. */
    void changed(LeadState lead) {
        if (keeps) {
            changed.add(lead);
        }
    }

    /**
     * Makes sure that all leads are here that a user holds and a cause may move.
     *
     * @return those of somebody who became inactive; of the others the desk knows already
     */
    List<LeadState> heldBy(int user, Cause cause) {
        journal.heldBy(book.users().get(user).id(), cause).forEach(this::restore);
        return cause == Cause.INACTIVE
                ? leads.values().stream().filter(lead -> lead.holder == user).toList()
                : List.of();
    }

    /**
     * Tells of the leads that have nobody, in order of arrival.
     *
     * @return how fair the run was
     */
    public Summary finish(Consumer<Assignment> nobodys) {
        long waiting = 0;
        long unassigned = 0;
        for (var lead : leads.values()) {
            if (lead.holder == LeadState.NOBODY) {
                boolean waits = lead.offer != null || lead.waitsIn != LeadState.NOWHERE;
                waiting += waits ? 1 : 0;
                unassigned += waits ? 0 : 1;
                nobodys.accept(desk.rowOfNobody(lead, lead.arrival.at(), waits ? "waiting" : "unassigned"));
            }
        }
        return new Summary(world.accounts().lines(), leads.size(), desk.assignments(), waiting, unassigned);
    }

    /**
     * What would become of a lead that arrives now, of a contact whom nobody knows; nothing comes of it.
     *
     * @param rule that takes it whatever its condition and window say; null to try the rules in order
     */
    public Outlook outlook(Event.Arrival arrival, @Nullable String rule) {
        var lead = new LeadState(arrival, -1, new Contact(-1), book);
        return Outlook.of(desk, lead, rule == null ? LeadState.COMPANY : book.ruleOr(rule, LeadState.COMPANY));
    }

    /** Whether a lead is here. */
    public boolean has(String lead) {
        return leads.containsKey(lead);
    }

    /** A lead as it is now; null if it is not here. */
    public @Nullable SavedLead lead(String id) {
        var lead = leads.get(id);
        return lead == null ? null : saves.save(lead);
    }

    /** The next lead that arrives gets this number at least: of those before it nothing is known. */
    public void skipTo(long number) {
        lastNumber = Math.max(lastNumber, number);
    }

    /** The contact of this number; null if it is not here. */
    public @Nullable Contact contact(int number) {
        return saves.contact(number);
    }

    /** Makes a contact known, unless it is already here. */
    public Contact restore(Kept.KeptContact kept) {
        return saves.takeUp(kept);
    }

    /** Takes up a lead, unless it is already here. Its contact must be known. */
    public void restore(SavedLead saved) {
        saves.takeUp(saved);
    }

    /** Takes up the books, and goes on from their turn. To be called before the first step. */
    public void restore(Kept kept, Collection<String> online) {
        world.restore(kept);
        desk.goOnFrom(kept);
        lastNumber = kept.leadsEver();
        companyHopes = kept.hopes().company();
        saves.takeUp(kept);
        online.forEach(user -> world.setOnline(book.user(user), true));
    }

    /**
     * Goes on from where another run under the same settings has come to, that went on from here; to be called between two
     * steps.
     *
     * @param at up to when everything is done there
     * @param there its books; of its leads and contacts at least those that it keeps and that changed
     * @param online all who are
     * @param changed all leads that changed and were kept by this run or are by the other one
     */
    public void follow(Instant at, Kept there, Collection<String> online, Collection<String> changed) {
        saves.dismiss(changed);
        world.follow(at);
        restore(there, online);
        desk.waiting.askAnew();
        eligibilityChanged = false;
    }

    /** What changed since this was last asked. */
    public Kept changes() {
        var savedLeads = changed.stream().map(saves::save).toList();
        var contacts = saves.changedContacts(changed);
        changed.clear();
        return new Kept(
                desk.turns(),
                lastNumber,
                new Kept.Hopes(desk.freed(), companyHopes),
                contacts,
                savedLeads,
                world.accounts().changes(),
                world.amountsChanged(),
                world.turnsChanged(),
                world.addedOnListings());
    }

    /** Lets go of those of these leads that nothing will happen to by itself, and of contacts without leads here. */
    public void forgetCold(Collection<String> ids) {
        saves.forgetCold(ids);
    }

    /** Who works now. */
    public Kept.Attendance attendance() {
        return world.attendance();
    }

    /** Makes up for new settings: whose shift has ended with them, who is absent or inactive by them. */
    public void takeOver(Kept.Attendance before) {
        for (int u = 0; u < book.users().size(); u++) {
            var id = book.users().get(u).id();
            if (before.onShift().contains(id) && !world.onShift(u)) {
                moves.shiftEnded(u);
            }
            if (!before.absent().contains(id) && world.absent(u)) {
                moves.absenceBegan(u);
            }
            if (before.active().contains(id) && !world.active(u)) {
                moves.left(u);
            }
        }
        eligibilityChanged = true;
        companyHopes = true;
    }
}
