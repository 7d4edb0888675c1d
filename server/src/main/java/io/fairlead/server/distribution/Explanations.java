package io.fairlead.server.distribution;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.simulation.Observer;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.simulation.Simulation;
import io.fairlead.server.platform.http.Refusal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Runs a scenario once more and keeps why one lead went where it went. Used once, by one thread. */
final class Explanations implements Observer {
    private final String lead;
    private final Deadline deadline;
    private final ZoneId zone;
    private final List<Explained> rows = new ArrayList<>();

    private Explanations(String lead, Deadline deadline, ZoneId zone) {
        this.lead = lead;
        this.deadline = deadline;
        this.zone = zone;
    }

    record ExplainedRows(List<Explained> rows) {}

    /**
     * Every decision about a lead, in order.
     *
     * @throws Refusal {@code not-found} if the scenario has no such lead, {@code too-slow}
     */
    static ExplainedRows of(Scenario scenario, String lead, Deadline deadline) {
        boolean arrives = scenario.events().stream()
                .anyMatch(event ->
                        event instanceof Event.Arrival arrival && arrival.lead().equals(lead));
        if (!arrives) {
            throw Refusal.notFound();
        }
        Explanations explanations =
                new Explanations(lead, deadline, scenario.settings().company().timezone());
        deadline.keep(() -> Simulation.run(scenario, explanations));
        return new ExplainedRows(explanations.rows);
    }

    @Override
    public boolean wantsExplained(String other) {
        return other.equals(lead);
    }

    @Override
    public boolean goOn(long done, long events) {
        return !deadline.passed();
    }

    @Override
    public void assigned(Assignment row) {
        if (!row.lead().equals(lead)) {
            return;
        }
        rows.add(Explained.of(row.at(), row.rule(), row.user(), row.how(), row.explanation(), zone));
    }
}
