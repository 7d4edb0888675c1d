package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.Decision;
import io.fairlead.engine.distribution.Entry;
import io.fairlead.engine.distribution.How;
import io.fairlead.engine.filter.Value;
import java.util.Objects;

/**
 * What people do with leads: status, touch, accept, decline, assign. What does not fit the state changes nothing; each
 * says whether it took effect.
 */
final class Doings {
    private final Desk desk;

    Doings(Desk desk) {
        this.desk = desk;
    }

    /** Any status set counts as a change: somebody worked on the lead. */
    boolean setStatus(LeadState lead, String status) {
        boolean wasClosed = lead.closed;
        lead.setStatus(new Value.Text(status));
        if (lead.closed != wasClosed) {
            if (lead.waitsIn != LeadState.NOWHERE) {
                desk.waiting.askAnew();
            }
            if (lead.holder != LeadState.NOBODY) {
                desk.world.addOpen(lead.holder, lead.closed ? -1 : 1);
            }
            desk.free();
        }
        lead.handedOver = null;
        if (lead.holder != LeadState.NOBODY) {
            lead.accepting = false;
            lead.touched = true;
            worked(lead);
        }
        return true;
    }

    /**
     * A lead that waits is taken out, to be decided from the first rule on. What was booked stays with the listing for
     * which it was booked: once that has changed, it stands.
     */
    boolean edit(LeadState lead, Event.Edited to) {
        if (!Objects.equals(lead.listing(), to.listing())) {
            lead.booking = null;
        }
        lead.edit(to);
        if (!lead.pending.isEmpty()) {
            desk.stuck.edited(lead);
            desk.free();
        }
        if (lead.waitsIn != LeadState.NOWHERE && !lead.closed) {
            desk.waiting.remove(lead);
            lead.edited = true;
        }
        return true;
    }

    boolean touch(LeadState lead, int user) {
        if (lead.holder != user) {
            return false;
        }
        lead.accepting = false;
        lead.touched = true;
        worked(lead);
        return true;
    }

    /** What was booked stands from now on, unless its holder hands it back. */
    private void worked(LeadState lead) {
        lead.handedOver = null;
        desk.settle(lead);
        desk.worked(lead);
        desk.stuck.worked(lead);
    }

    boolean accept(LeadState lead, int user) {
        var offer = lead.offer;
        if (offer == null) {
            boolean accepts = lead.holder == user && lead.accepting;
            if (accepts) {
                lead.accepting = false;
                lead.handedOver = null;
            }
            return accepts;
        }
        if (!offer.isTo(user) || lead.hasDeclined(user)) {
            return false;
        }
        var claim = new Decision.Assigned(offer.rule(), user, How.CLAIM, new Entry(offer.shares(), user));
        lead.handedOver = null;
        desk.carryOut(lead, claim, offer.explanation(), offer.held());
        return true;
    }

    boolean decline(LeadState lead, int user) {
        var offer = lead.offer;
        if (offer == null) {
            boolean declines = lead.holder == user && lead.accepting;
            if (declines) {
                takeBack(lead);
            }
            return declines;
        }
        if (!offer.isTo(user) || lead.hasDeclined(user)) {
            return false;
        }
        lead.exclude(user);
        if (offer.users().stream().allMatch(lead::hasDeclined)) {
            endOffer(lead);
        }
        return true;
    }

    /** A claim is over: the rule's second strategy decides, unless the lead was closed meanwhile. */
    void endOffer(LeadState lead) {
        var offer = lead.offer;
        if (offer != null) {
            desk.release(lead);
            if (lead.closed) {
                desk.letWait(lead, offer.rule());
            } else {
                var then = desk.book.rule(offer.rule()).choice().then();
                desk.decideIn(offer.rule(), then, lead, offer.held());
            }
        }
    }

    /** The chosen one declined, let the time pass or handed it back: reversed, decided anew without them. */
    void takeBack(LeadState lead) {
        int rule = lead.rule;
        lead.exclude(lead.holder);
        desk.reverse(lead);
        desk.release(lead);
        desk.free();
        if (rule < 0) {
            desk.decide(lead, false);
            return;
        }
        desk.decideIn(rule, desk.book.rule(rule).choice().strategy(), lead, false);
    }

    boolean assignByHand(LeadState lead, int user) {
        boolean inactive = user != LeadState.NOBODY && !desk.world.active(user);
        if (lead.closed || inactive) {
            return false;
        }
        lead.handedOver = null;
        desk.assignByHand(lead, user);
        return true;
    }

    /** Counts as work on the lead: no rule takes it back from its holder, which would reverse the entry once more. */
    boolean annul(LeadState lead) {
        var booked = lead.booking == null ? lead.standing : lead.booking;
        if (booked == null || lead.annulled) {
            return false;
        }
        if (lead.holder == LeadState.NOBODY) {
            lead.handedOver = null;
            desk.settle(lead);
        } else {
            lead.accepting = false;
            lead.touched = true;
            worked(lead);
        }
        desk.world.reverse(booked);
        desk.world.accounts().note(booked.entry());
        lead.annulled = true;
        desk.free();
        return true;
    }

    boolean reinstate(LeadState lead) {
        var standing = lead.standing;
        if (standing == null || !lead.annulled) {
            return false;
        }
        desk.world.book(standing);
        desk.world.accounts().note(standing.entry());
        lead.annulled = false;
        return true;
    }

    /** Of the lead's creator, as long as nobody else has had it. */
    boolean undoEntry(LeadState lead, int user) {
        var entered = lead.entered;
        if (entered == null || lead.holder != user || lead.closed) {
            return false;
        }
        desk.undoEntry(lead, entered);
        return true;
    }

    /** Whether anything was not known yet: an owner stays, and so do former advisors. */
    boolean advise(Contact contact, int owner, int[] former) {
        boolean learnsOwner =
                owner != Contact.NOBODY && (contact.owner == Contact.NOBODY || desk.technical(contact.owner));
        boolean learnsFormer = former.length > 0 && contact.former.length == 0;
        if (learnsOwner) {
            contact.owner = owner;
        }
        if (learnsFormer) {
            contact.former = former;
        }
        if (learnsOwner || learnsFormer) {
            desk.advisorsChanged(contact);
        }
        return learnsOwner || learnsFormer;
    }
}
