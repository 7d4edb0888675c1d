package io.fairlead.engine.desk;

import io.fairlead.engine.desk.Daytime.Periods;
import io.fairlead.engine.desk.SavedLead.Advisors;
import io.fairlead.engine.desk.SavedLead.Booked;
import io.fairlead.engine.desk.SavedLead.Credits;
import io.fairlead.engine.desk.SavedLead.Deadline;
import io.fairlead.engine.desk.SavedLead.Offered;
import io.fairlead.engine.desk.SavedLead.Share;
import io.fairlead.engine.desk.SavedLead.Standing;
import io.fairlead.engine.distribution.Entry;
import io.fairlead.engine.distribution.RuleBook;
import io.fairlead.engine.distribution.Shares;
import io.fairlead.engine.filter.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes leads of a run down, takes them up again with their contacts and lets them go. What names a user or rule that is
 * gone is left out. Not thread-safe.
 */
final class Saves {
    private final RuleBook book;
    private final Desk desk;
    private final Map<String, LeadState> leads;
    /** Those who have leads here, by number, where it is asked for what changed. */
    private final Map<Integer, Contact> contacts = new HashMap<>();
    /** Those of whom something became known. */
    private final Set<Contact> advised = new LinkedHashSet<>();

    /** @param leads that are here, by their ids */
    Saves(RuleBook book, Desk desk, Map<String, LeadState> leads) {
        this.book = book;
        this.desk = desk;
        this.leads = leads;
    }

    /** A lead that arrived is here, and so is its contact. */
    void joins(LeadState lead) {
        contacts.putIfAbsent(lead.contact.number, lead.contact);
        lead.contact.leads++;
    }

    private void leaves(LeadState lead) {
        leads.remove(lead.arrival.lead());
        if (--lead.contact.leads == 0) {
            contacts.remove(lead.contact.number);
        }
    }

    @Nullable
    Contact contact(int number) {
        return contacts.get(number);
    }

    /** Makes a contact known, unless it is already here. */
    Contact takeUp(Kept.KeptContact kept) {
        return contacts.computeIfAbsent(kept.number(), number -> restore(kept, new Contact(number)));
    }

    /** Takes up a lead, unless it is already here. Its contact must be known. */
    void takeUp(SavedLead saved) {
        var contact = contacts.get(saved.contact());
        if (contact == null) {
            throw new IllegalArgumentException(
                    "contact " + saved.contact() + " of lead " + saved.arrival().lead());
        }
        if (!leads.containsKey(saved.arrival().lead())) {
            leads.put(saved.arrival().lead(), restore(saved, contact));
            contact.leads++;
        }
    }

    /** Takes up leads that are not here; of contacts that are, the advisors. */
    void takeUp(Kept kept) {
        for (var contact : kept.contacts()) {
            var here = contacts.get(contact.number());
            if (here != null) {
                restore(contact, here);
                desk.waiting.advisorsChanged(here);
            }
        }
        var others = kept.contacts().stream().collect(Collectors.toMap(Kept.KeptContact::number, one -> one));
        for (var lead : kept.leads()) {
            var contact = others.get(lead.contact());
            if (contact != null) {
                takeUp(contact);
            }
            takeUp(lead);
        }
    }

    /** Lets go of those of these leads that nothing will happen to by itself, and of contacts without leads here. */
    void forgetCold(Collection<String> ids) {
        for (var id : ids) {
            var lead = leads.get(id);
            if (lead != null && !hot(lead)) {
                desk.forget(lead);
                leaves(lead);
            }
        }
    }

    /** As {@link SavedLead#hot()} of what is written down of it. */
    private boolean hot(LeadState lead) {
        return lead.waitsIn != LeadState.NOWHERE
                || lead.offer != null
                || !lead.pending.isEmpty()
                || !deadlines(lead).isEmpty();
    }

    /** Lets go of these leads, and of contacts without leads here. */
    void dismiss(Collection<String> ids) {
        for (var id : ids) {
            var lead = leads.get(id);
            if (lead != null) {
                desk.forget(lead);
                desk.waiting.remove(lead);
                desk.stuck.remove(lead);
                // Its timers are void.
                lead.turn = -1;
                leaves(lead);
            }
        }
    }

    SavedLead save(LeadState lead) {
        var offer = lead.offer;
        var booking = lead.booking;
        var before = lead.handedOver;
        return new SavedLead(
                lead.arrival,
                lead.number,
                lead.contact.number,
                lead.statusText(),
                user(lead.holder),
                lead.rule < 0 ? null : book.rule(lead.rule).id(),
                lead.turn,
                lead.touched,
                lead.accepting,
                lead.moves,
                lead.waitsIn == LeadState.NOWHERE ? null : place(lead.waitsIn),
                lead.leftBy < 0 ? null : book.rule(lead.leftBy).id(),
                users(lead.declined()),
                users(lead.holders()),
                List.copyOf(lead.pending),
                deadlines(lead),
                offer == null ? null : offered(offer),
                booking == null ? null : booked(booking),
                standing(lead.standing, lead.annulled),
                entered(lead.entered),
                before == null ? null : handedOver(before));
    }

