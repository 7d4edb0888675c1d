package io.fairlead.server.roster;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Absences: everybody their own, who manages people everybody's. */
@RestController
@RequestMapping("/api/absences")
class AbsenceController {
    private final AbsenceBook book;
    private final AbsenceQueries queries;

    AbsenceController(AbsenceBook book, AbsenceQueries queries) {
        this.book = book;
        this.queries = queries;
    }

    @Allow(Permission.ATTEND)
    @GetMapping
    AbsenceQueries.AbsenceRows absences(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        return queries.all(me, user, from, to);
    }

    @Allow(Permission.ATTEND)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<AbsenceQueries.AbsenceRow> addAbsence(
            @AuthenticationPrincipal SignedIn me, @RequestBody AbsenceBook.WantedAbsence wanted) {
        return answer(HttpStatus.CREATED, queries.one(me, book.add(me, wanted)));
    }

    @Allow(Permission.ATTEND)
    @PutMapping("/{id}")
    ResponseEntity<AbsenceQueries.AbsenceRow> changeAbsence(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestBody AbsenceBook.WantedAbsence wanted) {
        return answer(HttpStatus.OK, queries.one(me, book.change(me, id, IfMatch.version(match), wanted)));
    }

    @Allow(Permission.ATTEND)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeAbsence(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        book.remove(me, id, IfMatch.version(match));
    }

    private static ResponseEntity<AbsenceQueries.AbsenceRow> answer(HttpStatus status, AbsenceQueries.AbsenceRow row) {
        return ResponseEntity.status(status).eTag(IfMatch.tag(row.version())).body(row);
    }
}
