package io.fairlead.server.replay;

import io.fairlead.server.distribution.Explained;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of a replay's answer; {@code kind} says which. People are their ids in the settings. */
@Schema(
        oneOf = {
            ReplayLine.ReplayPeople.class,
            ReplayLine.ReplayProgress.class,
            ReplayLine.ReplayLeads.class,
            ReplayLine.ReplaySummary.class,
            ReplayLine.ReplayDone.class,
            ReplayLine.ReplayProblem.class
        })
sealed interface ReplayLine {
    String kind();

    /**
     * Everybody of the company.
     *
     * @param sources what its sources are called, by their keys
     */
    record ReplayPeople(
            @Schema(allowableValues = "people") String kind, List<ReplayPerson> rows, Map<String, String> sources)
            implements ReplayLine {
        ReplayPeople(List<ReplayPerson> rows, Map<String, String> sources) {
            this("people", rows, sources);
        }
    }

    record ReplayPerson(String id, String name) {}

    /**
     * How far it is.
     *
     * @param share of the time that is told again, in thousandths; what comes before the period counts too
     * @param leads that arrived in the period so far
     */
    record ReplayProgress(
            @Schema(allowableValues = "progress") String kind, int share, long leads) implements ReplayLine {
        ReplayProgress(int share, long leads) {
            this("progress", share, leads);
        }
    }

    /** Leads that would change hands, oldest first. */
    record ReplayLeads(@Schema(allowableValues = "leads") String kind, List<ReplayLead> rows) implements ReplayLine {
        ReplayLeads(List<ReplayLead> rows) {
            this("leads", rows);
        }
    }

    /**
     * A lead that is with somebody else at the end of the period, or with nobody.
     *
     * @param arrived company wall time
     * @param byHand whether people gave it to somebody by hand
     * @param whyBefore the last decision as it was; null where no rule decided, or many before had theirs told
     * @param whyAfter the last decision under the other rules; null likewise
     */
    record ReplayLead(
            String id,
            String name,
            String source,
            String arrived,
            ReplayOutcome before,
            ReplayOutcome after,
            boolean byHand,
            @Nullable Explained whyBefore,
            @Nullable Explained whyAfter) {}

    /**
     * What came of a lead by the end of the period.
     *
     * @param user empty for nobody
     * @param rule empty for none
     * @param how a way of assignment, or {@code offered}, {@code waiting}, {@code unassigned}
     */
    record ReplayOutcome(String user, String rule, String how) {}

    /**
     * What it comes to.
     *
     * @param from company wall time
     * @param toldFrom company wall time from which what happened was told again, a checkpoint
     * @param leads that arrived in the period
     * @param changed of them are with somebody else, or with nobody
     * @param listed of those that changed, those that were told one by one
     * @param byHand leads that people gave to somebody by hand
     * @param skipped leads that are passed over, since what they arrived with is missing
     * @param erased leads whose person was erased: conditions other than those of that time may read them wrongly
     * @param earlier leads from before the period that went to somebody else in it
     */
    record ReplaySummary(
            @Schema(allowableValues = "summary") String kind,
            String from,
            String to,
            String toldFrom,
            long leads,
            long changed,
            long listed,
            Two<Long> nobody,
            long byHand,
            long skipped,
            long erased,
            long earlier,
            List<ReplayCell> cells,
            List<ReplayWait> waits,
            Two<List<ReplayLedger>> ledgers)
            implements ReplayLine {}

    /** The same as it was and under the other rules. */
    record Two<T>(T before, T after) {}

    /** How many leads of a source were with a person at the end; an empty user is nobody. */
    record ReplayCell(String user, String source, long before, long after) {}

    /** How long leads of a source waited for their first person; an empty source is all of them. */
    record ReplayWait(String source, ReplayWaited before, ReplayWaited after) {}

    /**
     * In whole seconds.
     *
     * @param leads that got a person
     * @param median null without leads
     * @param p90 within which nine of ten had a person; null without leads
     */
    record ReplayWaited(
            long leads, @Nullable Long median, @Nullable Long p90) {}

    record ReplayLedger(String ledger, List<ReplayBalance> rows) {}

    /**
     * A person in a ledger; decimal numbers of leads.
     *
     * @param entitled in the period
     * @param received in the period
     * @param balance at its end, with what was before
     * @param maxDeviation the largest balance either way after anything in the period
     */
    record ReplayBalance(String user, String entitled, String received, String balance, String maxDeviation) {}

    /** The last line of a replay that went well. */
    record ReplayDone(@Schema(allowableValues = "done") String kind) implements ReplayLine {
        ReplayDone() {
            this("done");
        }
    }

    /**
     * The last line of one that did not: {@code too-slow}, {@code too-many-leads}, {@code rules-do-not-fit},
     * {@code gap}, {@code internal}.
     *
     * @param at company wall time at which the rules stop fitting; null for others
     * @param messages what does not fit, with its place, or what is missing
     */
    record ReplayProblem(
            @Schema(allowableValues = "problem") String kind,
            String slug,
            @Nullable String at,
            List<String> messages) implements ReplayLine {
        ReplayProblem(String slug, @Nullable String at, List<String> messages) {
            this("problem", slug, at, messages);
        }
    }
}
