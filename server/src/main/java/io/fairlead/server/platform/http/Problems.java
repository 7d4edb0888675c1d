package io.fairlead.server.platform.http;

import io.fairlead.server.platform.Masked;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.json.JsonMapper;

/** Turns every failure of a request into a {@link Problem}. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** Writes a problem where no handler was reached. */
    public void write(HttpServletResponse response, Refusal refusal) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(refusal.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(json.writeValueAsBytes(Problem.of(refusal)));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> refused(Refusal refusal, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        HttpHeaders headers = new HttpHeaders();
        Duration wait = refusal.retryAfter();
        if (wait != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
        }
        return respond(refusal, headers);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> failed(Exception failure, HttpServletResponse response) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("The client went away", failure);
            return null;
        }
        LOG.error("A request failed", Masked.of(failure));
        return response.isCommitted() ? null : internal();
    }

    private static ResponseEntity<Object> internal() {
        return respond(
                Refusal.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "The server failed; its log says why."),
                new HttpHeaders());
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (ex.getMostSpecificCause() instanceof RequestLimit.TooLarge) {
            return respond(RequestLimit.refusal(), headers);
        }
        return respond(Refusal.of(HttpStatus.BAD_REQUEST, "unreadable", "The body is not the JSON expected."), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception ex, @Nullable Object body, HttpHeaders headers, HttpStatusCode code, WebRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
            return null;
        }
        HttpStatus status = HttpStatus.valueOf(code.value());
        if (status.is5xxServerError()) {
            LOG.error("A request failed", Masked.of(ex));
            return internal();
        }
        // The exception's own words may quote what was sent, or name classes.
        String slug = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        return respond(Refusal.of(status, slug, status.getReasonPhrase() + "."), headers);
    }

    private static ResponseEntity<Object> respond(Refusal refusal, HttpHeaders headers) {
        return ResponseEntity.status(refusal.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(refusal));
    }
}
