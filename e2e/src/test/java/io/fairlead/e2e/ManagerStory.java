package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.signIn;
import static io.fairlead.e2e.Screen.tab;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A head of sales shows why somebody got the last lead, replays what came in under other weights, publishes them, and
 * hands over the leads of a colleague who leaves, and takes that back.
 */
class ManagerStory {
    private static final int LEADS = 600;
    private static final LocalDate BEGUN = today();

    @Test
    void theHeadExplainsReplaysAndHandsOver(@TempDir Path home) throws IOException, InterruptedException {
        try (var fairlead = Installation.start(home);
                var browser = new Browser()) {
            var page = browser.page();
            signIn(page, fairlead);
            browser.forgetComplaints();
            everybodyIsThere(page, browser);
            new Portal(fairlead.address(), Screen.makeProgram(page, "Call")).sendMany(LEADS);
            var last = explainTheLastLead(page, fairlead, browser);
            changeWeights(page, fairlead);
            replay(page, fairlead, browser);
            publish(page, fairlead);
            handOver(page, fairlead, browser, last);
            readItInHebrew(page, fairlead, browser);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Tomsk"));
    }

    /** The replay of the days on which the story is played; midnight may come within it. */
    private static String replayed() {
        return "/replay?from=" + BEGUN + "&to=" + today();
    }

    /** The demo company has a holiday in some week; in this story nobody is away. */
    private static void everybodyIsThere(Page page, Browser browser) {
        link(page, "Who is on").click();
        tab(page, "Absences").click();
        assertThat(button(page, "Add an absence")).isVisible();
        browser.settle();
        var absences = page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^Change: ")));
        for (int left = absences.count(); left > 0; left--) {
            absences.first().click();
            button(page, "Delete").click();
            assertThat(absences).hasCount(left - 1);
        }
    }

    /** Who got the last lead, as the list, the lead's history and the books say. */
    private static String explainTheLastLead(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/leads");
        var row = page.locator(".ag-row[row-index='0']");
        assertThat(row).containsText("Caller 600");
        var person = row.locator("[col-id='assignee']").innerText().strip();
        row.getByText("Caller 600").click();
        assertThat(page.getByText("Given to " + person)).isVisible();
        button(page, "Why").first().click();
        assertThat(page.getByRole(AriaRole.TABLE).first()).containsText(person);
        browser.picture("manager-why");
        link(page, "Fairness").click();
        assertThat(page.getByText("nobody was ever more than")).isVisible();
        assertThat(page.getByRole(AriaRole.TABLE).first()).containsText(person);
        assertThat(page.locator("canvas")).isVisible();
        browser.settle();
        browser.picture("manager-balances");
        assertThat(browser.barriers()).isEmpty();
        tab(page, "Who is next").click();
        assertThat(page.getByText(Pattern.compile(" is next: ")).first()).isVisible();
        browser.picture("manager-next");
        assertThat(browser.barriers()).isEmpty();
        return person;
    }

    /** Whoever stands first in a rule counts threefold. */
    private static void changeWeights(Page page, Installation fairlead) {
        for (String rule : new String[] {"calls-day", "calls-saturday", "calls-night"}) {
            page.navigate(fairlead.address() + "/rules?rule=" + rule);
            var weight = page.getByLabel(Pattern.compile("^Share, ")).first();
            Screen.changing(page, "/rules/draft", () -> {
                weight.fill("3");
                weight.press("Tab");
            });
            assertThat(page.getByText("saved by")).isVisible();
        }
    }

    private static void replay(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + replayed());
        button(page, "Replay").click();
        assertThat(page.getByText("Would be with somebody else")).isVisible();
        assertThat(page.getByRole(AriaRole.TABLE).first()).isVisible();
        browser.picture("manager-replay");
        assertThat(browser.barriers()).isEmpty();
        tab(page, "Leads that change hands").click();
        assertThat(page.getByRole(AriaRole.TABLE).first()).containsText("Caller");
        browser.picture("manager-replay-changed");
        assertThat(browser.barriers()).isEmpty();
    }

    private static void publish(Page page, Installation fairlead) {
        page.navigate(fairlead.address() + "/rules");
        button(page, "Publish…").click();
        page.getByLabel("What changes, and why").fill("The first of each shift takes more");
        button(page, "Publish now").click();
        assertThat(page.getByText("Version 2; a change begins a draft")).isVisible();
    }

    private static void handOver(Page page, Installation fairlead, Browser browser, String leaver) {
        page.navigate(fairlead.address() + "/bulk");
        button(page, "Hand over the leads of " + leaver).click();
        var moves = page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^Hand over [\\d,]+ leads")));
        assertThat(moves).isEnabled();
        int leads = Integer.parseInt(moves.innerText().replaceAll("\\D", ""));
        assertThat(leads).isGreaterThan(100);
        browser.picture("manager-hand-over");
        assertThat(browser.barriers()).isEmpty();
        moves.click();
        assertThat(page.locator("main").getByRole(AriaRole.STATUS).first()).containsText("done, " + leads);
        browser.picture("manager-handed-over");
        assertThat(browser.barriers()).isEmpty();
        button(page, "Undo the hand-over").click();
        assertThat(page.locator("main").getByRole(AriaRole.STATUS).first()).hasText("undone");
        page.navigate(fairlead.address() + "/bulk");
        Locator held = page.getByRole(AriaRole.ROW, new GetByRoleOptions().setName(leaver))
                .last();
        assertThat(held).containsText(Integer.toString(leads));
    }

    private static void readItInHebrew(Page page, Installation fairlead, Browser browser) {
        Screen.readInHebrew(page);
        for (String way : new String[] {"/bulk", "/fairness", replayed()}) {
            page.navigate(fairlead.address() + way);
            assertThat(page.locator("main").getByRole(AriaRole.HEADING).first()).isVisible();
            browser.settle();
            browser.picture("manager-hebrew-" + way.substring(1).replaceAll("\\?.*", ""));
            assertThat(browser.barriers()).isEmpty();
        }
    }
}
