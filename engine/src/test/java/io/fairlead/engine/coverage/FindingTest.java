package io.fairlead.engine.coverage;

import static io.fairlead.engine.coverage.Shop.pair;
import static io.fairlead.engine.coverage.Shop.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.simulation.RuleBuilder;
import org.junit.jupiter.api.Test;

/** What a finding carries so that it can be worded in another language. */
class FindingTest {
    private static final RuleBuilder PAIR = rule("pair", "anna", "bruno");

    @Test
    void uncaughtLeadsCarryTheirHoursAndWhatBecomesOfThem() {
        var shop = pair().rule(PAIR, "source == 'call'", "mon-sat 00:00-24:00");
        assertThat(only(shop).kind().slug()).isEqualTo("uncaught");
        assertThat(args(shop)).isEqualTo("{weekly=Sun 00:00-24:00, dates=, otherwise=unassigned}");
        assertThat(args(shop.otherwise(new Otherwise.ToUser("anna"))))
                .isEqualTo("{weekly=Sun 00:00-24:00, dates=, user=anna, otherwise=user}");
    }

    @Test
    void partlyCaughtLeadsCarryTheRulesToo() {
        var shop = pair().rule(PAIR, "source == 'call' && topic == 'a'").otherwise(new Otherwise.Hold());
        assertThat(only(shop).kind().slug()).isEqualTo("partly-caught");
        assertThat(args(shop)).isEqualTo("{weekly=Mon-Sun 00:00-24:00, dates=, rules=pair, otherwise=hold}");
    }

    @Test
    void hoursOfNobodyCarryWhatBecomesOfTheLeads() {
        var shop = new Shop()
                .user("anna", "mon-fri 09:00-17:00")
                .user("bruno", "mon-fri 09:00-17:00")
                .rule(PAIR, "", "mon 08:00-17:00");
        assertThat(args(shop)).isEqualTo("{weekly=Mon 08:00-09:00, dates=, otherwise=hold}");
    }

    @Test
    void hoursOfOnePersonCarryWhoItIs() {
        var shop = pair().user("bruno", "mon-sat 00:00-24:00").rule(PAIR, "");
        assertThat(args(shop)).isEqualTo("{weekly=Sun 00:00-24:00, dates=, users=anna}");
    }

    @Test
    void aRuleWithoutCandidatesCarriesTheSkillsThatItAsksFor() {
        var shop = pair().rule(rule("pair", "anna", "bruno").skills("german", "english"), "");
        assertThat(args(shop)).isEqualTo("{skills=english, german}");
    }

    @Test
    void otherFindingsCarryTheNameTheyAreAbout() {
        var idle = pair().user("carla", "sun 09:00-10:00")
                .rule(rule("trio", "anna", "bruno", "carla"), "", "mon 09:00-10:00");
        assertThat(args(idle)).isEqualTo("{user=carla}");
        assertThat(args(pair().rule(PAIR, "topik == 'a'"))).isEqualTo("{field=topik, meant=topic}");
        var shadowed = pair().rule(rule("all", "anna", "bruno"), "").rule(PAIR, "");
        assertThat(args(shadowed)).isEqualTo("{rules=all}");
    }

    private static Finding only(Shop shop) {
        assertThat(shop.findings()).hasSize(1);
        return shop.findings().getFirst();
    }

    private static String args(Shop shop) {
        return only(shop).args().toString();
    }
}
