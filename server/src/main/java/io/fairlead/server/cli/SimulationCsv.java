package io.fairlead.server.cli;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.simulation.Observer;
import io.fairlead.server.wording.Leads;
import io.fairlead.server.wording.WallTime;

/** Prints a run as CSV: one row an assignment, or its summary. */
final class SimulationCsv implements Observer {
    private final Output output;
    private final WallTime wallTime;

    SimulationCsv(Output output, WallTime wallTime) {
        this.output = output;
        this.wallTime = wallTime;
        output.println("at,lead,rule,user,how");
    }

    @Override
    public void assigned(Assignment row) {
        var line = output.line();
        wallTime.append(line, row.at());
        Output.csv(line.append(','), row.lead());
        Output.csv(line.append(','), row.rule());
        Output.csv(line.append(','), row.user());
        Output.csv(line.append(','), row.how());
        output.endOfLine();
    }

    /** Entitled, received and balance per ledger and user in leads, and the largest deviation. */
    static void summary(Output output, Summary summary) {
        output.println("ledger,user,entitled,received,balance,max_deviation");
        for (var person : summary.lines()) {
            var line = output.line();
            Output.csv(line, person.ledger().name());
            Output.csv(line.append(','), person.user());
            line.append(',').append(Leads.text(person.entitled()));
            line.append(',').append(Leads.text(person.received()));
            line.append(',').append(Leads.text(person.balance()));
            line.append(',').append(Leads.text(person.maxDeviation()));
            output.endOfLine();
        }
        output.println("largest deviation: " + Leads.text(summary.largestDeviation()));
    }
}
