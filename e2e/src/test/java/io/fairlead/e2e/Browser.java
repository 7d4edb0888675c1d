package io.fairlead.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Debian's Chromium with one page, which remembers what the page complained of. */
final class Browser implements AutoCloseable {
    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    /** How long a busy machine may take to show what is awaited, in milliseconds. */
    private static final double PATIENCE = 60_000;

    /** Waits for what fades or slides in: half shown it has other colours. */
    private static final String SHOWN = """
            async () => {
              const frame = () => new Promise(requestAnimationFrame);
              await frame();
              await frame();
              const passing = ({effect}) => effect && effect.getComputedTiming().iterations !== Infinity;
              await Promise.allSettled(document.getAnimations().filter(passing).map(({finished}) => finished));
              await frame();
            }""";

    /** Waits until what was answered is drawn, and what the page asks then has been asked. */
    private static final String DRAWN =
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final Set<Request> asked = new HashSet<>();

    Browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium")))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(1366, 768)
                .setLocale("en-GB"));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        page.onConsoleMessage(this::note);
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (request.resourceType().equals("fetch")) {
                asked.add(request);
            }
        });
        // What a page asked for that was left is never heard of again.
        page.onFrameNavigated(frame -> asked.clear());
        page.onRequestFinished(asked::remove);
        page.onRequestFailed(asked::remove);
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error")) {
            complaints.add(message.text());
        }
    }

    Page page() {
        return page;
    }

    /** Errors on the page's console, and exceptions nobody caught. */
    List<String> complaints() {
        return complaints;
    }

    /** To be called after what had to be refused, such as a wrong password. */
    void forgetComplaints() {
        complaints.clear();
    }

    /** Waits until the page has everything that it asked the server for, and what it asked because of the answers. */
    void settle() {
        do {
            page.evaluate(DRAWN);
            page.waitForCondition(asked::isEmpty);
            page.evaluate(DRAWN);
        } while (!asked.isEmpty());
    }

    /** Saves what is seen, to be looked at: {@code target/screens/NAME.png}. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
    }

    /** What axe finds on the page that keeps people out. */
    List<String> barriers() {
        page.evaluate(SHOWN);
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> SERIOUS.contains(rule.getImpact()))
                        .map(Browser::words)
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream()
                        .map(node -> String.valueOf(node.getTarget()))
                        .toList();
    }

    @Override
    public void close() {
        picture("last");
        context.close();
        chromium.close();
        playwright.close();
    }
}
