package io.fairlead.server.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.notify.MailServers;
import io.fairlead.server.notify.MailTexts;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leads arrive at desks and mails at a mail server. */
class LeadMailsTest {
    private static final GreenMail MAIL = MailServers.taking();
    private static final TestServer SERVER =
            TestServer.start(MailServers.address(MAIL.getSmtp().getPort()));
    private static final Duration LONG = Duration.ofSeconds(30);

    @AfterAll
    static void stop() {
        SERVER.stop();
        MAIL.stop();
    }

    @Test
    void aLeadThatNobodyTakesIsToldToTheFallbackAddressOnly() throws Exception {
        int company =
                company("en", "{\"fallback-email\": \"a.head@x.example\", \"overview-email\": \"a.all@x.example\"}");
        arrive(company, "Ivan <b>Petrov</b>");
        MimeMessage mail = only("a.head@x.example");
        assertThat(mail.getSubject()).isEqualTo("Ivan <b>Petrov</b>: nobody was found");
        assertThat(text(mail, 0)).contains("Phone: +390612345678").contains("Sent by Fairlead for Shop.");
        assertThat(text(mail, 0)).contains("message: Is <it> free?").contains("rooms: 3");
        assertThat(text(mail, 1))
                .contains("Is &lt;it&gt; free?")
                .contains("Ivan &lt;b&gt;Petrov&lt;/b&gt;")
                .contains("dir=\"ltr\"");
        assertThat(mail.getMessageID()).matches("<\\d+\\.fallback\\." + company + "@fairlead>");
        assertThat(text(mail, 0)).contains("Open the lead:").contains(page(company));
        assertThat(text(mail, 1)).contains("<a href=\"" + page(company) + "\">");
        assertThat(to("a.all@x.example")).isEmpty();
    }

    @Test
    void aMailIsInTheLanguageOfWhoeverReadsIt() throws Exception {
        int company =
                company("en", "{\"fallback-email\": \"DANA@x.example\", \"overview-email\": \"l.all@x.example\"}");
        change(
                company,
                () -> jdbc().sql(
                                "update fairlead.app_user set email = 'dana@x.example', locale = 'he' where key = 'dana'")
                        .update());
        arrive(company, "Noa");
        MimeMessage mail = only("DANA@x.example");
        assertThat(mail.getSubject()).isEqualTo("Noa: לא נמצא מטפל");
        assertThat(text(mail, 1)).contains("lang=\"he\" dir=\"rtl\"").contains("<bdi>פתיחת הליד</bdi>");
    }

    @Test
    void whoIsTheLastToWhomALeadIsPassedOnIsTold() throws Exception {
        int company = company("it", "{\"fallback-email\": \"r.head@x.example\"}");
        change(company, () -> {
            jdbc().sql("insert into fairlead.app_user (key, name, role) values ('amir', 'Amir', 'operator')")
                    .update();
            return jdbc().sql("insert into fairlead.rule_version (version, rules) values (1, ?::jsonb)")
                    .param("""
                            [{"id": "quick", "candidates": [{"user": "dana"}, {"user": "amir"}],
                              "redistribute": {"after": "1s", "times": 1, "clock": "wall"}}]
                            """)
                    .update();
        });
        arrive(company, "Gino");
        MimeMessage mail = only("r.head@x.example");
        assertThat(mail.getSubject()).isEqualTo("Gino: passato per l’ultima volta");
        assertThat(text(mail, 0))
                .contains("la regola quick consente")
                .contains("Assegnato a: Amir")
                .contains(page(company));
    }

