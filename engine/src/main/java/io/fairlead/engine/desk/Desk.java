package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Decider;
import io.fairlead.engine.distribution.Decision;
import io.fairlead.engine.distribution.Explainer;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.How;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.time.DutyClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Carries decisions out: gives, offers, lets wait, takes back; keeps the books and starts the timers. Not thread-safe. */
final class Desk {
    final RuleBook book;
    final Decider decider;
    final World world;
    final Timers timers = new Timers();
    final WaitingLeads waiting;
    final StuckLeads stuck;

    private final Explainer explainer;
    private final Journal journal;
    /** Whether leads that nothing takes back by itself can still be handed back by their holders. */
    private final boolean keepsBookings;

    /** Per holder, by turn: the untouched leads that the end of their shift moves. */
    private final List<SortedMap<Long, LeadState>> atShiftEnd = new ArrayList<>();
    /** Per holder, by turn: the open leads that their absence moves. */
    private final List<SortedMap<Long, LeadState>> onAbsence = new ArrayList<>();

    private long turns;
    private long assignments;
    /** Whether something was given back or closed, so that others may have become eligible. */
    private boolean freed;

    Desk(RuleBook book, World world, Journal journal, boolean keepsBookings) {
        this.book = book;
        this.decider = new Decider(book);
        this.explainer = new Explainer(book);
        this.world = world;
        this.journal = journal;
        this.keepsBookings = keepsBookings;
        this.waiting = new WaitingLeads(decider, world);
        this.stuck = new StuckLeads(decider, world);
        for (int u = 0; u < book.users().size(); u++) {
            atShiftEnd.add(new TreeMap<>());
            onAbsence.add(new TreeMap<>());
        }
    }

    Instant now() {
        return world.daytime().now();
    }

    long assignments() {
        return assignments;
    }

    void free() {
        freed = true;
    }

    boolean freed() {
        return freed;
    }

    /** Whether something was freed since the last time this was asked. */
    boolean takeFreed() {
        boolean was = freed;
        freed = false;
        return was;
    }

    SortedMap<Long, LeadState> atShiftEnd(int user) {
        return atShiftEnd.get(user);
    }

    SortedMap<Long, LeadState> onAbsence(int user) {
        return onAbsence.get(user);
    }

    /** The last turn that was given. */
    long turns() {
        return turns;
    }

    /** To be told when the holder of a lead worked on it or its status changed. */
    void worked(LeadState lead) {
        atShiftEnd.get(lead.holder).remove(lead.turn);
        if (lead.closed) {
            onAbsence.get(lead.holder).remove(lead.turn);
        } else if (lead.rule >= 0 && book.rule(lead.rule).moves().onAbsence()) {
            onAbsence.get(lead.holder).put(lead.turn, lead);
        }
    }

    /** Decides from the first rule on. */
    void decide(LeadState lead, boolean held) {
        var decision = decider.decide(lead, world, now());
        var explanation = wanted(lead) ? explainer.explain(decision, null, lead, world, now()) : null;
        carryOut(lead, decision, explanation, held);
    }

    /** Decides anew among the candidates of one rule. */
    void decideIn(int rule, Strategy strategy, LeadState lead, boolean held) {
        var decision = decider.again(rule, strategy, lead, world, now());
        carryOut(lead, decision, explain(decision, rule, strategy, lead), held);
    }

    @Nullable
    Explanation explain(Decision decision, int rule, Strategy strategy, LeadState lead) {
        if (!wanted(lead)) {
            return null;
        }
        return decision.rule() == rule
                ? explainer.explain(decision, strategy, lead, world, List.of())
                : explainer.explain(decision, null, lead, world, now());
    }

    private boolean wanted(LeadState lead) {
        return journal.wantsExplained(lead.arrival.lead());
    }

    /** @param held whether the lead was waiting */
    void carryOut(LeadState lead, Decision decision, @Nullable Explanation explanation, boolean held) {
        lead.whyNobody = explanation;
        switch (decision) {
            case Decision.Assigned d -> assign(lead, d, explanation, held);
            case Decision.Offered d -> offer(lead, d, explanation, held);
            case Decision.Fallback d -> {
                give(lead, d.user(), LeadState.COMPANY);
                row(lead, d.rule(), d.user(), How.FALLBACK, explanation);
            }
            case Decision.Waiting d -> letWait(lead, d.rule());
            case Decision.Unassigned d -> {
                waiting.remove(lead);
                lead.leftBy = d.rule();
                left(lead, "unassigned");
            }
        }
    }

