package io.fairlead.server.cli;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Explanation.Assessed;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.simulation.Observer;
import io.fairlead.server.wording.Leads;
import io.fairlead.server.wording.Sentences;
import io.fairlead.server.wording.WallTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words the decisions about one lead in English: a sentence, the rules before, the candidates with their figures. */
final class ExplanationText implements Observer {
    private static final String ROW = "  %-20s %6s %8s %8s %6s %6s %6s %6s  %s";

    private final Settings settings;
    private final WallTime wallTime;
    private final String lead;
    private final Output output;

    /**
     * Words one lead's decisions to an output.
     *
     * @param lead the one lead that is explained
     */
    ExplanationText(Settings settings, WallTime wallTime, String lead, Output output) {
        this.settings = settings;
        this.wallTime = wallTime;
        this.lead = lead;
        this.output = output;
    }

    @Override
    public boolean wantsExplained(String other) {
        return other.equals(lead);
    }

    @Override
    public void assigned(Assignment row) {
        if (!row.lead().equals(lead)) {
            return;
        }
        output.println(wallTime.text(row.at()) + "  " + sentence(row));
        if (row.explanation() != null) {
            row.explanation().skipped().forEach(this::skipped);
            table(row.explanation(), row.user());
        }
        output.println("");
    }

    /** What happened, in one sentence. */
    String sentence(Assignment row) {
        if (!row.user().isEmpty()) {
            return Sentences.assigned(row.lead(), name(row.user()), row.rule(), row.how(), figures(row));
        }
        var then = row.lead() + " arrived then and";
        return switch (row.how()) {
            case "waiting" -> Sentences.waiting(then, row.rule());
            case "unassigned" -> Sentences.unassigned(then, row.rule());
            default -> row.lead() + " was taken from its holder by hand.";
        };
    }

    /** What the choice was made by, where it was made by an amount. */
    private static String figures(Assignment row) {
        @Nullable Assessed chosen = chosen(row);
        if (chosen == null) {
            return "";
        }
        var figures = chosen.figures();
        return switch (row.how()) {
            case "turns" -> " (" + Leads.text(figures.after()) + " leads)";
            case "utilisation" ->
                " (" + figures.load() + " leads and " + Leads.text(figures.compensation())
                        + " of compensation for a target of " + figures.target() + ")";
            case "least-open" -> " (" + figures.open() + " open, weight " + chosen.weight() + ")";
            default -> "";
        };
    }

    private static @Nullable Assessed chosen(Assignment row) {
        if (row.explanation() == null) {
            return null;
        }
        List<Assessed> candidates = row.explanation().candidates();
        return candidates.stream()
                .filter(candidate -> candidate.user().equals(row.user()))
                .findFirst()
                .orElse(null);
    }

    private void skipped(Explanation.Skipped skipped) {
        var why = switch (skipped.why()) {
            case WHEN -> "its condition did not hold";
            case WINDOW -> "it was outside its window";
            case NOBODY -> "nobody of it was eligible";
        };
        output.println("  The rule " + skipped.rule() + " did not take it: " + why + ".");
    }

    private void table(Explanation explanation, String receiver) {
        if (explanation.candidates().isEmpty()) {
            return;
        }
        output.println(ROW.formatted("candidate", "weight", "before", "after", "load", "comp.", "target", "open", ""));
        for (var candidate : explanation.candidates()) {
            var figures = candidate.figures();
            output.println(ROW.formatted(
                            candidate.user(),
                            candidate.weight(),
                            Leads.text(figures.before()),
                            Leads.text(figures.after()),
                            figures.load(),
                            Leads.text(figures.compensation()),
                            figures.target() == 0 ? "-" : figures.target(),
                            figures.open(),
                            candidate.user().equals(receiver) ? "receives it" : reason(candidate.reason()))
                    .stripTrailing());
        }
    }

    private String reason(@Nullable Reason reason) {
        return switch (reason) {
            case null -> "";
            case Reason.Inactive r -> "left out: inactive";
            case Reason.MissingSkill missing -> "left out: has not " + String.join(", ", missing.skills());
            case Reason.OffShift off ->
                "left out: off shift" + (off.until() == null ? "" : " until " + wallTime.text(off.until()));
            case Reason.Offline r -> "left out: not online";
            case Reason.Absent absent ->
                "left out: absent (" + absent.kind() + ") until " + wallTime.text(absent.until());
            case Reason.AbsentSoon soon ->
                "left out: absent soon (" + soon.kind() + ") from " + wallTime.text(soon.from());
            case Reason.Excluded r -> "left out: had this lead before";
            case Reason.NoTarget r -> "left out: no target";
            case Reason.Full full ->
                "left out: full (" + full.held() + " of " + full.limit() + " "
                        + (full.cap().equals("open") ? "open" : "a " + full.cap()) + ")";
        };
    }

    private String name(String id) {
        @Nullable User user = settings.users().get(id);
        var name = Objects.requireNonNullElse(user == null ? null : user.name(), id);
        return name.equals(id) ? id : name + " (" + id + ")";
    }
}
