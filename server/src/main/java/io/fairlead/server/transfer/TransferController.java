package io.fairlead.server.transfer;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.transfer.ImportQueries.ImportList;
import io.fairlead.server.transfer.ImportQueries.ImportPreview;
import io.fairlead.server.transfer.ImportQueries.ImportRowPage;
import io.fairlead.server.transfer.ImportQueries.ImportSheet;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
class TransferController {
    private final Imports imports;
    private final ImportUploads uploads;
    private final ImportQueries queries;
    private final ImportRules rules;
    private final ResultFile result;

    TransferController(
            Imports imports, ImportUploads uploads, ImportQueries queries, ImportRules rules, ResultFile result) {
        this.imports = imports;
        this.uploads = uploads;
        this.queries = queries;
        this.rules = rules;
        this.result = result;
    }

    @Allow(Permission.IMPORT_LEADS)
    @GetMapping("/api/imports")
    ImportList imports(@AuthenticationPrincipal SignedIn me) {
        return queries.all(me);
    }

    @Allow(Permission.IMPORT_LEADS)
    @PostMapping("/api/imports")
    @ResponseStatus(HttpStatus.CREATED)
    ImportSheet beginImport(@AuthenticationPrincipal SignedIn me, @RequestBody ImportUploads.WantedImport wanted) {
        return queries.of(me, uploads.begin(me, wanted));
    }

    /** The body is a piece of the file of up to 8 MB, from where the last one ended. */
    @Allow(Permission.IMPORT_LEADS)
    @LargeBody
    @PostMapping(path = "/api/imports/{id}/content", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    ImportSheet importPiece(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestParam long from,
            HttpServletRequest request)
            throws IOException {
        return queries.of(me, uploads.piece(me, id, from, request.getInputStream()));
    }

    @Allow(Permission.IMPORT_LEADS)
    @GetMapping("/api/imports/{id}")
    ImportSheet importSheet(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, id);
    }

    /** The beginning of the file, read as the import says now. */
    @Allow(Permission.IMPORT_LEADS)
    @GetMapping("/api/imports/{id}/preview")
    ImportPreview importPreview(@AuthenticationPrincipal SignedIn me, @PathVariable String id) throws IOException {
        return queries.preview(me, id);
    }

    @Allow(Permission.IMPORT_LEADS)
    @PutMapping("/api/imports/{id}/plan")
    ImportSheet planImport(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestBody Imports.WantedImportPlan wanted) {
        return queries.of(me, imports.plan(me, id, wanted));
    }

    /** Reads the whole file without changing anything. */
    @Allow(Permission.IMPORT_LEADS)
    @PostMapping("/api/imports/{id}/check")
    ImportSheet checkImport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, imports.step(me, id, Imports.Step.CHECK));
    }

    @Allow(Permission.IMPORT_LEADS)
    @PostMapping("/api/imports/{id}/run")
    ImportSheet runImport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, imports.step(me, id, Imports.Step.RUN));
    }

    @Allow(Permission.IMPORT_LEADS)
    @PostMapping("/api/imports/{id}/pause")
    ImportSheet pauseImport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, imports.step(me, id, Imports.Step.PAUSE));
    }

    /** Ends it and takes back what it made so far. */
    @Allow(Permission.IMPORT_LEADS)
    @PostMapping("/api/imports/{id}/cancel")
    ImportSheet cancelImport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, imports.step(me, id, Imports.Step.CANCEL));
    }

    /** Takes back what it made; leads that somebody worked on stay. */
    @Allow(Permission.IMPORT_LEADS)
    @PostMapping("/api/imports/{id}/undo")
    ImportSheet undoImport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, imports.step(me, id, Imports.Step.UNDO));
    }

    /** Lets the rules decide about the leads it made. */
    @Allow(Permission.IMPORT_LEADS)
    @PostMapping("/api/imports/{id}/distribute")
    ImportSheet distributeImport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.of(me, rules.distribute(me, id));
    }

    /** How rows fared, without those that became a lead unless {@code state} asks for them; {@code after} a row. */
    @Allow(Permission.IMPORT_LEADS)
    @GetMapping("/api/imports/{id}/rows")
    ImportRowPage importRows(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") long after) {
        return queries.rows(me, id, state, after);
    }

    /** The rows that became no lead, with why, to be corrected and read in again. */
    @Allow(Permission.IMPORT_LEADS)
    @GetMapping(path = "/api/imports/{id}/result", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> importResult(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean all) {
        var sheet = queries.of(me, id);
        long number = ImportQueries.number(me, id);
        if (!sheet.file()) {
            throw Imports.otherwise(sheet.state());
        }
        String name = sheet.name().replaceFirst("\\.[A-Za-z]{1,5}$", "") + "-result.csv";
        return attached(name, out -> result.write(me, number, all, out));
    }

    @Allow(Permission.IMPORT_LEADS)
    @DeleteMapping("/api/imports/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeImport(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        imports.remove(me, id);
    }

    private static ResponseEntity<StreamingResponseBody> attached(String name, StreamingResponseBody body) {
        var disposition = ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .body(body);
    }
}
