package io.fairlead.server.intake.form;

import io.fairlead.server.intake.SourceKeys;
import io.fairlead.server.intake.SourceKeys.OpenForm;
import io.fairlead.server.intake.SourceLimits;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Hidden
@RestController
@RequestMapping("/f")
class FormController {
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);
    private static final MediaType PAGE = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final String STYLE_HASH = hash(FormView.STYLE);

    private final SourceKeys keys;
    private final SourceLimits limits;
    private final Forms forms;
    private final FormView view;

    FormController(SourceKeys keys, SourceLimits limits, Forms forms, FormView view) {
        this.keys = keys;
        this.limits = limits;
        this.forms = forms;
        this.view = view;
    }

    /**
     * What the embedded script is answered.
     *
     * @param html what is to be shown in place of the form
     */
    record FormAnswer(boolean received, String html) {}

    @Allow(Permission.ANYONE)
    @GetMapping("/{key}")
    ResponseEntity<String> page(
            @PathVariable String key,
            @RequestParam(defaultValue = "") String lang,
            @RequestParam(defaultValue = "") String listing,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, defaultValue = "") String wanted) {
        OpenForm form = open(key);
        String locale = forms.locale(form, lang.isEmpty() ? wanted : lang);
        return page(HttpStatus.OK, form, locale, forms.fresh(form, locale, listing));
    }

    @Allow(Permission.ANYONE)
    @GetMapping("/{key}.js")
    ResponseEntity<String> script(@PathVariable String key) {
        OpenForm form = open(key);
        return ResponseEntity.ok()
                .contentType(SCRIPT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .body(forms.script(form));
    }

    @Allow(Permission.ANYONE)
    @PostMapping(path = "/{key}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<?> send(
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.ORIGIN, defaultValue = "") String origin,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept,
            HttpServletRequest request) {
        OpenForm form = open(key);
        if (!form.form().origins().contains(origin) && !isOwn(origin, request)) {
            throw Refusal.of(HttpStatus.FORBIDDEN, "wrong-origin", "This site may not send this form.");
        }
        Map<String, String> values = sent(request);
        Forms.Answer answer;
        try {
            limits.pass(form, request.getRemoteAddr());
            answer = forms.take(form, values, origin);
        } catch (Refusal refusal) {
            if (refusal.retryAfter() == null) {
                throw refusal;
            }
            answer = forms.tooMany(form, values);
        }
        if (!accept.contains(MediaType.APPLICATION_JSON_VALUE)) {
            return page(answer.status(), form, answer.locale(), answer.html());
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ORIGIN)
                .contentType(MediaType.APPLICATION_JSON);
        if (form.form().origins().contains(origin)) {
            response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        return response.body(new FormAnswer(answer.received(), answer.html()));
    }

    private OpenForm open(String key) {
        return keys.form(key).orElseThrow(Refusal::notFound);
    }

    private static Map<String, String> sent(HttpServletRequest request) {
        try {
            Map<String, String> sent = new LinkedHashMap<>();
            request.getParameterMap().forEach((name, values) -> sent.put(name, values[0]));
            return sent;
        } catch (IllegalStateException e) {
            // So the web server says that there is too much, or that it is not written as a form is.
            throw Refusal.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The form is larger than the server accepts.");
        }
    }

    /** Whether it was sent from the form's own page: browsers name the host they sent it to. */
    private static boolean isOwn(String origin, HttpServletRequest request) {
        String host = host(origin);
        return host != null && host.equals(request.getHeader(HttpHeaders.HOST));
    }

    private static @Nullable String host(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private ResponseEntity<String> page(HttpStatus status, OpenForm form, String locale, String inner) {
        String frames = form.form().origins().isEmpty()
                ? "'self'"
                : "'self' " + String.join(" ", form.form().origins());
        return ResponseEntity.status(status)
                .contentType(PAGE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Robots-Tag", "noindex")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src '" + STYLE_HASH
                                + "'; form-action 'self'; base-uri 'none'; frame-ancestors " + frames)
                .body(view.page(form.form(), locale, inner));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
