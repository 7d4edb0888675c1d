package io.fairlead.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.server.TestServer;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.platform.http.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings change while leads are with people, wait, or are offered. */
class SettingsChangeTest {
    private static final TestServer SERVER = TestServer.start(false);
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final String TWO = """
            company: {name: Shop, timezone: Europe/Rome}
            users: {anna: {}, bruno: {}}
            rules: [{id: all, candidates: [{user: anna}, {user: bruno}], on-absence: redistribute}]
            """;

    private final Shop shop = Shop.of(SERVER, TWO, MONDAY);

    private long arrive() {
        return shop.perform(List.of(new Doing.Arrival(
                        new Doing.NewLead("web", "", "Lead", "", "", "", Map.of(), true, null), outcome -> {})))
                .getFirst()
                .lead();
    }

    private void change(String sql, Object... params) {
        shop.server
                .part(SettingsStore.class)
                .change(
                        shop.company,
                        null,
                        () -> shop.jdbc().sql(sql).params(List.of(params)).update());
    }

    private String holder(long lead) {
        return shop.inside(
                () -> shop.jdbc().sql("""
                        select coalesce(u.key, l.state) from fairlead.lead l
                          left join fairlead.app_user u on u.company_id = l.company_id and u.id = l.owner_id
                         where l.id = ?
                        """).param(lead).query(String.class).single());
    }

    private long user(String key) {
        return shop.users.getOrDefault(key, 0L);
    }

    @Test
    void whoBecomesInactiveLosesTheirOpenLeadsWorkedOnOrNot() {
        long touched = arrive();
        long closed = arrive();
        arrive();
        assertThat(holder(touched)).isEqualTo("anna");
        shop.perform(List.of(new Doing.Touched(touched, user("anna"))));
        long third = 3;
        shop.perform(List.of(new Doing.StatusSet(third, "won", null)));
        change("update fairlead.app_user set active = false where key = 'anna'");
        assertThat(holder(touched)).isEqualTo("bruno");
        assertThat(holder(closed)).isEqualTo("bruno");
        assertThat(holder(third)).as("a closed lead stays").isEqualTo("anna");
        assertThat(shop.unbalanced()).isEmpty();
    }

    @Test
    void anAbsenceThatBeginsNowMovesLeadsAndOneThatIsTakenBackDoesNotReturnThem() {
        long lead = arrive();
        change(
                "insert into fairlead.absence (user_id, \"from\", \"to\") values (?, '2026-11-23', '2026-11-24')",
                user("anna"));
        assertThat(holder(lead)).isEqualTo("bruno");
        change("delete from fairlead.absence");
        assertThat(holder(lead)).isEqualTo("bruno");
    }

    @Test
    void anAbsenceThatBeginsLaterMovesLeadsThen() {
        long lead = arrive();
        change(
                "insert into fairlead.absence (user_id, \"from\", \"to\") values (?, '2026-11-24', '2026-11-24')",
                user("anna"));
        assertThat(holder(lead)).isEqualTo("anna");
        shop.clock(MONDAY.plusSeconds(24 * 3600));
        shop.perform(List.of());
        assertThat(holder(lead)).isEqualTo("bruno");
    }

    @Test
    void aLeadThatWaitsIsGivenWhenSomebodyJoinsItsRule() {
        change("update fairlead.app_user set active = false");
        long lead = arrive();
        assertThat(holder(lead)).isEqualTo("waiting");
        change("update fairlead.app_user set active = true where key = 'bruno'");
        assertThat(holder(lead)).isEqualTo("bruno");
    }

    @Test
    void aLeadWhoseRuleIsGoneIsTriedByTheOthers() {
        change("update fairlead.app_user set active = false");
        long lead = arrive();
        shop.server.part(SettingsStore.class).change(shop.company, null, () -> {
            shop.jdbc().sql("update fairlead.app_user set active = true").update();
            return shop.jdbc().sql("""
                            insert into fairlead.rule_version (version, rules)
                            values (2, '[{"id": "other", "candidates": [{"user": "bruno"}]}]')
                            """).update();
        });
        assertThat(holder(lead)).isEqualTo("bruno");
    }

    private void closedBy(String statuses) {
        change("update fairlead.company set body = jsonb_set(body, '{closed-statuses}', ?::jsonb)", statuses);
    }

    private String open() {
        return shop.inside(() -> shop.jdbc().sql("""
                        select (select coalesce(sum(amount), 0) from fairlead.tally where what = 'open') || ' counted, '
                            || (select count(*) from fairlead.lead where owner_id <> 0 and not closed) || ' there'
                        """).query(String.class).single());
    }

    @Test
    void whatCountsAsClosedIsCountedAnewAndGivesRoomToWhoWaits() {
        change("""
                insert into fairlead.rule_version (version, rules)
                values (2, '[{"id": "all", "candidates": [{"user": "anna"}], "caps": {"open": 1}, "overflow": false}]')
                """);
        long first = arrive();
        shop.perform(List.of(new Doing.StatusSet(first, "done", null)));
        long second = arrive();
        assertThat(holder(second)).as("one open lead is all").isEqualTo("waiting");
        closedBy("[\"won\", \"done\"]");
        assertThat(holder(second)).isEqualTo("anna");
        assertThat(open()).isEqualTo("1 counted, 1 there");
        closedBy("[\"won\"]");
        assertThat(open()).isEqualTo("2 counted, 2 there");
        shop.perform(List.of(new Doing.StatusSet(first, "won", null)));
        assertThat(open()).isEqualTo("1 counted, 1 there");
        closedBy("[\"done\"]");
        assertThat(open()).isEqualTo("2 counted, 2 there");
        assertThat(holder(arrive())).isEqualTo("waiting");
    }

    @Test
    void aChangeThatIsRefusedChangesNothingAndTheDeskGoesOn() {
        arrive();
        assertThatThrownBy(() -> change("update fairlead.app_user set body = '{\"schedule\": \"nowhere\"}'"))
                .isInstanceOf(Refusal.class);
        assertThat(holder(arrive())).isEqualTo("bruno");
        assertThat(shop.unbalanced()).isEmpty();
    }
}
