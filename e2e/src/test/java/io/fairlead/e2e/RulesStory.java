package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head of sales changes the rules of the beauty shop by clicking, tries them, publishes them, and goes back. */
class RulesStory {
    @Test
    void rulesAreChangedTriedPublishedAndRolledBack(@TempDir Path home) throws IOException, InterruptedException {
        try (var fairlead = Installation.start(home);
                var browser = new Browser()) {
            var page = browser.page();
            signIn(page, fairlead);
            link(page, "Rules").click();
            browser.forgetComplaints();
            change(page, browser);
            publish(page, browser);
            rollBack(page, browser);
            simulate(page, fairlead);
            readItInHebrew(page, fairlead, browser);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void change(Page page, Browser browser) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^security-saturday")))
                .first()
                .click();
        page.locator("[data-spot='6-10']").dragTo(page.locator("[data-spot='6-12']"));
        assertThat(rule(page, 1)).containsText("Sun 10:00–13:00");
        page.getByLabel("Strategy").selectOption("priority");
        assertThat(rule(page, 1)).containsText("the first who is free");
        rule(page, 1).focus();
        page.keyboard().press("Alt+ArrowUp");
        assertThat(rule(page, 0)).containsText("security-saturday");
        assertThat(page.getByText("saved by")).isVisible();
        browser.picture("rules");
        assertThat(browser.barriers()).isEmpty();
    }

    private static void publish(Page page, Browser browser) {
        button(page, "Publish…").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("priority");
        page.getByLabel("What changes, and why").fill("Sundays too");
        button(page, "Publish now").click();
        assertThat(page.getByText("Version 2; a change begins a draft")).isVisible();
        browser.picture("rules-published");
    }

    private static void rollBack(Page page, Browser browser) {
        page.getByRole(AriaRole.TAB, new GetByRoleOptions().setName("History")).click();
        assertThat(page.getByText("Sundays too")).isVisible();
        browser.picture("rules-history");
        assertThat(browser.barriers()).isEmpty();
        button(page, "Roll back").click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Roll back"))
                .click();
        assertThat(page.getByText("Version 3")).isVisible();
    }

    private static void simulate(Page page, Installation fairlead) {
        page.navigate(fairlead.address() + "/rules");
        button(page, "Simulate").click();
        page.getByText("On an example week").click();
        button(page, "Run").first().click();
        assertThat(page.getByRole(AriaRole.GRIDCELL, new GetByRoleOptions().setName("by turns"))
                        .first())
                .isVisible();
    }

    private static void readItInHebrew(Page page, Installation fairlead, Browser browser) {
        Screen.readInHebrew(page);
        page.navigate(fairlead.address() + "/rules?rule=calls-night");
        assertThat(page.getByText("מתי").first()).isVisible();
        browser.picture("rules-hebrew");
        assertThat(browser.barriers()).isEmpty();
    }

    private static Locator rule(Page page, int place) {
        return page.locator("[data-rule]").nth(place);
    }
}
