package io.fairlead.server.rules;

import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.filter.FilterParser;
import io.fairlead.engine.filter.FilterReading;
import io.fairlead.engine.filter.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A week of leads such as the rules speak of: busy by day, quiet by night and at the weekend, with every source and
 * value that a condition names, one lead in ten from somebody known. The same rules give the same leads.
 */
final class MadeUpLeads {
    private static final int LEADS = 140;
    /** How many of a hundred leads come on each day, Monday first. */
    private static final int[] DAYS = {20, 19, 18, 17, 14, 8, 4};
    /** How many of a hundred leads come in each three hours of a day. */
    private static final int[] HOURS = {2, 2, 6, 24, 23, 22, 15, 6};

    private static final List<String> NAMES = List.of(
            "Anna Berg",
            "Luca Rossi",
            "Olga Ivanova",
            "David Cohen",
            "Maria Klein",
            "Paul Novak",
            "Sara Levi",
            "Ivan Petrov");
    private static final Set<String> GIVEN = Set.of("source", "status", "name", "phone", "email", "owner", "created");

    private final Random random = new Random(140);
    private final Map<String, Set<Object>> values = new LinkedHashMap<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> listings = new ArrayList<>();

    private MadeUpLeads() {}

    /** The events by their instant; empty sections have none. */
    static List<Map<String, Object>> of(Map<String, Object> sections, LocalDate monday, ZoneId zone) {
        MadeUpLeads leads = new MadeUpLeads();
        List<?> rules = sections.get("rules") instanceof List<?> list ? list : List.of();
        rules.forEach(leads::learn);
        if (sections.get("listings") instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> leads.listings.add(String.valueOf(key)));
        }
        List<Map<String, Object>> events = new ArrayList<>(leads.presence(sections, rules, monday, zone));
        events.addAll(leads.arrivals(monday, zone));
        events.sort(Comparator.comparing(event -> OffsetDateTime.parse(String.valueOf(event.get("at")))));
        return events;
    }

    private void learn(Object rule) {
        if (rule instanceof Map<?, ?> map
                && map.get("when") instanceof String when
                && FilterParser.parse(when) instanceof FilterReading.Read read) {
            FilterFields.values(read.filter(), "source").stream()
                    .filter(source -> !sources.contains(source))
                    .forEach(sources::add);
            learn(read.filter());
        }
    }

    private void learn(Filter filter) {
        switch (filter) {
            case Filter.All(var of) -> of.forEach(this::learn);
            case Filter.Any(var of) -> of.forEach(this::learn);
            case Filter.Not(var of) -> learn(of);
            case Filter.Compare(var field, var _, Operand.Literal(var value)) -> learn(field, value);
            case Filter.Compare _, Filter.Has _ -> {}
            case Filter.In(var field, var of) -> of.forEach(value -> learn(field, value));
            case Filter.Includes(var field, var text) -> learn(field, new Value.Text(text));
            case Filter.StartsWith(var field, var text) -> learn(field, new Value.Text(text));
            case Filter.Within(var field, var zone) -> learn(field, new Value.Text(zone));
        }
    }

    private void learn(String field, Value value) {
        if (GIVEN.contains(field)) {
            return;
        }
        Set<Object> known = values.computeIfAbsent(field, id -> new LinkedHashSet<>());
        switch (value) {
            case Value.Text(var text) -> known.add(text);
            case Value.Decimal(var number) -> {
                known.add(plain(number));
                known.add(plain(number.multiply(new BigDecimal("1.5"))));
                known.add(plain(number.multiply(new BigDecimal("0.5"))));
            }
            case Value.Flag(var flag) -> known.addAll(List.of(flag, !flag));
            case Value.Day(var day) -> known.add(day.toString());
            case Value.Moment(var moment) -> known.add(moment.toString());
        }
    }

    private static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    /** Everybody is online from the start where a rule asks for it. */
    private List<Map<String, Object>> presence(
            Map<String, Object> sections, List<?> rules, LocalDate monday, ZoneId zone) {
        boolean asked = rules.stream()
                .anyMatch(rule -> rule instanceof Map<?, ?> map && "required".equals(map.get("presence")));
        if (!asked || !(sections.get("users") instanceof Map<?, ?> users)) {
            return List.of();
        }
        String start = ExampleWeeks.wall(monday.atStartOfDay(zone).toOffsetDateTime());
        return users.keySet().stream()
                .<Map<String, Object>>map(user -> event("at", start, "user", user, "presence", "online"))
                .toList();
    }

    private List<Map<String, Object>> arrivals(LocalDate monday, ZoneId zone) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 1; i <= LEADS; i++) {
            int second = (pick(HOURS) * 3 * 60 + random.nextInt(180)) * 60 + random.nextInt(60);
            OffsetDateTime at = monday.plusDays(pick(DAYS))
                    .atStartOfDay()
                    .plusSeconds(second)
                    .atZone(zone)
                    .toOffsetDateTime();
            Map<String, Object> lead = event("at", ExampleWeeks.wall(at), "lead", "L" + i);
            if (!sources.isEmpty()) {
                lead.put("source", one(sources));
            }
            values.forEach((field, known) -> {
                if (random.nextInt(10) < 7) {
                    lead.put(field, one(List.copyOf(known)));
                }
            });
            if (!listings.isEmpty() && random.nextInt(10) < 8) {
                lead.putIfAbsent("listing", one(listings));
            }
            int person = random.nextInt(10) == 0 ? 1 + random.nextInt(i) : i;
            lead.put("name", NAMES.get(person % NAMES.size()));
            lead.put("email", "lead-" + person + "@mail.example");
            events.add(lead);
            if (random.nextInt(10) < 8) {
                String later = ExampleWeeks.wall(at.plusMinutes(4L + random.nextInt(50))
                        .atZoneSameInstant(zone)
                        .toOffsetDateTime());
                events.add(event("at", later, "lead", "L" + i, "status", "contacted"));
            }
        }
        return events;
    }

    /** The index of a share, as likely as it is large; the shares sum to a hundred. */
    private int pick(int[] shares) {
        int point = random.nextInt(100);
        int index = 0;
        while (point >= shares[index]) {
            point -= shares[index];
            index++;
        }
        return index;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Map<String, Object> event(Object... keysAndValues) {
        Map<String, Object> event = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            event.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return event;
    }
}
