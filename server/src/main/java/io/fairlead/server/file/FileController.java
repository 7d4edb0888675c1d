package io.fairlead.server.file;

import io.fairlead.server.file.LeadFiles.Content;
import io.fairlead.server.file.LeadFiles.FileList;
import io.fairlead.server.file.LeadFiles.FileRow;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.LargeBody;
import io.fairlead.server.platform.http.Permission;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FileController {
    private final LeadFiles files;

    FileController(LeadFiles files) {
        this.files = files;
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/leads/{id}/files")
    FileList files(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return files.of(me, id);
    }

    /** The body is the file itself; {@code name} is what it is called. */
    @Allow(Permission.WORK_LEADS)
    @LargeBody(upload = true)
    @PostMapping(path = "/api/leads/{id}/files", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @RequestBody(
            content =
                    @io.swagger.v3.oas.annotations.media.Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    FileRow addFile(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestParam String name,
            HttpServletRequest request)
            throws IOException {
        return files.add(me, id, name, request.getContentLengthLong(), request.getInputStream());
    }

    /** Always to be saved, never to be shown: what people keep here is no page of ours. */
    @Allow(Permission.WORK_LEADS)
    @GetMapping(path = "/api/files/{id}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<Resource> file(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        Content content = files.content(me, id);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, FileName.asAttachment(content.name()))
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new FileSystemResource(content.path()));
    }

    @Allow(Permission.WORK_LEADS)
    @DeleteMapping("/api/files/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFile(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        files.remove(me, id);
    }
}
