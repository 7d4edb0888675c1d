package io.fairlead.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InvitationMailTest {
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/invitation#(\\S+)");

    @Test
    void theInvitedGetTheLinkInTheirLanguageAndItIsForgottenOnceItIsOut() throws Exception {
        GreenMail mail = MailServers.taking();
        TestServer server = TestServer.start(MailServers.address(mail.getSmtp().getPort()));
        try {
            assertThat(server.administrator()
                            .post("/api/users/marina/invitation", "{}")
                            .expect(201)
                            .json()
                            .path("mailed")
                            .asBoolean())
                    .isTrue();
            assertThat(mail.waitForIncomingEmail(20_000, 1)).isTrue();
            MimeMessage received = mail.getReceivedMessages()[0];
            assertThat(received.getRecipients(Message.RecipientType.TO)[0].toString())
                    .isEqualTo("marina@beauty-shop.example");
            assertThat(received.getSubject()).isEqualTo("Приглашение в компанию «Сибирская косметика»");
            Matcher link = LINK.matcher(received.getContent().toString());
            assertThat(link.find()).isTrue();
            Client browser = server.client();
            browser.post(
                            "/api/invitations/accept",
                            Map.of(
                                    "secret", link.group(1),
                                    "name", "Марина",
                                    "locale", "ru",
                                    "password", "a long password for tests"))
                    .expect(204);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> bodyOfSentMail(server).equals(""));
        } finally {
            server.stop();
            mail.stop();
        }
    }

    private static String bodyOfSentMail(TestServer server) throws SQLException {
        try (Connection connection = TestServer.connect(server.database());
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select coalesce(max(body), 'none') from fairlead.mail where state = 'sent'")) {
            row.next();
            return row.getString(1);
        }
    }
}
