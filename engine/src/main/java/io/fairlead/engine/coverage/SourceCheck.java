package io.fairlead.engine.coverage;

import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.filter.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for hours in which leads of a source are taken by no rule. */
final class SourceCheck {
    static final String SOURCE = "source";

    private final Settings settings;
    private final Staff staff;
    private final Year year;
    private final Possible possible;

    SourceCheck(Settings settings, Staff staff, Year year) {
        this.settings = settings;
        this.staff = staff;
        this.year = year;
        possible = new Possible(settings.zones());
    }

    /** The sources that rules name, also to shut them out, in the order in which they name them. */
    static Set<String> named(Settings settings) {
        var sources = new LinkedHashSet<String>();
        for (var rule : settings.rules()) {
            var when = rule.when();
            if (when != null) {
                sources.addAll(FilterFields.values(when, SOURCE));
            }
        }
        return sources;
    }

    static Map<String, Known> lead(String source) {
        return Map.of(SOURCE, new Known.Is(new Value.Text(source)));
    }

    /** Rules that are open, and when just these are, among those that ask for more than the source. */
    private record Open(Times times, List<Rule> rules) {}

    void check(Consumer<Finding> out) {
        named(settings).forEach(source -> check(source, out));
    }

    private void check(String source, Consumer<Finding> out) {
        var never = Times.between(year.from(), year.to());
        var partly = new ArrayList<Rule>();
        for (var rule : settings.rules()) {
            switch (possible.of(rule.when(), lead(source))) {
                case YES -> never = never.minus(staff.window(rule));
                case DEPENDS -> partly.add(rule);
                case NO -> {}
            }
        }
        var sometimes = Times.NONE;
        var rules = new LinkedHashSet<String>();
        for (var open : combinations(never, partly)) {
            if (new Witness(possible, open.rules()).slipsThrough(source)) {
                sometimes = sometimes.or(open.times());
                open.rules().forEach(rule -> rules.add(rule.id()));
            }
        }
        for (var rule : partly) {
            never = never.minus(staff.window(rule));
        }
        sometimes = sometimes.minus(never);
        if (!never.isEmpty()) {
            out.accept(uncaught(source, WeeklyHours.of(never, year)));
        }
        if (!sometimes.isEmpty()) {
            out.accept(partlyCaught(source, WeeklyHours.of(sometimes, year), String.join(", ", rules)));
        }
    }

    /** Splits times by which of the rules are open in them. */
    private List<Open> combinations(Times times, List<Rule> rules) {
        var parts = List.of(new Open(times, List.of()));
        for (var rule : rules) {
            var window = staff.window(rule);
            var split = new ArrayList<Open>();
            for (var part : parts) {
                var with = new ArrayList<>(part.rules());
                with.add(rule);
                split.add(new Open(part.times().minus(window), part.rules()));
                split.add(new Open(part.times().and(window), with));
            }
            split.removeIf(part -> part.times().isEmpty());
            parts = split;
        }
        return parts;
    }

    /** What becomes of a lead that nobody gets, as an English verb. */
    static String words(Otherwise otherwise) {
        return switch (otherwise) {
            case Otherwise.Hold() -> "wait";
            case Otherwise.NextRule() -> "go on to the next rule";
            case Otherwise.ToUser(var user) -> "go to " + user;
            case Otherwise.Unassigned() -> "reach nobody";
        };
    }

    /** Puts what happens otherwise, in the settings file's word, and the user where it is one. */
    static void name(Otherwise otherwise, Map<String, String> args) {
        args.put(
                "otherwise",
                switch (otherwise) {
                    case Otherwise.Hold() -> "hold";
                    case Otherwise.NextRule() -> "next-rule";
                    case Otherwise.ToUser(var user) -> {
                        args.put("user", user);
                        yield "user";
                    }
                    case Otherwise.Unassigned() -> "unassigned";
                });
    }

    private Finding uncaught(String source, WeeklyHours hours) {
        var args = hours.args();
        name(settings.company().otherwise(), args);
        return new Finding(
                source,
                Finding.Kind.UNCAUGHT,
                args,
                "no rule takes leads of this source, and they %s: %s"
                        .formatted(words(settings.company().otherwise()), hours.words()));
    }

    private Finding partlyCaught(String source, WeeklyHours hours, String rules) {
        var args = hours.args();
        args.put("rules", rules);
        name(settings.company().otherwise(), args);
        return new Finding(
                source,
                Finding.Kind.PARTLY_CAUGHT,
                args,
                "leads of this source that do not meet the other conditions of %s %s: %s"
                        .formatted(rules, words(settings.company().otherwise()), hours.words()));
    }
}
