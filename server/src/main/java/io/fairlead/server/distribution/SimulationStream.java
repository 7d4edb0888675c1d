package io.fairlead.server.distribution;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.simulation.Observer;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.simulation.Simulation;
import io.fairlead.server.distribution.RunLine.RunAssignment;
import io.fairlead.server.distribution.RunLine.RunAssignments;
import io.fairlead.server.distribution.RunLine.RunBalance;
import io.fairlead.server.distribution.RunLine.RunDone;
import io.fairlead.server.distribution.RunLine.RunLedger;
import io.fairlead.server.distribution.RunLine.RunPeople;
import io.fairlead.server.distribution.RunLine.RunPerson;
import io.fairlead.server.distribution.RunLine.RunProblem;
import io.fairlead.server.distribution.RunLine.RunProgress;
import io.fairlead.server.distribution.RunLine.RunSummary;
import io.fairlead.server.platform.Masked;
import io.fairlead.server.platform.http.JsonLines;
import io.fairlead.server.wording.Leads;
import io.fairlead.server.wording.WallTime;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectWriter;

/**
 * Runs a scenario and writes it as it goes, one JSON object a line. The run ends when the reader goes away: the next
 * line, a quarter of a second later at most while the run asks, cannot be written. Used once, by one thread.
 */
final class SimulationStream implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(SimulationStream.class);
    private static final int BATCH = 500;

    private final Scenario scenario;
    private final WallTime wallTime;
    private final JsonLines lines;
    private final Deadline deadline;
    private final List<RunAssignment> batch = new ArrayList<>(BATCH);
    private long number;

    SimulationStream(Scenario scenario, Deadline deadline, ObjectWriter json, OutputStream out) {
        this.scenario = scenario;
        this.wallTime = new WallTime(scenario.settings().company().timezone());
        this.deadline = deadline;
        this.lines = new JsonLines(out, json);
    }

    /** Runs to the end, whatever it is; its last line says which. */
    void run() {
        try {
            lines.write(people());
            lines.progress(() -> new RunProgress(0, scenario.events().size()));
            Summary summary = Simulation.run(scenario, this);
            flushBatch();
            lines.write(summary(summary));
            lines.write(new RunDone());
        } catch (CancellationException e) {
            lines.end(new RunProblem("too-slow"));
        } catch (UncheckedIOException e) {
            LOG.debug("the reader of a simulation went away", e);
        } catch (RuntimeException e) {
            LOG.error("A simulation failed", Masked.of(e));
            lines.end(new RunProblem("internal"));
        }
    }

    @Override
    public void assigned(Assignment row) {
        number++;
        batch.add(new RunAssignment(number, wallTime.text(row.at()), row.lead(), row.rule(), row.user(), row.how()));
        if (batch.size() == BATCH) {
            flushBatch();
            deadline.check();
        }
    }

    @Override
    public boolean goOn(long done, long events) {
        lines.progress(() -> new RunProgress(done, events));
        return !deadline.passed();
    }

    private void flushBatch() {
        if (!batch.isEmpty()) {
            lines.write(new RunAssignments(List.copyOf(batch)));
            batch.clear();
        }
    }

    private static RunSummary summary(Summary summary) {
        Map<Ledger, List<RunBalance>> ledgers = new LinkedHashMap<>();
        for (Summary.Line line : summary.lines()) {
            ledgers.computeIfAbsent(line.ledger(), ledger -> new ArrayList<>())
                    .add(new RunBalance(
                            line.user(),
                            Leads.text(line.entitled()),
                            Leads.text(line.received()),
                            Leads.text(line.balance()),
                            Leads.text(line.maxDeviation())));
        }
        return new RunSummary(
                "summary",
                summary.leads(),
                summary.assignments(),
                summary.waiting(),
                summary.unassigned(),
                Leads.text(summary.largestDeviation()),
                ledgers.entrySet().stream()
                        .map(ledger -> new RunLedger(ledger.getKey().name(), ledger.getValue()))
                        .toList());
    }

    private RunPeople people() {
        return new RunPeople(scenario.settings().users().values().stream()
                .map(user -> new RunPerson(user.id(), user.name()))
                .toList());
    }
}
