package io.fairlead.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.platform.Masked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Real traffic, good and bad, and failures of the database and the mail server: nobody's data gets into a log. */
class LogsTest {
    private static final String NAME = "Zebulon Marked";
    private static final String PHONE = "+390698765432";
    private static final String EMAIL = "zebulon@marked.example";
    private static final List<String> MARKS = List.of("Zebulon", "zebulon", "marked.example", "98765432");

    private final Logged logged = Logged.begin();

    @AfterEach
    void end() {
        logged.end();
    }

    /** Everything that is logged, as it would be written. */
    private static final class Logged extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        static Logged begin() {
            var logged = new Logged();
            logged.start();
            root().addAppender(logged);
            return logged;
        }

        void end() {
            root().detachAppender(this);
        }

        static Logger root() {
            return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        }

        @Override
        protected void append(ILoggingEvent event) {
            String thrown =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + thrown);
        }

        String all() {
            return String.join("\n", lines);
        }
    }

    @Test
    void nobodysDataGetsIntoALog() throws java.io.IOException {
        try (var mails = new MailServers.Refusing("550 no mailbox <zebulon@marked.example> here")) {
            var server = TestServer.start(MailServers.address(mails.port()));
            try {
                // A server begins to log anew, without those who listened before.
                logged.end();
                logged.start();
                Logged.root().addAppender(logged);
                traffic(server, server.administrator());
            } finally {
                server.stop();
            }
        }
        assertThat(logged.all())
                .as("the failures were logged")
                .contains("A request failed", "violates check constraint", "invalid input syntax", "was not sent")
                .doesNotContain(MARKS);
        assertThat(TestServer.databaseLog()).isNotEmpty().doesNotContain(MARKS);
    }

    private void traffic(TestServer server, Client head) {
        head.post("/api/settings?prune=true", """
                company: {name: Shop, timezone: Europe/Rome, fallback-email: zebulon@marked.example}
                users: {anna: {name: Anna}}
                rules: [{id: all, candidates: [{user: anna}], presence: required}]
                """).expect(200);
        Client program = head.withToken(head.post("/api/sources", Map.of("key", "crm", "name", "CRM", "kind", "api"))
                .expect(201)
                .json()
                .path("secret")
                .asString());
        Map<String, Object> lead = Map.of("name", NAME, "phone", PHONE, "email", EMAIL);
        program.post("/api/leads", lead).expect(201);
        program.post("/api/leads", Map.of("name", NAME, "phone", "98765432 or so", "listing", "nowhere"))
                .expect(422);
        program.post("/api/leads", "{\"name\": \"" + NAME + "\", \"phone\": ").expect(400);
        program.get("/api/leads/" + EMAIL);
        head.post("/api/leads/query", Map.of("filter", Map.of("text", EMAIL))).expect(200);
        head.post("/api/privacy/contacts/query", Map.of("text", EMAIL)).expect(200);
        server.client()
                .post("/api/session", Map.of("email", EMAIL, "password", NAME))
                .expect(401);
        TestServer.execute(
                server.database(), "alter table fairlead.contact add constraint tried check (name = '') not valid");
        program.post("/api/leads", Map.of("name", NAME, "phone", "+390698765433"))
                .expect(500);
        TestServer.execute(server.database(), """
                alter table fairlead.contact drop constraint tried;
                alter table fairlead.contact add constraint tried check (name::int > 0) not valid
                """);
        program.post("/api/leads", Map.of("name", NAME, "phone", "+390698765434"))
                .expect(500);
        await().atMost(Duration.ofSeconds(40)).until(() -> logged.all().contains("was not sent"));
    }

    @Test
    void whatIsLoggedStillSaysWhatWentWrong() {
        var failure = Masked.of(
                new IllegalStateException(
                        "duplicate key violates \"contact_key_pkey\": \"Ann Lee\" 'Ann' ann@x.example +39 06 1234567 in 12 rows"));
        assertThat(failure.getMessage())
                .isEqualTo(
                        "java.lang.IllegalStateException: duplicate key violates \"contact_key_pkey\": \"…\" \"…\" … … in 12 rows");
        assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("whatIsLoggedStillSaysWhatWentWrong");
    }
}
