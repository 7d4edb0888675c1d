package io.fairlead.server.people;

import java.util.Optional;
import org.springframework.security.core.Authentication;

/** A kind of secret that programs show with each request instead of signing in. */
public interface Bearer {
    /** Who shows this secret; empty for one of another kind, or of nobody. */
    Optional<Authentication> shown(String secret);
}
