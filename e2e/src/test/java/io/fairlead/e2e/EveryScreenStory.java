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
 * Every screen that the way round leads to, with each of its tabs, the pages of a lead, and what opens from lists: a lead
 * beside them, a bulk change, an export, a field, a zone. In English and in Hebrew
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
            var bulk = work(page, fairlead, lead);
            var flaws = new ArrayList<String>();
            look(browser, fairlead, List.of("/leads/" + lead, "/bulk/" + bulk), "en", flaws);
            page.navigate(fairlead.address() + "/account");
            Screen.readInHebrew(page);
            look(browser, fairlead, List.of("/leads/" + lead, "/bulk/" + bulk), "he", flaws);
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

    /** Makes what some screens show: a zone, an export, and a bulk change that waits for its preview, whose id it gives. */
    private static String work(Page page, Installation fairlead, String lead) {
        Screen.post(page, fairlead, "/api/zones", Map.of("key", "north", "name", "North", "postcodes", "10 20-22"));
        Screen.post(page, fairlead, "/api/exports", Map.of("format", "xlsx", "name", "All leads"));
        return Screen.made(
                page,
                fairlead,
                "/api/bulk",
                Map.of("leads", List.of(lead), "change", Map.of("status", "called", "note", "Agreed")));
    }

    private static void look(
            Browser browser, Installation fairlead, List<String> more, String language, List<String> flaws) {
        var page = browser.page();
        var ways = new ArrayList<String>();
        for (var link :
                page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LINK).all()) {
            ways.add(link.getAttribute("href"));
        }
        assertThat(ways).contains("/leads", "/people", "/rules");
        ways.add("/account");
        ways.addAll(more);
        for (var way : ways) {
            page.navigate(fairlead.address() + way);
            assertThat(page.locator("main").getByRole(AriaRole.HEADING).first()).isVisible();
            note(browser, language + way.replaceAll("(/.+)/.*", "$1/one"), flaws);
            int tabs = page.locator("main").getByRole(AriaRole.TAB).count();
            for (int i = 1; i < tabs; i++) {
                page.locator("main").getByRole(AriaRole.TAB).nth(i).click();
                note(browser, language + way + "-" + i, flaws);
            }
        }
        page.navigate(fairlead.address() + more.getFirst());
        page.locator("main a[href^='/contacts/']").first().click();
        assertThat(page.locator("main a[href^='" + more.getFirst() + "']").first())
                .isVisible();
        note(browser, language + "/contact", flaws);
        opened(browser, fairlead, language, flaws);
    }

    /** What opens beside a list, or above it. */
    private static void opened(Browser browser, Installation fairlead, String language, List<String> flaws) {
        var page = browser.page();
        page.navigate(fairlead.address() + "/leads");
        page.locator("[row-index='0'] [col-id='name']").focus();
        page.keyboard().press("KeyO");
        assertThat(page.locator("main aside dl").first()).isVisible();
        note(browser, language + "/leads-beside", flaws);
        page.keyboard().press("Escape");
        assertThat(page.locator("main aside")).hasCount(0);
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        note(browser, language + "/leads-keys", flaws);
        page.navigate(fairlead.address() + "/fields");
        page.locator("main [data-field]").first().click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        note(browser, language + "/fields-one", flaws);
        page.navigate(fairlead.address() + "/zones");
        page.getByRole(AriaRole.TREEITEM).nth(1).click();
        note(browser, language + "/zones-one", flaws);
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
