package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.regex.Pattern;

/** What every story finds on a screen, and does on every screen. */
final class Screen {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private Screen() {}

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name));
    }

    static Locator tab(Page page, String name) {
        return page.getByRole(AriaRole.TAB, new GetByRoleOptions().setName(name));
    }

    static Locator exactly(Page page, AriaRole role, String name) {
        return page.getByRole(role, new GetByRoleOptions().setName(name).setExact(true));
    }

    /** An entry of the list that belongs to an input. */
    static Locator option(Page page, String label, String name) {
        return page.getByRole(AriaRole.LISTBOX, new GetByRoleOptions().setName(label))
                .getByRole(
                        AriaRole.OPTION,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The input with exactly this label. */
    static Locator field(Page page, String label) {
        return page.getByLabel(label, new GetByLabelOptions().setExact(true));
    }

    /** Signs the demo company's administrator in. */
    static void signIn(Page page, Installation fairlead) {
        page.navigate(fairlead.address());
        field(page, "E-mail").fill(fairlead.email());
        field(page, "Password").fill(fairlead.password());
        button(page, "Sign in").click();
        assertThat(link(page, "People")).isVisible();
    }

    /** Switches from English to Hebrew; the page is then read from right to left. */
    static void readInHebrew(Page page) {
        button(page, "Language: English").click();
        // Who leaves the page before the choice is kept reads English on the next one.
        var hebrew = page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName("עברית"));
        changing(page, "/api/session", hebrew::click);
        assertThat(page.locator("html")).hasAttribute("dir", "rtl");
        assertThat(page.locator("html")).hasAttribute("lang", "he");
    }

    /** Does what changes something on the server, and waits until it is kept there. */
    static void changing(Page page, String path, Runnable deed) {
        page.waitForResponse(
                answer -> answer.ok()
                        && answer.url().endsWith(path)
                        && !answer.request().method().equals("GET"),
                deed);
    }

    /** Makes a source for a program, and gives its key. */
    static String makeProgram(Page page, String name) {
        link(page, "Sources").click();
        page.getByLabel("What is it called?").fill(name);
        page.getByText("Program", new Page.GetByTextOptions().setExact(true)).click();
        button(page, "Create").click();
        assertThat(page.getByText("The source has been created")).isVisible();
        return page.locator("pre").first().textContent().strip();
    }

    /** Types a lead in as whoever is signed in, and gives its id. */
    static String enter(Page page, Installation fairlead, Map<String, String> lead) {
        var answer = post(page, fairlead, "/api/leads/manual", lead);
        var found = ID.matcher(answer);
        assertThat(found.find()).as(answer).isTrue();
        return found.group(1);
    }

    /** Sends what a screen would send, as whoever is signed in, and gives the answer. */
    static String post(Page page, Installation fairlead, String path, Map<String, String> body) {
        var token = page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("XSRF-TOKEN"))
                .findFirst()
                .orElseThrow()
                .value;
        var answer = page.request()
                .post(
                        fairlead.address() + path,
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setHeader("X-XSRF-TOKEN", token)
                                .setData(body));
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.text();
    }

    /** Waits for a text in what a frame of the page is to show: a browser loads one without scripts when it likes. */
    static void frameHolds(Page page, String text) {
        assertThat(page.locator("iframe")).hasAttribute("srcdoc", Pattern.compile(text));
    }
}
