package io.fairlead.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What two companies hear that is no answer of an operation: live changes, forms, mails, metrics. */
class BesideTheApiTest {
    private static final Company OWN = Neighbours.OWN;
    private static final Company OTHER = Neighbours.OTHER;
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void theStreamOfChangesTellsOfTheOwnLeadsAlone() throws IOException {
        var heard = new ConcurrentLinkedQueue<String>();
        try (var stream = OWN.head.listen(Operations.STREAM.replace("GET ", ""))) {
            Thread.ofVirtual().start(() -> listen(stream, heard));
            await().atMost(LONG).until(() -> !heard.isEmpty());
            String foreign = OTHER.lead("new");
            String own = OWN.lead("new");
            String later = OTHER.lead("new");
            String last = OWN.lead("new");
            await().atMost(LONG)
                    .until(() -> String.join("\n", heard).contains(own)
                            && String.join("\n", heard).contains(last));
            assertThat(String.join("\n", heard)).doesNotContain(foreign, later);
            OTHER.assertUnheard(String.join("\n", heard));
        }
    }

    private static void listen(InputStream stream, Queue<String> heard) {
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
            }
        } catch (IOException closed) {
            heard.add("closed");
        }
    }

    @Test
    void theSameIdempotencyKeyIsAnotherLeadInEachCompany() {
        var own = OWN.program.call(
                "POST",
                "/api/leads",
                OWN.leadBody("new", "+393312000009"),
                Map.of("Idempotency-Key", Company.SAME_KEY));
        own.expect(200);
        OTHER.assertUnheard(own.text());
        var conflict = OWN.program.call(
                "POST",
                "/api/leads",
                OTHER.leadBody("new", "+393312000009"),
                Map.of("Idempotency-Key", Company.SAME_KEY));
        assertThat(conflict.status()).isEqualTo(409);
    }

    @Test
    void aSearchForWhatTheOtherHasFindsTheOwnAlone() {
        for (String text : List.of("+393312000001", OTHER.mark, OTHER.email("lead"))) {
            var found = OWN.head.post("/api/leads/query", Map.of("limit", 100, "filter", Map.of("text", text)));
            OTHER.assertUnheard(found.expect(200).text());
            assertThat(found.json().path("rows").isEmpty()).as(text).isEqualTo(!text.startsWith("+"));
        }
    }

    @Test
    void aFormTellsAndTakesForItsCompanyAlone() throws Exception {
        var before = Snapshot.of(Neighbours.SERVER, OTHER.number);
        var page = Browser.get("/f/" + OWN.formKey);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Ownmark title", "Ownmark your name");
        var script = Browser.get("/f/" + OWN.formKey + ".js");
        var sent = Browser.send(OWN, page, "Visitor");
        for (var answer : List.of(page, script, sent)) {
            OTHER.assertUnheard(answer.body() + answer.headers());
        }
        assertThat(sent.body()).contains("Ownmark thanks");
        assertThat(Snapshot.of(Neighbours.SERVER, OTHER.number)).isEqualTo(before);
        var elsewhere = Browser.send(OTHER, page, "Strayed");
        OWN.assertUnheard(elsewhere.body());
        assertThat(OTHER.head.post("/api/leads/query", Map.of("limit", 200)).text())
                .as("what one form handed out does not open another")
                .doesNotContain("Strayed");
    }

    @Test
    void mailsOfOneCompanyGoToItAlone() throws Exception {
        for (var company : List.of(OWN, OTHER)) {
            Browser.send(company, Browser.get("/f/" + company.formKey), company.mark + " mailed");
            company.invitation();
        }
        for (var company : List.of(OWN, OTHER)) {
            await().atMost(LONG)
                    .until(() -> to(company, "fallback").stream()
                            .anyMatch(mail -> text(mail).contains(company.mark + " mailed")));
            await().atMost(LONG)
                    .until(() -> to(company, "overview").stream()
                            .anyMatch(mail -> text(mail).contains(company.mark + " mailed")));
            await().atMost(LONG).until(() -> !to(company, company.solo).isEmpty());
        }
        for (var mail : Neighbours.MAIL.getReceivedMessages()) {
            var receivers = Arrays.toString(mail.getRecipients(Message.RecipientType.TO));
            for (var company : List.of(OWN, OTHER)) {
                if (!receivers.contains(company.slug)) {
                    company.assertUnheard(text(mail));
                }
            }
        }
    }

    @Test
    void metricsNameNoCompanyAndNobody() {
        var metrics = OWN.head.get("/actuator/prometheus").expect(200).text();
        OTHER.assertUnheard(metrics);
        OWN.assertUnheard(metrics);
    }

    private static List<MimeMessage> to(Company company, String who) {
        return Arrays.stream(Neighbours.MAIL.getReceivedMessages())
                .filter(mail -> receivers(mail).contains(who) && receivers(mail).contains(company.slug))
                .toList();
    }

    private static String receivers(MimeMessage mail) {
        try {
            return Arrays.toString(mail.getAllRecipients());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage mail) {
        return Mails.decoded(mail);
    }
}
