package io.fairlead.server.lead;

import io.fairlead.server.lead.Journal.Pages;
import io.fairlead.server.lead.Journal.Place;
import io.fairlead.server.notice.NoticeQueries;
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
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages which leads have changed, and whether their reader has other notices, on whatever node it happened. One
 * reader a node goes through the journals of the companies that somebody listens to. Notices are placed in the journal by
 * the transaction that wrote them, so that one place serves both, and who comes back misses nothing. Thread-safe.
 */
@Component
class LeadFeed {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(15).toNanos();
    private static final int MOST = 1000;

    private final Journal journal;
    private final NoticeQueries notices;
    private final Transactions transactions;
    private final Map<Integer, Company> companies = new ConcurrentHashMap<>();

    LeadFeed(Journal journal, NoticeQueries notices, Transactions transactions, Rounds rounds) {
        this.journal = journal;
        this.notices = notices;
        this.transactions = transactions;
        rounds.every(PAUSE, "live lists of leads", companies::keySet, this::read);
    }

    /**
     * What changed.
     *
     * @param leads the ids of leads; each once
     * @param more whether so many changed that not all are named
     * @param notices whether the listener's own notices changed: there are new ones, or they were read elsewhere
     */
    record Changes(List<String> leads, boolean more, boolean notices) {}

    /** Somebody's open page, or the one that listens for all their pages. */
    private record Listener(long user, SseEmitter emitter) {}

    /** Those who listen in a company, and how far it was read for them. */
    private static final class Company {
        private final Set<Listener> listeners = new CopyOnWriteArraySet<>();
        private final Ids ids;
        private Place place;
        private long said = System.nanoTime();

        Company(Ids ids, Place place) {
            this.ids = ids;
            this.place = place;
        }
    }

    /**
     * Listens to the changes of the company's leads and of the user's own notices for some minutes; a page that comes back
     * says where it was. It is told at once where it is now, even if nothing happened, so that it can come back there.
     *
     * @param last the id of the last event it heard, null for none
     */
    SseEmitter listen(SignedIn me, @Nullable String last) {
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        Listener listener = new Listener(me.userId(), emitter);
        Place now = transactions.inCompany(me.companyId(), journal::end);
        Company company = companies.compute(me.companyId(), (id, known) -> {
            Company here = known == null ? new Company(Ids.of(me.idSeed()), now) : known;
            here.listeners.add(listener);
            return here;
        });
        Runnable leave = () -> company.listeners.remove(listener);
        emitter.onCompletion(leave);
        emitter.onTimeout(emitter::complete);
        emitter.onError(e -> leave.run());
        tell(emitter, SseEmitter.event().comment("here"));
        Place said = Place.read(last);
        Heard missed = read(me.companyId(), said == null ? now : said);
        tell(emitter, event(company.ids, missed, me.userId()));
        return emitter;
    }

    /** What was read of the journal, and whose notices changed in it. */
    private record Heard(Pages pages, Set<Long> told) {}

    private Heard read(int company, Place since) {
        return transactions.inCompany(company, () -> {
            Pages pages = journal.after(company, since, MOST);
            return new Heard(
                    pages, notices.told(company, since.tx(), pages.until().tx()));
        });
    }

    /** Looks for changes and tells them; now and then says that it is still there, which finds out who has gone. */
    private void read(int id) {
        Company company = companies.computeIfPresent(id, (key, known) -> known.listeners.isEmpty() ? null : known);
        if (company != null) {
            read(id, company);
        }
    }

    private void read(int id, Company company) {
        Heard heard = read(id, company.place);
        company.place = heard.pages().until();
        // Who comes after this reads by themselves what was before, so it is looked at after the journal.
        Set<Listener> listeners = Set.copyOf(company.listeners);
        if (!heard.pages().leads().isEmpty() || !heard.told().isEmpty()) {
            company.said = System.nanoTime();
            tell(listeners, company.ids, heard);
        } else if (System.nanoTime() - company.said > KEEP_ALIVE_NANOS) {
            company.said = System.nanoTime();
            listeners.forEach(
                    listener -> tell(listener.emitter(), SseEmitter.event().comment("still here")));
        }
    }

    /** Who has signed out is told nothing more. */
    @EventListener
    void signedOut(SignedIn.SignedOut signedOut) {
        Company company = companies.get(signedOut.who().companyId());
        if (company != null) {
            company.listeners.stream()
                    .filter(listener -> listener.user() == signedOut.who().userId())
                    .forEach(listener -> listener.emitter().complete());
        }
    }

    /** Open streams would hold up a stop. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        companies
                .values()
                .forEach(company ->
                        company.listeners.forEach(listener -> listener.emitter().complete()));
    }

    /** Each hears of all leads, and of their own notices alone. */
    private static void tell(Set<Listener> listeners, Ids ids, Heard heard) {
        for (Listener listener : listeners) {
            if (heard.told().contains(listener.user()) || !heard.pages().leads().isEmpty()) {
                tell(listener.emitter(), event(ids, heard, listener.user()));
            }
        }
    }

    private static SseEmitter.SseEventBuilder event(Ids ids, Heard heard, long user) {
        List<String> leads = heard.pages().leads().stream()
                .map(lead -> ids.show(Ids.Kind.LEAD, lead))
                .toList();
        return SseEmitter.event()
                .name("changed")
                .id(heard.pages().until().shown())
                .data(
                        new Changes(leads, heard.pages().more(), heard.told().contains(user)),
                        MediaType.APPLICATION_JSON);
    }

    private static void tell(SseEmitter emitter, SseEmitter.SseEventBuilder what) {
        try {
            emitter.send(what);
        } catch (IOException | IllegalStateException e) {
            emitter.completeWithError(e);
        }
    }
}
