package io.fairlead.server.roster;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Objects of the settings by their ids; each body is what stands behind the id in the settings file. */
@RestController
class SettingController {
    private final RosterSettings settings;
    private final SettingQueries queries;

    SettingController(RosterSettings settings, SettingQueries queries) {
        this.settings = settings;
        this.queries = queries;
    }

    @Allow(Permission.SIGNED_IN)
    @GetMapping({"/api/schedules", "/api/teams", "/api/listings", "/api/fields", "/api/user-fields"})
    SettingQueries.SettingRows settings(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
        return queries.all(me, section(request));
    }

    @Allow(Permission.SIGNED_IN)
    @GetMapping({
        "/api/schedules/{key}",
        "/api/teams/{key}",
        "/api/listings/{key}",
        "/api/fields/{key}",
        "/api/user-fields/{key}"
    })
    ResponseEntity<SettingQueries.SettingRow> setting(
            @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @PathVariable String key) {
        return answer(queries.one(me, section(request), key));
    }

    /** Without {@code If-Match} it adds a new object, with it changes that version. */
    @Allow(Permission.MANAGE_PEOPLE)
    @PutMapping({
        "/api/schedules/{key}",
        "/api/teams/{key}",
        "/api/listings/{key}",
        "/api/fields/{key}",
        "/api/user-fields/{key}"
    })
    ResponseEntity<SettingQueries.SettingRow> putSetting(
            @AuthenticationPrincipal SignedIn me,
            HttpServletRequest request,
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody Map<String, Object> body) {
        if (match == null) {
            settings.add(me, section(request), key, body);
        } else {
            settings.change(me, section(request), key, IfMatch.version(match), body);
        }
        return answer(queries.one(me, section(request), key));
    }

    @Allow(Permission.MANAGE_PEOPLE)
    @DeleteMapping({
        "/api/schedules/{key}",
        "/api/teams/{key}",
        "/api/listings/{key}",
        "/api/fields/{key}",
        "/api/user-fields/{key}"
    })
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeSetting(
            @AuthenticationPrincipal SignedIn me,
            HttpServletRequest request,
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        settings.remove(me, section(request), key, IfMatch.version(match));
    }

    /** @param keys all of the section, in their new order */
    record WantedOrder(@Nullable List<String> keys) {}

    /** Puts all objects of the section in another order. */
    @Allow(Permission.MANAGE_PEOPLE)
    @PostMapping({"/api/fields/order", "/api/user-fields/order"})
    SettingQueries.SettingRows orderSettings(
            @AuthenticationPrincipal SignedIn me, HttpServletRequest request, @RequestBody WantedOrder wanted) {
        settings.order(me, section(request), wanted.keys() == null ? List.of() : wanted.keys());
        return queries.all(me, section(request));
    }

    private static ResponseEntity<SettingQueries.SettingRow> answer(SettingQueries.SettingRow row) {
        return ResponseEntity.ok().eTag(IfMatch.tag(row.version())).body(row);
    }

    private static Section section(HttpServletRequest request) {
        return Section.of(request.getRequestURI().split("/", 4)[2]);
    }
}
