package io.fairlead.engine.coverage;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Timeline;
import io.fairlead.engine.time.Window;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Who can receive the leads of a rule, and when, between two seconds. Not thread-safe: it keeps what it has found. */
final class Staff {
    private final Settings settings;
    private final long from;
    private final long to;
    private final Map<String, List<Absence>> absences = new HashMap<>();
    private final Map<Window, Times> windows = new HashMap<>();
    private final Map<Timeline, Times> shifts = new HashMap<>();
    private final Map<Presence, Times> present = new HashMap<>();

    private record Presence(String user, int lookahead) {}

    private final BooleanSupplier goOn;

    /** @param goOn asked often; false ends the work with a {@link CancellationException} */
    Staff(Settings settings, List<Absence> absences, long from, long to, BooleanSupplier goOn) {
        this.goOn = goOn;
        this.settings = settings;
        this.from = from;
        this.to = to;
        for (var absence : absences) {
            this.absences
                    .computeIfAbsent(absence.user(), user -> new ArrayList<>())
                    .add(absence);
        }
    }

    /** When a rule's window is open. */
    Times window(Rule rule) {
        askWhetherToGoOn();
        var window = rule.window();
        return window == null
                ? Times.between(from, to)
                : windows.computeIfAbsent(
                        window,
                        open -> Times.of(open.timeline(settings.company().timezone()), from, to));
    }

    /**
     * Everybody who may be a candidate of a rule, each once: those listed, then, if they take part, the people
     * responsible for any listing.
     */
    List<User> candidates(Rule rule) {
        var found = new LinkedHashMap<String, User>();
        for (var candidate : rule.group().candidates()) {
            switch (candidate.kind()) {
                case USER -> add(found, List.of(candidate.id()));
                case TEAM ->
                    add(
                            found,
                            Objects.requireNonNull(settings.teams().get(candidate.id()))
                                    .members());
            }
        }
        if (rule.group().listingResponsibles()) {
            settings.listings().values().forEach(listing -> add(found, listing.responsibles()));
        }
        return List.copyOf(found.values());
    }

    private void add(Map<String, User> found, List<String> ids) {
        for (var id : ids) {
            found.putIfAbsent(id, Objects.requireNonNull(settings.users().get(id)));
        }
    }

    /** The candidates whom neither inactivity nor a missing skill or target shuts out for good. */
    List<User> fit(Rule rule) {
        return candidates(rule).stream().filter(user -> isFit(rule, user)).toList();
    }

    private static boolean isFit(Rule rule, User user) {
        return user.active()
                && user.skills().containsAll(rule.group().skills())
                && (rule.choice().strategy() != Strategy.UTILISATION || target(rule, user) > 0);
    }

    private static int target(Rule rule, User user) {
        var same = rule.measure().target();
        var target = same == null ? user.target() : same;
        return target == null ? 0 : target;
    }

    private void askWhetherToGoOn() {
        if (!goOn.getAsBoolean()) {
            throw new CancellationException("stopped by who asked");
        }
    }

    /** When a user is on shift, absences aside. */
    Times onShift(User user) {
        askWhetherToGoOn();
        return shifts.computeIfAbsent(user.duty(), duty -> Times.of(duty, from, to));
    }

    /** When a user is on shift and, where the rule respects absences, neither absent nor absent soon. */
    Times available(Rule rule, User user) {
        var availability = rule.availability();
        var away = absences.getOrDefault(user.id(), List.of());
        return !availability.absencesRespected() || away.isEmpty()
                ? onShift(user)
                : present.computeIfAbsent(new Presence(user.id(), availability.lookahead()), presence -> {
                    var times = onShift(user);
                    for (var absence : away) {
                        times = times.minus(shutOut(absence, presence.lookahead()));
                    }
                    return times;
                });
    }

    /** An absence shuts out from the midnight from which it is within the days looked ahead. */
    private Times shutOut(Absence absence, int lookahead) {
        var zone = settings.company().timezone();
        var seen = LocalDate.ofInstant(absence.from(), zone).minusDays(lookahead);
        return absence.from().isBefore(absence.to())
                ? Times.between(
                        seen.atStartOfDay(zone).toEpochSecond(), absence.to().getEpochSecond())
                : Times.NONE;
    }
}
