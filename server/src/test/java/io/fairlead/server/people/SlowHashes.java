package io.fairlead.server.people;

import io.fairlead.server.TestServer;

/** How often a server hashed a password, which is all that takes it long enough to be measured from outside. */
public final class SlowHashes {
    private SlowHashes() {}

    /** How many there were while this was done. */
    public static long during(TestServer server, Runnable work) {
        PasswordHash hash = server.part(PasswordHash.class);
        long before = hash.computed();
        work.run();
        return hash.computed() - before;
    }
}
