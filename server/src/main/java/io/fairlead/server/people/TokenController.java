package io.fairlead.server.people;

import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/tokens")
class TokenController {
    private static final int LONGEST_NAME = 100;

    private final Tokens tokens;
    private final TokenQueries queries;

    TokenController(Tokens tokens, TokenQueries queries) {
        this.tokens = tokens;
        this.queries = queries;
    }

    /** @param exports whether it may write leads out; it may not if missing */
    record WantedToken(
            @Nullable String name,
            @Nullable Instant expiresAt,
            @Nullable Boolean exports) {}

    @Allow(Permission.TOKENS)
    @GetMapping
    TokenQueries.TokenRows tokens(@AuthenticationPrincipal SignedIn me) {
        return queries.of(me);
    }

    @Allow(Permission.TOKENS)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Tokens.NewToken makeToken(@AuthenticationPrincipal SignedIn me, @RequestBody WantedToken wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        List<FieldError> errors = Typed.flaws("name", name, LONGEST_NAME);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return tokens.make(me, name, wanted.expiresAt(), Boolean.TRUE.equals(wanted.exports()));
    }

    @Allow(Permission.TOKENS)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteToken(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        tokens.delete(me, id);
    }
}
