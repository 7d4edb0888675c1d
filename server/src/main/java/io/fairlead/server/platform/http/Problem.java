package io.fairlead.server.platform.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as RFC 9457 describes it.
 *
 * @param type {@code urn:fairlead:problem:} and the slug
 * @param title what kind of problem it is, in English
 * @param detail this one, in English
 * @param slug the problem's name, for which the UI has words
 * @param errors the fields that are wrong; null if the problem is not about fields
 * @param more further members of this kind of problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String slug,
        @Nullable List<FieldError> errors,
        @JsonIgnore @JsonAnyGetter Map<String, Object> more) {

    /** A wrong field, and what is wrong with it. */
    public record FieldError(String field, String slug) {}

    static Problem of(Refusal refusal) {
        return new Problem(
                "urn:fairlead:problem:" + refusal.slug(),
                refusal.title(),
                refusal.status().value(),
                refusal.getMessage(),
                refusal.slug(),
                refusal.errors().isEmpty() ? null : refusal.errors(),
                refusal.more());
    }
}
