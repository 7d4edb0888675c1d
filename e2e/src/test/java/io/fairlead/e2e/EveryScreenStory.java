package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every screen that the way round leads to, with each of its tabs, and the pages of a lead: in English and in Hebrew
 * nothing keeps people out, nothing reaches beyond the window, no text is missing.
 */
class EveryScreenStory {
    private static final List<Map<String, String>> LEADS = List.of(
            Map.of("name", "Anna Orlova", "phone", "+7 913 820-14-55", "email", "anna.orlova@mail.example"),
            Map.of("name", "Vera Popova", "phone", "+7 923 401-77-02"),
            Map.of("name", "Константин Константинопольский", "phone", "+7 961 308-97-13"));

    @Test
    void everyScreenCanBeReadInEnglishAndInHebrew(@TempDir Path home) throws IOException, InterruptedException {
        try (var fairlead = Installation.start(home);
                var browser = new Browser()) {
            var page = browser.page();
            signIn(page, fairlead);
            browser.forgetComplaints();
            var lead = leads(page, fairlead);
            var flaws = new ArrayList<String>();
            look(browser, fairlead, lead, "en", flaws);
            page.navigate(fairlead.address() + "/account");
            Screen.readInHebrew(page);
            look(browser, fairlead, lead, "he", flaws);
            assertThat(flaws).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Types leads in, and returns the last one's id. */
    private static String leads(Page page, Installation fairlead) {
        String id = "";
        for (var lead : LEADS) {
            id = Screen.enter(page, fairlead, lead);
        }
        return id;
    }

    private static void look(Browser browser, Installation fairlead, String lead, String language, List<String> flaws) {
        var page = browser.page();
        var ways = new ArrayList<String>();
        for (var link :
                page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LINK).all()) {
            ways.add(link.getAttribute("href"));
        }
        assertThat(ways).contains("/leads", "/people", "/rules");
        ways.addAll(List.of("/account", "/leads/" + lead));
        for (var way : ways) {
            page.navigate(fairlead.address() + way);
            assertThat(page.locator("main").getByRole(AriaRole.HEADING).first()).isVisible();
            note(browser, language + way.replace(lead, "lead"), flaws);
            int tabs = page.locator("main").getByRole(AriaRole.TAB).count();
            for (int i = 1; i < tabs; i++) {
                page.locator("main").getByRole(AriaRole.TAB).nth(i).click();
                note(browser, language + way + "-" + i, flaws);
            }
        }
        page.locator("main a[href^='/contacts/']").first().click();
        assertThat(page.locator("main a[href^='/leads/" + lead + "']").first()).isVisible();
        note(browser, language + "/contact", flaws);
    }

    private static void note(Browser browser, String screen, List<String> flaws) {
        var page = browser.page();
        browser.settle();
        assertThat(page.locator(".mantine-Loader-root")).hasCount(0);
        browser.picture("every-" + screen.replace('/', '-'));
        browser.barriers().forEach(barrier -> flaws.add(screen + ": " + barrier));
        int beyond = (Integer)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (beyond > 1) {
            flaws.add(screen + ": reaches " + beyond + " px beyond the window");
        }
    }
}
