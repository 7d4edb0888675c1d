package io.fairlead.server.platform.http;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HealthController {
    /** Whether the process answers; whether it can work is what /actuator/health says. */
    record Liveness(String status) {}

    @Allow(Permission.ANYONE)
    @GetMapping("/api/health")
    Liveness health() {
        return new Liveness("up");
    }
}