    private SavedLead.@Nullable Entered entered(LeadState.@Nullable Entered entered) {
        return entered == null ? null : new SavedLead.Entered(entered.tookContact(), user(entered.owner()));
    }

    private LeadState.@Nullable Entered entered(SavedLead.@Nullable Entered entered) {
        return entered == null ? null : new LeadState.Entered(entered.tookContact(), number(entered.owner()));
    }

    private SavedLead.HandedOver handedOver(LeadState.HandedOver before) {
        return new SavedLead.HandedOver(
                before.move(),
                user(before.holder()),
                before.rule() < 0 ? null : book.rule(before.rule()).id(),
                before.touched(),
                before.waitsIn() == LeadState.NOWHERE ? null : place(before.waitsIn()),
                standing(before.booking(), before.annulled()),
                entered(before.took()));
    }

    private LeadState.@Nullable HandedOver handedOver(SavedLead.@Nullable HandedOver before, LeadState lead) {
        if (before == null || (before.holder() != null && number(before.holder()) < 0)) {
            return null;
        }
        var waitsIn = before.waitsIn();
        var booking = before.booking();
        return new LeadState.HandedOver(
                before.move(),
                number(before.holder()),
                rule(before.rule()),
                before.touched(),
                waitsIn == null ? LeadState.NOWHERE : rule(waitsIn),
                standing(booking, lead),
                booking != null && booking.annulled(),
                entered(before.took()));
    }

    private String place(int rule) {
        return rule < 0 ? "" : book.rule(rule).id();
    }

    private @Nullable String user(int number) {
        return number < 0 ? null : book.users().get(number).id();
    }

    private List<String> users(int[] numbers) {
        return Arrays.stream(numbers).mapToObj(n -> book.users().get(n).id()).toList();
    }

    /** Those still to come: everything up to now is done, also where nobody was found. */
    private List<Deadline> deadlines(LeadState lead) {
        var deadlines = new ArrayList<Deadline>();
        for (var timer = lead.timers; timer != null; timer = timer.other()) {
            if (timer.counts() && timer.at().isAfter(desk.now())) {
                deadlines.add(new Deadline(timer.at(), timer.cause()));
            }
        }
        return deadlines;
    }

    private Offered offered(LeadState.Offer offer) {
        return new Offered(
                book.rule(offer.rule()).id(),
                offer.users().stream().map(u -> book.users().get(u).id()).toList(),
                credits(offer.shares()),
                offer.held());
    }

    private Booked booked(Booking booking) {
        return new Booked(
                book.rule(booking.rule()).id(),
                book.users().get(booking.entry().receiver()).id(),
                credits(booking.entry().shares()),
                booking.periods().today(),
                Objects.requireNonNullElse(booking.listing(), ""),
                advisors(booking.before()),
                advisors(booking.after()));
    }

    private @Nullable Standing standing(@Nullable Booking booking, boolean annulled) {
        return booking == null ? null : booked(booking).standing(annulled);
    }

    private Advisors advisors(Booking.Advisors advisors) {
        return new Advisors(user(advisors.owner()), users(advisors.former()));
    }

    /** Something becomes known of a contact that is here. */
    Contact advised(Contact contact) {
        advised.add(contact);
        return contact;
    }

    /** Those contacts of these leads, and those of whom something became known, whose advisors are not as they were kept. */
    List<Kept.KeptContact> changedContacts(Collection<LeadState> changed) {
        var found = Stream.concat(changed.stream().map(lead -> lead.contact), advised.stream())
                .distinct()
                .filter(contact -> !contact.kept.areOf(contact))
                .toList();
        found.forEach(contact -> contact.kept = new Booking.Advisors(contact));
        advised.stream().filter(contact -> contact.leads == 0).forEach(contact -> contacts.remove(contact.number));
        advised.clear();
        return found.stream().map(this::save).toList();
    }

    private Kept.KeptContact save(Contact contact) {
        return new Kept.KeptContact(contact.number, user(contact.owner), users(contact.former));
    }

    private Credits credits(Shares shares) {
        var credited = new ArrayList<Share>();
        for (int k = 0; k < shares.size(); k++) {
            credited.add(new Share(book.users().get(shares.user(k)).id(), shares.credit(k)));
        }
        var compensated = new ArrayList<Share>();
        for (int k = 0; k < shares.absentees(); k++) {
            compensated.add(new Share(book.users().get(shares.absentee(k)).id(), shares.compensation(k)));
        }
        return new Credits(book.ledgers().get(shares.ledger()), credited, compensated);
    }

