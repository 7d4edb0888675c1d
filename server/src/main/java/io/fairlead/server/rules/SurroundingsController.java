package io.fairlead.server.rules;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/rules")
class SurroundingsController {
    private final Surroundings surroundings;

    SurroundingsController(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/surroundings")
    Surroundings.RuleSurroundings surroundings(@AuthenticationPrincipal SignedIn me) {
        return surroundings.around(me);
    }

    /** Counts at once: it is no part of the draft. */
    @Allow(Permission.MANAGE_RULES)
    @PatchMapping("/company")
    Surroundings.CompanyRules changeCompany(
            @AuthenticationPrincipal SignedIn me,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody Surroundings.WantedCompanyRules wanted) {
        return surroundings.change(me, IfMatch.version(match), wanted);
    }
}
