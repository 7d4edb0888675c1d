package io.fairlead.server.intake;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/sources")
class SourceController {
    private final Sources sources;
    private final SourceQueries queries;

    SourceController(Sources sources, SourceQueries queries) {
        this.sources = sources;
        this.queries = queries;
    }

    record NewSource(
            @Nullable String key,
            @Nullable String name,
            @Nullable String kind,
            SourceCheck.@Nullable WantedSettings settings) {}

    /** What is left out stays as it is; settings are set as a whole. */
    record WantedSource(
            @Nullable String name, @Nullable Boolean active, SourceCheck.@Nullable WantedSettings settings) {}

    /**
     * A source just made.
     *
     * @param secret its key, shown only this once; null for a form
     */
    record MadeSource(
            SourceQueries.SourceRow source, @Nullable String secret) {}

    record RenewedKey(String secret) {}

    @Allow(Permission.MANAGE_INTAKE)
    @GetMapping
    SourceQueries.SourceRows sources(@AuthenticationPrincipal SignedIn me) {
        return queries.of(me);
    }

    @Allow(Permission.MANAGE_INTAKE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    MadeSource makeSource(@AuthenticationPrincipal SignedIn me, @RequestBody NewSource wanted) {
        Sources.Made made = sources.add(me, wanted.key(), wanted.name(), wanted.kind(), wanted.settings());
        return new MadeSource(queries.one(me, made.id()), made.secret());
    }

    @Allow(Permission.MANAGE_INTAKE)
    @GetMapping("/{id}")
    ResponseEntity<SourceQueries.SourceRow> source(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return tagged(queries.one(me, number(me, id)));
    }

    @Allow(Permission.MANAGE_INTAKE)
    @PutMapping("/{id}")
    ResponseEntity<SourceQueries.SourceRow> changeSource(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(HttpHeaders.IF_MATCH) String version,
            @RequestBody WantedSource wanted) {
        long number = number(me, id);
        sources.change(me, number, version(version), wanted);
        return tagged(queries.one(me, number));
    }

    @Allow(Permission.MANAGE_INTAKE)
    @PostMapping("/{id}/key")
    RenewedKey renewSourceKey(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return new RenewedKey(sources.renewKey(me, number(me, id)));
    }

    private static ResponseEntity<SourceQueries.SourceRow> tagged(SourceQueries.SourceRow row) {
        return ResponseEntity.ok().eTag("\"" + row.version() + "\"").body(row);
    }

    private static long number(SignedIn me, String id) {
        return Ids.of(me.idSeed()).read(Ids.Kind.SOURCE, id).orElseThrow(Refusal::notFound);
    }

    private static long version(String tag) {
        try {
            return Long.parseLong(tag.replace("\"", ""));
        } catch (NumberFormatException e) {
            throw Refusal.of(HttpStatus.BAD_REQUEST, "bad-version", "If-Match takes the version that was read.");
        }
    }
}
