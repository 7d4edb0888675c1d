package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WatchdogTest {
    private static final LeadFixture FIXTURE = LeadFixture.start();

    private final Client own = FIXTURE.own();

    @AfterAll
    static void stop() {
        FIXTURE.server().stop();
    }

    @Test
    void whileAllIsWellNothingIsAstray() {
        JsonNode sheet = check();
        assertThat(sheet.path("astray").isEmpty()).isTrue();
        assertThat(sheet.at("/waitingCount/value").asInt()).isEqualTo(1);
        assertThat(sheet.at("/offered/value").asInt()).isEqualTo(1);
        assertThat(sheet.at("/unassigned/value").asInt()).isEqualTo(1);
        assertThat(sheet.path("checkedAt").isNull()).isFalse();
        assertThat(sheet.path("deskLate").asBoolean()).isFalse();
    }

    @Test
    void aLeadThatIsBrokenPastTheProgramIsFoundAndForgottenOnceMended() {
        breakAndMend(
                "update fairlead.lead set owner_id = 0 where company_id = 1 and id = 3",
                "no-owner",
                "update fairlead.lead set owner_id = (select id from fairlead.app_user where company_id = 1 and key = 'marina')"
                        + " where company_id = 1 and id = 3");
        breakAndMend(
                "update fairlead.lead set owner_id = 999999 where company_id = 1 and id = 4",
                "unknown-owner",
                "update fairlead.lead set owner_id = (select id from fairlead.app_user where company_id = 1 and key = 'marina')"
                        + " where company_id = 1 and id = 4");
        breakAndMend(
                "update fairlead.lead set owner_id = 1 where company_id = 1 and id = 61",
                "two-states",
                "update fairlead.lead set owner_id = 0 where company_id = 1 and id = 61");
        breakAndMend(
                "update fairlead.desk_lead set hot = false where company_id = 1 and lead_id = 61",
                "not-awaited",
                "update fairlead.desk_lead set hot = true where company_id = 1 and lead_id = 61");
        breakAndMend(
                "delete from fairlead.desk_lead where company_id = 1 and lead_id = 63",
                "no-end",
                "insert into fairlead.desk_lead (company_id, lead_id, turn, hot, state) values (1, 63, 63, true, '{}')");
        breakAndMend(
                "update fairlead.decision set lead_id = 1000 where company_id = 1 and lead_id = 62",
                "no-reason",
                "update fairlead.decision set lead_id = 62 where company_id = 1 and lead_id = 1000");
    }

    private void breakAndMend(String breaking, String flaw, String mending) {
        FIXTURE.execute(breaking);
        assertThat(flaws(check())).as(breaking).containsExactly(flaw);
        assertThat(flaws(check())).as("still " + breaking).containsExactly(flaw);
        assertThat(FIXTURE.other()
                        .post("/api/watchdog/checks", "{}")
                        .expect(200)
                        .json()
                        .path("astray")
                        .isEmpty())
                .isTrue();
        FIXTURE.execute(mending);
        assertThat(flaws(check())).as(mending).isEmpty();
    }

    @Test
    void whoWaitsBeyondTheTimeAtWhichSomebodyWasExpectedIsOverdue() {
        JsonNode sheet = check();
        List<String> alarms = sheet.path("waiting")
                .valueStream()
                .map(one -> one.at("/lead/name").asString() + " "
                        + one.path("alarmAt").asString())
                .toList();
        List<String> overdue = sheet.path("overdue")
                .valueStream()
                .map(one -> one.at("/lead/name").asString() + " "
                        + one.path("alarmAt").asString())
                .toList();
        assertThat(java.util.stream.Stream.concat(alarms.stream(), overdue.stream()))
                .contains("Own waits 2026-11-23T02:15:00Z");
        FIXTURE.execute("""
                update fairlead.decision set at = at - interval '400 days',
                       explanation = replace(explanation::text, '2026-11-23', '2025-11-23')::jsonb
                 where company_id = 2 and lead_id = 61
                """);
        Client other = FIXTURE.other();
        JsonNode late = other.post("/api/watchdog/checks", "{}").expect(200).json();
        assertThat(late.path("overdue")
                        .valueStream()
                        .map(one -> one.at("/lead/name").asString()))
                .contains("Secret waits");
        String id = late.at("/overdue/0/lead/id").asString();
        other.post("/api/watchdog/checks", "{}").expect(200);
        assertThat(LeadFixture.told(other, "/api/leads/" + id)
                        .path("entries")
                        .valueStream()
                        .filter(event -> event.path("kind").asString().equals("lead-overdue")))
                .as("told once")
                .hasSize(1);
    }

    private static List<String> flaws(JsonNode sheet) {
        return sheet.path("astray")
                .valueStream()
                .map(one -> one.path("flaw").asString())
                .toList();
    }

    private JsonNode check() {
        return own.post("/api/watchdog/checks", "{}").expect(200).json();
    }
}
