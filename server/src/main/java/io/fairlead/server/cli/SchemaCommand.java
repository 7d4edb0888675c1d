package io.fairlead.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of settings files. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        header = "Print the JSON Schema of settings files, for editors that complete and check as you type.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead schema > settings.schema.json",
            "  and as the first line of a settings file:",
            "  # yaml-language-server: $schema=settings.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    /** The schema's name on the class path. */
    static final String RESOURCE = "/settings.schema.json";

    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (var schema = SchemaCommand.class.getResourceAsStream(RESOURCE)) {
            if (schema == null) {
                throw new IllegalStateException("no " + RESOURCE + " on the class path");
            }
            schema.transferTo(console.out());
            console.out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Console.DONE;
    }
}