    void letWait(LeadState lead, int rule) {
        if (lead.waitsIn != rule) {
            waiting.remove(lead);
            waiting.add(lead, rule);
            left(lead, "waiting");
        }
    }

    private void left(LeadState lead, String how) {
        journal.left(rowOfNobody(lead, now(), how));
    }

    /** What is said of a lead that nobody holds. */
    Assignment rowOfNobody(LeadState lead, Instant at, String how) {
        var offer = lead.offer;
        int rule = offer != null ? offer.rule() : lead.waitsIn != LeadState.NOWHERE ? lead.waitsIn : lead.leftBy;
        return new Assignment(
                at, lead.arrival.lead(), rule < 0 ? "" : book.rule(rule).id(), "", how, lead.whyNobody);
    }

    private void assign(LeadState lead, Decision.Assigned d, @Nullable Explanation explanation, boolean held) {
        waiting.remove(lead);
        var rule = book.rule(d.rule());
        var before = new Booking.Advisors(lead.contact);
        lead.contact.received(d.user(), rule.owners().setOwner(), this::technical);
        advisorsChanged(lead.contact);
        var booking = new Booking(
                d.rule(),
                d.entry(),
                world.daytime().periods(),
                lead.listing(),
                lead.contact,
                before,
                new Booking.Advisors(lead.contact));
        world.book(booking);
        world.accounts().note(d.entry());
        give(lead, d.user(), d.rule());
        world.setTurn(d.rule(), d.user(), lead.turn);
        boolean mayBeTakenBack = startTimers(lead, rule, d);
        lead.booking = mayBeTakenBack ? booking : null;
        lead.standing = mayBeTakenBack || !keepsBookings ? null : booking;
        lead.annulled = false;
        row(lead, d.rule(), d.user(), held ? How.HELD : d.how(), explanation);
    }

    /** A lead of theirs that waits, or should have left its holder, may now find a known advisor. */
    void advisorsChanged(Contact contact) {
        freed |= waiting.advisorsChanged(contact) || contact.stuck > 0;
    }

    boolean technical(int user) {
        return book.users().get(user).technical();
    }

    /** Gives the lead to a user, ending whatever was before. A rule of −1 starts no timers. */
    void give(LeadState lead, int user, int rule) {
        release(lead);
        waiting.remove(lead);
        lead.turn = ++turns;
        lead.holder = user;
        lead.rule = rule;
        if (!lead.closed) {
            world.addOpen(user, 1);
        }
        expectEnds(lead);
    }

    /** The lead is to be moved when its holder's shift ends or absence begins. */
    void expectEnds(LeadState lead) {
        if (lead.rule >= 0 && !lead.closed && lead.holder >= 0) {
            var moves = book.rule(lead.rule).moves();
            if (moves.atShiftEnd() && !lead.touched) {
                atShiftEnd.get(lead.holder).put(lead.turn, lead);
            }
            if (moves.onAbsence()) {
                onAbsence.get(lead.holder).put(lead.turn, lead);
            }
        }
    }

    /** @return whether the lead may be taken back from its new holder */
    private boolean startTimers(LeadState lead, Rule rule, Decision.Assigned d) {
        boolean mayBeTakenBack = false;
        var acceptWithin = rule.choice().acceptWithin();
        if (acceptWithin != null && d.how() != How.CLAIM) {
            lead.accepting = true;
            timers.start(now().plus(acceptWithin), Cause.ACCEPT, lead);
            mayBeTakenBack = true;
        }
        var redistribute = rule.moves().redistribute();
        if (redistribute != null && lead.moves < redistribute.times()) {
            var due = redistribute.shiftClock()
                    ? DutyClock.after(
                            book.users().get(d.user()).duty(), world.absences(d.user()), now(), redistribute.after())
                    : now().plus(redistribute.after());
            if (due != null) {
                timers.start(due, Cause.REDISTRIBUTE, lead);
                mayBeTakenBack = true;
            }
        }
        return mayBeTakenBack;
    }

    private void offer(LeadState lead, Decision.Offered d, @Nullable Explanation explanation, boolean held) {
        release(lead);
        waiting.remove(lead);
        lead.turn = ++turns;
        lead.offer = new LeadState.Offer(d.rule(), d.users(), d.shares(), held, explanation);
        var within = book.rule(d.rule()).choice().within();
        if (within != null) {
            timers.start(now().plus(within), Cause.OFFER, lead);
        }
        left(lead, "offered");
    }

