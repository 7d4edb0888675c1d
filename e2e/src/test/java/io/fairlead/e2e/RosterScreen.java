package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.exactly;
import static io.fairlead.e2e.Screen.field;
import static io.fairlead.e2e.Screen.link;
import static io.fairlead.e2e.Screen.option;
import static io.fairlead.e2e.Screen.tab;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;

/** Shifts, teams, listings and people, made by clicking as a manager makes them. */
final class RosterScreen {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    static final List<String> WORKDAYS = DAYS.subList(0, 5);
    static final List<String> EVERY_DAY = DAYS;
    static final List<String> SATURDAY = List.of("Sat");

    private final Page page;

    RosterScreen(Page page) {
        this.page = page;
    }

    /** Hours on some days; they may end on the next of these days. */
    record Hours(List<String> days, String from, String to, boolean untilNext) {
        Hours(List<String> days, String from, String to) {
            this(days, from, to, false);
        }
    }

    /** Somebody who receives leads: with a name, a schedule (empty for none), skills, and a target (empty for none). */
    record Person(String name, String email, String schedule, List<String> skills, String target) {}

    void schedule(String name, Hours... lines) {
        view("Schedules");
        begin("+ New schedule");
        field(page, "Name").fill(name);
        var week = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Every week"));
        for (int at = 0; at < lines.length; at++) {
            if (at > 0) {
                button(page, "Add hours").click();
            }
            var hours = lines[at];
            for (String day : DAYS) {
                var toggle = week.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(day))
                        .nth(at);
                if (hours.days().contains(day) != "true".equals(toggle.getAttribute("aria-pressed"))) {
                    toggle.click();
                }
            }
            week.getByLabel("From").nth(at).fill(hours.from());
            week.getByLabel("To").nth(at).fill(hours.to());
            week.getByLabel("ends on the next of these days").nth(at).setChecked(hours.untilNext());
        }
        keep();
    }

    /** Adds somebody and gives the link by which they choose a password. */
    String invite(Person person) {
        link(page, "People").click();
        // A company of one offers it twice.
        button(page, "Add a person").first().click();
        field(page, "Name").fill(person.name());
        field(page, "E-mail").fill(person.email());
        work(person.schedule(), person.skills(), person.target());
        exactly(page, AriaRole.BUTTON, "Add").click();
        button(page, "Make an invitation link").click();
        assertThat(page.getByText("It works once and is shown only now")).isVisible();
        var link = page.locator("code").innerText();
        leaveDrawer();
        return link;
    }

    /** Gives somebody who is there already a schedule, skills and a target. */
    void change(String name, String schedule, List<String> skills, String target) {
        link(page, "People").click();
        page.getByRole(
                        AriaRole.GRIDCELL,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        work(schedule, skills, target);
        exactly(page, AriaRole.BUTTON, "Save").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    }

    private void work(String schedule, List<String> skills, String target) {
        if (!schedule.isEmpty()) {
            page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Schedule"))
                    .click();
            option(page, "Schedule", schedule).click();
        }
        for (String skill : skills) {
            var box = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Skills"));
            box.fill(skill);
            box.press("Enter");
        }
        if (!target.isEmpty()) {
            field(page, "Target").fill(target);
        }
    }

    private void leaveDrawer() {
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    }

    void team(String name, String... members) {
        view("Teams");
        begin("+ New team");
        field(page, "Name").fill(name);
        pick("Members", members);
        keep();
    }

    void listing(String key, String name, String... responsibles) {
        view("Listings");
        begin("+ New listing");
        field(page, "Id").fill(key);
        field(page, "Name").fill(name);
        pick("Responsible people", responsibles);
        keep();
    }

    /** Declares something that the company notes of its leads, with what is offered for it. */
    void leadField(String name, String type, String... choices) {
        link(page, "Fields").click();
        button(page, "Add a field").click();
        field(page, "Name").fill(name);
        field(page, "What goes into it").selectOption(new SelectOption().setLabel(type));
        for (String choice : choices) {
            var box = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Choices"));
            box.fill(choice);
            box.press("Enter");
        }
        exactly(page, AriaRole.BUTTON, "Save").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    }

    private void pick(String label, String... people) {
        for (String person : people) {
            page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label))
                    .fill(person);
            option(page, label, person).click();
        }
        page.keyboard().press("Escape");
    }

    private void view(String name) {
        link(page, "Who is on").click();
        tab(page, name).click();
    }

    /** Waits for the empty form: what is typed into one that is about to go is lost. */
    private void begin(String name) {
        link(page, name).click();
        assertThat(button(page, "Delete")).hasCount(0);
        assertThat(field(page, "Name")).hasValue("");
    }

    private void keep() {
        exactly(page, AriaRole.BUTTON, "Save").click();
        assertThat(button(page, "Delete")).isVisible();
    }
}