    /**
     * The lead as it was, with its deadlines running and waiting where it waited. If the rule is gone that gave it to its
     * holder, it stays there and nothing is waited for.
     */
    private LeadState restore(SavedLead saved, Contact contact) {
        var lead = new LeadState(saved.arrival(), saved.number(), contact, book);
        lead.setStatus(saved.status() == null ? null : new Value.Text(saved.status()));
        lead.holder = number(saved.holder());
        lead.rule = rule(saved.rule());
        lead.turn = saved.turn();
        lead.touched = saved.touched();
        boolean ruled = lead.rule >= 0;
        lead.accepting = saved.accepting() && ruled;
        lead.moves = saved.moves();
        lead.leftBy = rule(saved.leftBy());
        lead.pastOf(numbers(saved.declined()), numbers(saved.holders()));
        lead.offer = offer(saved.offer());
        lead.booking = booking(saved.booking(), lead);
        var standing = saved.standing();
        lead.standing = standing(standing, lead);
        lead.annulled = standing != null && standing.annulled();
        lead.entered = entered(saved.entered());
        lead.handedOver = handedOver(saved.handedOver(), lead);
        for (var deadline : saved.deadlines()) {
            if (ruled || lead.offer != null) {
                desk.timers.start(deadline.at(), deadline.cause(), lead);
            }
        }
        boolean stuck = ruled && !saved.pending().isEmpty();
        desk.takeUp(lead, waitsIn(saved), stuck ? EnumSet.copyOf(saved.pending()) : LeadState.NO_CAUSE);
        return lead;
    }

    /** A lead that waited in, or was offered by, a rule that is gone is the company's. */
    private int waitsIn(SavedLead saved) {
        var waitsIn = saved.waitsIn();
        boolean lostOffer = saved.offer() != null && offer(saved.offer()) == null;
        return waitsIn != null ? rule(waitsIn) : lostOffer ? LeadState.COMPANY : LeadState.NOWHERE;
    }

    private int number(@Nullable String user) {
        return user == null ? LeadState.NOBODY : book.userOr(user, LeadState.NOBODY);
    }

    private int rule(@Nullable String rule) {
        return rule == null || rule.isEmpty() ? LeadState.COMPANY : book.ruleOr(rule, LeadState.COMPANY);
    }

    private int[] numbers(List<String> users) {
        return users.stream().mapToInt(this::number).filter(n -> n >= 0).toArray();
    }

    private LeadState.@Nullable Offer offer(@Nullable Offered offered) {
        if (offered == null || rule(offered.rule()) < 0) {
            return null;
        }
        var shares = shares(offered.credits());
        return shares == null
                ? null
                : new LeadState.Offer(
                        rule(offered.rule()),
                        Arrays.stream(numbers(offered.users())).boxed().toList(),
                        shares,
                        offered.held(),
                        null);
    }

    private @Nullable Booking booking(@Nullable Booked booked, LeadState lead) {
        if (booked == null || rule(booked.rule()) < 0) {
            return null;
        }
        var shares = shares(booked.credits());
        var listing = booked.listing() == null ? lead.listing() : booked.listing();
        return shares == null
                ? null
                : new Booking(
                        rule(booked.rule()),
                        new Entry(shares, number(booked.receiver())),
                        Periods.on(booked.on()),
                        listing == null || listing.isEmpty() ? null : listing,
                        lead.contact,
                        advisors(booked.before()),
                        advisors(booked.after()));
    }

    private @Nullable Booking standing(@Nullable Standing kept, LeadState lead) {
        return kept == null ? null : booking(kept.booked(), lead);
    }

    private Booking.Advisors advisors(Advisors advisors) {
        return new Booking.Advisors(number(advisors.owner()), numbers(advisors.former()));
    }

    private @Nullable Shares shares(Credits credits) {
        int ledger = book.ledgers().indexOf(credits.ledger());
        boolean known = ledger >= 0
                && credits.credited().stream().allMatch(share -> number(share.user()) >= 0)
                && credits.compensated().stream().allMatch(share -> number(share.user()) >= 0);
        return known ? Shares.kept(ledger, places(credits.credited()), places(credits.compensated())) : null;
    }

    private Shares.Part places(List<Share> shares) {
        return new Shares.Part(
                shares.stream().mapToInt(share -> number(share.user())).toArray(),
                shares.stream().mapToLong(Share::units).toArray());
    }

    private Contact restore(Kept.KeptContact kept, Contact contact) {
        contact.owner = number(kept.owner());
        contact.former = numbers(kept.former());
        contact.kept = new Booking.Advisors(contact);
        return contact;
    }
}
