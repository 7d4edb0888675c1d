package io.fairlead.server.platform.http;

import io.fairlead.server.platform.Rehearsal;
import io.fairlead.server.platform.SettableClock;
import io.fairlead.server.platform.http.Problem.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The clock of a rehearsal. In earnest there is no such path. */
@RestController
@ConditionalOnBean(Rehearsal.class)
@RequestMapping("/api/clock")
class ClockController {
    private final SettableClock clock;

    ClockController(SettableClock clock) {
        this.clock = clock;
    }

    record Clock(@Nullable Instant at) {}

    @Allow(Permission.SIGNED_IN)
    @GetMapping
    Clock clock() {
        return new Clock(clock.instant());
    }

    /** Moves the clock on, for all companies of the server. It never goes back: what was done cannot be undone. */
    @Allow(Permission.MANAGE_ROLES)
    @PutMapping
    Clock setClock(@RequestBody Clock wanted) {
        Instant at = wanted.at();
        if (at == null || at.isBefore(clock.instant())) {
            throw Refusal.invalid(List.of(new FieldError("at", at == null ? "required" : "past")));
        }
        clock.set(at);
        return new Clock(at);
    }
}
