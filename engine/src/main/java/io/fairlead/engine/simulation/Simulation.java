package io.fairlead.engine.simulation;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Journal;
import io.fairlead.engine.desk.Run;
import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.RuleBook;
import java.time.Instant;
import java.util.concurrent.CancellationException;

/**
 * Runs a scenario through the same desk as the live server. Deterministic: the same scenario gives the same rows in the
 * same order. One run is used once, by one thread.
 */
public final class Simulation implements Journal {
    private static final int ASK_EVERY = 1000;
    /** Instants may pass in which much is looked at and no event comes. */
    private static final int ASK_EVERY_STEPS = 50;

    private final Scenario scenario;
    private final Observer observer;
    private final Run run;
    private int next;

    private Simulation(Scenario scenario, Observer observer) {
        this.scenario = scenario;
        this.observer = observer;
        var book = new RuleBook(scenario.settings());
        var contacts = new Contacts(book, scenario.contacts());
        var start = scenario.startOr(scenario.until());
        boolean keeps = scenario.events().stream().anyMatch(Simulation::givesBack);
        this.run = new Run(book, scenario.absences(), start, contacts::match, this, keeps);
    }

    private static boolean givesBack(Event event) {
        return event instanceof Event.HandedBack
                || event instanceof Event.HandOverUndone
                || event instanceof Event.Annulled;
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
            int end = endOf(at);
            run.step(at, scenario.events().subList(next, end));
            next = end;
            if (++steps % ASK_EVERY_STEPS == 0) {
                ask(next);
            }
        }
        return run.finish(observer::assigned);
    }

    private Instant nextInstant() {
        var events = scenario.events();
        var event = next < events.size() ? events.get(next).at() : Instant.MAX;
        var byClock = run.next();
        return event.isBefore(byClock) ? event : byClock;
    }

    private int endOf(Instant at) {
        int end = next;
        while (end < scenario.events().size() && scenario.events().get(end).at().equals(at)) {
            end++;
        }
        return end;
    }

    @Override
    public void assigned(Assignment assignment) {
        observer.assigned(assignment);
    }

    @Override
    public boolean wantsExplained(String lead) {
        return observer.wantsExplained(lead);
    }

    @Override
    public void done(int event) {
        if ((next + event) % ASK_EVERY == 0) {
            ask(next + event);
        }
    }

    private void ask(int events) {
        if (!observer.goOn(events, scenario.events().size())) {
            throw new CancellationException("stopped by its observer");
        }
    }
}
