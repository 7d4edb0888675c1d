package io.fairlead.engine.coverage;

import io.fairlead.engine.coverage.Finding.Kind;
import io.fairlead.engine.distribution.Candidate;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.User;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for people, teams and schedules that nothing uses. */
final class UseCheck {
    private final Settings settings;
    private final Set<String> people = new HashSet<>();
    private final Set<String> teams = new HashSet<>();

    UseCheck(Settings settings) {
        this.settings = settings;
        use(settings.company().otherwise());
        for (var rule : settings.rules()) {
            rule.group().candidates().forEach(this::use);
            use(rule.otherwise());
        }
        settings.teams().values().forEach(team -> people.addAll(team.members()));
        settings.listings().values().forEach(listing -> people.addAll(listing.responsibles()));
    }

    private void use(Candidate candidate) {
        switch (candidate.kind()) {
            case USER -> people.add(candidate.id());
            case TEAM -> teams.add(candidate.id());
        }
    }

    private void use(Otherwise otherwise) {
        if (otherwise instanceof Otherwise.ToUser(var user)) {
            people.add(user);
        }
    }

    void check(Consumer<Finding> out) {
        for (var user : settings.users().values()) {
            if (user.active() && !user.technical() && !people.contains(user.id())) {
                report(out, user.id(), Kind.UNUSED_PERSON, "no rule, team or listing names this person");
            }
        }
        for (var team : settings.teams().keySet()) {
            if (!teams.contains(team)) {
                report(out, team, Kind.UNUSED_TEAM, "no rule names this team");
            }
        }
        for (var schedule : settings.schedules().keySet()) {
            if (settings.users().values().stream().map(User::schedule).noneMatch(schedule::equals)) {
                report(out, schedule, Kind.UNUSED_SCHEDULE, "nobody works by this schedule");
            }
        }
    }

    private static void report(Consumer<Finding> out, String id, Kind kind, String message) {
        out.accept(new Finding(id, kind, Map.of(), message));
    }
}
