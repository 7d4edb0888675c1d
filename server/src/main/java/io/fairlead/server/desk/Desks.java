package io.fairlead.server.desk;

import io.fairlead.engine.desk.Outlook;
import io.fairlead.server.company.RuleRenamed;
import io.fairlead.server.company.SettingsChange;
import io.fairlead.server.company.UserRenamed;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The desks of all companies. What comes in while a desk is busy is done together in its next batch, in one
 * transaction. Thread-safe.
 */
@Component
public class Desks {
    private final DeskStore store;
    private final Map<Integer, LiveDesk> desks = new ConcurrentHashMap<>();

    Desks(DeskStore store) {
        this.store = store;
    }

    /**
     * Does these things at this instant, in their order, and returns once they are committed. What does not fit the
     * state of a lead changes nothing. Within a batch presence comes first, then what is done with leads, then arrivals.
     *
     * @return an outcome for each; of a presence it is that of no lead
     * @throws IllegalStateException in a transaction
     */
    public List<Outcome> perform(int companyId, List<Doing> doings) {
        return desk(companyId).perform(doings);
    }

    /**
     * Tells what would become of leads that arrived at this instant, one after the other in the same situation. Nothing
     * comes of it.
     *
     * @throws IllegalStateException in a transaction
     */
    public List<Outlook> outlook(int companyId, List<Asked> leads) {
        return desk(companyId).outlook(leads);
    }

    /**
     * What would come of these things if they were done now, a slice after the other, and nobody did anything else
     * meanwhile. Of the desk nothing is stored, and it is not locked; what follows from a doing is not run.
     *
     * @param told is given the outcomes of each slice, in the order of its doings, in a transaction of the company; what it
     *     throws ends the rehearsal
     */
    public void rehearse(
            int companyId, Iterator<? extends List<? extends Doing>> slices, Consumer<List<Outcome>> told) {
        store.rehearse(companyId, slices, told);
    }

    /**
     * What leads are given that arrive together: theirs are the numbers after these.
     *
     * @param batch in which they arrive
     * @param at the instant at which they do
     */
    public record Numbers(long batch, Instant at, long lead, long contact) {}

    /** How many numbers were given to leads, and how many to new contacts. */
    public record Given(long leads, long contacts) {}

    /**
     * Lets leads arrive together and be left to nobody, in one transaction in which the desk is locked: whoever finds
     * contacts then makes none twice. They are in no run until something is done with them.
     *
     * @param work writes the leads, their contacts, and for each the event {@code lead-imported}, which says of it what
     *     {@link #imported} says
     */
    public Given takeIn(int companyId, Function<Numbers, Given> work) {
        return desk(companyId).takeIn(work);
    }

    /**
     * What the event of a lead that is taken in says, so that the desk can be told again.
     *
     * @param owner of the contact, if it was there before; null for nobody
     * @param former advisors of the contact
     */
    public static Map<String, Object> imported(
            Numbers numbers, Doing.NewLead lead, long contact, @Nullable Long owner, List<Long> former) {
        var data = new LinkedHashMap<String, Object>();
        data.put("batch", numbers.batch());
        data.put("contact", contact);
        data.put("status", lead.status());
        data.put("lead", Told.said(lead));
        if (owner != null || !former.isEmpty()) {
            data.put("advisors", new Told.Advisors(owner, former));
        }
        return data;
    }

    /** Does what is due by the clock alone. */
    void wake(int companyId) {
        desk(companyId).perform(List.of());
    }

    private LiveDesk desk(int companyId) {
        return desks.computeIfAbsent(companyId, id -> new LiveDesk(id, store));
    }

    @EventListener
    void on(RuleRenamed renamed) {
        desk(renamed.companyId()).renamed(renamed);
    }

    @EventListener
    void on(UserRenamed renamed) {
        store.renamed(renamed);
    }

    @EventListener
    void on(SettingsChange change) {
        switch (change) {
            case SettingsChange.Begun begun -> desk(begun.companyId()).settingsChange();
            case SettingsChange.Made made -> desk(made.companyId()).settingsChanged(made.scenario());
        }
    }
}