    /** Puts a lead that was kept back where it was. */
    void takeUp(LeadState lead, int waitsIn, Set<Cause> pending) {
        expectEnds(lead);
        if (waitsIn != LeadState.NOWHERE && lead.offer == null) {
            waiting.add(lead, waitsIn);
        }
        pending.forEach(cause -> stuck.add(lead, cause));
    }

    /** A lead was redistributed by a rule. */
    void moved(LeadState lead, int by) {
        var redistribute = book.rule(by).moves().redistribute();
        if (redistribute != null && lead.moves >= redistribute.times()) {
            journal.stays(lead.arrival.lead());
        }
    }

    /** Lets go of a lead with which nothing is to happen. */
    void forget(LeadState lead) {
        if (lead.holder != LeadState.NOBODY) {
            atShiftEnd.get(lead.holder).remove(lead.turn);
            onAbsence.get(lead.holder).remove(lead.turn);
        }
    }

    /** Goes on from the last turn given, and from what the last step left to the next one. */
    void goOnFrom(Kept kept) {
        turns = kept.turns();
        freed = kept.hopes().freed();
    }

    /** Ends whatever holds the lead: its holder, an offer, its timers. What was booked stands. */
    void release(LeadState lead) {
        if (lead.holder != LeadState.NOBODY) {
            if (!lead.closed) {
                world.addOpen(lead.holder, -1);
            }
            atShiftEnd.get(lead.holder).remove(lead.turn);
            onAbsence.get(lead.holder).remove(lead.turn);
            stuck.remove(lead);
        }
        lead.turn = ++turns;
        lead.holder = LeadState.NOBODY;
        lead.rule = LeadState.COMPANY;
        lead.touched = false;
        lead.accepting = false;
        settle(lead);
        lead.entered = null;
        lead.anew = false;
        lead.edited = false;
        lead.offer = null;
        lead.leftBy = LeadState.COMPANY;
    }

    /** Someone hands the lead to an active user, or with −1 to nobody. What was booked stands. */
    void assignByHand(LeadState lead, int user) {
        free();
        lead.whyNobody = null;
        if (user == LeadState.NOBODY) {
            waiting.remove(lead);
            release(lead);
        } else {
            give(lead, user, LeadState.COMPANY);
            if (lead.contact.owner == Contact.NOBODY || technical(lead.contact.owner)) {
                lead.contact.owner = user;
                advisorsChanged(lead.contact);
            }
        }
        row(lead, LeadState.COMPANY, user, How.MANUAL, null);
    }

    /** A lead that arrives is given to whoever typed it in. */
    void enter(LeadState lead, int user) {
        int owner = lead.contact.owner;
        assignByHand(lead, user);
        lead.entered = new LeadState.Entered(lead.contact.owner != owner, owner);
    }

    /** Takes a lead from whoever typed it in, as if they had not had it; the rules are to decide. */
    void undoEntry(LeadState lead, LeadState.Entered entered) {
        if (entered.tookContact() && lead.contact.owner == lead.holder) {
            lead.contact.owner = entered.owner();
            advisorsChanged(lead.contact);
        }
        release(lead);
        lead.anew = true;
        free();
    }

    /** The rules can no longer reverse what was booked last. */
    void settle(LeadState lead) {
        if (lead.booking != null) {
            lead.standing = keepsBookings ? lead.booking : null;
            lead.booking = null;
        }
    }

    /** Reverses what was booked for the lead's holder, if it can still be reversed, and takes note of the balances. */
    void reverse(LeadState lead) {
        var booking = lead.booking == null ? standing(lead) : lead.booking;
        if (booking != null) {
            world.reverse(booking);
            world.accounts().note(booking.entry());
            booking.restoreAdvisors();
            advisorsChanged(lead.contact);
            lead.booking = null;
            lead.standing = null;
        }
    }

    /** What stands for its holder; null for nothing, as when they have it by hand or it was annulled. */
    private static @Nullable Booking standing(LeadState lead) {
        var standing = lead.standing;
        boolean theirs = standing != null && lead.rule >= 0 && standing.entry().receiver() == lead.holder;
        return theirs && !lead.annulled ? standing : null;
    }

    void row(LeadState lead, int rule, int user, How how, @Nullable Explanation explanation) {
        assignments++;
        var receiver = user == LeadState.NOBODY ? "" : book.users().get(user).id();
        journal.assigned(new Assignment(
                now(),
                lead.arrival.lead(),
                rule < 0 ? "" : book.rule(rule).id(),
                receiver,
                how.word(),
                explanation == null ? null : explanation.with(receiver, how)));
    }
}
