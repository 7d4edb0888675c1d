package io.fairlead.server.desk;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Settings files with events, the same ones for the same number; everything happens at an instant of its own. */
final class MadeUpScenario {
    private static final List<String> USERS = List.of("anna", "bruno", "carla", "dario");
    private static final List<String> STRATEGIES = List.of(
            "strategy: turns",
            "strategy: least-open",
            "strategy: priority",
            "strategy: claim, within: 20m, then: turns",
            "strategy: turns, accept-within: 15m",
            "strategy: turns, redistribute: {after: 40m, times: 2, clock: wall}",
            "strategy: turns, caps: {day: 3}",
            "strategy: least-open, known: off, presence: required");
    private static final int EVENTS = 70;

    private final Random random;
    private final LocalDateTime monday;

    private MadeUpScenario(int number) {
        random = new Random(number);
        monday = LocalDateTime.of(2027, 1, 4, 8, 0).plusWeeks(number);
    }

    static String yaml(int number) {
        return new MadeUpScenario(number).text();
    }

    private String text() {
        return """
                company: {name: Made up, timezone: Europe/Rome, region: IT, otherwise: %s, closed-statuses: [won]}
                schedules:
                  early: {weekly: [{days: mon-fri, hours: "08:00-16:00"}]}
                  late: {weekly: [{days: mon-sat, hours: "11:00-20:00"}]}
                users:
                  anna: {schedule: early}
                  bruno: {schedule: late}
                  carla: {}
                  dario: {schedule: early}
                rules:
                  - {id: web, when: source == "web", candidates: [%s], %s}
                  - {id: rest, candidates: [%s], %s}
                events:
                %s""".formatted(
                        random.nextBoolean() ? "hold" : "{user: dario}",
                        candidates(),
                        STRATEGIES.get(random.nextInt(STRATEGIES.size())),
                        candidates(),
                        STRATEGIES.get(random.nextInt(STRATEGIES.size())),
                        events());
    }

    private String candidates() {
        var some = new ArrayList<String>();
        for (var user : USERS) {
            if (some.isEmpty() || random.nextInt(3) > 0) {
                some.add("{user: " + user + ", weight: " + (1 + random.nextInt(3)) + "}");
            }
        }
        return String.join(", ", some);
    }

    private String events() {
        var text = new StringBuilder();
        var at = monday;
        int leads = 0;
        for (int i = 0; i < EVENTS; i++) {
            at = at.plusSeconds(17 + random.nextInt(2_400));
            int what = random.nextInt(10);
            var user = USERS.get(random.nextInt(USERS.size()));
            var lead = "L" + (1 + random.nextInt(Math.max(1, leads)));
            String event;
            if (leads == 0 || what < 5) {
                leads++;
                event = "lead: L" + leads + ", source: " + (random.nextBoolean() ? "web" : "phone")
                        + ", phone: \"+39 06 1234 " + (100 + random.nextInt(60)) + "\"";
            } else {
                event = switch (what) {
                    case 5 -> "lead: " + lead + ", status: " + (random.nextBoolean() ? "won" : "seen");
                    case 6 -> "lead: " + lead + ", touched-by: " + user;
                    case 7 -> "lead: " + lead + ", accepted-by: " + user;
                    case 8 -> "lead: " + lead + ", declined-by: " + user;
                    default -> "user: " + user + ", presence: " + (random.nextBoolean() ? "online" : "offline");
                };
            }
            text.append("  - {at: \"")
                    .append(at)
                    .append(at.getSecond() == 0 ? ":00" : "")
                    .append("\", ")
                    .append(event)
                    .append("}\n");
        }
        return text.append("until: \"")
                .append(at.toLocalDate().plusDays(2))
                .append("T12:00:07\"\n")
                .toString();
    }
}
