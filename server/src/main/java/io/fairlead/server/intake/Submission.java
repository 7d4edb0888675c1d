package io.fairlead.server.intake;

import io.fairlead.server.people.Secret;
import io.fairlead.server.platform.http.Problem.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A lead as it is sent, before anybody looked into it.
 *
 * @param key its idempotency key in the source; null for none
 * @param lead {@code name, phone, email, listing, status} and {@code fields}
 * @param trusted whether a known contact learns from it
 * @param suspicions why it goes to quarantine whatever it holds; empty for one that looks sound
 * @param creator who typed it in; null for all others
 */
public record Submission(
        String source,
        @Nullable String key,
        ObjectNode lead,
        boolean trusted,
        @Nullable Consent consent,
        List<FieldError> suspicions,
        @Nullable Long creator) {
    /** What a visitor agreed to: the text as it was shown. */
    public record Consent(Instant at, String locale, String text, String origin) {}

    byte[] hash() {
        return Secret.of(lead.toString()).hash();
    }

    Submission keyed(String other) {
        return new Submission(source, other, lead, trusted, consent, suspicions, creator);
    }
}
