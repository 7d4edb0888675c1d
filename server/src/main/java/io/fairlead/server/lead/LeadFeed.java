package io.fairlead.server.lead;

import io.fairlead.server.lead.Journal.Pages;
import io.fairlead.server.lead.Journal.Place;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages which leads have changed, on whatever node it happened. One reader a node goes through the journals
 * of the companies that somebody listens to. Thread-safe.
 */
@Component
class LeadFeed {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(15).toNanos();
    private static final int MOST = 1000;

    private final Journal journal;
    private final Transactions transactions;
    private final Map<Integer, Company> companies = new ConcurrentHashMap<>();

    LeadFeed(Journal journal, Transactions transactions, Rounds rounds) {
        this.journal = journal;
        this.transactions = transactions;
        rounds.every(PAUSE, "live lists of leads", companies::keySet, this::read);
    }

    /**
     * Leads that changed.
     *
     * @param leads their ids; each once
     * @param more whether so many changed that not all are named
     */
    record LeadsChanged(List<String> leads, boolean more) {}

    /** Those who listen in a company, and how far it was read for them. */
    private static final class Company {
        private final Set<SseEmitter> listeners = new CopyOnWriteArraySet<>();
        private final Ids ids;
        private Place place;
        private long said = System.nanoTime();

        Company(Ids ids, Place place) {
            this.ids = ids;
            this.place = place;
        }
    }

    /**
     * Listens to the changes of the company's leads for some minutes; a page that comes back says where it was.
     *
     * @param last the id of the last event it heard, null for none
     */
    SseEmitter listen(SignedIn me, @Nullable String last) {
        SseEmitter listener = new SseEmitter(LONGEST.toMillis());
        Place now = transactions.inCompany(me.companyId(), journal::end);
        Company company = companies.compute(me.companyId(), (id, known) -> {
            Company here = known == null ? new Company(Ids.of(me.idSeed()), now) : known;
            here.listeners.add(listener);
            return here;
        });
        Runnable leave = () -> company.listeners.remove(listener);
        listener.onCompletion(leave);
        listener.onTimeout(listener::complete);
        listener.onError(e -> leave.run());
        Place since = Place.read(last);
        Pages missed = since == null
                ? null
                : transactions.inCompany(me.companyId(), () -> journal.after(me.companyId(), since, MOST));
        if (missed == null || missed.leads().isEmpty()) {
            tell(listener, SseEmitter.event().comment("here"));
        } else {
            tell(listener, event(company.ids, missed));
        }
        return listener;
    }

    /** Looks for changes and tells them; now and then says that it is still there, which finds out who has gone. */
    private void read(int id) {
        Company company = companies.computeIfPresent(id, (key, known) -> known.listeners.isEmpty() ? null : known);
        if (company != null) {
            read(id, company);
        }
    }

    private void read(int id, Company company) {
        Pages pages = transactions.inCompany(id, () -> journal.after(id, company.place, MOST));
        company.place = pages.until();
        if (!pages.leads().isEmpty()) {
            say(company, () -> event(company.ids, pages));
        } else if (System.nanoTime() - company.said > KEEP_ALIVE_NANOS) {
            say(company, () -> SseEmitter.event().comment("still here"));
        }
    }

    /** Open streams would hold up a stop. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        companies.values().forEach(company -> company.listeners.forEach(SseEmitter::complete));
    }

    private static void say(Company company, Supplier<SseEmitter.SseEventBuilder> what) {
        company.said = System.nanoTime();
        company.listeners.forEach(listener -> tell(listener, what.get()));
    }

    private static void tell(SseEmitter listener, SseEmitter.SseEventBuilder what) {
        try {
            listener.send(what);
        } catch (IOException | IllegalStateException e) {
            listener.completeWithError(e);
        }
    }

    private static SseEmitter.SseEventBuilder event(Ids ids, Pages pages) {
        List<String> leads = pages.leads().stream()
                .map(lead -> ids.show(Ids.Kind.LEAD, lead))
                .toList();
        return SseEmitter.event()
                .name("changed")
                .id(pages.until().shown())
                .data(new LeadsChanged(leads, pages.more()), MediaType.APPLICATION_JSON);
    }
}
