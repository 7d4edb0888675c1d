package io.fairlead.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.platform.sql.Transactions;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mails on their way from a company's outbox to a mail server, on a server that itself sends none. */
class OutboxTest {
    private final TestServer server = TestServer.demo();
    private final GreenMail taking = MailServers.taking();
    private final int company = server.part(Companies.class).found("Sender", "Europe/Rome", "it");
    private final Outbox outbox = server.part(Outbox.class);

    @AfterEach
    void stop() {
        taking.stop();
    }

    @Test
    void aMailIsSentOnceWithItsMessageIdInBothForms() throws Exception {
        send(new Mail(
                "anna@example.com",
                "Ciao è qui\r\nBcc: all@example.com",
                "Perché no?",
                "<b>Perché no?</b>",
                "<1@fairlead>"));
        deliver(taking.getSmtp().getPort());
        deliver(taking.getSmtp().getPort());

        MimeMessage[] received = taking.getReceivedMessages();
        assertThat(received).hasSize(1);
        assertThat(received[0].getMessageID()).isEqualTo("<1@fairlead>");
        assertThat(received[0].getSubject()).isEqualTo("Ciao è qui Bcc: all@example.com");
        assertThat(received[0].getHeader("Bcc")).isNull();
        assertThat(received[0].getFrom()[0]).hasToString("Fairlead <leads@fairlead.example>");
        assertThat(received[0].getContentType()).startsWith("multipart/alternative");
        assertThat(states()).containsExactly("sent");
    }

    @Test
    void aMailOfAKnownMessageIdIsNotTakenASecondTime() {
        send(new Mail("anna@example.com", "a", "a", "", "<same@fairlead>"));
        send(new Mail("anna@example.com", "b", "b", "", "<same@fairlead>"));
        assertThat(states()).containsExactly("waiting");
    }

    @Test
    void aMailIsHandedInTogetherWithWhatItTellsOrNotAtAll() {
        assertThatThrownBy(() -> server.part(Transactions.class).inCompany(company, () -> {
                    send(Mail.plain("anna@example.com", "a", "a"));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(states()).isEmpty();
    }

    @Test
    void aCrashBetweenSendingAndNotingItSendsTheMailAgainUnderTheSameMessageId() throws Exception {
        send(Mail.plain("anna@example.com", "once or twice", "text"));
        new Smtp(MailServers.address(taking.getSmtp().getPort())).send(outbox.claim(company), new Dead());
        assertThat(outbox.claim(company)).as("claimed by the dead").isEmpty();
        endClaims();
        deliver(taking.getSmtp().getPort());

        assertThat(Arrays.stream(taking.getReceivedMessages())
                        .map(OutboxTest::id)
                        .distinct())
                .hasSize(1);
        assertThat(taking.getReceivedMessages()).hasSize(2);
        assertThat(states()).containsExactly("sent");
    }

    @Test
    void aMailIsTriedAgainLaterWhenTheServerIsBusyOrCannotBeReached() throws Exception {
        send(Mail.plain("anna@example.com", "patient", "text"));
        try (MailServers.Refusing busy = new MailServers.Refusing("451 greylisted")) {
            deliver(busy.port());
        }
        assertThat(row().state()).isEqualTo("waiting");
        assertThat(row().tries()).isEqualTo(1);
        assertThat(row().lastError()).contains("451 greylisted");
        assertThat(outbox.claim(company)).as("not before a minute").isEmpty();

        due();
        deliver(1);
        assertThat(row().state()).isEqualTo("waiting");
        assertThat(row().tries()).isEqualTo(2);
        assertThat(row().lastError()).startsWith("no connection to smtp://127.0.0.1:1");

        due();
        deliver(taking.getSmtp().getPort());
        assertThat(row().state()).isEqualTo("sent");
        assertThat(row().lastError()).isEmpty();
        assertThat(taking.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aMailThatIsRefusedForGoodIsGivenUpAndTheOthersGoOn() throws Exception {
        send(Mail.plain("not an address", "unreadable", "text"));
        send(Mail.plain("nobody@example.com", "refused", "text"));
        try (MailServers.Refusing refusing = new MailServers.Refusing("550 no such user")) {
            deliver(refusing.port());
        }
        assertThat(states()).containsExactly("failed", "failed");
        assertThat(row().lastError()).contains("550 no such user");
    }

    @Test
    void twoNodesNeverClaimTheSameMail() throws Exception {
        for (int i = 0; i < 40; i++) {
            send(Mail.plain("anna@example.com", "m" + i, "text"));
        }
        List<Long> claimed = new ArrayList<>();
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<Outbox.Claimed>> claim = () -> outbox.claim(company);
            for (var batch : nodes.invokeAll(java.util.Collections.nCopies(20, claim))) {
                batch.get().forEach(mail -> claimed.add(mail.id()));
            }
        }
        assertThat(claimed).doesNotHaveDuplicates();
    }

    @Test
    void whatNobodyCouldSendForThreeDaysIsGivenUpAndWhatIsDoneIsForgottenAfterAMonth() {
        send(Mail.plain("anna@example.com", "late", "text"));
        sql("update fairlead.mail set created_at = now() - interval '4 days'");
        outbox.tidy(company);
        assertThat(states()).containsExactly("failed");
        sql("update fairlead.mail set created_at = now() - interval '31 days'");
        outbox.tidy(company);
        assertThat(states()).isEmpty();
    }

    @Test
    void anotherCompanysOutboxIsNotTouched() {
        int other = server.part(Companies.class).found("Other", "Europe/Rome", "it");
        send(Mail.plain("anna@example.com", "mine", "text"));
        assertThat(outbox.claim(other)).isEmpty();
        assertThat(outbox.claim(company)).hasSize(1);
    }

    /** Dies before it notes anything. */
    private static final class Dead implements Smtp.Report {
        @Override
        public void sent(Outbox.Claimed mail) {}

        @Override
        public void failed(Outbox.Claimed mail, String error, boolean forGood) {}
    }

    private void deliver(int port) {
        var claimed = outbox.claim(company);
        new Smtp(MailServers.address(port)).send(claimed, new Smtp.Report() {
            @Override
            public void sent(Outbox.Claimed mail) {
                outbox.sent(company, mail);
            }

            @Override
            public void failed(Outbox.Claimed mail, String error, boolean forGood) {
                outbox.failed(company, mail, error, forGood);
            }
        });
    }

    private void send(Mail mail) {
        server.part(Mails.class).send(company, mail);
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void due() {
        sql("update fairlead.mail set next_at = now()");
    }

    private void endClaims() {
        sql("update fairlead.mail set claimed_until = now() - interval '1 second'");
    }

    private void sql(String sql) {
        server.part(Transactions.class)
                .inCompany(company, () -> server.part(JdbcClient.class).sql(sql).update());
    }

    private List<String> states() {
        return server.part(Transactions.class)
                .inCompany(
                        company,
                        () -> server.part(JdbcClient.class)
                                .sql("select state from fairlead.mail order by id")
                                .query(String.class)
                                .list());
    }

    /** The newest. */
    private Row row() {
        return server.part(Transactions.class)
                .inCompany(
                        company,
                        () -> server.part(JdbcClient.class)
                                .sql("select state, tries, last_error from fairlead.mail order by id desc limit 1")
                                .query((row, n) -> new Row(
                                        row.getString("state"), row.getInt("tries"), row.getString("last_error")))
                                .single());
    }

    private record Row(String state, int tries, String lastError) {}
}
