package io.fairlead.server.export;

import io.fairlead.server.export.ExportQueries.ExportList;
import io.fairlead.server.export.ExportQueries.ExportSheet;
import io.fairlead.server.export.Exports.Content;
import io.fairlead.server.export.Exports.WantedExport;
import io.fairlead.server.file.FileName;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
@RequestMapping("/api/exports")
class ExportController {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Exports exports;
    private final ExportQueries queries;

    ExportController(Exports exports, ExportQueries queries) {
        this.exports = exports;
        this.queries = queries;
    }

    /** One's own, newest first; for administrators those of everybody. */
    @Allow(Permission.EXPORT_LEADS)
    @GetMapping
    ExportList exports(@AuthenticationPrincipal SignedIn me) {
        return queries.all(me);
    }

    /** Begins to write leads into a file, in the background. */
    @Allow(Permission.EXPORT_LEADS)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ExportSheet makeExport(@AuthenticationPrincipal SignedIn me, @RequestBody WantedExport wanted) {
        return queries.of(me, exports.make(me, wanted));
    }

    @Allow(Permission.EXPORT_LEADS)
    @GetMapping("/{id}")
    ExportSheet exportSheet(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, queries.number(me, id));
    }

    /** The file, once it is ready. */
    @Allow(Permission.EXPORT_LEADS)
    @GetMapping(
            path = "/{id}/content",
            produces = {"text/csv", XLSX})
    ResponseEntity<Resource> exportContent(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        Content content = exports.content(me, queries.number(me, id));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, FileName.asAttachment(content.name()))
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(MediaType.parseMediaType(content.format().equals("csv") ? "text/csv;charset=UTF-8" : XLSX))
                .body(new FileSystemResource(content.path()));
    }

    @Allow(Permission.EXPORT_LEADS)
    @PostMapping("/{id}/cancel")
    ExportSheet cancelExport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        long number = queries.number(me, id);
        exports.cancel(me, number);
        return queries.of(me, number);
    }

    /** Removes it with its file; one that is under way ends. */
    @Allow(Permission.EXPORT_LEADS)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeExport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        exports.remove(me, queries.number(me, id));
    }
}
