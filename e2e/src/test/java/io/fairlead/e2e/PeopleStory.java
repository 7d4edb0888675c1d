package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.field;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.signIn;
import static io.fairlead.e2e.Screen.tab;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head of sales makes a shift and invites a colleague, who joins, goes to lunch and enters a holiday. */
class PeopleStory {
    @Test
    void aColleagueIsInvitedWorksByAShiftAndGoesOnHoliday(@TempDir Path home) throws IOException, InterruptedException {
        try (var fairlead = Installation.start(home);
                var browser = new Browser()) {
            var page = browser.page();
            signIn(page, fairlead);
            browser.forgetComplaints();
            makeAShift(page, browser);
            var link = invite(page, browser);
            signOut(page);
            join(page, link, browser);
            goToLunch(page);
            enterAHoliday(page, browser);
            seeWhoIsOnInHebrew(page, browser);
            browser.complaints().removeIf(complaint -> complaint.contains("401"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void makeAShift(Page page, Browser browser) {
        link(page, "Who is on").click();
        tab(page, "Schedules").click();
        link(page, "+ New schedule").click();
        field(page, "Name").fill("2-2");
        button(page, "Remove this line").click();
        button(page, "Add a cycle such as 2/2").click();
        assertThat(page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName("Next week")))
                .isVisible();
        browser.picture("schedule");
        assertThat(browser.barriers()).isEmpty();
        button(page, "Save").click();
        assertThat(button(page, "Delete")).isVisible();
    }

    private static String invite(Page page, Browser browser) {
        link(page, "People").click();
        button(page, "Add a person").click();
        field(page, "Name").fill("Gudrun Gast");
        field(page, "E-mail").fill("gudrun@shop.example");
        // The demo company speaks Russian.
        field(page, "Language").selectOption("en");
        page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Schedule"))
                .click();
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("2-2")).click();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Add").setExact(true))
                .click();
        button(page, "Make an invitation link").click();
        assertThat(page.getByText("It works once and is shown only now")).isVisible();
        browser.picture("person");
        assertThat(browser.barriers()).isEmpty();
        var link = page.locator("code").innerText();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.GRID)).containsText("Gudrun Gast");
        browser.picture("people");
        return link;
    }

    private static void signOut(Page page) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^Your menu")))
                .click();
        page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(button(page, "Sign in")).isVisible();
    }

    private static void join(Page page, String link, Browser browser) {
        page.navigate(link);
        field(page, "Your password").fill("a password of four words");
        browser.picture("invitation");
        button(page, "Begin").click();
        assertThat(button(page, "Your presence: Not online yet")).isVisible();
    }

    private static void goToLunch(Page page) {
        button(page, "Your presence: Not online yet").click();
        page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName("Online"))
                .click();
        button(page, "Your presence: Online").click();
        page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName("Lunch"))
                .click();
        assertThat(button(page, "Your presence: Offline: Lunch")).isVisible();
    }

    private static void enterAHoliday(Page page, Browser browser) {
        link(page, "Who is on").click();
        tab(page, "Absences").click();
        button(page, "Add an absence").click();
        page.getByLabel("Last day").fill("2035-12-31");
        button(page, "Save").click();
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("31 December 2035");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        browser.picture("absences");
        assertThat(browser.barriers()).isEmpty();
    }

    private static void seeWhoIsOnInHebrew(Page page, Browser browser) {
        Screen.readInHebrew(page);
        tab(page, "מי במשמרת").click();
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("Gudrun Gast");
        browser.picture("duty-hebrew");
        assertThat(browser.barriers()).isEmpty();
    }
}
