package io.fairlead.engine.coverage;

import io.fairlead.engine.coverage.Finding.Kind;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.filter.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks at one rule after another: whether it can match, and who is there when it does. */
final class RuleCheck {
    private static final int NAMES = 5;
    /** Who has a lead, which is nobody when rules look at it, unless events say otherwise. */
    private static final String OWNER = "owner";

    private final Settings settings;
    private final Staff staff;
    private final Year year;
    private final Possible possible;
    private final Set<String> fields;
    private final Consumer<Finding> out;

    /** @param fieldsOfEvents fields that leads have beside the built-in and declared ones */
    RuleCheck(Settings settings, Staff staff, Year year, Set<String> fieldsOfEvents, Consumer<Finding> out) {
        this.settings = settings;
        this.staff = staff;
        this.year = year;
        this.out = out;
        possible = new Possible(settings.zones());
        fields = new TreeSet<>(fieldsOfEvents);
        fields.addAll(Catalogue.of(settings.fields(), settings.zones()).fields().keySet());
        if (!fieldsOfEvents.contains(OWNER)) {
            fields.remove(OWNER);
        }
    }

    void check() {
        for (int i = 0; i < settings.rules().size(); i++) {
            check(settings.rules().get(i), settings.rules().subList(0, i));
        }
    }

    private void check(Rule rule, List<Rule> above) {
        fields(rule);
        effects(rule);
        if (possible.never(rule.when())) {
            report(rule, Kind.NEVER_MATCHES, Map.of(), "it never matches: its condition can never hold");
            return;
        }
        var window = staff.window(rule);
        if (window.isEmpty()) {
            report(rule, Kind.NEVER_OPEN, Map.of(), "it never matches: its window is never open");
            return;
        }
        var left = window;
        var takers = new ArrayList<Rule>();
        for (var earlier : above) {
            if (alwaysTakes(earlier, rule)) {
                var taken = staff.window(earlier);
                if (!left.and(taken).isEmpty()) {
                    takers.add(earlier);
                }
                left = left.minus(taken);
            }
        }
        if (left.isEmpty()) {
            var names = takers.stream().map(Rule::id).collect(Collectors.joining(", "));
            report(
                    rule,
                    Kind.SHADOWED,
                    Map.of("rules", names),
                    "it never matches: %s above always %s its leads"
                            .formatted(names, takers.size() == 1 ? "takes" : "take"));
            return;
        }
        people(rule, window, left);
    }

    /** Whether a lead that one rule would take is never left to it while the earlier rule's window is open. */
    private static boolean alwaysTakes(Rule earlier, Rule rule) {
        return !(earlier.otherwise() instanceof Otherwise.NextRule) && Possible.implies(rule.when(), earlier.when());
    }

    private void effects(Rule rule) {
        var choice = rule.choice();
        if (choice.strategy() == Strategy.CLAIM) {
            return;
        }
        var keys = new ArrayList<String>();
        if (choice.within() != null) {
            keys.add("within");
        }
        if (choice.then() != Strategy.TURNS) {
            keys.add("then");
        }
        if (!keys.isEmpty()) {
            var names = String.join(", ", keys);
            var message = keys.size() == 1
                    ? names + " has no effect: only the strategy claim heeds it"
                    : names + " have no effect: only the strategy claim heeds them";
            report(rule, Kind.NO_EFFECT, Finding.args("keys", names), message);
        }
    }

    private void fields(Rule rule) {
        var when = rule.when();
        if (when == null) {
            return;
        }
        for (var field : FilterFields.named(when)) {
            if (!fields.contains(field)) {
                var meant = field.equals(OWNER)
                        ? ""
                        : Spelling.nearest(field, fields).orElse("");
                var args = Finding.args("field", field, "meant", meant);
                var guess = meant.isEmpty() ? "" : "; did you mean %s?".formatted(meant);
                report(
                        rule,
                        Kind.UNKNOWN_FIELD,
                        args,
                        "no event and no field list has the field %s".formatted(field) + guess);
            }
        }
    }

    private void people(Rule rule, Times window, Times hours) {
        var fit = staff.fit(rule);
        if (fit.isEmpty()) {
            var skills = String.join(", ", new TreeSet<>(rule.group().skills()));
            var args = Finding.args("skills", skills);
            report(
                    rule,
                    Kind.NO_CANDIDATE,
                    args,
                    staff.candidates(rule).isEmpty()
                            ? "it has no candidate"
                            : "none of its candidates can receive: each is inactive or lacks a skill or a target");
            return;
        }
        var working = new ArrayList<User>();
        for (var user : fit) {
            if (staff.onShift(user).and(window).isEmpty()) {
                report(
                        rule,
                        Kind.NEVER_ON_SHIFT,
                        Finding.args("user", user.id()),
                        "%s is never on shift while its window is open".formatted(user.id()));
            } else {
                working.add(user);
            }
        }
        if (!working.isEmpty() && leavesLeadsAlone(rule.otherwise())) {
            presence(rule, working, hours);
        }
    }

    /** Whether nobody was named who takes over when no candidate can receive. */
    private static boolean leavesLeadsAlone(Otherwise otherwise) {
        return switch (otherwise) {
            case Otherwise.Hold(), Otherwise.Unassigned() -> true;
            case Otherwise.NextRule(), Otherwise.ToUser(var _) -> false;
        };
    }

    private void presence(Rule rule, List<User> working, Times hours) {
        var nobody = hours;
        var alone = Times.NONE;
        for (var user : working) {
            var times = staff.available(rule, user);
            alone = alone.minus(times).or(nobody.and(times));
            nobody = nobody.minus(times);
        }
        if (!nobody.isEmpty()) {
            nobody(rule, WeeklyHours.of(nobody, year));
        }
        if (!alone.isEmpty()) {
            alone(rule, working, alone);
        }
    }

    private void nobody(Rule rule, WeeklyHours hours) {
        var otherwise = SourceCheck.words(rule.otherwise());
        var args = hours.args();
        SourceCheck.name(rule.otherwise(), args);
        report(rule, Kind.NOBODY, args, "its leads %s while nobody is there: %s".formatted(otherwise, hours.words()));
    }

    private void alone(Rule rule, List<User> working, Times times) {
        var users = working.stream()
                .filter(user -> !staff.available(rule, user).and(times).isEmpty())
                .map(User::id)
                .toList();
        var named = String.join(", ", users.subList(0, Math.min(NAMES, users.size())))
                + (users.size() > NAMES ? " and " + (users.size() - NAMES) + " more" : "");
        var hours = WeeklyHours.of(times, year);
        var args = hours.args();
        args.put("users", named);
        report(rule, Kind.ALONE, args, "one person alone is there (%s): %s".formatted(named, hours.words()));
    }

    private void report(Rule rule, Kind kind, Map<String, String> args, String message) {
        out.accept(new Finding(rule.id(), kind, args, message));
    }
}
