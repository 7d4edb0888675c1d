package io.fairlead.server.cli;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Explanation.Assessed;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.engine.simulation.Observer;
import io.fairlead.server.wording.Leads;
import io.fairlead.server.wording.WallTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a run as JSON, one object a line: the columns of the CSV and the explanation (null where there is none). */
final class SimulationJson implements Observer {
    private final Output output;
    private final WallTime wallTime;
    private final ExplanationText wording;

    SimulationJson(Output output, WallTime wallTime, ExplanationText wording) {
        this.output = output;
        this.wallTime = wallTime;
        this.wording = wording;
    }

    @Override
    public boolean wantsExplained(String lead) {
        return true;
    }

    @Override
    public void assigned(Assignment row) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("at", wallTime.text(row.at()));
        object.put("lead", row.lead());
        object.put("rule", row.rule());
        object.put("user", row.user());
        object.put("how", row.how());
        object.put("explanation", row.explanation() == null ? null : explanation(row, row.explanation()));
        JsonText.append(output.line(), object);
        output.endOfLine();
    }

    private Map<String, @Nullable Object> explanation(Assignment row, Explanation explanation) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("sentence", wording.sentence(row));
        object.put(
                "skipped",
                explanation.skipped().stream()
                        .map(skipped -> Map.of("rule", skipped.rule(), "why", word(skipped.why())))
                        .map(SimulationJson::ordered)
                        .toList());
        object.put(
                "candidates",
                explanation.candidates().stream()
                        .map(candidate -> candidate(candidate, row.user()))
                        .toList());
        return object;
    }

    private static Map<String, @Nullable Object> ordered(Map<String, String> skipped) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("rule", skipped.get("rule"));
        object.put("why", skipped.get("why"));
        return object;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Map<String, @Nullable Object> candidate(Assessed candidate, String chosen) {
        var figures = candidate.figures();
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("user", candidate.user());
        object.put("weight", candidate.weight());
        object.put("reason", candidate.reason() == null ? null : reason(candidate.reason()));
        object.put("balanceBefore", Leads.text(figures.before()));
        object.put("balanceAfter", Leads.text(figures.after()));
        object.put("load", figures.load());
        object.put("compensation", Leads.text(figures.compensation()));
        object.put("target", figures.target());
        object.put("open", figures.open());
        object.put("lastTurn", figures.lastTurn() == null ? null : wallTime.text(figures.lastTurn()));
        object.put("chosen", candidate.user().equals(chosen));
        return object;
    }

    private Map<String, @Nullable Object> reason(Reason reason) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("kind", reason.word());
        switch (reason) {
            case Reason.MissingSkill missing -> object.put("skills", missing.skills());
            case Reason.OffShift off -> object.put("until", off.until() == null ? null : wallTime.text(off.until()));
            case Reason.Absent absent -> {
                object.put("until", wallTime.text(absent.until()));
                object.put("absenceKind", absent.kind());
            }
            case Reason.AbsentSoon soon -> {
                object.put("from", wallTime.text(soon.from()));
                object.put("absenceKind", soon.kind());
            }
            case Reason.Full full -> {
                object.put("cap", full.cap());
                object.put("limit", full.limit());
                object.put("held", full.held());
            }
            case Reason.Inactive r -> {}
            case Reason.Offline r -> {}
            case Reason.Excluded r -> {}
            case Reason.NoTarget r -> {}
        }
        return object;
    }
}
