package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.notify.MailServers;
import io.fairlead.server.platform.SettableClock;
import io.fairlead.server.platform.sql.Ids;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import tools.jackson.databind.JsonNode;

/** Two nodes with the demo company on a morning, whose people are told things, in the app and by mail. */
final class NoticeShop {
    static final GreenMail MAIL = MailServers.taking();
    static final TestServer SERVER =
            TestServer.start(MailServers.address(MAIL.getSmtp().getPort())).shared();
    static final TestServer NODE =
            SERVER.node(MailServers.address(MAIL.getSmtp().getPort())).shared();
    static final Duration LONG = Duration.ofSeconds(30);
    /** A Monday, half past nine in Tomsk: Урсула and Надежда are on, Марина comes at four. Each test has its own. */
    static Instant morning = Instant.parse("2026-11-23T02:30:00Z");

    static final Client HEAD = SERVER.administrator();
    static final Client URSULA = Office.accept(HEAD, SERVER.client(), "ursula");
    static final Client NADEZHDA = Office.accept(HEAD, SERVER.client(), "nadezhda");
    static final Client MARINA = Office.accept(HEAD, SERVER.client(), "marina");

    static int phones;

    private NoticeShop() {}

    /** A morning without notices, a week after the last one. */
    static void begin() {
        morning = morning.plus(Duration.ofDays(7));
        await().atMost(LONG).until(SERVER_READ);
        SERVER.execute("delete from fairlead.notice; delete from fairlead.notice_choice; delete from fairlead.mail");
        at(morning);
        try {
            MAIL.purgeEmailFromAllMailboxes();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    static final java.util.concurrent.Callable<Boolean> SERVER_READ =
            () -> SERVER.query("select not exists (select from fairlead.event e join shared.tenant t using (company_id)"
                            + " where (e.tx, e.id) > (t.read_tx, t.read_id))")
                    .equals("t");

    static String added(String key) {
        HEAD.post("/api/users", Map.of("key", key, "name", key, "email", key + "@shop.example", "role", "operator"))
                .expect(201);
        return key;
    }

    static void at(Instant now) {
        SERVER.part(SettableClock.class).set(now);
        NODE.part(SettableClock.class).set(now);
    }

    static String lead(String name) {
        return lead(name, "nowhere");
    }

    /** A lead that arrives; its id. */
    static String lead(String name, String source) {
        var lead = new Doing.NewLead(source, "", name, "+3906" + (7_000_000 + phones++), "", "", Map.of(), true, null);
        long number = SERVER.part(Desks.class)
                .perform(1, List.of(new Doing.Arrival(lead, outcome -> {})))
                .getFirst()
                .lead();
        long seed = Long.parseLong(SERVER.query("select id_seed from fairlead.company where company_id = 1"));
        return Ids.of(seed).show(Ids.Kind.LEAD, number);
    }

    static void assign(Client by, String lead, String user) {
        by.post("/api/leads/" + lead + "/assign", Map.of("user", user)).expect(200);
    }

    static void note(Client by, String lead, String text) {
        by.post("/api/leads/" + lead + "/touch", Map.of("kind", "note", "text", text))
                .expect(200);
    }

    static void status(Client by, String lead, String status) {
        long version = by.get("/api/leads/" + lead)
                .expect(200)
                .json()
                .at("/lead/version")
                .asLong();
        by.call("PATCH", "/api/leads/" + lead, Map.of("status", status), Map.of("If-Match", "\"" + version + "\""))
                .expect(200);
    }

    static List<JsonNode> rows(Client client) {
        return client.get("/api/me/notices")
                .expect(200)
                .json()
                .path("rows")
                .valueStream()
                .toList();
    }

    /** The only notice, once it is there. */
    static JsonNode only(Client client) {
        await().atMost(LONG).until(() -> !rows(client).isEmpty());
        assertThat(rows(client)).hasSize(1);
        return rows(client).getFirst();
    }

    static int unread(Client client) {
        return client.get("/api/me/notices")
                .expect(200)
                .json()
                .at("/unread/value")
                .asInt();
    }

    static String name(Client client) {
        return client.get("/api/session").expect(200).json().at("/user/name").asString();
    }

    static JsonNode json(String text) {
        return new tools.jackson.databind.json.JsonMapper().readTree(text);
    }

    static InputStream listen(Client client, String more, Queue<String> heard) {
        InputStream stream = client.listen("/api/leads/stream" + more);
        Thread.ofVirtual().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(heard::add);
            } catch (IOException | java.io.UncheckedIOException closed) {
                heard.add("closed");
            }
        });
        return stream;
    }

    static boolean tells(Queue<String> heard) {
        return heard.stream().anyMatch(line -> line.contains("\"notices\":true"));
    }

    static List<MimeMessage> mails(String user) {
        return Arrays.stream(MAIL.getReceivedMessages())
                .filter(mail -> receiver(mail).startsWith(user + "@"))
                .toList();
    }

    static String receiver(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String part(MimeMessage mail, int part) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(part).getContent().toString();
    }
}
