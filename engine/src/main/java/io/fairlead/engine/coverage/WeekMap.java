package io.fairlead.engine.coverage;

import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.time.Absence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Fills the cells of a week. Between two bounds of any window, shift or absence nothing changes. Not thread-safe. */
final class WeekMap {
    private static final int HOUR = 3600;

    private final Settings settings;
    private final LocalDate first;
    private final Year year;
    private final Possible possible;
    private final List<Opening> openings = new ArrayList<>();
    private final TreeSet<Long> bounds = new TreeSet<>();

    /** A rule, when it is open, and when each of its people can receive. */
    private record Opening(Rule rule, Times window, Map<String, Times> people, Map<Long, List<String>> known) {
        List<String> at(long second) {
            return known.computeIfAbsent(
                    second,
                    at -> people.entrySet().stream()
                            .filter(entry -> entry.getValue().contains(at))
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    /** Which rule takes a lead, and who can receive it; an empty rule for none. Otherwise is empty for its own people. */
    private record Taker(String rule, List<String> people, String otherwise) {}

    WeekMap(Settings settings, List<Absence> absences, LocalDate first, BooleanSupplier goOn) {
        this.settings = settings;
        this.first = first;
        year = Year.of(first, settings.company().timezone());
        possible = new Possible(settings.zones());
        var staff = new Staff(settings, absences, start(0), start(7 * 24), goOn);
        for (int hour = 0; hour <= 7 * 24; hour++) {
            bounds.add(start(hour));
        }
        for (var rule : settings.rules()) {
            var people = new LinkedHashMap<String, Times>();
            for (User user : staff.fit(rule)) {
                people.put(user.id(), staff.available(rule, user));
            }
            var opening = new Opening(rule, staff.window(rule), people, new HashMap<>());
            addBounds(opening.window());
            people.values().forEach(this::addBounds);
            openings.add(opening);
        }
    }

    private void addBounds(Times times) {
        for (int i = 0; i < times.size(); i++) {
            bounds.add(times.bound(i));
        }
    }

    List<CoverageWeek.Source> sources() {
        var sources = new ArrayList<CoverageWeek.Source>();
        for (var source : SourceCheck.named(settings)) {
            sources.add(source(source, new Known.Is(new Value.Text(source))));
        }
        sources.add(source("", new Known.Unnamed()));
        return List.copyOf(sources);
    }

    private CoverageWeek.Source source(String source, Known known) {
        var truths = openings.stream()
                .map(opening -> possible.of(opening.rule().when(), Map.of(SourceCheck.SOURCE, known)))
                .toList();
        var cells = new ArrayList<CoverageWeek.Cell>();
        for (int hour = 0; hour < 7 * 24; hour++) {
            cells.add(cell(hour, truths));
        }
        return new CoverageWeek.Source(source, List.copyOf(cells));
    }

    private CoverageWeek.Cell cell(int hour, List<Truth> truths) {
        long end = start(hour + 1);
        long covered = 0;
        var people = new LinkedHashSet<String>();
        var rules = new LinkedHashMap<String, Long>();
        var otherwise = new LinkedHashMap<String, Long>();
        long from = start(hour);
        do {
            // An hour that the clock skips has no length; it shows what holds at its end.
            long to = from == end ? from + HOUR : Objects.requireNonNull(bounds.higher(from));
            var taker = taker(from, truths);
            rules.merge(taker.rule(), to - from, Long::sum);
            people.addAll(taker.people());
            if (!taker.otherwise().isEmpty()) {
                otherwise.merge(taker.otherwise(), to - from, Long::sum);
            }
            covered += taker.people().isEmpty() ? 0 : to - from;
            from = to;
        } while (from < end);
        int minutes = (int) Math.min(60, covered / 60);
        return new CoverageWeek.Cell(
                first.plusDays(hour / 24).getDayOfWeek(),
                hour % 24,
                longest(rules),
                List.copyOf(people),
                minutes,
                longest(otherwise));
    }

    private static String longest(Map<String, Long> seconds) {
        return seconds.entrySet().stream()
                .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private long start(int hour) {
        return year.second(first, (long) hour * HOUR);
    }

    private Taker taker(long second, List<Truth> truths) {
        Taker some = null;
        for (int i = 0; i < openings.size(); i++) {
            var opening = openings.get(i);
            if (truths.get(i) == Truth.NO || !opening.window().contains(second)) {
                continue;
            }
            var people = people(opening, second);
            boolean passedOn = people.isEmpty() && opening.rule().otherwise() instanceof Otherwise.NextRule;
            if (truths.get(i) == Truth.YES && !passedOn) {
                return taker(opening, second, people);
            }
            if (some == null && !people.isEmpty()) {
                some = taker(opening, second, people);
            }
        }
        var otherwise = settings.company().otherwise();
        return some != null ? some : new Taker("", taking(otherwise), word(otherwise));
    }

    private static Taker taker(Opening opening, long second, List<String> people) {
        var rule = opening.rule();
        return new Taker(rule.id(), people, opening.at(second).isEmpty() ? word(rule.otherwise()) : "");
    }

    private static String word(Otherwise otherwise) {
        return switch (otherwise) {
            case Otherwise.ToUser to -> "fallback";
            case Otherwise.Hold hold -> "hold";
            case Otherwise.NextRule next -> "unassigned";
            case Otherwise.Unassigned none -> "unassigned";
        };
    }

    private List<String> people(Opening opening, long second) {
        var people = opening.at(second);
        return people.isEmpty() ? taking(opening.rule().otherwise()) : people;
    }

    /** Who takes over when nobody else receives a lead. */
    private List<String> taking(Otherwise otherwise) {
        return switch (otherwise) {
            case Otherwise.ToUser(var id) ->
                Objects.requireNonNull(settings.users().get(id)).active() ? List.of(id) : List.of();
            case Otherwise.Hold(), Otherwise.NextRule(), Otherwise.Unassigned() -> List.of();
        };
    }
}