    @Test
    void anAlarmOfTheWatchdogIsOneMailHoweverOftenItLooks() throws Exception {
        Client head = SERVER.administrator();
        change(1, () -> jdbc().sql("update fairlead.company set locale = 'en'").update());
        change(1, "{\"fallback-email\": \"w.head@x.example\", \"otherwise\": \"hold\"}");
        long lead = arrive(1, "Astray");
        await().atMost(LONG).until(() -> to("w.head@x.example").size() == 1);
        destroy("update fairlead.desk_lead set hot = false where company_id = 1 and lead_id = " + lead);
        check(head);
        await().atMost(LONG).until(() -> to("w.head@x.example").size() == 2);
        MimeMessage mail = to("w.head@x.example").get(1);
        assertThat(mail.getSubject()).isEqualTo("Astray: in no proper state");
        assertThat(text(mail, 0))
                .contains("What is wrong: waits, but nobody looks after it")
                .contains("/leads/");
        check(head);
        destroy("""
                update fairlead.desk_lead set hot = true where company_id = 1 and lead_id = %1$d;
                update fairlead.decision set at = at - interval '3 days' where company_id = 1 and lead_id = %1$d
                """.formatted(lead));
        check(head);
        await().atMost(LONG).until(() -> to("w.head@x.example").size() == 3);
        assertThat(to("w.head@x.example").get(2).getSubject()).isEqualTo("Astray: has had nobody for too long");
        check(head);
        arrive(1, "Last");
        await().atMost(LONG).until(() -> to("w.head@x.example").size() >= 4);
        assertThat(to("w.head@x.example")).as("told once each").hasSize(4);
    }

    @Test
    void alarmsOfOneCheckAreOneMailThatNamesTheFirst() throws Exception {
        int company = company("he", "{\"otherwise\": \"hold\"}");
        for (int i = 0; i < 60; i++) {
            arrive(company, "ליד " + i);
        }
        change(company, "{\"otherwise\": \"hold\", \"fallback-email\": \"m.head@x.example\"}");
        destroy("""
                insert into fairlead.event (company_id, lead, kind, data)
                    select company_id, id, case when id % 2 = 0 then 'lead-astray' else 'lead-overdue' end,
                           '{"after": "no-owner"}' from fairlead.lead where company_id = COMPANY order by id
                """.replace("COMPANY", Integer.toString(company)));
        MimeMessage mail = only("m.head@x.example");
        assertThat(mail.getSubject()).isEqualTo("לידים שדורשים טיפול: 60");
        assertThat(text(mail, 1))
                .contains("lang=\"he\" dir=\"rtl\"")
                .contains("… ועוד 10")
                .contains("<bdi>ליד 0</bdi></a>: זמן רב מדי אצל אף אחד")
                .contains("<bdi>ליד 1</bdi></a>: משויך, אבל לאף אחד")
                .contains(SERVER.address() + "/watchdog");
        assertThat(text(mail, 1).split("<li>", -1)).hasSize(51);
        assertThat(mail.getMessageID()).matches("<\\d+\\.alarms\\." + company + "@fairlead>");
    }

    private static void check(Client head) {
        head.post("/api/watchdog/checks", "{}").expect(200);
    }

    /** Changes rows past the program. */
    private static void destroy(String sql) {
        TestServer.execute(SERVER.database(), sql);
    }

    /** The page of the company's only lead. */
    private static String page(int company) {
        return SERVER.part(Transactions.class).inCompany(company, () -> {
            long seed = jdbc().sql("select id_seed from fairlead.company")
                    .query(Long.class)
                    .single();
            return SERVER.address() + "/leads/" + Ids.of(seed).show(Ids.Kind.LEAD, 1);
        });
    }

    @Test
    void aFallbackIsToldToBothAddressesInTheCompanysLanguage() throws Exception {
        int company = company("he", """
                {"otherwise": {"user": "dana"}, "fallback-email": "b.head@x.example", "overview-email": "b.all@x.example"}
                """);
        arrive(company, "יוסי");
        assertThat(only("b.head@x.example").getSubject()).isEqualTo("יוסי: לא נמצא מטפל, הועבר אל דנה");
        MimeMessage overview = only("b.all@x.example");
        assertThat(overview.getSubject()).startsWith("יוסי: ");
        assertThat(text(overview, 1))
                .contains("lang=\"he\" dir=\"rtl\"")
                .contains("<bdi dir=\"ltr\">+390612345678</bdi>");
    }

