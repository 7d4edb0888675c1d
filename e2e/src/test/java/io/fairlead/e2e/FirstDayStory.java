package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.RosterScreen.EVERY_DAY;
import static io.fairlead.e2e.RosterScreen.SATURDAY;
import static io.fairlead.e2e.RosterScreen.WORKDAYS;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.exactly;
import static io.fairlead.e2e.Screen.field;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.makeProgram;
import static io.fairlead.e2e.Screen.option;
import static io.fairlead.e2e.Screen.tab;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fairlead.e2e.RosterScreen.Hours;
import io.fairlead.e2e.RosterScreen.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first day of two companies that begin with nothing: people, shifts and rules made by clicking, leads by the API and
 * by a form, each with the right person and the reason; a holiday, and the return from it. It passes at any hour of any
 * day: where the clock decides which rule takes a lead, the story asks for that rule's people.
 */
class FirstDayStory {
    private static final String PASSWORD = "four words of mine";
    /** Whom each rule of the beauty shop names. */
    private static final Map<String, Set<String>> NAMED = Map.of(
            "written-weekdays", Set.of("Ursula Weber", "Nadezhda Sokolova"),
            "written-any-time", Set.of("Ursula Weber", "Nadezhda Sokolova", "Marina Lebedeva"),
            "calls-day", Set.of("Ursula Weber", "Nadezhda Sokolova"),
            "calls-saturday", Set.of("Marina Lebedeva", "Nadezhda Sokolova"),
            "calls-night", Set.of("Ursula Weber", "Marina Lebedeva"));
    /** The people who share the sales of the estate agency while its head is away. */
    private static final Set<String> AT_WORK = Set.of("Marco Colombo", "Chiara Greco", "Davide Rizzo");

