package io.fairlead.server.cli;

import io.fairlead.server.FairleadServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands over to the server with all arguments. */
@Command(
        name = ServeCommand.NAME,
        mixinStandardHelpOptions = true,
        header = "Start the web application on this machine.",
        description = {
            "",
            "Options (passed on to the server):",
            "  --home DIR     where the data lives (default: the user's data directory)",
            "  --port PORT    8080 unless told otherwise",
            "  --bind ADDR    127.0.0.1 unless told otherwise",
            "  --no-demo      start empty, with a one-time link for the administrator",
            "",
            "FAIRLEAD_DB_URL uses a PostgreSQL server instead of the embedded one.",
            ""
        })
final class ServeCommand implements Callable<Integer> {
    static final String NAME = "serve";

    /** The server runs on its own threads; the program must not exit. */
    static final int RUNNING = -1;

    @Unmatched
    private List<String> passedOn = new ArrayList<>();

    @Override
    public Integer call() {
        FairleadServer.main(passedOn.toArray(String[]::new));
        return RUNNING;
    }
}
