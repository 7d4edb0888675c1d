package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.field;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people in two browsers: one gives a lead, notes and hands it over; the other sees it live and by mail. */
class NoticesStory {
    @Test
    void whatOnePersonDoesTheOtherSeesAtOnceAndByMail(@TempDir Path home) throws Exception {
        try (var mail = new MailSink();
                var fairlead = Installation.startMailing(home, mail.port());
                var ones = new Browser();
                var others = new Browser()) {
            var head = ones.page();
            var gudrun = others.page();
            signIn(head, fairlead);
            ones.forgetComplaints();
            join(head, gudrun);
            // What is there when notices are first loaded is not told again.
            others.settle();
            others.forgetComplaints();
            var lead = Screen.enter(head, fairlead, Map.of("name", "Noa Levi", "phone", "+972541234567"));
            head.navigate(fairlead.address() + "/leads/" + lead);
            give(head, "Gudrun Gast");
            seeTheToast(gudrun, others);
            assertThat(gudrun).hasTitle(Pattern.compile("^\\(1\\) .*"));
            note(head, fairlead, lead);
            readTheBell(gudrun, others);
            seeTheMail(mail);
            give(head, "Марина Соколова");
            assertThat(gudrun.getByRole(AriaRole.STATUS)
                            .filter(new Locator.FilterOptions().setHasText("away from you")))
                    .isVisible();
            choose(gudrun, fairlead, others);
            readInHebrew(gudrun, others);
            assertThat(ones.complaints()).isEmpty();
            assertThat(others.complaints()).isEmpty();
        }
    }

    /** The head invites Gudrun, who opens the link in a browser of her own. */
    private static void join(Page head, Page gudrun) {
        link(head, "People").click();
        button(head, "Add a person").click();
        field(head, "Name").fill("Gudrun Gast");
        field(head, "E-mail").fill("gudrun@shop.example");
        field(head, "Language").selectOption("en");
        Screen.exactly(head, AriaRole.BUTTON, "Add").click();
        button(head, "Make an invitation link").click();
        gudrun.navigate(head.locator("code").innerText());
        field(gudrun, "Your password").fill("a password of four words");
        // What happens before she listens is not told to her at once.
        gudrun.waitForResponse(answer -> answer.url().contains("/leads/stream"), button(gudrun, "Begin")::click);
        assertThat(Screen.exactly(gudrun, AriaRole.BUTTON, "Notices")).isVisible();
        head.keyboard().press("Escape");
    }

    private static void give(Page page, String name) {
        button(page, "Choose a colleague").click();
        Screen.exactly(page, AriaRole.COMBOBOX, "Colleague").fill(name);
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName(name)).click();
        assertThat(button(page, "Choose a colleague")).isVisible();
    }

    private static void seeTheToast(Page page, Browser browser) {
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("gave you Noa Levi")))
                .isVisible();
        browser.picture("notice-toast");
        assertThat(browser.barriers()).isEmpty();
    }

    private static void note(Page page, Installation fairlead, String lead) {
        for (var text : new String[] {"She asks for the price.", "She asked again."}) {
            Screen.post(page, fairlead, "/api/leads/" + lead + "/touch", Map.of("kind", "note", "text", text));
        }
    }

    private static void readTheBell(Page page, Browser browser) {
        var bell = page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Notices: 2 unread"));
        assertThat(bell).isVisible();
        bell.click();
        var panel = page.getByRole(AriaRole.DIALOG);
        assertThat(panel).containsText("worked on Noa Levi: note");
        assertThat(panel).not().containsText("price");
        browser.picture("notices");
        assertThat(browser.barriers()).isEmpty();
        page.keyboard().press("Escape");
    }

    /** After the invitation one mail for all of it, about a minute after the last. */
    private static void seeTheMail(MailSink mail) throws InterruptedException {
        assertThat(mail.next(Duration.ofMinutes(1))).contains("To: gudrun@shop.example", "It works once");
        assertThat(mail.next(Duration.ofMinutes(3)))
                .contains("To: gudrun@shop.example", "Subject: Your leads: 2 notices", "List-Unsubscribe: <http")
                .doesNotContain("price");
    }

    private static void choose(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/account");
        var box = page.getByLabel("others work on my leads: By e-mail");
        Screen.changing(page, "/notices/choices", box::click);
        assertThat(box).not().isChecked();
        page.reload();
        assertThat(box).not().isChecked();
        browser.picture("notice-choices");
        assertThat(browser.barriers()).isEmpty();
    }

    private static void readInHebrew(Page page, Browser browser) {
        Screen.readInHebrew(page);
        browser.picture("notice-choices-hebrew");
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^הודעות")))
                .click();
        var panel = page.getByRole(AriaRole.DIALOG);
        assertThat(panel).containsText("נלקח ממך");
        browser.picture("notices-hebrew");
        assertThat(browser.barriers()).isEmpty();
        panel.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("נלקח ממך")))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("Noa Levi")))
                .isVisible();
    }
}
