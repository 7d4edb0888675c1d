package io.fairlead.engine.desk;

import io.fairlead.engine.distribution.How;

/**
 * Leads that leave their holders by somebody's will: handed back, handed over with others, and that undone. What does
 * not fit the state changes nothing; each says whether it took effect.
 */
final class HandOvers {
    private final Desk desk;
    private final Doings doings;

    HandOvers(Desk desk, Doings doings) {
        this.desk = desk;
        this.doings = doings;
    }

    /** Its holder does not want it: their entry is reversed, worked on or not, and they never get it back. */
    boolean handBack(LeadState lead, int user) {
        if (lead.holder != user || lead.closed) {
            return false;
        }
        lead.handedOver = null;
        doings.takeBack(lead);
        return true;
    }

    /**
     * What was booked stands, as nothing is owed back to whom it leaves.
     *
     * @param to −1 lets the rules decide
     */
    boolean handOver(LeadState lead, int from, int to, long move) {
        boolean impossible = to != LeadState.NOBODY && (to == from || !desk.world.active(to));
        if (lead.holder != from || lead.closed || impossible) {
            return false;
        }
        int owner = lead.contact.owner;
        var booking = lead.booking == null ? lead.standing : lead.booking;
        boolean annulled = lead.annulled;
        int rule = lead.rule;
        boolean touched = lead.touched;
        int waitsIn = lead.offer == null ? lead.waitsIn : lead.offer.rule();
        if (to == LeadState.NOBODY) {
            giveToRules(lead);
        } else {
            desk.assignByHand(lead, to);
        }
        var took = lead.contact.owner == owner ? null : new LeadState.Entered(true, owner);
        lead.handedOver = new LeadState.HandedOver(move, from, rule, touched, waitsIn, booking, annulled, took);
        return true;
    }

    private void giveToRules(LeadState lead) {
        if (lead.holder != LeadState.NOBODY) {
            lead.leaves(lead.holder);
        }
        desk.release(lead);
        desk.waiting.remove(lead);
        lead.anew = true;
        desk.free();
    }

    /** Also to a holder who is inactive meanwhile; the entry of who has it now is reversed. */
    boolean undo(LeadState lead, long move) {
        var before = lead.handedOver;
        if (before == null || before.move() != move || lead.closed || lead.touched) {
            return false;
        }
        desk.free();
        desk.reverse(lead);
        var took = before.took();
        if (took != null && lead.contact.owner == lead.holder) {
            lead.contact.owner = took.owner();
            desk.advisorsChanged(lead.contact);
        }
        lead.handedOver = null;
        lead.whyNobody = null;
        if (before.holder() == LeadState.NOBODY) {
            leaveToNobody(lead, before.waitsIn());
        } else {
            lead.comesBackTo(before.holder());
            desk.give(lead, before.holder(), LeadState.COMPANY);
            lead.rule = before.rule();
            lead.touched = before.touched();
            lead.booking = null;
            lead.standing = before.booking();
            lead.annulled = before.annulled();
            desk.expectEnds(lead);
            desk.row(lead, LeadState.COMPANY, before.holder(), How.MANUAL, null);
        }
        return true;
    }

    private void leaveToNobody(LeadState lead, int waitsIn) {
        desk.release(lead);
        if (waitsIn != LeadState.NOWHERE) {
            desk.letWait(lead, waitsIn);
            // It was put there without anybody having been looked for.
            desk.waiting.askAnew();
        } else {
            desk.waiting.remove(lead);
            desk.row(lead, LeadState.COMPANY, LeadState.NOBODY, How.MANUAL, null);
        }
    }
}
