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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a file of leads into a company on a running server. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Console.BROKEN,
        header = "Read leads from a CSV or XLSX file into a company on a running server.",
        description = {
            "",
            "How the file is read and what becomes of its leads is guessed, or as with the last file of the same header."
                    + " The whole file is checked first; nothing is changed if no row can be used. Rows with a flaw are"
                    + " left out and told; the import can be taken back in the web app. Ctrl+C pauses it: whoever calls"
                    + " the command again with --resume goes on where it was.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead import --dry-run leads.csv",
            "  fairlead import --map Nome=name --map Cell=phone --map Note= leads.csv",
            "  fairlead import --known fill --source fair --distribute --result left.csv leads.xlsx",
            "  fairlead import --resume Ssoq3juy leads.csv",
            "",
            "Exit code: 0 every row was used or its contact was known, 1 some rows have a flaw, 2 refused or broken off.",
        })
final class ImportCommand implements Callable<Integer> {
    private static final int PIECE = 4 << 20;
    private static final long TELL = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE = 250;

    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Parameters(paramLabel = "FILE", description = "CSV or XLSX file of leads")
    private Path file = Path.of("");

    @Option(
            names = "--map",
            paramLabel = "COLUMN=MEANING",
            description =
                    "what a column is read as: name, phone, email, listing, status, fields.ID; nothing leaves it out")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(names = "--sheet", paramLabel = "NAME", description = "sheet of a workbook (default: the first)")
    private @Nullable String sheetName;

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

    @Option(names = "--list", paramLabel = "ID", description = "list of picked leads to which the leads are added")
    private @Nullable String list;

    @Option(
            names = "--result",
            paramLabel = "RESULT",
            description = "write the rows that became no lead to this CSV file, each with why")
    private @Nullable Path result;

    @Option(names = "--resume", paramLabel = "ID", description = "go on with an import of this file")
    private @Nullable String resumed;

    private volatile String running = "";
    private long told = System.nanoTime();

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Remote.Refused, IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new Remote.Refused(file + ": is no file");
        }
        String id = resumed == null ? begun() : resumed;
        var hook = new Thread(() -> pause(id), "pause");
        Runtime.getRuntime().addShutdownHook(hook);
        try (var output = console.output()) {
            return through("/api/imports/" + URLEncoder.encode(id, StandardCharsets.UTF_8), output);
        } finally {
            forget(hook);
        }
    }

    /** False if it runs already. */
    private static boolean forget(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            return false;
        }
    }

    /** Somebody ended the command: the server keeps what it has, and waits. */
    private void pause(String id) {
        try {
            if (!running.isEmpty()) {
                remote.json("POST", running + "/pause", Map.of());
            }
        } catch (Remote.Refused overMeanwhile) {
            console.complain(String.valueOf(overMeanwhile.getMessage()));
        }
        console.complain("paused; go on with: fairlead import --resume " + id + " " + file);
    }

    /** From whatever it stands at to its end. */
    private int through(String path, Output output) throws Remote.Refused, IOException, InterruptedException {
        JsonNode sheet = remote.json("GET", path, null);
        if (sheet.path("bytes").asLong() != Files.size(file)) {
            throw new Remote.Refused(file + ": is another file than the one of the import");
        }
        if (state(sheet).equals("uploading")) {
            sheet = sent(path, sheet.path("received").asLong());
        }
        if (state(sheet).equals("ready")) {
            plan(path, sheet);
            sheet = remote.json("POST", path + "/check", Map.of());
        }
        if (List.of("checking", "checked").contains(state(sheet))) {
            sheet = until(path, "checked");
            JsonNode report = sheet.path("report");
            print(report, output);
            if (dryRun || report.path("valid").asLong() == 0) {
                written(path);
                remote.json("DELETE", path, null);
                return report.path("invalid").asLong() == 0 ? Console.DONE : Console.FINDINGS;
            }
        }
        if (List.of("checked", "paused").contains(state(sheet))) {
            remote.json("POST", path + "/run", Map.of());
        }
        running = path;
        sheet = until(path, "done");
        running = "";
        written(path);
        output.println("%d leads made, %d completed, %d rows skipped, %d with nothing new, %d with a flaw"
                .formatted(
                        sheet.path("made").asLong(),
                        sheet.path("merged").asLong(),
                        sheet.path("skipped").asLong(),
                        sheet.path("unchanged").asLong(),
                        sheet.path("invalid").asLong()));
        return sheet.path("invalid").asLong() == 0 ? Console.DONE : Console.FINDINGS;
    }

    private static String state(JsonNode sheet) {
        return sheet.path("state").asString("");
    }

    private void written(String path) throws Remote.Refused, IOException {
        if (result != null) {
            remote.download(path + "/result", result);
        }
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
        if (report.path("zones").isObject()) {
            output.println(
                    "  in no zone: %d rows".formatted(report.at("/zones/none").asLong()));
        }
    }

    private String begun() throws Remote.Refused, IOException {
        String name = String.valueOf(file.getFileName());
        return remote.json("POST", "/api/imports", Map.of("name", name, "bytes", Files.size(file)))
                .path("id")
                .asString();
    }

    /** Sends the file piece by piece, from where it broke off. */
    private JsonNode sent(String path, long received) throws Remote.Refused, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(received);
            long from = received;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                remote.bytes(path + "/content?from=" + from, piece);
                from += piece.length;
                tell("sent", from / 1024, Files.size(file) / 1024, "kB");
            }
        }
        JsonNode sheet = remote.json("GET", path, null);
        if (state(sheet).equals("failed")) {
            throw broken(sheet);
        }
        return sheet;
    }

    /** Columns are guessed but for those that are named. */
    private void plan(String path, JsonNode read) throws Remote.Refused {
        JsonNode sheet = read;
        if (sheetName != null) {
            ObjectNode format = sheet.path("format").asObject();
            sheet = remote.json("PUT", path + "/plan", Map.of("format", format.put("sheet", sheetName)));
        }
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
        ObjectNode choice = sheet.path("choice").asObject();
        if (known != null) {
            choice.put("known", known);
        }
        if (source != null) {
            choice.put("source", source);
        }
        if (distribute) {
            choice.put("distribute", "now");
        }
        if (list != null) {
            choice.put("list", list);
        }
        remote.json("PUT", path + "/plan", Map.of("columns", columns, "choice", choice));
    }

    private JsonNode until(String path, String state) throws Remote.Refused, InterruptedException {
        while (true) {
            JsonNode sheet = remote.json("GET", path, null);
            String now = state(sheet);
            if (now.equals(state)) {
                return sheet;
            }
            if (!List.of("checking", "running").contains(now)) {
                throw broken(sheet);
            }
            tell(
                    now.equals("checking") ? "checked" : "imported",
                    sheet.path("done").asLong(),
                    sheet.path("rows").asLong(),
                    "rows");
            TimeUnit.MILLISECONDS.sleep(PAUSE);
        }
    }

    private Remote.Refused broken(JsonNode sheet) {
        return new Remote.Refused((file + ": the import is " + state(sheet) + " "
                        + sheet.path("problem").asString(""))
                .strip());
    }

    /** How far it is, now and then. */
    private void tell(String what, long done, long of, String unit) {
        if (System.nanoTime() - told >= TELL) {
            told = System.nanoTime();
            console.complain(
                    of == 0
                            ? String.format(Locale.ROOT, "%,d %s %s", done, unit, what)
                            : String.format(Locale.ROOT, "%,d of %,d %s %s", done, of, unit, what));
        }
    }
}
