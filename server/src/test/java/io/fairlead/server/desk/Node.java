package io.fairlead.server.desk;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;

/** A node in a process of its own: starts on a database, says where it is found, and runs until it is killed. */
final class Node {
    static final String FOUND_AT = "at ";

    private Node() {}

    public static void main(String[] args) {
        var server = TestServer.on(new DatabaseAddress(args[0], args[1], args[2]));
        System.out.println(FOUND_AT + server.address());
        System.out.flush();
    }
}
