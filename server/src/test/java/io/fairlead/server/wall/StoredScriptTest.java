package io.fairlead.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A company in whose every text stands what would run where texts are not kept apart from markup. */
class StoredScriptTest {
    private static final Company EVIL = Company.found(Neighbours.SERVER, "evil", Neighbours.ATTACK);

    /** What is saved instead of shown, and as what. */
    private static final Map<String, String> DOWNLOADS = Map.of(
            "GET /api/files/{id}", "application/octet-stream",
            "GET /api/imports/{id}/result", "text/csv;charset=UTF-8",
            "GET /api/exports/{id}/content", "text/csv;charset=UTF-8",
            "GET /api/privacy/contacts/erased", "text/csv;charset=UTF-8");

    @Test
    void everyOperationGivesItBackAsDataThatNoBrowserTakesForAPage() {
        var said = new TreeSet<String>();
        for (var operation : Operations.all()) {
            if (operation.isSafe() && !operation.name().equals(Operations.STREAM)) {
                var answer = operation.made().apply(EVIL).send(EVIL.head);
                assertThat(answer.header("x-content-type-options"))
                        .as(operation.name())
                        .isEqualTo("nosniff");
                String download = DOWNLOADS.get(operation.name());
                if (download != null) {
                    assertThat(answer.header("content-type"))
                            .as(operation.name())
                            .isEqualToIgnoringCase(download);
                    assertThat(answer.header("content-disposition"))
                            .as(operation.name())
                            .startsWith("attachment;");
                    continue;
                }
                assertThat(answer.header("content-type"))
                        .as(operation.name())
                        .startsWith(answer.status() < 400 ? "application/json" : "application/problem+json");
                if (answer.json().toString().contains("<script>")) {
                    assertThat(texts(answer.json())).as(operation.name()).containsAnyOf(EVIL.mark, quoted(EVIL.mark));
                    said.add(operation.name());
                }
            }
        }
        assertThat(said)
                .contains(
                        "GET /api/users",
                        "GET /api/leads/{id}",
                        "GET /api/quarantine",
                        "GET /api/sources",
                        "GET /api/absences");
        var yaml = EVIL.head.get("/api/settings?format=yaml").expect(200);
        assertThat(yaml.header("content-type")).doesNotContain("html");
    }

    private static String texts(tools.jackson.databind.JsonNode json) {
        if (json.isValueNode()) {
            return json.asString() + "\n";
        }
        var all = new StringBuilder();
        json.valueStream().forEach(one -> all.append(texts(one)));
        return all.toString();
    }

    @Test
    void aFormShowsItAsText() throws Exception {
        var page = Browser.get("/f/" + EVIL.formKey);
        var sent = Browser.send(EVIL, page, Neighbours.ATTACK);
        var refused = Browser.send(EVIL, page, "");
        for (var answer : List.of(page, sent, refused)) {
            assertThat(answer.body()).contains("&lt;img src=x").doesNotContain("<img src=x", "<script");
            assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'");
        }
        var script = Browser.get("/f/" + EVIL.formKey + ".js");
        assertThat(script.body()).as("markup within the script").doesNotContain("<img src=x", "</script");
    }

    @Test
    void aMailShowsItAsTextAndItsSubjectIsOneLine() throws Exception {
        var name = "Bcc\r\nBcc: third@evil.example\r\n\r\n" + Neighbours.ATTACK;
        var page = Browser.get("/f/" + EVIL.formKey);
        assertThat(Browser.send(EVIL, page, name).statusCode()).isEqualTo(422);
        EVIL.program
                .post("/api/leads", Map.of("name", name, "phone", "+393312000077", "source", "crm", "status", "x"))
                .expect(422);
        assertThat(Browser.send(EVIL, page, Neighbours.ATTACK).statusCode()).isEqualTo(200);
        EVIL.invitation();
        await().atMost(Duration.ofSeconds(60)).until(() -> mails().size() >= 3);
        for (var mail : mails()) {
            assertThat(Mails.html(mail)).doesNotContain("<img", "<script");
            assertThat(String.valueOf(mail.getSubject())).doesNotContain("\n", "\r");
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getAllRecipients()).hasSize(1);
        }
        assertThat(mails()).anyMatch(mail -> Mails.html(mail).contains("&lt;img src=x"));
    }

    private static List<jakarta.mail.internet.MimeMessage> mails() {
        return Arrays.stream(Neighbours.MAIL.getReceivedMessages())
                .filter(mail -> Mails.decoded(mail).contains("@evil.example"))
                .toList();
    }

    /** As a field of CSV has it. */
    private static String quoted(String text) {
        return text.replace("\"", "\"\"");
    }
}
