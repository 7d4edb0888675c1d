package io.fairlead.engine.simulation;

import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario through the same decisions as the live server. Deterministic: the same scenario gives the same rows
 * in the same order. One run is used once, by one thread.
 */
public final class Simulation {
    private static final int ASK_EVERY = 1000;
    /** Instants may pass in which much is looked at and no event comes. */
    private static final int ASK_EVERY_STEPS = 50;

    private final Scenario scenario;
    private final Observer observer;
    private final RuleBook book;
    private final World world;
    private final Desk desk;
    private final Doings doings;
    private final Moves moves;
    private final boolean companyLooksAlways;
    private final Map<String, LeadState> leads = new HashMap<>();
    private final List<LeadState> inOrder = new ArrayList<>();
    private int next;
    private boolean companyHopes;

    private Simulation(Scenario scenario, Observer observer) {
        this.scenario = scenario;
        this.observer = observer;
        this.book = new RuleBook(scenario.settings());
        var start = scenario.startOr(scenario.until());
        this.world = new World(book, scenario.absences(), start, scenario.contacts());
        this.desk = new Desk(book, world, observer);
        this.doings = new Doings(desk);
        this.moves = new Moves(desk, doings);
        this.companyLooksAlways = scenario.settings().rules().stream()
                .anyMatch(rule -> rule.otherwise() instanceof Otherwise.NextRule || TimeBound.is(rule.when()));
    }

    /**
     * Runs a scenario to its end.
     *
     * @throws CancellationException if the observer stops it
     */
    public static Summary run(Scenario scenario, Observer observer) {
        return new Simulation(scenario, observer).run();
    }

    private Summary run() {
        var until = scenario.until();
        long steps = 0;
        for (var at = nextInstant(); !at.isAfter(until); at = nextInstant()) {
            step(at);
            if (++steps % ASK_EVERY_STEPS == 0) {
                ask();
            }
        }
        return finish();
    }

    private Instant nextInstant() {
        var events = scenario.events();
        var event = next < events.size() ? events.get(next).at() : Instant.MAX;
        var timer = desk.timers.next();
        var change = world.daytime().nextChange();
        var first = event.isBefore(timer) ? event : timer;
        return first.isBefore(change) ? first : change;
    }

    /** What happens at one instant, in the order of the contract. */
    private void step(Instant at) {
        int changed = world.daytime().moveTo(at, moves);
        int end = next;
        while (end < scenario.events().size() && scenario.events().get(end).at().equals(at)) {
            end++;
        }
        boolean eligibility = (changed & Daytime.ELIGIBILITY) != 0;
        eligibility |= setPresence(end);
        companyHopes |= (changed & Daytime.WINDOWS) != 0;
        doWork(end);
        eligibility |= desk.takeFreed();
        if (eligibility) {
            lookAtWaiting();
        }
        if (moves.run(at, eligibility)) {
            lookAtWaiting();
        }
        arrive(end);
    }

    private boolean setPresence(int end) {
        boolean any = false;
        for (int i = next; i < end; i++) {
            if (scenario.events().get(i) instanceof Event.PresenceSet presence) {
                world.setOnline(book.user(presence.user()), presence.online());
                any = true;
            }
        }
        return any;
    }

    private void doWork(int end) {
        for (int i = next; i < end; i++) {
            var event = scenario.events().get(i);
            switch (event) {
                case Event.StatusSet e -> {
                    work(e.lead(), lead -> {
                        doings.setStatus(lead, e.status());
                        companyHopes |= lead.waitsIn == LeadState.COMPANY;
                    });
                }
                case Event.Touched e -> work(e.lead(), lead -> doings.touch(lead, book.user(e.user())));
                case Event.Accepted e -> work(e.lead(), lead -> doings.accept(lead, book.user(e.user())));
                case Event.Declined e -> work(e.lead(), lead -> doings.decline(lead, book.user(e.user())));
                case Event.AssignedByHand e ->
                    work(e.lead(), lead -> doings.assignByHand(lead, userOrNobody(e.user())));
                case Event.Arrival e -> {}
                case Event.PresenceSet e -> {}
            }
        }
    }

    /** A lead that arrives at this very instant is not there yet: what is done with it changes nothing. */
    private void work(String id, Consumer<LeadState> what) {
        var lead = leads.get(id);
        if (lead != null) {
            what.accept(lead);
        }
    }

    private int userOrNobody(@Nullable String user) {
        return user == null ? LeadState.NOBODY : book.user(user);
    }

    private void lookAtWaiting() {
        boolean company = companyHopes || companyLooksAlways;
        companyHopes = false;
        var waiting = desk.waiting;
        waiting.begin(company);
        for (var lead = waiting.next(-1); lead != null; lead = waiting.next(lead.number)) {
            if (lead.closed) {
                continue;
            }
            long turns = desk.turns();
            if (lead.waitsIn == LeadState.COMPANY) {
                desk.decide(lead, true);
            } else {
                desk.decideIn(lead.waitsIn, book.rule(lead.waitsIn).choice().strategy(), lead, true);
            }
            if (desk.turns() > turns) {
                waiting.situationChanged();
            }
        }
        waiting.end();
    }

    private void arrive(int end) {
        for (; next < end; next++) {
            if (scenario.events().get(next) instanceof Event.Arrival arrival) {
                var contact = world.contacts().match(arrival.phone(), arrival.email());
                var lead = new LeadState(arrival, inOrder.size(), contact, book);
                inOrder.add(lead);
                leads.put(arrival.lead(), lead);
                desk.decide(lead, false);
            }
            if (next % ASK_EVERY == 0) {
                ask();
            }
        }
    }

    private void ask() {
        if (!observer.goOn(next, scenario.events().size())) {
            throw new CancellationException("stopped by its observer");
        }
    }

    private Summary finish() {
        long waiting = 0;
        long unassigned = 0;
        for (var lead : inOrder) {
            if (lead.holder == LeadState.NOBODY) {
                var offer = lead.offer;
                boolean waits = offer != null || lead.waitsIn != LeadState.NOWHERE;
                int rule = offer != null ? offer.rule() : waits ? lead.waitsIn : lead.leftBy;
                waiting += waits ? 1 : 0;
                unassigned += waits ? 0 : 1;
                observer.assigned(new Assignment(
                        lead.arrival.at(),
                        lead.arrival.lead(),
                        rule < 0 ? "" : book.rule(rule).id(),
                        "",
                        waits ? "waiting" : "unassigned",
                        lead.whyNobody));
            }
        }
        return new Summary(world.accounts().lines(), inOrder.size(), desk.assignments(), waiting, unassigned);
    }
}
