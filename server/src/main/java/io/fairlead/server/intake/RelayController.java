package io.fairlead.server.intake;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RelayController {
    private final Relays relays;

    RelayController(Relays relays) {
        this.relays = relays;
    }

    record WantedRelays(@Nullable List<@Nullable String> values) {}

    /** @param values phones in E.164, e-mails and {@code @domains} by which no contact is found */
    record RelayValues(List<String> values) {}

    @Allow(Permission.MANAGE_INTAKE)
    @GetMapping("/api/relays")
    RelayValues relays(@AuthenticationPrincipal SignedIn me) {
        return new RelayValues(relays.of(me));
    }

    @Allow(Permission.MANAGE_INTAKE)
    @PutMapping("/api/relays")
    RelayValues setRelays(@AuthenticationPrincipal SignedIn me, @RequestBody WantedRelays wanted) {
        relays.set(me, wanted.values() == null ? List.of() : wanted.values());
        return new RelayValues(relays.of(me));
    }
}
