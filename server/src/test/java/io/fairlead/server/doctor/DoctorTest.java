package io.fairlead.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.TestServer;
import io.fairlead.server.platform.DatabaseAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks an installation in one way after the other, and looks whether the doctor says so and what to do. */
class DoctorTest {
    private static final TestServer SERVER = TestServer.start(true);
    private static final DatabaseAddress OWNER = SERVER.database();

    @TempDir
    Path home;

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aSoundInstallationHasNoFindings() {
        assertThat(examine(Map.of()).stream()
                        .filter(finding -> !finding.subject().equals("disk")))
                .noneMatch(Finding::bad)
                .extracting(Finding::subject)
                .contains("java", "database", "tables", "roles", "walls", "extensions", "indexes", "latency", "clock")
                .contains("transactions", "outbox", "refused", "mail", "work", "files");
    }

    @Test
    void theStatementsForTheDatabasesAdministratorArePrinted() {
        TestServer.execute(OWNER, "alter function pg_catalog.textlike(text, text) not leakproof");
        try {
            assertThat(bad("indexes").advice()).contains("alter function pg_catalog.textlike(text, text) leakproof;");
        } finally {
            TestServer.execute(OWNER, "alter function pg_catalog.textlike(text, text) leakproof");
        }
    }

    @Test
    void anIndexThatWasLeftUnfinishedIsNamed() {
        String index = "where indexrelid = 'fairlead.event_by_tx'::regclass";
        TestServer.execute(OWNER, "update pg_index set indisvalid = false " + index);
        try {
            assertThat(bad("unfinished").seen()).contains("event_by_tx");
        } finally {
            TestServer.execute(OWNER, "update pg_index set indisvalid = true " + index);
        }
    }

    @Test
    void aTableThatIsNoLongerSealedIsNamed() {
        TestServer.execute(OWNER, "alter table fairlead.presence no force row level security");
        try {
            assertThat(bad("walls").seen()).contains("presence");
        } finally {
            TestServer.execute(OWNER, "alter table fairlead.presence force row level security");
        }
    }

    @Test
    void anApplicationRoleThatSeesEverythingIsNamed() {
        TestServer.execute(OWNER, "alter role fairlead_app bypassrls");
        try {
            assertThat(bad("roles").seen()).contains("BYPASSRLS");
        } finally {
            TestServer.execute(OWNER, "alter role fairlead_app nobypassrls");
        }
    }

    @Test
    void aClockThatIsWrongIsFound() {
        InstantSource late = () -> Instant.now().minus(Duration.ofSeconds(90));
        List<Finding> findings = Doctor.examine(OWNER, home, Map.of(), late);
        assertThat(findings)
                .anyMatch(finding -> finding.bad() && finding.subject().equals("clock"));
    }

    @Test
    void mailsThatWaitAndMailsThatWereGivenUpAreCounted() {
        TestServer.execute(OWNER, """
                insert into fairlead.mail (company_id, recipient, subject, body, message_id, created_at, state, next_at)
                values (1, 'a@example.com', '', '', '<w@x>', now() - interval '1 hour', 'waiting', now() + interval '1 day'),
                       (1, 'a@example.com', '', '', '<f@x>', now() - interval '1 hour', 'failed', now())
                """);
        try {
            assertThat(bad("outbox").seen()).startsWith("1 mails");
            assertThat(bad("refused").seen()).startsWith("1 mails");
        } finally {
            TestServer.execute(OWNER, "delete from fairlead.mail");
        }
    }

    @Test
    void aMailServerThatDoesNotAnswerAndSettingsThatCannotBeReadAreNamedWithoutThePassword() {
        Map<String, String> unreachable =
                Map.of("FAIRLEAD_SMTP_URL", "smtp://me:hunter2@127.0.0.1:1", "FAIRLEAD_MAIL_FROM", "a@example.com");
        Map<String, String> unreadable = Map.of("FAIRLEAD_SMTP_URL", "smtp:/me:hunter2@");
        for (Map<String, String> environment : List.of(unreachable, unreadable)) {
            assertThat(examine(environment))
                    .anyMatch(finding -> finding.bad() && finding.subject().equals("mail"))
                    .noneMatch(finding -> finding.toString().contains("hunter2"));
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerOrHasNoTablesIsSaidSo() {
        DatabaseAddress gone = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "x", "y");
        assertThat(Doctor.examine(gone, null, Map.of(), InstantSource.system()))
                .anyMatch(finding -> finding.bad() && finding.subject().equals("database"));
        assertThat(Doctor.examine(TestServer.freshDatabase(), null, Map.of(), InstantSource.system()))
                .anyMatch(finding -> finding.bad() && finding.advice().contains("fairlead serve"));
    }

    private List<Finding> examine(Map<String, String> environment) {
        return Doctor.examine(OWNER, home, environment, InstantSource.system());
    }

    private Finding bad(String subject) {
        return examine(Map.of()).stream()
                .filter(finding -> finding.bad() && finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
