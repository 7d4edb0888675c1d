package io.fairlead.server.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.platform.StartFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private final DatabaseAddress owner = TestServer.freshDatabase();

    @Test
    void everyTableIsSealedByCompanyOrKnownToBeAcrossThem() throws SQLException {
        Schema.prepare(owner);
        try (Connection connection = TestServer.connect(owner)) {
            assertThat(Catalogue.flaws(connection)).isEmpty();
        }
    }

    @Test
    void aTableThatIsNotSealedIsFound() throws SQLException {
        Schema.prepare(owner);
        TestServer.execute(owner, """
                create table fairlead.open (company_id int, id bigint, primary key (company_id, id));
                create table fairlead.unforced (id bigint, company_id int, primary key (id, company_id));
                alter table fairlead.unforced enable row level security;
                create policy all_of_them on fairlead.unforced using (true);
                create view fairlead.peek as select * from fairlead.company;
                create table shared.unheard_of (id bigint);
                create table public.stray (id bigint);
                """);
        try (Connection connection = TestServer.connect(owner)) {
            assertThat(Catalogue.flaws(connection))
                    .contains(
                            "fairlead.open has no forced row-level security",
                            "fairlead.open has another policy: null",
                            "fairlead.unforced has no forced row-level security",
                            "fairlead.unforced has another policy: * true {0} true",
                            "fairlead.unforced has a key that does not lead with company_id",
                            "fairlead.peek has no forced row-level security",
                            "public.stray is in a schema without a rule",
                            "shared.unheard_of is not known to be across companies");
        }
    }

    @Test
    void theApplicationsRoleIsBoundByTheSealAndOwnsNothing() throws SQLException {
        DatabaseAddress application = Schema.prepare(owner);
        assertThat(
                        values(
                                application,
                                "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user"))
                .containsExactly("f");
        assertThat(
                        values(
                                application,
                                "select relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)"))
                .isEmpty();
        for (String forbidden : List.of(
                "delete from fairlead.event",
                "update fairlead.event set kind = 'other'",
                "delete from fairlead.company",
                "alter table fairlead.company disable row level security",
                "drop policy own_company on fairlead.company",
                "truncate fairlead.app_user",
                "select * from shared.migration",
                "create table fairlead.own (id int)",
                "create table public.own (id int)",
                "create schema own",
                "set role " + owner.user())) {
            assertThatThrownBy(() -> run(application, forbidden))
                    .as(forbidden)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void preparingTwiceChangesNothing() {
        assertThat(Schema.prepare(owner)).isEqualTo(Schema.prepare(owner));
    }

    @Test
    void aDatabaseOfANewerFairleadIsLeftAsItIs() {
        Schema.prepare(owner);
        TestServer.execute(owner, """
                insert into shared.migration (installed_rank, version, description, type, script, installed_by,
                                              execution_time, success)
                values (999, '999', 'later', 'SQL', 'V999__later.sql', 'later', 1, true)
                """);
        assertThat(Schema.behind(owner)).isEqualTo(-1);
        assertThatThrownBy(() -> Schema.prepare(owner))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("newer Fairlead");
    }

    @Test
    void anOwnerWhoIsNoSuperuserCanPrepareToo() throws SQLException {
        String name = owner.url().replaceFirst(".*/", "");
        TestServer.execute(owner, "create role plain_owner login createrole password 'plain secret'");
        TestServer.execute(owner, "alter database " + name + " owner to plain_owner");
        DatabaseAddress plain = owner.as("plain_owner", "plain secret");
        DatabaseAddress application = Schema.prepare(plain);
        assertThat(values(application, "select current_user")).containsExactly("plain_owner_app");
        try (Connection connection = TestServer.connect(owner)) {
            assertThat(Catalogue.flaws(connection)).isEmpty();
        }
    }

    @Test
    void anApplicationRoleThatCouldReadEverythingIsRefused() {
        String name = owner.url().replaceFirst(".*/", "");
        TestServer.execute(owner, "create role strong_owner login createrole password 'strong secret'");
        TestServer.execute(owner, "alter database " + name + " owner to strong_owner");
        DatabaseAddress strong = owner.as("strong_owner", "strong secret");
        Schema.prepare(strong);
        TestServer.execute(owner, "create role auditor bypassrls; grant auditor to strong_owner_app");
        assertThatThrownBy(() -> Schema.prepare(strong))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("strong_owner_app could read every company's rows");
    }

    @Test
    void anAddressThatSignsInSomebodyElseIsRefused() {
        DatabaseAddress hidden = new DatabaseAddress(
                owner.url() + "?user=" + owner.user() + "&password=" + owner.password(),
                owner.user(),
                owner.password());
        assertThatThrownBy(() -> Schema.prepare(hidden))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("the database user is " + owner.user())
                .hasMessageNotContaining(owner.password());
    }

    @Test
    void theServerNeverLearnsTheApplicationsPassword() throws SQLException {
        String name = owner.url().replaceFirst(".*/", "");
        TestServer.execute(owner, "create role old_owner login createrole password 'old secret'");
        TestServer.execute(owner, "alter database " + name + " owner to old_owner");
        // With this setting the server would turn a password into MD5; a verifier it keeps as it is.
        TestServer.execute(owner, "alter role old_owner set password_encryption = 'md5'");
        Schema.prepare(owner.as("old_owner", "old secret"));
        assertThat(values(owner, "select rolpassword from pg_authid where rolname = 'old_owner_app'"))
                .singleElement()
                .asString()
                .startsWith("SCRAM-SHA-256$");
    }

    @Test
    void anOwnerWithoutTheRightToMakeRolesIsToldWhatToGrant() {
        TestServer.execute(owner, "create role weak_owner login password 'weak secret'");
        assertThatThrownBy(() -> Schema.prepare(owner.as("weak_owner", "weak secret")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("alter role \"weak_owner\" createrole");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedWithoutItsPassword() {
        DatabaseAddress nowhere = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "anna", "hush");
        assertThatThrownBy(() -> Schema.prepare(nowhere))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("anna@jdbc:postgresql://127.0.0.1:1/none")
                .hasMessageNotContaining("hush");
    }

    private static void run(DatabaseAddress database, String sql) throws SQLException {
        try (Connection connection = TestServer.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> values(DatabaseAddress database, String sql) throws SQLException {
        try (Connection connection = TestServer.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
