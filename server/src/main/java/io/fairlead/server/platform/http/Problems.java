package io.fairlead.server.platform.http;

import io.fairlead.server.platform.Masked;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.json.JsonMapper;

/** Turns every failure of a request into a {@link Problem}. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** PostgreSQL's states for it, in a text and in JSON. */
    private static final Set<String> NO_CHARACTER = Set.of("22021", "22P05");

    private static final int LONGEST_PLACE = 200;

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
        if (holdsZeroCharacter(failure) && !response.isCommitted()) {
            String detail = "A text holds the character with the number zero, which no text may.";
            return respond(Refusal.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", detail), new HttpHeaders());
        }
        LOG.error("A request failed", Masked.of(failure));
        return response.isCommitted() ? null : internal();
    }

    /** Whether the database refused a text: it takes all of Unicode but that. */
    private static boolean holdsZeroCharacter(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof SQLException refused
                && NO_CHARACTER.contains(Objects.requireNonNullElse(refused.getSQLState(), ""));
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
        Throwable cause = ex.getCause();
        if (cause instanceof Readings.Unusable || cause instanceof InvalidNullException) {
            return respond(
                    Refusal.invalid(List.of(new Problem.FieldError(path((JacksonException) cause), "invalid"))),
                    headers);
        }
        String place = cause instanceof JacksonException flaw ? place(flaw) : "";
        String detail = "The body is not the JSON expected" + (place.isEmpty() ? "" : " at " + place) + ".";
        return respond(Refusal.of(HttpStatus.BAD_REQUEST, "unreadable", detail), headers);
    }

    /** The members that lead to a flaw, and its line and column. */
    private static String place(JacksonException flaw) {
        String path = path(flaw);
        TokenStreamLocation at = flaw.getLocation();
        String point = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
        return path + (path.isEmpty() || point.isEmpty() ? "" : ", ") + point;
    }

    private static String path(JacksonException flaw) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : flaw.getPath()) {
            String member = step.getPropertyName();
            if (member == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(member);
            }
        }
        return path.length() > LONGEST_PLACE ? path.substring(0, LONGEST_PLACE) + "…" : path.toString();
    }

    /** A parameter of the address that cannot be read as what it stands for. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ex instanceof MethodArgumentTypeMismatchException parameter
                ? respond(parameter(parameter.getName(), "invalid"), headers)
                : super.handleTypeMismatch(ex, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException ex,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return respond(parameter(ex.getParameterName(), "required"), headers);
    }

    private static Refusal parameter(String name, String flaw) {
        String detail = "The parameter " + name + (flaw.equals("required") ? " is missing." : " cannot be read.");
        return Refusal.of(HttpStatus.BAD_REQUEST, "bad-request", detail);
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
