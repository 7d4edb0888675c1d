package io.fairlead.server.platform.sql;

import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Makes a database ready: the application's role and the newest tables. The owner's role makes them; the application
 * works under a role of its own that row-level security always binds.
 */
public final class Schema {
    private static final String MISSING_ROLE = "3D000 28000 28P01";

    private Schema() {}

    /**
     * Prepares the database and tells how the application signs in to it. Several nodes may do so at once.
     *
     * @throws StartFailure if the database cannot be reached, or a role lacks a right or has one too many
     */
    public static DatabaseAddress prepare(DatabaseAddress owner) {
        return prepare(owner, "latest");
    }

    /**
     * The same, with the tables as they were at a level: the number of the last migration.
     *
     * @throws StartFailure as above, and if the database is at another level afterwards
     */
    public static DatabaseAddress prepareAt(DatabaseAddress owner, String level) {
        DatabaseAddress application = prepare(owner, level + "?");
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            String found = level(connection);
            if (!found.equals(level)) {
                throw new StartFailure(
                        "Tables of level " + level + " are wanted, and this Fairlead makes those of level " + found
                                + ".\nTake the Fairlead that is at least as new as what wrote them.");
            }
            return application;
        } catch (SQLException e) {
            throw unreachable(owner, e);
        }
    }

    /** The number of the last migration; the connection is the owner's or the application's. */
    public static String level(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet level = statement.executeQuery("""
                        select version from shared.migration where success and version is not null
                         order by installed_rank desc limit 1
                        """)) {
            return level.next() ? level.getString(1) : "0";
        }
    }

    private static DatabaseAddress prepare(DatabaseAddress owner, String target) {
        DatabaseAddress application = owner.as(owner.user() + "_app", passwordOfApplication(owner.password()));
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password())) {
            makeRole(connection, application);
            checkRole(application, currentUser(connection));
        } catch (SQLException e) {
            throw unreachable(owner, e);
        }
        migrate(owner, application.user(), target);
        markLeakproof(owner);
        return application;
    }

    /**
     * The application's password, derived from the owner's, so that every node knows it and no file has to keep it.
     */
    private static String passwordOfApplication(String ownerPassword) {
        if (ownerPassword.isEmpty()) {
            throw new StartFailure(
                    "The database needs a password."
                            + "\nAdd it to FAIRLEAD_DB_URL (postgresql://USER:PASSWORD@HOST:PORT/DATABASE) or set FAIRLEAD_DB_PASSWORD.");
        }
        try {
            byte[] owners = ownerPassword.getBytes(StandardCharsets.UTF_8);
            byte[] derived = ScramVerifier.hmac(owners, "fairlead application role");
            return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void makeRole(Connection connection, DatabaseAddress application) throws SQLException {
        if (signsIn(application)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            // Roles belong to the whole server; the lock keeps two nodes from making the same one.
            statement.execute("select pg_advisory_lock(hashtextextended('fairlead roles', 0))");
            boolean exists = roleExists(connection, application.user());
            statement.execute((exists ? "alter" : "create") + " role " + quoted(application.user())
                    + " login password '" + ScramVerifier.of(application.password()) + "'");
            statement.execute("select pg_advisory_unlock(hashtextextended('fairlead roles', 0))");
        } catch (SQLException e) {
            throw new StartFailure(
                    "The role " + application.user() + " could not be prepared: " + e.getMessage()
                            + "\nGive the owner the right with: alter role "
                            + quoted(connection.getMetaData().getUserName())
                            + " createrole;",
                    e);
        }
    }

    private static boolean signsIn(DatabaseAddress application) throws SQLException {
        try {
            DriverManager.getConnection(application.url(), application.user(), application.password())
                    .close();
            return true;
        } catch (SQLException e) {
            if (MISSING_ROLE.contains(String.valueOf(e.getSQLState()))) {
                return false;
            }
            throw e;
        }
    }

    private static boolean roleExists(Connection connection, String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select from pg_roles where rolname = ?")) {
            query.setString(1, role);
            return query.executeQuery().next();
        }
    }

    /**
     * Signs in as the application will and refuses a role that row-level security would not bind. The connection itself
     * is asked who it is: an address can have parameters that make it somebody else.
     */
    private static void checkRole(DatabaseAddress application, String owner) throws SQLException {
        String sql = """
                select rolsuper or rolbypassrls or session_user <> current_user or exists (
                    select from pg_roles strong
                     where (strong.rolsuper or strong.rolbypassrls or strong.rolname = ?)
                       and pg_has_role(app.oid, strong.oid, 'member'))
                  from pg_roles app where rolname = current_user and rolname = ?
                """;
        try (Connection connection =
                        DriverManager.getConnection(application.url(), application.user(), application.password());
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, owner);
            query.setString(2, application.user());
            ResultSet found = query.executeQuery();
            if (!found.next()) {
                throw new StartFailure("Signed in as " + application + " the database user is "
                        + currentUser(connection) + ".\nTake what changes the user out of FAIRLEAD_DB_URL.");
            }
            if (found.getBoolean(1)) {
                throw new StartFailure("The database role " + application.user() + " could read every company's rows."
                        + "\nTake away SUPERUSER, BYPASSRLS and its membership in such roles.");
            }
        }
    }

    private static String currentUser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet user = statement.executeQuery("select current_user")) {
            user.next();
            return user.getString(1);
        }
    }

    private static void migrate(DatabaseAddress owner, String application, String target) {
        try {
            Flyway flyway = migrations(owner)
                    .createSchemas(true)
                    .target(target)
                    .placeholders(Map.of("application", application))
                    .load();
            if (isNewer(flyway.info())) {
                throw new StartFailure(
                        "The database " + owner + " is that of a newer Fairlead."
                                + "\nStart that version, or restore a backup from before the update into a data folder of its own.");
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StartFailure("The database " + owner + " could not be brought up to date: " + e.getMessage(), e);
        }
    }

    /**
     * The statements that let row-level security use indexes behind LIKE and fields of a company's own; none once they
     * were carried out. Only a superuser may.
     */
    public static List<String> leakproofStatements(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select format('alter function pg_catalog.%I(%s) leakproof;', p.proname,
                                      pg_get_function_identity_arguments(p.oid))
                          from pg_proc p
                         where not p.proleakproof and p.oid = any (array[
                               'textlike(text, text)', 'lower(text)', 'pg_catalog.left(text, integer)',
                               'jsonb_object_field_text(jsonb, text)', 'jsonb_object_field(jsonb, text)',
                               'jsonb_typeof(jsonb)', 'jsonb_eq(jsonb, jsonb)', 'jsonb_lt(jsonb, jsonb)',
                               'jsonb_le(jsonb, jsonb)', 'jsonb_gt(jsonb, jsonb)', 'jsonb_ge(jsonb, jsonb)']::regprocedure[])
                         order by 1
                        """)) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        return statements;
    }

    private static void markLeakproof(DatabaseAddress owner) {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            try (ResultSet role =
                    statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
                if (!role.next() || !role.getBoolean(1)) {
                    return;
                }
            }
            for (String sentence : leakproofStatements(connection)) {
                statement.execute(sentence);
            }
        } catch (SQLException e) {
            throw unreachable(owner, e);
        }
    }

    /** How many migrations this program has that the database has not; -1 if the database is the newer one. */
    public static int behind(DatabaseAddress owner) {
        MigrationInfoService known = migrations(owner).load().info();
        return isNewer(known) ? -1 : known.pending().length;
    }

    private static boolean isNewer(MigrationInfoService known) {
        return Arrays.stream(known.all()).anyMatch(one -> one.getState() == MigrationState.FUTURE_SUCCESS);
    }

    private static FluentConfiguration migrations(DatabaseAddress owner) {
        return Flyway.configure()
                .dataSource(owner.url(), owner.user(), owner.password())
                .locations("classpath:db/migration")
                .defaultSchema("shared")
                .table("migration");
    }

    private static StartFailure unreachable(DatabaseAddress owner, SQLException cause) {
        return new StartFailure(
                "The database " + owner + " cannot be reached: " + cause.getMessage()
                        + "\nCheck that PostgreSQL runs there and that FAIRLEAD_DB_URL names its host, port, database and user.",
                cause);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
