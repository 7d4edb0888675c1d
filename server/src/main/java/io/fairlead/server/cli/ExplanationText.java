package io.fairlead.server.cli;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Explanation.Assessed;
import io.fairlead.engine.distribution.Reason;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.simulation.Observer;
import io.fairlead.server.wording.Leads;
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
        var id = row.lead();
        if (row.user().isEmpty()) {
            return switch (row.how()) {
                case "waiting" ->
                    row.rule().isEmpty()
                            ? id + " arrived then and waits: no rule took it."
                            : id + " arrived then and waits in the rule " + row.rule() + ": nobody could receive it.";
                case "unassigned" ->
                    row.rule().isEmpty()
                            ? id + " arrived then and has nobody: no rule took it."
                            : id + " arrived then and has nobody: the rule " + row.rule() + " left it unassigned.";
                default -> id + " was taken from its holder by hand.";
            };
        }
        var rule = row.rule().isEmpty() ? "" : " by the rule " + row.rule();
        return id + " went to " + name(row.user()) + rule + ": " + why(row) + ".";
    }

    private String why(Assignment row) {
        return switch (row.how()) {
            case "turns" -> "their balance was the highest after everybody eligible was credited" + balance(row);
            case "utilisation" -> "their utilisation was the lowest among the eligible" + utilisation(row);
            case "least-open" -> "they had the fewest open leads for their weight" + open(row);
            case "priority" -> "they are the first eligible in the list";
            case "claim" -> "they accepted it first";
            case "known-owner" -> "the contact is already theirs";
            case "known-former" -> "they advised the contact before";
            case "overflow" -> "everybody who could receive was full, and no lead is lost to a cap";
            case "held" -> "it had waited for somebody who can receive";
            case "fallback" -> "nobody was eligible, and they are the fallback";
            case "manual" -> "it was assigned by hand";
            default -> row.how();
        };
    }

    private static String balance(Assignment row) {
        @Nullable Assessed chosen = chosen(row);
        return chosen == null ? "" : " (" + Leads.text(chosen.figures().after()) + " leads)";
    }

    private static String utilisation(Assignment row) {
        @Nullable Assessed chosen = chosen(row);
        if (chosen == null) {
            return "";
        }
        var figures = chosen.figures();
        return " (" + figures.load() + " leads and " + Leads.text(figures.compensation())
                + " of compensation for a target of " + figures.target() + ")";
    }

    private static String open(Assignment row) {
        @Nullable Assessed chosen = chosen(row);
        return chosen == null ? "" : " (" + chosen.figures().open() + " open, weight " + chosen.weight() + ")";
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