    @Test
    void anAddressThatIsSetLaterIsNotToldWhatWasBefore() {
        int company = company("en", "{}");
        arrive(company, "Early");
        change(company, "{\"fallback-email\": \"c.head@x.example\"}");
        arrive(company, "Late");
        await().atMost(LONG).until(() -> !to("c.head@x.example").isEmpty());
        assertThat(to("c.head@x.example")).hasSize(1);
    }

    @Test
    void anEventWhoseTransactionEndsLateIsNotPassedOver() throws SQLException {
        int company = company("en", "{\"fallback-email\": \"d.head@x.example\"}");
        long first = arrive(company, "First");
        await().atMost(LONG).until(() -> to("d.head@x.example").size() == 1);
        try (Connection late = TestServer.connect(SERVER.database())) {
            late.setAutoCommit(false);
            late.createStatement().execute("""
                    insert into fairlead.event (company_id, lead, kind, data) values (%d, %d, 'lead-waiting', '{"how": "waiting"}')
                    """.formatted(company, first));
            arrive(company, "Second");
            SERVER.part(JournalReader.class).read(company);
            assertThat(mails(company)).isEqualTo(1);
            late.commit();
        }
        await().atMost(LONG).until(() -> mails(company) == 3);
        await().atMost(LONG).until(() -> to("d.head@x.example").size() == 3);
    }

    @Test
    void everyLanguageHasEveryText() {
        var english = MailTexts.in("en").all().stringPropertyNames();
        for (String locale : MailTexts.LOCALES) {
            assertThat(MailTexts.in(locale).all().stringPropertyNames())
                    .as(locale)
                    .isEqualTo(english);
        }
        for (var how : io.fairlead.engine.distribution.How.values()) {
            assertThat(english).contains("how." + how.word());
        }
    }

    private static int company(String locale, String body) {
        int company = SERVER.part(Companies.class).found("Shop", "Asia/Jerusalem", locale);
        change(company, body);
        return company;
    }

    private static JdbcClient jdbc() {
        return SERVER.part(JdbcClient.class);
    }

    private static void change(int company, Supplier<Integer> work) {
        SERVER.part(SettingsStore.class).change(company, null, work);
    }

    private static void change(int company, String body) {
        JdbcClient jdbc = jdbc();
        change(company, () -> {
            jdbc.sql(
                            "insert into fairlead.app_user (key, name, role) values ('dana', 'דנה', 'operator') on conflict do nothing")
                    .update();
            return jdbc.sql("update fairlead.company set body = ?::jsonb")
                    .param(body)
                    .update();
        });
    }

    private static long arrive(int company, String name) {
        var lead = new Doing.NewLead(
                "site", "", name, "+390612345678", "", "", Map.of("message", "Is <it> free?", "rooms", 3), true, null);
        return SERVER.part(Desks.class)
                .perform(company, List.of(new Doing.Arrival(lead, outcome -> {})))
                .getFirst()
                .lead();
    }

    private static int mails(int company) {
        return SERVER.part(Transactions.class)
                .inCompany(
                        company,
                        () -> SERVER.part(JdbcClient.class)
                                .sql("select count(*) from fairlead.mail")
                                .query(Integer.class)
                                .single());
    }

    private static List<MimeMessage> to(String address) {
        return java.util.Arrays.stream(MAIL.getReceivedMessages())
                .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).equals(address))
                .toList();
    }

    private static jakarta.mail.Address[] recipients(MimeMessage mail) {
        try {
            return mail.getAllRecipients();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage only(String address) {
        await().atMost(LONG).until(() -> !to(address).isEmpty());
        assertThat(to(address)).hasSize(1);
        return to(address).getFirst();
    }

    private static String text(MimeMessage mail, int part) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(part).getContent().toString();
    }
}
