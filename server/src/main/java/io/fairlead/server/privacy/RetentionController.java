package io.fairlead.server.privacy;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/privacy/retention")
class RetentionController {
    private final Retention retention;

    RetentionController(Retention retention) {
        this.retention = retention;
    }

    @Allow(Permission.PERSONAL_DATA)
    @GetMapping
    RetentionPeriods retention(@AuthenticationPrincipal SignedIn me) {
        return retention.of(me);
    }

    @Allow(Permission.PERSONAL_DATA)
    @PutMapping
    RetentionPeriods setRetention(@AuthenticationPrincipal SignedIn me, @RequestBody RetentionPeriods wanted) {
        return retention.set(me, wanted);
    }

    /** What would go now with the periods in the body; nothing is deleted. */
    @Allow(Permission.PERSONAL_DATA)
    @PostMapping("/trial")
    Retention.RetentionTrial tryRetention(@AuthenticationPrincipal SignedIn me, @RequestBody RetentionPeriods wanted) {
        return retention.trial(me, wanted);
    }
}
