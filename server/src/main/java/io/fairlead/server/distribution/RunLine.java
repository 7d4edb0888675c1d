package io.fairlead.server.distribution;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A line of a simulation's answer; {@code kind} says which. */
@Schema(
        oneOf = {
            RunLine.RunProgress.class,
            RunLine.RunAssignments.class,
            RunLine.RunSummary.class,
            RunLine.RunPeople.class,
            RunLine.RunDone.class,
            RunLine.RunProblem.class
        })
sealed interface RunLine {
    String kind();

    /** Events done, of how many. */
    record RunProgress(@Schema(allowableValues = "progress") String kind, long done, long total) implements RunLine {
        RunProgress(long done, long total) {
            this("progress", done, total);
        }
    }

    /** The next assignments, in order. */
    record RunAssignments(
            @Schema(allowableValues = "assignments") String kind, List<RunAssignment> rows) implements RunLine {
        RunAssignments(List<RunAssignment> rows) {
            this("assignments", rows);
        }
    }

    /**
     * A lead goes to a person, or at the end has nobody.
     *
     * @param number from 1
     * @param at company wall time
     * @param rule empty for none
     * @param user empty for nobody
     */
    record RunAssignment(long number, String at, String lead, String rule, String user, String how) {}

    /** How fair the run was. Amounts are decimal numbers of leads. */
    record RunSummary(
            @Schema(allowableValues = "summary") String kind,
            long leads,
            long assignments,
            long waiting,
            long unassigned,
            String largestDeviation,
            List<RunLedger> ledgers)
            implements RunLine {}

    record RunLedger(String ledger, List<RunBalance> rows) {}

    record RunBalance(String user, String entitled, String received, String balance, String maxDeviation) {}

    /** Everybody in the settings. */
    record RunPeople(@Schema(allowableValues = "people") String kind, List<RunPerson> rows) implements RunLine {
        RunPeople(List<RunPerson> rows) {
            this("people", rows);
        }
    }

    record RunPerson(String id, String name) {}

    /** The last line of a run that went well. */
    record RunDone(@Schema(allowableValues = "done") String kind) implements RunLine {
        RunDone() {
            this("done");
        }
    }

    /** The last line of a run that did not: {@code too-slow} or {@code internal}. */
    record RunProblem(@Schema(allowableValues = "problem") String kind, String slug) implements RunLine {
        RunProblem(String slug) {
            this("problem", slug);
        }
    }
}
