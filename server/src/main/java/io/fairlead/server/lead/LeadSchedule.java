package io.fairlead.server.lead;

import io.fairlead.server.company.Companies;
import io.fairlead.server.platform.job.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What is done with leads by the clock: every minute the watchdog goes through the companies. */
@Component
class LeadSchedule {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    LeadSchedule(Companies companies, Watchdog watchdog, Rounds rounds) {
        rounds.every(PAUSE, "watchdog", companies::all, watchdog::checkAgain);
    }
}
