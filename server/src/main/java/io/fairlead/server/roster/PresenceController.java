package io.fairlead.server.roster;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class PresenceController {
    private static final int LONGEST_WHY = 100;

    private final Presences presences;

    PresenceController(Presences presences) {
        this.presences = presences;
    }

    /** @param why a pause's name; null for none */
    record WantedPresence(
            @Nullable Boolean online, @Nullable String why) {}

    @Allow(Permission.ATTEND)
    @GetMapping("/me/presence")
    Presences.Presence presence(@AuthenticationPrincipal SignedIn me) {
        return presences.of(me);
    }

    @Allow(Permission.ATTEND)
    @PutMapping("/me/presence")
    Presences.Presence setPresence(@AuthenticationPrincipal SignedIn me, @RequestBody WantedPresence wanted) {
        String why = wanted.why() == null ? "" : wanted.why().strip();
        if (wanted.online() == null) {
            throw Refusal.invalid(List.of(new FieldError("online", "required")));
        }
        if (why.length() > LONGEST_WHY || why.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid(List.of(new FieldError("why", "invalid")));
        }
        return presences.set(me, wanted.online(), why);
    }

    /** A sign of life: keeps who is online from going offline by themselves. */
    @Allow(Permission.ATTEND)
    @PostMapping("/me/seen")
    Presences.Presence seen(@AuthenticationPrincipal SignedIn me) {
        return presences.seen(me);
    }
}
