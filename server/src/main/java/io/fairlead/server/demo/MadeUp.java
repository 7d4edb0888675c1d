package io.fairlead.server.demo;

import io.fairlead.server.settings.values.ZoneLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A made-up company that calls its leads by zones and sells photovoltaic systems.
 *
 * @param region the country of its phone numbers, in two letters
 * @param operators how many call, by area in the country's order
 * @param others how many more people there are, by the beginning of their ids: field salespeople, project managers,
 *     support, managers
 * @param places what its areas are called in ids of teams and rules
 */
record MadeUp(
        String name,
        String timezone,
        String region,
        String locale,
        String head,
        String email,
        Country country,
        List<Integer> operators,
        Map<String, Integer> others,
        List<String> places) {
    static final String OPERATOR = "op";
    static final String MANAGER = "mg";

    /** The call centre with 80 people, of whom 50 call, and two smaller companies beside it. */
    static List<MadeUp> all() {
        return List.of(
                new MadeUp(
                        "Sole Chiaro",
                        "Europe/Rome",
                        "IT",
                        "it",
                        "Lucia Ferri",
                        "lucia@sole-chiaro.example",
                        Country.read("italy"),
                        List.of(14, 10, 10, 11, 5),
                        Map.of("ag", 12, "pm", 8, "sv", 6, MANAGER, 3),
                        List.of("nord-ovest", "nord-est", "centro", "sud", "isole")),
                new MadeUp(
                        "Helldach",
                        "Europe/Berlin",
                        "DE",
                        "de",
                        "Katharina Vogel",
                        "katharina@helldach.example",
                        Country.read("germany"),
                        List.of(5, 5),
                        Map.of("ag", 4, MANAGER, 1),
                        List.of("sued", "nord")),
                new MadeUp(
                        "שמש שלנו",
                        "Asia/Jerusalem",
                        "IL",
                        "he",
                        "נועה שפירא",
                        "noa@shemesh.example",
                        Country.read("israel"),
                        List.of(2, 3, 2),
                        Map.of("ag", 2, MANAGER, 1),
                        List.of("zafon", "merkaz", "darom")));
    }

    /** The ids of those who call in an area, counted from 0. */
    List<String> operatorsOf(int area) {
        int first =
                operators.subList(0, area).stream().mapToInt(Integer::intValue).sum();
        return ids(OPERATOR, first, operators.get(area));
    }

    /** The ids of the managers. */
    List<String> managers() {
        return ids(MANAGER, 0, others.getOrDefault(MANAGER, 0));
    }

    private static List<String> ids(String role, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "%s%02d".formatted(role, i + 1))
                .toList();
    }

    /** Its settings file. */
    String settings() {
        return """
                company: {name: "%s", timezone: %s, region: %s, locale: %s, closed-statuses: [won, lost, wrong-number, do-not-call]}
                schedules:
                  early: {weekly: [{days: mon-sat, hours: "08:00-14:00"}]}
                  late: {weekly: [{days: mon-sat, hours: "14:00-20:00"}]}
                  office: {weekly: [{days: mon-fri, hours: "09:00-18:00"}]}
                teams:
                %s
                users:
                %s
                fields:
                %s
                zones: |
                %s
                rules:
                %s
                """.formatted(name, timezone, region, locale, teams(), users(), fields(), zones(), rules());
    }

    private String fields() {
        var kinds = List.of(
                "zone: {type: zone",
                "postcode: {type: text",
                "kwh: {type: number, searchable: true",
                "roof: {type: choice, choices: [pitched, flat, none], searchable: true",
                "owned: {type: boolean, searchable: true");
        return lines(
                kinds.size(),
                i -> "  %s, name: \"%s\"}"
                        .formatted(kinds.get(i), country.fields().get(i)));
    }

    private String teams() {
        return lines(
                operators.size(),
                i -> "  %s: {name: \"%s\", members: [%s]}"
                        .formatted(places.get(i), country.areas().get(i), String.join(", ", operatorsOf(i))));
    }

    private String users() {
        var people = new ArrayList<String>();
        for (int area = 0; area < operators.size(); area++) {
            operatorsOf(area)
                    .forEach(id -> people.add(user(id, people.size(), people.size() % 2 == 0 ? "early" : "late")));
        }
        others.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(one -> ids(one.getKey(), 0, one.getValue()).stream())
                .forEach(id -> people.add(user(id, people.size(), "office")));
        return String.join("\n", people);
    }

    private String user(String id, int number, String schedule) {
        var given = country.given().get(number * 7 % country.given().size());
        var family = country.family().get(number * 11 % country.family().size());
        return "  %s: {name: \"%s %s\", schedule: %s, locale: %s}".formatted(id, given, family, schedule, locale);
    }

    private String zones() {
        return ZoneLines.csv(country.tree()).indent(2).stripTrailing();
    }

    private String within(String area) {
        return country.zones().stream()
                .filter(zone -> zone.area().equals(area))
                .map(zone -> "within(zone, \"%s\")".formatted(zone.root()))
                .distinct()
                .collect(Collectors.joining(" || "))
                .replace("'", "''");
    }

    /** One for each area, and one for leads whose zone is not known. */
    private String rules() {
        return lines(
                        operators.size(),
                        i -> "  - {id: %1$s, when: '%2$s', candidates: [{team: %1$s}]}"
                                .formatted(places.get(i), within(country.areas().get(i))))
                + "\n  - {id: elsewhere, candidates: ["
                + places.stream().map("{team: %s}"::formatted).collect(Collectors.joining(", ")) + "]}";
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }
}
