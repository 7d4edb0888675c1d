package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.field;
import static io.fairlead.e2e.Screen.link;
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

/** A head of sales signs in, tries the beauty shop's rules on a week of leads, and reads why. */
class SimulatorStory {
    @Test
    void rulesAreTriedExplainedAndReadInHebrew(@TempDir Path home) throws IOException, InterruptedException {
        try (var fairlead = Installation.start(home);
                var browser = new Browser()) {
            var page = browser.page();
            signIn(page, fairlead);
            browser.forgetComplaints();
            browser.picture("simulator-empty");
            runTheBeautyShop(page);
            browser.picture("simulator-assignments");
            assertThat(browser.barriers()).isEmpty();
            readAnExplanation(page);
            browser.picture("simulator-explanation");
            assertThat(browser.barriers()).isEmpty();
            seeFairShareAndCoverage(page, browser);
            switchToHebrew(page);
            browser.picture("simulator-hebrew");
            assertThat(browser.barriers()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void signIn(Page page, Installation fairlead) {
        page.navigate(fairlead.address());
        field(page, "E-mail").fill(fairlead.email());
        field(page, "Password").fill("wrong password");
        button(page, "Sign in").click();
        assertThat(page.getByText("E-mail and password do not match")).isVisible();
        Screen.signIn(page, fairlead);
        link(page, "Simulator").click();
        assertThat(page.getByText("Try rules before you trust them")).isVisible();
    }

    private static void runTheBeautyShop(Page page) {
        button(page, "Beauty shop").first().click();
        assertThat(page.getByRole(AriaRole.TEXTBOX, new GetByRoleOptions().setName("Settings file")))
                .containsText("Asia/Tomsk");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText("Nobody was ever more than")).isVisible();
        assertThat(page.getByRole(AriaRole.GRID)).containsText("calls-day");
        assertThat(page.getByRole(AriaRole.GRID)).containsText("Надежда");
    }

    private static void readAnExplanation(Page page) {
        page.getByRole(AriaRole.GRIDCELL, new GetByRoleOptions().setName("by turns"))
                .first()
                .dblclick();
        var heading = page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(Pattern.compile("Why .* went")));
        assertThat(heading).isVisible();
        assertThat(page.getByText(Pattern.compile("balance|turn")).first()).isVisible();
        assertThat(page.getByRole(AriaRole.TABLE).first()).containsText("Надежда");
    }

    private static void seeFairShareAndCoverage(Page page, Browser browser) {
        tab(page, "Fair share").click();
        assertThat(page.locator("canvas")).isVisible();
        browser.picture("simulator-fairness");
        tab(page, "Coverage").click();
        assertThat(page.getByText("Sun", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible();
        browser.picture("simulator-coverage");
        assertThat(browser.barriers()).isEmpty();
        tab(page, "Assignments").click();
    }

    private static void switchToHebrew(Page page) {
        Screen.readInHebrew(page);
        assertThat(page.getByRole(AriaRole.GRID)).isVisible();
    }
}
