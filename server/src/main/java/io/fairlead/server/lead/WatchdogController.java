package io.fairlead.server.lead;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WatchdogController {
    private final WatchdogQueries queries;
    private final Watchdog watchdog;

    WatchdogController(WatchdogQueries queries, Watchdog watchdog) {
        this.queries = queries;
        this.watchdog = watchdog;
    }

    @Allow(Permission.WATCH_LEADS)
    @GetMapping("/api/watchdog")
    WatchdogQueries.WatchdogSheet watchdog(@AuthenticationPrincipal SignedIn me) {
        return queries.of(me);
    }

    /** Checks at once instead of within the minute. */
    @Allow(Permission.WATCH_LEADS)
    @PostMapping("/api/watchdog/checks")
    WatchdogQueries.WatchdogSheet checkNow(@AuthenticationPrincipal SignedIn me) {
        watchdog.check(me.companyId());
        return queries.of(me);
    }
}
