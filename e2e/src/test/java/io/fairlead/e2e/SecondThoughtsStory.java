package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.exactly;
import static io.fairlead.e2e.Screen.field;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.signIn;
import static io.fairlead.e2e.Screen.tab;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A head of sales drops files on a lead, thinks better of an upload, a verification and a replay, and is offered to
 * hand over the leads of who goes away for long and of who has left.
 */
class SecondThoughtsStory {
    private static final String MARINA = "Марина Соколова";
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Tomsk"));

    @Test
    void whatIsCancelledStaysCancelledAndLeadsAreNotLeftBehind(@TempDir Path home)
            throws IOException, InterruptedException {
        try (var fairlead = Installation.start(home);
                var browser = new Browser()) {
            var page = browser.page();
            signIn(page, fairlead);
            browser.forgetComplaints();
            var lead = leadsOfMarina(page, fairlead);
            theListStaysOpen(page, fairlead, lead);
            files(page, browser);
            verification(page, fairlead, browser);
            replay(page, fairlead, browser);
            longAbsence(page, fairlead, browser);
            leaving(page, fairlead, browser);
            readInHebrew(page, fairlead, browser);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Leads that somebody gave her by hand stay with her whatever the rules say; gives the last one's id. */
    private static String leadsOfMarina(Page page, Installation fairlead) {
        var marina = Map.of("user", "marina");
        String lead = "";
        for (int i = 0; i < 3; i++) {
            lead = Screen.enter(page, fairlead, Map.of("name", "Vera Popova " + i, "phone", "+7 923 401-77-0" + i));
            Screen.post(page, fairlead, "/api/leads/" + lead + "/assign", marina);
        }
        return lead;
    }

    /** What comes later on a slow line takes nothing away from who is choosing already. */
    private static void theListStaysOpen(Page page, Installation fairlead, String lead) {
        try (var line = new HeldLine(page, Pattern.compile("/journal\\?"))) {
            page.navigate(fairlead.address() + "/leads/" + lead);
            button(page, "Choose a colleague").click();
            var options = page.getByRole(AriaRole.OPTION);
            assertThat(options.first()).isVisible();
            line.letGo();
            assertThat(page.getByText("Given to " + MARINA).first()).isVisible();
            assertThat(options.first()).isVisible();
            page.keyboard().press("Escape");
            assertThat(options).hasCount(0);
        }
    }

    private static void files(Page page, Browser browser) {
        var dropped = page.evaluateHandle("""
                () => {
                  const files = new DataTransfer();
                  files.items.add(new File(['an offer'], 'offer.txt', {type: 'text/plain'}));
                  files.items.add(new File(['a plan'], 'תוכנית.txt', {type: 'text/plain'}));
                  return files;
                }""");
        var heading = page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("Vera Popova"));
        heading.dispatchEvent("dragover", Map.of("dataTransfer", dropped));
        browser.picture("second-thoughts-hovering");
        heading.dispatchEvent("drop", Map.of("dataTransfer", dropped));
        assertThat(exactly(page, AriaRole.LINK, "offer.txt")).isVisible();
        assertThat(exactly(page, AriaRole.LINK, "תוכנית.txt")).isVisible();
        var sending = page.getByRole(AriaRole.PROGRESSBAR, new GetByRoleOptions().setName("Sending big.bin"));
        try (var line = new HeldLine(page, Pattern.compile("/files\\?name=big"))) {
            page.locator("input[type=file]")
                    .setInputFiles(new FilePayload(
                            "big.bin", "application/octet-stream", "much".getBytes(StandardCharsets.UTF_8)));
            // As long as nothing has gone the bar has no width.
            assertThat(sending).hasCount(1);
            browser.picture("second-thoughts-sending");
            assertThat(browser.barriers()).isEmpty();
            button(page, "Stop sending").click();
            assertThat(sending).hasCount(0);
        }
        page.reload();
        assertThat(exactly(page, AriaRole.LINK, "offer.txt")).isVisible();
        assertThat(exactly(page, AriaRole.LINK, "big.bin")).hasCount(0);
    }

    private static void verification(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/fairness?view=verification");
        assertThat(page.getByText("have not been verified")).isVisible();
        cancel(page, browser, "Verify now", Pattern.compile("/fairness/verifications$"));
        button(page, "Verify now").click();
        assertThat(page.getByText("All is as it was")).isVisible();
        browser.picture("second-thoughts-verified");
        assertThat(browser.barriers()).isEmpty();
    }

    private void replay(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/replay?rules=published&from=" + today + "&to=" + today.plusDays(1));
        cancel(page, browser, "Replay", Pattern.compile("/api/replays$"));
        exactly(page, AriaRole.BUTTON, "Replay").click();
        assertThat(page.getByText("Nothing would have been different")).isVisible();
        assertThat(browser.barriers()).isEmpty();
    }

    /** Begins long work and cancels it: it has been asked for once, and not again by the click that cancels. */
    private static void cancel(Page page, Browser browser, String begin, Pattern path) {
        var cancelled = page.getByText("Cancelled. Nothing was kept.");
        try (var line = new HeldLine(page, path)) {
            exactly(page, AriaRole.BUTTON, begin).click();
            exactly(page, AriaRole.BUTTON, "Cancel").click();
            assertThat(cancelled).isVisible();
            assertThat(exactly(page, AriaRole.BUTTON, begin)).isVisible();
            assertThat(line.held()).isEqualTo(1);
            browser.picture("second-thoughts-cancelled-" + begin.replaceFirst(" .*", ""));
        }
    }

    private void longAbsence(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/roster?view=absences");
        button(page, "Add an absence").click();
        page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Person"))
                .click();
        Screen.option(page, "Person", MARINA).click();
        // Far from the holiday that the demo company has.
        var from = today.plusDays(100);
        field(page, "From").fill(from.toString());
        field(page, "Last day").fill(from.plusDays(2).toString());
        var offer = page.getByRole(AriaRole.ALERT);
        assertThat(offer).hasCount(0);
        field(page, "Last day").fill(from.plusDays(20).toString());
        assertThat(offer).containsText(MARINA + " has 3 open leads");
        browser.picture("second-thoughts-absence");
        assertThat(browser.barriers()).isEmpty();
        button(page, "Save and hand over").click();
        readThePlan(page);
        page.navigate(fairlead.address() + "/roster?view=absences");
        assertThat(page.getByRole(AriaRole.ROW, new GetByRoleOptions().setName(MARINA)))
                .hasCount(2);
    }

    private static void readThePlan(Page page) {
        assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("Hand over")))
                .isVisible();
        assertThat(page.getByText("Leads of " + MARINA + " · 3 leads · ")).isVisible();
    }

    private static void leaving(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/people");
        exactly(page, AriaRole.GRIDCELL, MARINA).click();
        field(page, "Active").uncheck();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("3 stay with them");
        exactly(page, AriaRole.BUTTON, "Save").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        var badge = button(page, MARINA + ": 3 open leads");
        assertThat(badge).isVisible();
        browser.picture("second-thoughts-left");
        assertThat(browser.barriers()).isEmpty();
        badge.click();
        var panel = page.getByRole(AriaRole.DIALOG);
        assertThat(panel.getByRole(AriaRole.ALERT)).containsText("has 3 open leads");
        assertThat(browser.barriers()).isEmpty();
        panel.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Hand over"))
                .click();
        readThePlan(page);
        link(page, "Bulk changes").first().click();
        assertThat(page.getByRole(AriaRole.ROW, new GetByRoleOptions().setName(MARINA))
                        .last())
                .containsText("inactive");
    }

    private static void readInHebrew(Page page, Installation fairlead, Browser browser) {
        Screen.readInHebrew(page);
        page.navigate(fairlead.address() + "/people");
        var badge = page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile(MARINA)));
        assertThat(badge).isVisible();
        badge.click();
        assertThat(page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT)).containsText("לידים פתוחים");
        browser.picture("second-thoughts-hebrew-left");
        assertThat(browser.barriers()).isEmpty();
        page.navigate(fairlead.address() + "/fairness?view=coverage");
        tab(page, "כיסוי").click();
        assertThat(page.getByRole(AriaRole.ROWHEADER).first()).hasText("יום א׳");
        browser.picture("second-thoughts-hebrew-coverage");
        assertThat(browser.barriers()).isEmpty();
    }

    /** A line on which what is asked gets no answer until it is let go. */
    private static final class HeldLine implements AutoCloseable {
        private final Page page;
        private final Pattern path;
        private final List<com.microsoft.playwright.Route> held = new ArrayList<>();

        HeldLine(Page page, Pattern path) {
            this.page = page;
            this.path = path;
            page.route(path, held::add);
        }

        int held() {
            return held.size();
        }

        /** Answers what was asked and what will be. */
        void letGo() {
            page.unroute(path);
            held.forEach(com.microsoft.playwright.Route::resume);
        }

        @Override
        public void close() {
            page.unroute(path);
        }
    }
}
