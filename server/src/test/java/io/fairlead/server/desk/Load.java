package io.fairlead.server.desk;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A node that gives leads as fast as it can until it is killed, and says which ones were acknowledged. */
final class Load {
    private static final int CLIENTS = 6;

    private Load() {}

    public static void main(String[] args) {
        var server = TestServer.on(new DatabaseAddress(args[0], args[1], args[2]));
        int company = Integer.parseInt(args[3]);
        var desks = server.part(Desks.class);
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                var ignored = clients.submit(() -> giveForEver(desks, company, number));
            }
        }
    }

    private static void giveForEver(Desks desks, int company, int client) {
        for (long n = 0; ; n++) {
            var phone = "+3933312%03d%02d".formatted(n % 1000, client);
            var lead = new Doing.NewLead("web", "", "Lead", phone, "", "", Map.of(), true, null);
            long given = desks.perform(company, List.of(new Doing.Arrival(lead, outcome -> {})))
                    .getFirst()
                    .lead();
            say("lead " + given);
            if (n % 3 == 0) {
                desks.perform(company, List.of(new Doing.StatusSet(given, "won", null)));
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
