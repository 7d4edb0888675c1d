package io.fairlead.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fairlead.e2e.Screen.button;
import static io.fairlead.e2e.Screen.exactly;
import static io.fairlead.e2e.Screen.field;
import static io.fairlead.e2e.Screen.option;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;

/** The rules, written by clicking as a manager writes them. */
final class RuleScreen {
    private final Page page;

    RuleScreen(Page page) {
        this.page = page;
    }

    /** Begins a rule of this name, which is then open. */
    RuleScreen begin(String name) {
        var add = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add a rule"))
                .or(button(page, "Write the first rule"));
        add.click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("new-rule")))
                .isVisible();
        field(page, "Name of the rule").fill(name);
        field(page, "Name of the rule").press("Tab");
        assertThat(exactly(page, AriaRole.HEADING, name)).isVisible();
        return this;
    }

    /** Adds a comparison; all of them must hold. */
    RuleScreen when(String field, String comparison, String value) {
        var part = part("Which leads");
        int at = part.getByLabel("Field", new Locator.GetByLabelOptions().setExact(true))
                .count();
        button(page, "Add a condition").click();
        part.getByLabel("Field", new Locator.GetByLabelOptions().setExact(true))
                .nth(at)
                .selectOption(field);
        part.getByLabel("Comparison", new Locator.GetByLabelOptions().setExact(true))
                .nth(at)
                .selectOption(new SelectOption().setLabel(comparison));
        var box = part.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Value"))
                .nth(at);
        box.fill(value);
        box.press("Tab");
        assertThat(part.locator("code")).containsText(value);
        return this;
    }

    /** Adds a line of hours, such as {@code 09:00-19:00}, on some days. */
    RuleScreen hours(String button, List<String> days, String hours) {
        var lines = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Days and hours"));
        int at = lines.count();
        button(page, button).click();
        var line = lines.nth(at);
        // The days that are meant come first: a line always has one.
        for (String day : days) {
            line.getByLabel(day).check();
        }
        for (String day : RosterScreen.EVERY_DAY) {
            line.getByLabel(day).setChecked(days.contains(day));
        }
        line.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Hours"))
                .fill(hours);
        return this;
    }

    /** Adds a person or a team with a share of the leads. */
    RuleScreen candidate(String name, int share) {
        String label = "Add a person or a team";
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label))
                .click();
        option(page, label, name).click();
        var row = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(name));
        row.getByLabel("Share").fill(String.valueOf(share));
        return this;
    }

    RuleScreen skill(String skill) {
        var box = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Needed skills"));
        box.fill(skill);
        box.press("Enter");
        return this;
    }

    RuleScreen choose(String label, String choice) {
        field(page, label).selectOption(new SelectOption().setLabel(choice));
        return this;
    }

    RuleScreen turnOn(String label) {
        page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName(label))
                .check();
        return this;
    }

    RuleScreen number(String label, String value) {
        field(page, label).fill(value);
        return this;
    }

    /** A limit for each person: {@code per day}, {@code per week} … */
    RuleScreen limit(String period, String value) {
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Limits for each person"))
                .getByLabel(period)
                .fill(value);
        return this;
    }

    /** That the open rule reads like this in the list. */
    void reads(String sentence) {
        assertThat(page.locator("[data-rule][aria-current=true]")).containsText(sentence);
    }

    void publish(String why) {
        button(page, "Publish…").click();
        page.getByLabel("What changes, and why").fill(why);
        button(page, "Publish now").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(page.getByText("In force", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    private Locator part(String title) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(title).setExact(true));
    }
}