    @Test
    void aBeautyShopBeginsWithShiftsAndTurns(@TempDir Path home) throws IOException, InterruptedException {
        try (var fairlead = Installation.startEmpty(home);
                var browser = new Browser()) {
            var page = browser.page();
            setUp(page, fairlead, "Northwind Beauty", "Asia/Tomsk", "Olga Saveleva");
            browser.forgetComplaints();
            var invitation = shopPeople(new RosterScreen(page), browser);
            shopRules(page, browser);
            tryAnExampleWeek(page, browser);
            var portal = new Portal(fairlead.address(), makeProgram(page, "Call"));
            var form = makeForm(page);
            portal.send("Anna Orlova", "+7 913 820-14-55", "");
            portal.send("Vera Popova", "+7 923 401-77-02", "");
            fillIn(page, form, "Irina Golubeva", "+7 961 308-97-13");
            for (String name : List.of("Anna Orlova", "Vera Popova", "Irina Golubeva")) {
                page.navigate(fairlead.address() + "/leads");
                readWhy(page, name);
            }
            decided(page).scrollIntoViewIfNeeded();
            browser.picture("first-day-lead");
            assertThat(browser.barriers()).isEmpty();
            join(page, invitation, "Irina Golubeva");
            browser.complaints().removeIf(complaint -> complaint.contains("401"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void anEstateAgencyBeginsAndItsHeadGoesOnHoliday(@TempDir Path home) throws IOException, InterruptedException {
        try (var fairlead = Installation.startEmpty(home);
                var browser = new Browser()) {
            var page = browser.page();
            setUp(page, fairlead, "Casa Navigli", zone().getId(), "Giulia Ferrari");
            browser.forgetComplaints();
            agencyPeople(new RosterScreen(page));
            agencyRules(page, browser);
            tellWhoIsWrittenTo(page, browser);
            var portal = new Portal(fairlead.address(), makeProgram(page, "Portal"));
            assertThat(portal.send("Alessia Conti", "+39 366 515 4974", "\"topic\":\"rent\""))
                    .isEqualTo("Sara Marchetti");
            assertThat(portal.send("Luca Lombardi", "+39 328 812 2250", sale(1_200_000)))
                    .isEqualTo("Giulia Ferrari");
            goOnHoliday(page, browser);
            for (int at = 0; at < 6; at++) {
                assertThat(buy(portal, at)).isIn(AT_WORK);
            }
            readThatSheWasAway(page, fairlead, browser);
            comeBack(page, browser);
            var next = new ArrayList<String>();
            for (int at = 6; at < 14; at++) {
                next.add(buy(portal, at));
            }
            assertThat(next).as("neither forgotten …").contains("Giulia Ferrari");
            assertThat(next.subList(0, 3)).as("… nor flooded").containsAnyElementsOf(AT_WORK);
            assertThat(next).filteredOn("Giulia Ferrari"::equals).hasSizeBetween(2, 4);
            readWhatIsCountedForHer(page, fairlead, browser, next.indexOf("Giulia Ferrari") + 6);
            readInHebrew(page, fairlead, browser);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Rome, or while midnight is near there, a city where it is not: no day or month ends within the story. */
    private static ZoneId zone() {
        var rome = ZoneId.of("Europe/Rome");
        int hour = LocalTime.now(rome).getHour();
        return hour >= 1 && hour < 23 ? rome : ZoneId.of("Asia/Tomsk");
    }

    private static void setUp(Page page, Installation fairlead, String company, String zone, String name) {
        page.navigate(fairlead.setUpLink());
        field(page, "Company").fill(company);
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Time zone"))
                .fill(zone);
        option(page, "Time zone", zone).click();
        field(page, "Your name").fill(name);
        field(page, "Your e-mail").fill("head@company.example");
        field(page, "Your password").fill(PASSWORD);
        button(page, "Create the company").click();
        assertThat(page.getByText("No leads yet")).isVisible();
    }

    /** Invites three colleagues, and gives the first one's link. */
    private static String shopPeople(RosterScreen roster, Browser browser) {
        roster.schedule("day", new Hours(WORKDAYS, "09:00", "19:00"), new Hours(SATURDAY, "09:00", "17:00"));
        roster.schedule("evening", new Hours(WORKDAYS, "16:00", "09:00", true), new Hours(SATURDAY, "09:00", "17:00"));
        roster.schedule(
                "day-and-on-call", new Hours(WORKDAYS, "09:00", "19:00"), new Hours(WORKDAYS, "16:00", "09:00", true));
        browser.picture("first-day-schedule");
        var invitation =
                roster.invite(new Person("Ursula Weber", "ursula@shop.example", "day-and-on-call", List.of(), ""));
        roster.invite(new Person("Nadezhda Sokolova", "nadezhda@shop.example", "day", List.of("security"), ""));
        roster.invite(new Person("Marina Lebedeva", "marina@shop.example", "evening", List.of("security"), ""));
        return invitation;
    }

    private static void shopRules(Page page, Browser browser) {
        new RosterScreen(page).leadField("Topic", "One of several", "order", "delivery", "security");
        link(page, "Rules").click();
        var rules = new RuleScreen(page);
        rules.begin("written-weekdays").when("source", "is", "written").hours("Add hours", WORKDAYS, "09:00-19:00");
        rules.candidate("Ursula Weber", 1).candidate("Nadezhda Sokolova", 1);
        rules.reads("Leads with source = \"written\", Mon–Fri 09:00–19:00, go to Ursula Weber and Nadezhda Sokolova");
        rules.begin("security-saturday").when("source", "is", "written").when("topic", "is", "security");
        rules.hours("Add hours", SATURDAY, "09:00-17:00").skill("security");
        rules.candidate("Marina Lebedeva", 1).candidate("Nadezhda Sokolova", 2);
        rules.reads("Sat 09:00–17:00, go to Marina Lebedeva and Nadezhda Sokolova (×2): by fair turns");
        rules.begin("calls-day").when("source", "is", "call").hours("Add hours", WORKDAYS, "09:00-16:00");
        rules.candidate("Ursula Weber", 1).candidate("Nadezhda Sokolova", 2);
        rules.begin("calls-saturday").when("source", "is", "call").hours("Add hours", SATURDAY, "09:00-17:00");
        rules.candidate("Marina Lebedeva", 1).candidate("Nadezhda Sokolova", 2);
        rules.begin("calls-night").when("source", "is", "call");
        rules.hours("Add nights until the next working day", WORKDAYS, "16:00-09:00");
        rules.candidate("Ursula Weber", 1).candidate("Marina Lebedeva", 1);
        rules.reads("Mon–Fri 16:00–09:00 of the next listed day, go to Ursula Weber and Marina Lebedeva");
        browser.picture("first-day-rules");
        assertThat(browser.barriers()).isEmpty();
        // Beyond the shop's own rules, so that what comes by the form has somebody at any hour.
        rules.begin("written-any-time").when("source", "is", "written");
        rules.candidate("Ursula Weber", 1).candidate("Nadezhda Sokolova", 1).candidate("Marina Lebedeva", 1);
        rules.publish("The first rules");
    }

    private static void tryAnExampleWeek(Page page, Browser browser) {
        button(page, "Simulate").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("On an example week"))
                .click();
        exactly(page, AriaRole.BUTTON, "Run")
                .or(button(page, "Run Ctrl"))
                .first()
                .click();
        assertThat(page.getByText("Nobody was ever more than")).isVisible();
        assertThat(page.getByRole(AriaRole.GRID)).containsText("calls-night");
        browser.picture("first-day-week");
    }

    /** Makes the form for written requests, and gives the address of its own page. */
    private static String makeForm(Page page) {
        page.getByLabel("What is it called?").fill("Written");
        page.getByText("Web form", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        button(page, "Create").click();
        Screen.frameHolds(page, "Your name");
        page.getByLabel("Seconds before it may be sent").fill("0");
        exactly(page, AriaRole.BUTTON, "Save").click();
        assertThat(page.getByText("Saved.")).isVisible();
        return link(page, "Open the page").getAttribute("href");
    }

    private static void fillIn(Page page, String form, String name, String phone) {
        page.navigate(form);
        page.getByLabel("Your name").fill(name);
        page.getByLabel("Phone").fill(phone);
        page.getByRole(AriaRole.CHECKBOX).check();
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByRole(AriaRole.STATUS)).isVisible();
    }

    private static String sale(int budget) {
        return "\"topic\":\"sale\",\"budget\":" + budget;
    }

    private static String buy(Portal portal, int at) throws IOException, InterruptedException {
        return portal.send("Buyer " + at, "+39 347 55510%02d".formatted(at), sale(450_000));
    }

    /** Opens a lead in the list and reads that it is with somebody whom the rule that took it names, and why. */
    private static void readWhy(Page page, String name) {
        open(page, name);
        var decided = decided(page);
        var rule = Pattern.compile("Rule ([a-z-]+)").matcher(decided.innerText());
        assertThat(rule.find()).as(decided.innerText()).isTrue();
        var person = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(namesOf(rule.group(1))));
        assertThat(person).isVisible();
        assertThat(decided).containsText(Pattern.compile(namesOf(rule.group(1)).pattern() + " got " + name));
        assertThat(chosen(decided)).containsText(person.innerText());
    }

    private static Pattern namesOf(String rule) {
        return Pattern.compile("(" + String.join("|", NAMED.getOrDefault(rule, Set.of("nobody"))) + ")");
    }

    private static void open(Page page, String name) {
        exactly(page, AriaRole.GRIDCELL, name).click();
        assertThat(exactly(page, AriaRole.HEADING, name)).isVisible();
        exactly(page, AriaRole.BUTTON, "Why").first().click();
        assertThat(decided(page)).isVisible();
    }

    private static Locator decided(Page page) {
        return page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.REGION, new Page.GetByRoleOptions().setName("Candidates in listed order"))));
    }

    private static Locator chosen(Locator decided) {
        return decided.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("chosen"));
    }

