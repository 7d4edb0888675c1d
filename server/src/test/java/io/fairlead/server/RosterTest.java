package io.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RosterTest {
    private static final Map<String, Object> WEEK =
            Map.of("weekly", List.of(Map.of("days", "mon-fri", "hours", "09:00-17:00")));

    private final Client head = Office.head();

    @Test
    void schedulesTeamsListingsAndFieldsAreAddedChangedAndRemoved() {
        Map<String, Map<String, Object>> bodies = Map.of(
                "schedules", WEEK,
                "teams", Map.of("members", List.of("ursula")),
                "listings", Map.of("name", "Villa", "responsibles", List.of("marina")),
                "fields", Map.of("type", "number"),
                "user-fields", Map.of("type", "choice", "name", "Car", "choices", List.of("Small", "Big")));
        bodies.forEach((section, body) -> {
            String path = "/api/" + section + "/one_more";
            JsonNode added = head.put(path, body).expect(200).json();
            assertThat(added.path("version").asLong()).isEqualTo(1);
            assertThat(head.put(path, body).expect(409).slug()).isEqualTo("key-taken");
            assertThat(head.put(path, body, 1)
                            .expect(200)
                            .json()
                            .path("version")
                            .asLong())
                    .isEqualTo(2);
            Client.Answer late = head.put(path, body, 1).expect(409);
            assertThat(late.slug()).isEqualTo("changed-meanwhile");
            assertThat(late.json().at("/current/version").asLong()).isEqualTo(2);
            assertThat(head.get("/api/" + section).expect(200).text()).contains("one_more");
            head.delete(path, 2).expect(204);
            head.get(path).expect(404);
        });
    }

    @Test
    void fieldsArePutInAnotherOrder() {
        head.put("/api/user-fields/car", Map.of("type", "text")).expect(200);
        head.put("/api/user-fields/floor", Map.of("type", "number")).expect(200);
        String path = "/api/user-fields/order";
        JsonNode ordered = head.post(path, Map.of("keys", List.of("floor", "car")))
                .expect(200)
                .json();
        assertThat(ordered.path("rows").findValuesAsString("key")).containsExactly("floor", "car");
        assertThat(head.get("/api/user-fields").expect(200).json().path("rows").findValuesAsString("key"))
                .containsExactly("floor", "car");
        assertThat(head.post(path, Map.of("keys", List.of("floor"))).expect(422).slug())
                .isEqualTo("invalid");
        assertThat(head.post(path, Map.of("keys", List.of("floor", "floor")))
                        .expect(422)
                        .slug())
                .isEqualTo("invalid");
        Office.joined("field-reader", "operator")
                .post(path, Map.of("keys", List.of("car", "floor")))
                .expect(403);
        head.delete("/api/user-fields/car", 1).expect(204);
        head.delete("/api/user-fields/floor", 1).expect(204);
    }

    @Test
    void whatTheSettingsFileWouldNotTakeIsRefusedWithItsPlace() {
        Client.Answer refused = head.put(
                        "/api/schedules/broken", Map.of("weekly", List.of(Map.of("days", "mon", "hours", "9-17"))))
                .expect(422);
        assertThat(refused.slug()).isEqualTo("broken-settings");
        JsonNode misfit = refused.json().at("/misfits/0");
        assertThat(misfit.path("section").asString()).isEqualTo("schedules");
        assertThat(misfit.path("key").asString()).isEqualTo("broken");
        assertThat(misfit.path("kind").asString()).isEqualTo("bad-hours");
        assertThat(head.put("/api/teams/broken", Map.of("members", List.of("nobody")))
                        .expect(422)
                        .json()
                        .at("/misfits/0/found")
                        .asString())
                .contains("nobody");
    }

    @Test
    void aScheduleThatSomebodyWorksByIsNotRemoved() {
        JsonNode day = head.get("/api/schedules/day").expect(200).json();
        assertThat(head.delete("/api/schedules/day", day.path("version").asLong())
                        .expect(422)
                        .json()
                        .at("/misfits/0/section")
                        .asString())
                .isEqualTo("users");
    }

    @Test
    void onlyWhoManagesPeopleChangesThem() {
        Client operator = Office.joined("roster-reader", "operator");
        operator.get("/api/schedules").expect(200);
        operator.put("/api/schedules/mine", WEEK).expect(403);
        operator.delete("/api/schedules/day", 1).expect(403);
        operator.post("/api/duty/preview", Map.of("schedule", WEEK)).expect(403);
        Office.SERVER.client().get("/api/schedules").expect(401);
    }

    @Test
    void theNeighboursSchedulesAndDutyAreNotSeen() {
        assertThat(head.get("/api/schedules").text()).doesNotContain("secret-shift");
        head.get("/api/schedules/secret-shift").expect(404);
        Client neighbour = Office.neighbour();
        assertThat(neighbour.get("/api/schedules").text())
                .contains("secret-shift")
                .doesNotContain("evening");
        assertThat(neighbour.get("/api/duty?from=2026-11-23&to=2026-11-30").text())
                .doesNotContain("Marina")
                .contains("Boss");
    }

    @Test
    void thePictureOfAWeekHasEverybodysHoursInCompanyTime() {
        JsonNode duty =
                head.get("/api/duty?from=2026-11-23&to=2026-11-30").expect(200).json();
        assertThat(duty.path("timezone").asString()).isEqualTo("Asia/Tomsk");
        JsonNode nadezhda = row(duty, "nadezhda");
        assertThat(nadezhda.path("spans").size()).isEqualTo(6);
        assertThat(nadezhda.at("/spans/0/from").asString())
                .startsWith("2026-11-23T09:00")
                .endsWith("+07:00");
        assertThat(nadezhda.at("/spans/5/to").asString()).startsWith("2026-11-28T17:00");
        // From Friday 16:00 to Monday 09:00, cut at the end of the period; Saturday lies within.
        assertThat(row(duty, "marina")
                        .path("spans")
                        .valueStream()
                        .toList()
                        .getLast()
                        .path("to")
                        .asString())
                .startsWith("2026-11-30T00:00");
        assertThat(row(duty, "head").at("/spans").size()).isEqualTo(1);
        head.get("/api/duty?from=2026-11-23&to=2027-11-30").expect(422);
        head.get("/api/duty?from=monday&to=2027-11-30").expect(400);
    }

    @Test
    void aScheduleIsLookedAtBeforeItIsKept() {
        Map<String, Object> shift = Map.of(
                "cycle", Map.of("on", 2, "off", 2, "from", "2026-11-23", "hours", "20:00-08:00"),
                "except", List.of(Map.of("date", "2026-11-24", "hours", "off")),
                "holidays", "DE");
        JsonNode seen = head.post(
                        "/api/duty/preview", Map.of("schedule", shift, "from", "2026-11-23", "to", "2026-12-27"))
                .expect(200)
                .json();
        assertThat(seen.at("/spans/0/from").asString()).startsWith("2026-11-23T20:00");
        assertThat(seen.at("/spans/1/from").asString()).startsWith("2026-11-27T20:00");
        assertThat(seen.path("holidays").valueStream().map(JsonNode::asString))
                .containsExactly("2026-12-25", "2026-12-26");
        assertThat(head.post(
                                "/api/duty/preview",
                                Map.of("schedule", Map.of("hollidays", "DE"), "from", "2026-11-23", "to", "2026-11-24"))
                        .expect(422)
                        .slug())
                .isEqualTo("broken-settings");
    }

    @Test
    void absencesAreWrittenByTheUserOrAManagerAndShownInThePicture() {
        Client operator = Office.joined("traveller", "operator");
        JsonNode own = operator.post(
                        "/api/absences", Map.of("from", "2027-03-01", "to", "2027-03-05", "kind", "vacation"))
                .expect(201)
                .json();
        assertThat(own.path("user").asString()).isEqualTo("traveller");
        assertThat(own.path("changedBy").asString()).isEqualTo("traveller");
        String path = "/api/absences/" + own.path("id").asString();
        head.put(path, Map.of("from", "2027-03-01T12:00", "to", "2027-03-04", "kind", "sick"), 1)
                .expect(200);
        assertThat(operator.put(path, Map.of("from", "2027-03-01", "to", "2027-03-04"), 1)
                        .expect(409)
                        .slug())
                .isEqualTo("changed-meanwhile");
        JsonNode away = row(head.get("/api/duty?from=2027-03-01&to=2027-03-08").json(), "traveller")
                .at("/absences/0");
        assertThat(away.path("from").asString()).startsWith("2027-03-01T12:00");
        assertThat(away.path("to").asString()).startsWith("2027-03-05T00:00");
        assertThat(away.path("kind").asString()).isEqualTo("sick");
        operator.delete(path, 2).expect(204);
        head.put(path, Map.of("from", "2027-03-01", "to", "2027-03-04"), 2).expect(404);
    }

    @Test
    void changesOfTheRosterAreKeptWithWhatWasAndWhatIs() {
        head.put("/api/teams/recorded", Map.of("members", List.of("ursula"))).expect(200);
        head.put("/api/teams/recorded", Map.of("members", List.of("marina")), 1).expect(200);
        head.delete("/api/teams/recorded", 2).expect(204);
        assertThat(Office.SERVER.query("""
                        select string_agg(kind || ' ' || coalesce(data->'before'->'members'->>0, '-') || ' '
                                   || coalesce(data->'after'->'members'->>0, '-'), ', ' order by id)
                          from fairlead.event where data->>'key' = 'recorded' and kind like 'team-%'
                        """))
                .isEqualTo("team-added - ursula, team-changed ursula marina, team-removed marina -");
        JsonNode absence = head.post(
                        "/api/absences", Map.of("user", "ursula", "from", "2029-01-01", "to", "2029-01-02"))
                .expect(201)
                .json();
        head.put("/api/absences/" + absence.path("id").asString(), Map.of("from", "2029-01-01", "to", "2029-01-09"), 1)
                .expect(200);
        assertThat(Office.SERVER.query("""
                        select (data->'before'->>'to') || ' > ' || (data->'after'->>'to') from fairlead.event
                         where kind = 'absence-changed' and data->'after'->>'from' = '2029-01-01'
                        """)).isEqualTo("2029-01-02 > 2029-01-09");
    }

    @Test
    void operatorsSeeAndWriteOnlyTheirOwnAbsences() {
        Client operator = Office.joined("discreet", "operator");
        JsonNode others =
                head.get("/api/absences?user=marina").expect(200).json().at("/rows/0");
        assertThat(others.path("kind").asString()).isEqualTo("vacation");
        assertThat(operator.get("/api/absences").expect(200).json().path("rows").isEmpty())
                .isTrue();
        String path = "/api/absences/" + others.path("id").asString();
        operator.put(path, Map.of("from", "2027-01-01", "to", "2027-01-02"), 1).expect(404);
        operator.delete(path, 1).expect(404);
        operator.post("/api/absences", Map.of("user", "marina", "from", "2027-01-01", "to", "2027-01-02"))
                .expect(403);
        assertThat(head.get("/api/absences").text()).doesNotContain("neighbours-secret");
        Office.neighbour().delete(path, 1).expect(404);
    }

    @Test
    void anAbsenceThatEndsBeforeItStartsIsRefused() {
        assertThat(head.post("/api/absences", Map.of("from", "2027-03-05", "to", "2027-03-01"))
                        .expect(422)
                        .json()
                        .at("/misfits/0/section")
                        .asString())
                .isEqualTo("absences");
        assertThat(Office.errors(head.post("/api/absences", Map.of("from", " ")).expect(422)))
                .containsExactly("from required", "to required");
        assertThat(Office.errors(
                        head.post("/api/absences", Map.of("user", "nobody", "from", "2027-03-05", "to", "2027-03-06"))
                                .expect(422)))
                .containsExactly("user unknown-user");
    }

    @Test
    void absencesAreListedByTheirPeriod() {
        head.post("/api/absences", Map.of("user", "nadezhda", "from", "2028-05-01", "to", "2028-05-10"))
                .expect(201);
        assertThat(rows("?from=2028-05-10&to=2028-06-01")).isEqualTo(1);
        assertThat(rows("?from=2028-05-11&to=2028-06-01")).isZero();
        assertThat(rows("?from=2028-01-01&to=2028-05-01&user=nadezhda")).isEqualTo(1);
        assertThat(rows("?from=2028-01-01&to=2028-05-01&user=ursula")).isZero();
    }

    private int rows(String query) {
        return head.get("/api/absences" + query).expect(200).json().path("rows").size();
    }

    private static JsonNode row(JsonNode duty, String key) {
        return duty.path("rows")
                .valueStream()
                .filter(row -> row.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
