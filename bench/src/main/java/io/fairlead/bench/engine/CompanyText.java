package io.fairlead.bench.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the settings file of a workload: 50 people, 200 listings, 6 rules; the events are in a CSV file beside it. */
final class CompanyText {
    static final int PEOPLE = 50;
    static final int LISTINGS = 200;
    static final int OPEN_CAP = 20;

    private CompanyText() {}

    static String person(int number) {
        return "p%02d".formatted(number);
    }

    static String of(Workload workload, String csv) {
        return """
                company: {name: Casa Bench, timezone: Europe/Rome, region: IT, otherwise: hold, fallback-email: h@b.example}
                fields: {topic: text, province: choice, budget: number}
                schedules:
                %s
                users:
                %s
                teams:
                  north: {members: [%s]}
                  south: {members: [%s]}
                  web: {members: [%s]}
                  calls: {members: [%s]}
                  all: {members: [%s]}
                listings:
                %s
                absences:
                %s
                rules:
                %s
                events: %s
                """.formatted(
                        schedules(),
                        users(workload),
                        people(0, 15),
                        people(15, 30),
                        people(20, 40),
                        people(30, 50),
                        people(0, PEOPLE),
                        lines(LISTINGS, CompanyText::listing),
                        lines(PEOPLE, CompanyText::absence),
                        rules(workload),
                        csv);
    }

    private static String lines(int count, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String people(int from, int to) {
        return IntStream.range(from, to).mapToObj(CompanyText::person).collect(Collectors.joining(", "));
    }

    /** Three crews that rotate over early, late and night shifts, four days on and two off. */
    private static String schedules() {
        var hours = List.of("06:00-14:00", "14:00-22:00", "22:00-06:00");
        return lines(
                9,
                i -> "  s%d: {cycle: {on: 4, off: 2, from: 2026-03-%02d, hours: \"%s\"}}"
                        .formatted(i, 1 + 2 * (i / 3), hours.get(i % 3)));
    }

    private static String users(Workload workload) {
        return lines(
                PEOPLE,
                i -> "  %s: {name: Person %d, target: %d%s}"
                        .formatted(
                                person(i),
                                i,
                                1000 + 500 * (i % 3),
                                workload == Workload.MIX ? ", schedule: s" + i % 9 : ""));
    }

    private static String listing(int i) {
        return "  flat%03d: {name: Via Roma %d, responsibles: [%s, %s]}"
                .formatted(i, i, person(i % PEOPLE), person((i + 17) % PEOPLE));
    }

    private static String absence(int i) {
        int day = 1 + i % 14;
        return "  - {user: %s, from: 2026-%02d-%02d, to: 2026-%02d-%02d, kind: vacation}"
                .formatted(person(i), 4 + i % 6, day, 4 + i % 6, day + 13);
    }

    private static String rules(Workload workload) {
        return switch (workload) {
            case TURNS -> six("strategy: turns");
            case UTILISATION -> six("strategy: utilisation, target: field");
            case LEAST_OPEN -> six("strategy: least-open");
            case PRIORITY -> six("strategy: priority, caps: {day: 150}");
            case CLAIM -> six("strategy: claim, within: 10m");
            case MIX -> mixed();
            case WAITING ->
                "  - {id: all, known: 'off', overflow: false, caps: {open: %d}, candidates: [{team: all}]}"
                        .formatted(OPEN_CAP);
        };
    }

    private static final String SIX = """
              - {id: portal-north, when: 'source == "portal" && province in ["MI", "TO", "GE", "BO"]',
                 candidates: [{team: north}], %1$s}
              - {id: portal, when: 'source == "portal"', candidates: [{team: south, weight: 2}, {team: north}], %2$s}
              - {id: web-premium, when: 'source == "web" && budget >= 400000',
                 candidates: [{user: p20, weight: 3}, {user: p21, weight: 2}, {team: web}], %3$s}
              - {id: web, when: 'source == "web"', candidates: [{team: web}], %4$s}
              - {id: calls, when: 'source == "call" && !includes(topic, "rent")', candidates: [{team: calls}], %5$s}
              - {id: rest, candidates: [{team: all}], %6$s}\
            """;

    private static String six(String same) {
        return SIX.formatted(same, same, same, same, same, same);
    }

    private static String mixed() {
        return SIX.formatted(
                "strategy: turns, redistribute: {after: 30m, times: 2}",
                "strategy: utilisation, scope: listing, listing-responsibles: true, at-shift-end: redistribute",
                "strategy: claim, within: 10m, then: turns",
                "strategy: least-open, caps: {open: 400}, on-absence: redistribute",
                "strategy: priority, caps: {day: 40}, overflow: false, otherwise: next-rule",
                "strategy: turns, accept-within: 20m");
    }
}
