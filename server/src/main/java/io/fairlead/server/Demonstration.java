package io.fairlead.server;

import io.fairlead.server.demo.Demo;
import io.fairlead.server.platform.StartFailure;
import io.fairlead.server.platform.postgres.EmbeddedPostgres;
import io.fairlead.server.platform.sql.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fills the database of an installation with made-up companies: a server's, or the embedded one, made if it is missing. */
public final class Demonstration {
    private Demonstration() {}

    /**
     * Makes them; a server may run on the same database meanwhile.
     *
     * @param folder the data folder; null for the user's own
     * @param leads of the largest company
     * @param history rows of history a lead on average
     * @param seed the same one makes the same leads on the same day
     * @param say told what is done and how to sign in, a line at a time
     * @throws StartFailure if the database cannot be opened, or has a demo already
     */
    public static void make(
            @Nullable Path folder,
            Map<String, String> environment,
            long leads,
            int history,
            long seed,
            Consumer<String> say) {
        Running.quiet();
        var words = folder == null ? List.of("--port", "0") : List.of("--port", "0", "--home", folder.toString());
        var options = Options.parse(words, environment);
        boolean there = options.database() != null || EmbeddedPostgres.in(options.home());
        try (var installation =
                there ? Installation.open(folder, environment) : Installation.make(folder, environment, say)) {
            founded(options, installation).fill(installation.owner(), leads, history, seed, say);
        }
    }

    /** With all of the program, which is gone before tables are filled: nothing else reads them then. */
    private static Demo.Founded founded(Options options, Installation installation) {
        try (var program = Running.application(options, Schema.prepare(installation.owner()))) {
            return program.getBean(Demo.class).found();
        }
    }
}
