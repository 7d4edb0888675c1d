package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.exactly;
import static io.fairlead.e2e.Screen.field;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A manager makes the leads of Lombardia the work list of a new operator, who signs in and works through it; then the
 * manager reads in a file with faulty rows, sees why they are faulty, and takes it back.
 */
class ListsStory {
    private static final List<String> NAMES = List.of("Anna", "Marco", "Giulia", "Luca", "Sara");
    private static final List<String> POSTCODES = List.of("20121", "00184", "25121", "80133");
    private static final int LEADS = 240;
    private static final int ROWS = 2_000;

    @Test
    void anOperatorWorksThroughTheListOfLombardiaAndAnImportIsTakenBack(@TempDir Path home)
            throws IOException, InterruptedException {
        try (var fairlead = Installation.start(home);
                var browser = new Browser()) {
            var page = browser.page();
            signIn(page, fairlead);
            browser.forgetComplaints();
            leads(page, fairlead);
            var invitation = invite(page);
            assign(page, fairlead, browser);
            signOut(page);
            begin(page, invitation);
            work(page, browser);
            readInHebrew(page, browser);
            signOut(page);
            signIn(page, fairlead);
            readIn(page, fairlead, browser);
            browser.complaints().removeIf(complaint -> complaint.contains("401"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** A quarter of them in Milano and a quarter in Brescia: half of them in Lombardia. */
    private static void leads(Page page, Installation fairlead) throws IOException, InterruptedException {
        Screen.post(page, fairlead, "/api/zones/italy", Map.of());
        var key = Screen.makeProgram(page, "Portale");
        var body = IntStream.range(0, LEADS)
                .mapToObj(ListsStory::lead)
                .collect(Collectors.joining(",", "{\"leads\": [", "]}"));
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(fairlead.address() + "/api/leads/bulk"))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "lists")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String lead(int number) {
        return """
                {"name": "%s Rossi %03d", "phone": "+39 02 555%04d", "status": "new", "fields": {"postcode": "%s"}}""".formatted(
                        NAMES.get(number % NAMES.size()), number, number, POSTCODES.get(number % POSTCODES.size()));
    }

    private static String invite(Page page) {
        link(page, "People").click();
        button(page, "Add a person").click();
        field(page, "Name").fill("Gudrun Gast");
        field(page, "E-mail").fill("gudrun@shop.example");
        field(page, "Language").selectOption("en");
        exactly(page, AriaRole.BUTTON, "Add").click();
        button(page, "Make an invitation link").click();
        assertThat(page.getByText("It works once and is shown only now")).isVisible();
        var invitation = page.locator("code").innerText();
        page.keyboard().press("Escape");
        return invitation;
    }

    private static void assign(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/leads");
        page.getByRole(AriaRole.TREEITEM, named("^Lombardia, 120 ")).click();
        assertThat(page.getByText("120 leads")).isVisible();
        assertThat(status(page, "new")).containsText("120");
        browser.picture("lists-zone");
        assertThat(browser.barriers()).isEmpty();
        button(page, "Save as a list").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name").fill("Lombardia");
        dialog.getByLabel("The work list of some people").check();
        dialog.getByRole(AriaRole.COMBOBOX).click();
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("Gudrun Gast"))
                .click();
        // The list of people stays open for more until it is left.
        page.keyboard().press("Tab");
        dialog.getByRole(AriaRole.SWITCH).check();
        browser.picture("lists-assigned");
        exactly(page, AriaRole.BUTTON, "Save").click();
        assertThat(link(page, "Lombardia")).isVisible();
    }

    private static void begin(Page page, String invitation) {
        page.navigate(invitation);
        field(page, "Your password").fill("a password of four words");
        button(page, "Begin").click();
        assertThat(link(page, "Lombardia")).isVisible();
        assertThat(page.getByText("120 leads")).isVisible();
    }

    private static void work(Page page, Browser browser) {
        field(page, "Search Name").fill("giulia");
        assertThat(page.getByText("24 leads")).isVisible();
        page.locator(".ag-header-cell[col-id='name'] .ag-header-cell-text").click();
        assertThat(cell(page, 0, "name")).hasText("Giulia Rossi 002");
        cell(page, 0, "status").hover();
        button(page, "Change (F2)").click();
        page.getByRole(AriaRole.DIALOG).locator("input").first().fill("recall");
        browser.picture("lists-pencil");
        page.keyboard().press("Enter");
        assertThat(cell(page, 0, "status")).hasText("recall");
        assertThat(status(page, "recall")).containsText("1");
        browser.picture("lists-worked");
        assertThat(browser.barriers()).isEmpty();
        var lead = page.waitForPopup(
                () -> cell(page, 0, "_apart").getByRole(AriaRole.LINK).click());
        assertThat(lead.getByRole(AriaRole.HEADING, named("Giulia Rossi 002"))).isVisible();
        assertThat(lead.getByText("No. 1 in the list")).isVisible();
        lead.keyboard().press("j");
        assertThat(lead.getByText("No. 2 in the list")).isVisible();
        lead.close();
    }

    private static void readInHebrew(Page page, Browser browser) {
        Screen.readInHebrew(page);
        assertThat(cell(page, 0, "status")).hasText("recall");
        browser.settle();
        browser.picture("lists-hebrew");
        assertThat(browser.barriers()).isEmpty();
        page.getByRole(AriaRole.BUTTON, named("עברית")).first().click();
        var english = page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName("English"));
        Screen.changing(page, "/api/session", english::click);
        assertThat(page.locator("html")).hasAttribute("dir", "ltr");
    }

    private static void readIn(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/transfers");
        page.locator("input[type=file]").setInputFiles(new FilePayload("leads.csv", "text/csv", file()));
        button(page, "Check the whole file").click();
        assertThat(figure(page, "Have a flaw")).hasText("100");
        assertThat(figure(page, "Can be used")).hasText("1,900");
        assertThat(page.getByText("Why rows cannot be used:")).isVisible();
        browser.picture("lists-checked");
        assertThat(browser.barriers()).isEmpty();
        exactly(page, AriaRole.BUTTON, "Import").click();
        assertThat(figure(page, "Leads made")).hasText("1,900");
        button(page, "Take this import back").click();
        assertThat(page.locator("header").getByText("Taken back")).isVisible();
        assertThat(figure(page, "Leads taken back")).hasText("1,900");
        browser.picture("lists-taken-back");
    }

    /** Every twentieth row has nothing by which anybody could be reached. */
    private static byte[] file() {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> row % 20 == 7
                        ? "Nobody %d;no number;\n".formatted(row)
                        : "Rosa Verdi %1$d;+39 06 77%1$05d;rosa%1$d@shop.example\n".formatted(row))
                .collect(Collectors.joining("", "Name;Phone;E-mail\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void signOut(Page page) {
        page.getByRole(AriaRole.BUTTON, named("^Your menu")).click();
        page.getByRole(AriaRole.MENUITEM, named("Sign out")).click();
        assertThat(button(page, "Sign in")).isVisible();
    }

    private static Locator figure(Page page, String name) {
        return page.locator("dl > div")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator("dd");
    }

    private static Locator status(Page page, String name) {
        return page.getByRole(AriaRole.TOOLBAR, new GetByRoleOptions().setName("Status"))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name)));
    }

    private static Locator cell(Page page, int row, String column) {
        return page.locator("[row-index='" + row + "'] [col-id='" + column + "']");
    }

    private static GetByRoleOptions named(String pattern) {
        return new GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}
