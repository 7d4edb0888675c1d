package io.fairlead.server.notice;

import io.fairlead.engine.distribution.User;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Span;
import io.fairlead.server.company.SettingsStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Who is off, by schedule or absence, and until when. A pause does not count: it is short, and notices wait by themselves.
 * Thread-safe.
 */
@Component
class Hours {
    /** For who never comes back. */
    static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /** Changes of shift that are looked at for the next hour of work. */
    private static final int MOST = 1000;

    private final SettingsStore settings;
    private final Map<Integer, Read> read = new ConcurrentHashMap<>();

    Hours(SettingsStore settings) {
        this.settings = settings;
    }

    private record Read(long changes, Scenario scenario) {}

    /**
     * Those who are off at an instant, by the ids of users in the settings, and when each is on again; in the company's
     * transaction under way.
     */
    Map<String, Instant> off(int company, Instant at) {
        Scenario scenario = scenario(company);
        Map<String, Instant> off = new HashMap<>();
        for (User user : scenario.settings().users().values()) {
            Instant on = on(user, scenario.absences(), at);
            if (user.active() && on.isAfter(at)) {
                off.put(user.id(), on);
            }
        }
        return off;
    }

    private Scenario scenario(int company) {
        long changes = settings.changes();
        Read known = read.get(company);
        if (known == null || known.changes() != changes) {
            known = new Read(changes, settings.scenario());
            read.put(company, known);
        }
        return known.scenario();
    }

    /** The first instant from there on at which the user is on shift and not absent. */
    static Instant on(User user, List<Absence> absences, Instant from) {
        List<Absence> own = absences.stream()
                .filter(absence -> absence.user().equals(user.id()))
                .toList();
        Instant at = from;
        for (int i = 0; i < MOST; i++) {
            Instant now = at;
            Instant back = own.stream()
                    .filter(absence ->
                            !absence.from().isAfter(now) && absence.to().isAfter(now))
                    .map(Absence::to)
                    .max(Instant::compareTo)
                    .orElse(now);
            Span shift = user.duty().at(back);
            if (shift.on() && back.equals(now)) {
                return now;
            }
            at = shift.on() ? back : shift.until();
            if (at.isAfter(NEVER)) {
                return NEVER;
            }
        }
        return NEVER;
    }
}
