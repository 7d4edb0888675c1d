package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager puts a form on a site and gives a program a key; visitors and the program send leads; one is typed in. */
class IntakeStory {
    @Test
    void leadsComeInByFormByProgramAndByHand(@TempDir Path home) throws IOException, InterruptedException {
        try (var fairlead = Installation.start(home);
                var browser = new Browser()) {
            var page = browser.page();
            signIn(page, fairlead);
            browser.forgetComplaints();
            link(page, "Sources").click();
            assertThat(page.getByText("No sources yet")).isVisible();
            var site = site();
            try {
                String snippet = makeForm(page, browser, origin(site));
                visit(page, browser, site, snippet);
            } finally {
                site.stop(0);
            }
            page.navigate(fairlead.address() + "/sources");
            String key = makeProgram(page);
            assertThat(browser.barriers()).isEmpty();
            send(fairlead, key);
            correct(page, browser);
            typeIn(page, browser);
            assertThat(browser.complaints()).isEmpty();
            readInHebrew(page, browser);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String makeForm(Page page, Browser browser, String origin) {
        page.getByLabel("What is it called?").fill("Website");
        button(page, "Create").click();
        Screen.frameHolds(page, "Your name");
        page.getByLabel("Websites").fill(origin);
        page.getByLabel("Seconds before it may be sent").fill("0");
        page.getByLabel("Heading").fill("Ask <b>us</b>");
        Screen.frameHolds(page, "Ask &lt;b&gt;us&lt;/b&gt;");
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Save").setExact(true))
                .click();
        assertThat(page.getByText("Saved.")).isVisible();
        // Axe waits for ever for the preview, in which no script may run: the rest is looked at with the program.
        browser.picture("intake-form");
        return page.locator("pre").textContent();
    }

    /** A page of another site, in Hebrew, whose own look is as loud as can be. */
    private static void visit(Page page, Browser browser, HttpServer site, String snippet) {
        serve(
                site,
                "<!doctype html><html lang=\"he\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>x</title>"
                        + "<style>*{color:red!important;font-size:40px!important}</style></head><body><main>" + snippet
                        + "</main></body></html>");
        page.navigate(origin(site));
        page.getByLabel("שם מלא").fill("אנה");
        page.getByLabel("טלפון").fill("12");
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByText("זה אינו מספר טלפון")).isVisible();
        assertThat(page.getByLabel("שם מלא")).hasValue("אנה");
        assertThat(page.getByLabel("שם מלא")).hasCSS("font-size", "16px");
        browser.picture("intake-embedded");
        assertThat(browser.barriers()).isEmpty();
        page.getByLabel("טלפון").fill("+972 3 123 4567");
        page.getByLabel("אני מסכים").check();
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByText("תודה")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON)).hasCount(0);
        // What was refused on purpose is noted by the browser.
        browser.forgetComplaints();
    }

    private static String makeProgram(Page page) {
        page.getByLabel("What is it called?").fill("CRM");
        page.getByText("Program", new Page.GetByTextOptions().setExact(true)).click();
        button(page, "Create").click();
        assertThat(page.getByText("The source has been created")).isVisible();
        return page.locator("pre").first().textContent().strip();
    }

    private static void send(Installation fairlead, String key) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(fairlead.address() + "/api/leads"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"<script>alert(1)</script>\",\"listing\":\"nowhere\"}"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(422);
        }
    }

    private static void correct(Page page, Browser browser) {
        link(page, "Quarantine").click();
        assertThat(page.getByText("<script>alert(1)</script>")).isVisible();
        assertThat(page.getByText("no such listing")).isVisible();
        browser.picture("intake-quarantine");
        assertThat(browser.barriers()).isEmpty();
        button(page, "Correct").click();
        page.getByLabel("Listing").fill("");
        button(page, "Take it in").click();
        assertThat(page.getByText("Nothing is waiting")).isVisible();
    }

    private static void typeIn(Page page, Browser browser) {
        page.keyboard().press("Alt+KeyN");
        page.getByLabel("Name").fill("Walk-in");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText("The lead is yours")).isVisible();
        browser.picture("intake-entered");
        assertThat(browser.barriers()).isEmpty();
        button(page, "Undo").click();
        assertThat(page.getByText("Undone")).isVisible();
        page.keyboard().press("Escape");
    }

    private static void readInHebrew(Page page, Browser browser) {
        link(page, "Sources").first().click();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^Website")))
                .click();
        Screen.readInHebrew(page);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("באתר שלכם")))
                .isVisible();
        browser.picture("intake-hebrew");
    }

    private static HttpServer site() throws IOException {
        var site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.start();
        return site;
    }

    private static void serve(HttpServer site, String html) {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static String origin(HttpServer site) {
        return "http://127.0.0.1:" + site.getAddress().getPort();
    }
}
