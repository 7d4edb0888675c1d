package io.fairlead.server.cli;

import io.fairlead.server.FairleadServer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands over to the server with all arguments. */
@Command(name = ServeCommand.NAME, header = "Start the web application on this machine.")
final class ServeCommand implements Callable<Integer> {
    static final String NAME = "serve";

    /** The server runs on its own threads; the program must not exit. */
    static final int RUNNING = -1;

    private final PrintWriter out;

    @Unmatched
    private List<String> passedOn = new ArrayList<>();

    ServeCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (passedOn.contains("--help") || passedOn.contains("-h")) {
            out.print(FairleadServer.usage());
            out.flush();
            return Console.DONE;
        }
        FairleadServer.main(passedOn.toArray(String[]::new));
        return RUNNING;
    }
}
