package io.fairlead.engine.coverage;

import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.time.Absence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Examines a set-up for what a manager would regret. */
public final class Coverage {
    private Coverage() {}

    /**
     * What is to be regretted in 53 whole weeks of the company's time zone, with their holidays, clock changes and
     * cycles, from the week in which an instant lies. Conservative: what cannot be shown is left out. The order is that
     * of sources, rules, people, teams and schedules in the file; the same input gives the same findings.
     *
     * @param fieldsOfEvents fields that leads have beside the built-in ones and those of the settings
     * @param goOn asked often; false ends it with a {@link java.util.concurrent.CancellationException}
     */
    public static List<Finding> check(
            Settings settings, List<Absence> absences, Set<String> fieldsOfEvents, Instant from, BooleanSupplier goOn) {
        var findings = new ArrayList<Finding>();
        var year = Year.around(from, settings.company().timezone());
        var staff = new Staff(settings, absences, year.from(), year.to(), goOn);
        new SourceCheck(settings, staff, year).check(findings::add);
        new RuleCheck(settings, staff, year, fieldsOfEvents, findings::add).check();
        new UseCheck(settings).check(findings::add);
        return List.copyOf(findings);
    }
}
