package io.fairlead.server.desk;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A node in a process of its own: starts on a database, says where it is found, and runs until it is killed. */
final class Node {
    static final String FOUND_AT = "at ";

    private Node() {}

    /** To be started: one in a process of its own, which says all on its standard output. */
    static ProcessBuilder process(DatabaseAddress database, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName(),
                database.url(),
                database.user(),
                database.password()));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    public static void main(String[] args) {
        var server = TestServer.on(new DatabaseAddress(args[0], args[1], args[2]));
        System.out.println(FOUND_AT + server.address());
        System.out.flush();
    }
}
