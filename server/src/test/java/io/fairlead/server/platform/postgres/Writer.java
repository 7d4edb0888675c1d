package io.fairlead.server.platform.postgres;

import io.fairlead.server.platform.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A program for the kill tests: starts the embedded database and writes rows without end. It prints the two process
 * numbers, then each row's number once the database has acknowledged it, reconnecting when the database goes away.
 */
final class Writer {
    private Writer() {}

    public static void main(String[] args) {
        Home home = Home.open(Path.of(args[0]));
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home, sentence -> {});
        say("postgres " + postgres.pid());
        say("guard " + postgres.guardPid());
        long next = 1;
        while (alive()) {
            try (Connection connection = connect(postgres.address());
                    Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists row (number bigint)");
                while (alive()) {
                    statement.execute("insert into row values (" + next + ")");
                    say("row " + next);
                    next++;
                }
            } catch (SQLException e) {
                Thread.onSpinWait();
            }
        }
        postgres.close();
        home.close();
    }

    /** Until whoever started this closes its standard input. */
    private static boolean alive() {
        try {
            return System.in.available() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