    /** The invited colleague chooses a password and reads the same reason. */
    private static void join(Page page, String invitation, String lead) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Your menu")))
                .click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(button(page, "Sign in")).isVisible();
        page.navigate(invitation);
        field(page, "Your password").fill(PASSWORD);
        button(page, "Begin").click();
        open(page, lead);
        assertThat(decided(page)).containsText("got " + lead);
    }

    private static void agencyPeople(RosterScreen roster) {
        // Round the clock and without public holidays, so that the story's leads find people whenever it is read.
        roster.schedule("office", new Hours(EVERY_DAY, "00:00", "00:00"));
        roster.change("Giulia Ferrari", "office", List.of("sales"), "30");
        var sales = List.of("sales");
        roster.invite(new Person("Marco Colombo", "marco@casa.example", "office", sales, "20"));
        roster.invite(new Person("Chiara Greco", "chiara@casa.example", "office", sales, "12"));
        roster.invite(new Person("Davide Rizzo", "davide@casa.example", "office", List.of("sales", "rentals"), "15"));
        roster.invite(new Person("Sara Marchetti", "sara@casa.example", "office", List.of("rentals"), "25"));
        roster.team("navigli", "Giulia Ferrari", "Marco Colombo", "Chiara Greco", "Davide Rizzo");
        roster.team("rentals", "Sara Marchetti", "Davide Rizzo");
        roster.listing("via-savona-33", "Via Savona 33, loft", "Davide Rizzo");
        roster.leadField("Topic", "One of several", "rent", "sale", "valuation");
        roster.leadField("Budget", "Number");
    }

    private static void agencyRules(Page page, Browser browser) {
        link(page, "Rules").click();
        var rules = new RuleScreen(page);
        rules.begin("rentals")
                .when("topic", "is", "rent")
                .candidate("rentals", 1)
                .skill("rentals");
        rules.choose("Strategy", "Fewest open leads").limit("per day", "6");
        rules.reads("whoever has the fewest open leads");
        rules.begin("prestige").when("topic", "is", "sale").when("budget", "is at least", "900000");
        rules.candidate("Giulia Ferrari", 2).candidate("Marco Colombo", 1);
        rules.choose("Becomes the contact’s owner", "Always");
        rules.choose("What becomes of the lead", "The next rules are tried");
        rules.reads("Giulia Ferrari (×2) and Marco Colombo: by fair turns. If nobody can: the next rules are tried");
        rules.begin("sales").when("topic", "is", "sale").candidate("navigli", 1).skill("sales");
        rules.turnOn("The listing’s responsible people too");
        rules.choose("Strategy", "Lowest utilisation").turnOn("Each person’s own target");
        rules.number("Leave out who is away within (days)", "1");
        rules.reads("whoever is least utilised");
        browser.picture("first-day-utilisation");
        assertThat(browser.barriers()).isEmpty();
        rules.begin("valuations").when("topic", "is", "valuation");
        rules.candidate("Giulia Ferrari", 1).candidate("Marco Colombo", 1);
        rules.choose("After an absence", "Catches up what was missed").limit("per week", "12");
        rules.publish("The first rules");
    }

    private static void tellWhoIsWrittenTo(Page page, Browser browser) {
        tab(page, "Leads no rule takes").click();
        field(page, "What becomes of the lead").selectOption("hold");
        page.getByLabel("Fallback address").fill("direzione@casa.example");
        page.getByLabel("Overview address").fill("lead@casa.example");
        exactly(page, AriaRole.BUTTON, "Save").click();
        assertThat(page.getByText("Saved", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(browser.barriers()).isEmpty();
    }

    private static void goOnHoliday(Page page, Browser browser) {
        link(page, "Who is on").click();
        tab(page, "Absences").click();
        button(page, "Add an absence").click();
        page.getByLabel("Last day").fill(LocalDate.now(zone()).plusDays(14).toString());
        exactly(page, AriaRole.BUTTON, "Save").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("Giulia Ferrari");
        browser.picture("first-day-absence");
    }

    private static void readThatSheWasAway(Page page, Installation fairlead, Browser browser) {
        page.navigate(fairlead.address() + "/leads");
        open(page, "Buyer 0");
        assertThat(decided(page)).containsText("Giulia Ferrari was absent until");
        assertThat(decided(page)
                        .getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText("Giulia Ferrari")))
                .containsText("absent until");
        browser.picture("first-day-away");
        assertThat(browser.barriers()).isEmpty();
    }

    private static void comeBack(Page page, Browser browser) {
        link(page, "Who is on").click();
        tab(page, "Absences").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Change: ")))
                .click();
        assertThat(button(page, "Back now")).isVisible();
        browser.picture("first-day-back");
        button(page, "Back now").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    }

    private static void readWhatIsCountedForHer(Page page, Installation fairlead, Browser browser, int at) {
        page.navigate(fairlead.address() + "/leads");
        open(page, "Buyer " + at);
        assertThat(decided(page)).containsText("Giulia Ferrari got Buyer " + at + " because their utilisation");
        assertThat(decided(page)).containsText("Giulia Ferrari was away;");
        assertThat(chosen(decided(page))).containsText("Giulia Ferrari");
        browser.picture("first-day-returned");
    }

    private static void readInHebrew(Page page, Installation fairlead, Browser browser) {
        Screen.readInHebrew(page);
        var decided = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("המועמדים לפי סדר הרשימה"));
        assertThat(decided).containsText("הבחירה");
        assertThat(page.getByText(Pattern.compile("עבר אל .*Giulia Ferrari.* הניצולת")))
                .isVisible();
        browser.picture("first-day-hebrew-lead");
        assertThat(browser.barriers()).isEmpty();
        page.navigate(fairlead.address() + "/rules?rule=sales");
        assertThat(page.locator("[data-rule][aria-current=true]")).containsText("מי שהניצול שלו הנמוך ביותר");
        browser.picture("first-day-hebrew-rules");
        page.navigate(fairlead.address() + "/roster");
        assertThat(page.getByRole(AriaRole.TABLE)).containsText("Marco Colombo");
        browser.picture("first-day-hebrew-duty");
        assertThat(browser.barriers()).isEmpty();
    }
}
