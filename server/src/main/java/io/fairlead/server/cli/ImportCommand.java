package io.fairlead.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Reads a file of leads into a company on a running server. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Console.BROKEN,
        header = "Read leads from a CSV file into a company on a running server.",
        description = {
            "",
            "Encoding, separator and the meaning of columns are guessed, or as with the last file of the same header."
                    + " The whole file is checked first; nothing is changed if no row can be used. Rows with a flaw are"
                    + " left out and told; the import can be taken back in the web app.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead import --dry-run leads.csv",
            "  fairlead import --map Nome=name --map Cell=phone --map Note= leads.csv",
            "  fairlead import --known fill --source fair --distribute leads.csv",
            "",
            "Exit code: 0 every row was used or its contact was known, 1 some rows have a flaw, 2 refused or broken off.",
        })
final class ImportCommand implements Callable<Integer> {
    private static final int PIECE = 4 << 20;

    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Parameters(paramLabel = "FILE", description = "CSV file of leads")
    private Path file = Path.of("");

    @Option(
            names = "--map",
            paramLabel = "COLUMN=MEANING",
            description =
                    "what a column is read as: name, phone, email, listing, status, fields.ID; nothing leaves it out")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "check the whole file, but change nothing")
    private boolean dryRun;

    @Option(
            names = "--known",
            paramLabel = "WAY",
            description = "rows whose contact is known: skip (default), fill, overwrite, new")
    private @Nullable String known;

    @Option(names = "--source", paramLabel = "KEY", description = "source of the leads (default: import)")
    private @Nullable String source;

    @Option(names = "--distribute", description = "let the rules distribute the leads once they are there")
    private boolean distribute;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Remote.Refused, IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new Remote.Refused(file + ": is no file");
        }
        String path = sent();
        map(path);
        remote.json("POST", path + "/check", Map.of());
        JsonNode sheet = until(path, "checked");
        JsonNode report = sheet.path("report");
        try (var output = console.output()) {
            print(report, output);
            if (dryRun) {
                remote.json("DELETE", path, null);
                return report.path("invalid").asLong() == 0 ? Console.DONE : Console.FINDINGS;
            }
            remote.json("POST", path + "/run", Map.of());
            sheet = until(path, "done");
            output.println("%d leads made, %d completed, %d rows skipped, %d with a flaw"
                    .formatted(
                            sheet.path("made").asLong(),
                            sheet.path("merged").asLong(),
                            sheet.path("skipped").asLong(),
                            sheet.path("invalid").asLong()));
        }
        return sheet.path("invalid").asLong() == 0 ? Console.DONE : Console.FINDINGS;
    }

    private static void print(JsonNode report, Output output) {
        output.println("%d rows: %d can be used, %d have a flaw; %d twice in the file, %d known already"
                .formatted(
                        report.path("rows").asLong(),
                        report.path("valid").asLong(),
                        report.path("invalid").asLong(),
                        report.path("inFile").asLong(),
                        report.path("inBase").asLong()));
        for (JsonNode reason : report.path("reasons")) {
            output.println("  %s: %s (%d rows)"
                    .formatted(
                            reason.path("field").asString(""),
                            reason.path("reason").asString(""),
                            reason.path("rows").asLong()));
        }
    }

    /** Sends the file piece by piece, and returns the path of its import. */
    private String sent() throws Remote.Refused, IOException {
        String name = String.valueOf(file.getFileName());
        JsonNode sheet = remote.json("POST", "/api/imports", Map.of("name", name, "bytes", Files.size(file)));
        String path = "/api/imports/" + URLEncoder.encode(sheet.path("id").asString(), StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(file)) {
            long from = 0;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                remote.bytes(path + "/content?from=" + from, piece);
                from += piece.length;
            }
        }
        return path;
    }

    /** Columns are guessed but for those that are named. */
    private void map(String path) throws Remote.Refused {
        var sheet = remote.json("GET", path, null);
        var header = remote.json("GET", path + "/preview", null).path("header");
        List<String> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).asString("").strip();
            names.add(name);
            columns.add(map.getOrDefault(name, sheet.path("columns").path(i).asString("")));
        }
        for (String name : map.keySet()) {
            if (!names.contains(name)) {
                throw new Remote.Refused(
                        "--map: the file has no column \"" + name + "\"; it has " + String.join(", ", names));
            }
        }
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("known", known == null ? "skip" : known);
        choice.put("source", source == null ? "import" : source);
        choice.put("distribute", distribute ? "now" : "later");
        remote.json("PUT", path + "/plan", Map.of("columns", columns, "choice", choice));
    }

    private JsonNode until(String path, String state) throws Remote.Refused, InterruptedException {
        while (true) {
            JsonNode sheet = remote.json("GET", path, null);
            String now = sheet.path("state").asString("");
            if (now.equals(state)) {
                return sheet;
            }
            if (!List.of("checking", "running").contains(now)) {
                throw new Remote.Refused(file + ": the import is " + now + " "
                        + sheet.path("problem").asString(""));
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
