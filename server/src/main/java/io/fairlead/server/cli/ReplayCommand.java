package io.fairlead.server.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells past leads again under other rules. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Console.BROKEN,
        header = "Give the real leads of a past period once more, under other rules, on a running server.",
        description = {
            "",
            "With the people, absences, presence and settings of that time; only the rules are others. Nothing is"
                    + " changed. Needs the token of a manager or an administrator.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead replay --from 2026-10-01 --to 2026-10-31",
            "  fairlead replay --from 2026-10-01 --to 2026-10-31 --rules shop.yaml --format csv",
            "",
            "Exit code: 0 done, 2 it could not be done; why is said.",
        })
final class ReplayCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "first day, in company time")
    private LocalDate from = LocalDate.MIN;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "last day, in company time")
    private LocalDate to = LocalDate.MIN;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "settings file whose rules are tried, or one with rules alone; - for standard input"
                    + " (default: the draft)")
    private @Nullable String rules;

    @Option(
            names = "--version-of-rules",
            paramLabel = "VERSION",
            description = "a published version instead of a file, or \"published\" for those in force at each time")
    private @Nullable String version;

    @Option(
            names = "--format",
            paramLabel = "text|csv|json",
            defaultValue = "text",
            description = "a summary, the leads that change hands as CSV, or all lines as JSON")
    private Format format = Format.text;

    /** How it is printed; named as on the command line. */
    enum Format {
        text,
        csv,
        json
    }

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Remote.Refused {
        var question = JSON.createObjectNode().put("from", from.toString()).put("to", to.toString());
        if (rules != null) {
            question.put("text", console.text(rules));
        } else {
            question.put("rules", version == null ? "draft" : version);
        }
        var lines = remote.lines("/api/replays", question.toString(), rules == null ? "rules" : rules, this::progress);
        var last = lines.getLast();
        if (!last.path("kind").asString("").equals("done")) {
            throw new Remote.Refused(problem(last));
        }
        try (var output = console.output()) {
            switch (format) {
                case text -> summary(lines.get(lines.size() - 2), output);
                case csv -> leads(lines, output);
                case json -> lines.forEach(line -> output.println(line.toString()));
            }
        }
        return Console.DONE;
    }

    private void progress(JsonNode line) {
        if (line.path("kind").asString("").equals("progress")) {
            console.complain(line.path("share").asInt() / 10 + " %, "
                    + line.path("leads").asLong() + " leads");
        }
    }

    private static String problem(JsonNode last) {
        var said = new ArrayList<String>();
        said.add("the replay ended: " + last.path("slug").asString("cut-off")
                + (last.path("at").isString() ? " from " + last.path("at").asString() + " on" : ""));
        last.path("messages").forEach(message -> said.add("  " + message.asString("")));
        return String.join("\n", said);
    }

    private static void summary(JsonNode found, Output output) {
        output.println(found.path("leads").asLong() + " leads, "
                + found.path("changed").asLong() + " would be with somebody else; with nobody "
                + found.at("/nobody/before").asLong() + " -> "
                + found.at("/nobody/after").asLong());
        for (var note : List.of("byHand", "earlier", "skipped", "erased")) {
            if (found.path(note).asLong() > 0) {
                output.println("  " + note + ": " + found.path(note).asLong());
            }
        }
        output.println("");
        output.println("person,source,before,after");
        for (var cell : found.path("cells")) {
            line(output, cell, "user", "source", "before", "after");
        }
        output.println("");
        output.println("source,median seconds before,after,p90 before,after");
        for (var wait : found.path("waits")) {
            var line = output.line();
            Output.csv(line, wait.path("source").asString(""));
            for (var place : List.of("/before/median", "/after/median", "/before/p90", "/after/p90")) {
                line.append(',').append(wait.at(place).asString(""));
            }
            output.endOfLine();
        }
        output.println("");
        output.println("which,ledger,person,entitled,received,balance,largest deviation");
        for (var side : List.of("before", "after")) {
            for (var ledger : found.path("ledgers").path(side)) {
                for (var row : ledger.path("rows")) {
                    output.line().append(side).append(',');
                    Output.csv(output.line(), ledger.path("ledger").asString(""));
                    output.line().append(',');
                    line(output, row, "user", "entitled", "received", "balance", "maxDeviation");
                }
            }
        }
    }

    private static void leads(List<JsonNode> lines, Output output) {
        output.println("lead,source,arrived,before,rule before,after,rule after,by hand");
        for (var line : lines) {
            for (var lead :
                    line.path("kind").asString("").equals("leads") ? line.path("rows") : JSON.createArrayNode()) {
                var row = JSON.createObjectNode();
                row.set("id", lead.path("id"));
                row.set("source", lead.path("source"));
                row.set("arrived", lead.path("arrived"));
                row.set("before", lead.at("/before/user"));
                row.set("ruleBefore", lead.at("/before/rule"));
                row.set("after", lead.at("/after/user"));
                row.set("ruleAfter", lead.at("/after/rule"));
                row.set("byHand", lead.path("byHand"));
                line(output, row, "id", "source", "arrived", "before", "ruleBefore", "after", "ruleAfter", "byHand");
            }
        }
    }

    private static void line(Output output, JsonNode row, String... columns) {
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                output.line().append(',');
            }
            Output.csv(output.line(), row.path(columns[i]).asString(""));
        }
        output.endOfLine();
    }
}
