package io.fairlead.server.privacy;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.privacy.AuditQueries.AuditList;
import io.fairlead.server.privacy.AuditQueries.AuditPerson;
import io.fairlead.server.privacy.AuditQueries.AuditRow;
import io.fairlead.server.privacy.AuditQueries.AuditSearch;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditController {
    private static final int PAGE = 50;
    private static final int CSV_PAGE = 1000;

    private final AuditQueries queries;
    private final Transactions transactions;
    private final Events events;

    AuditController(AuditQueries queries, Transactions transactions, Events events) {
        this.queries = queries;
        this.transactions = transactions;
        this.events = events;
    }

    @Allow(Permission.AUDIT)
    @PostMapping("/api/audit/query")
    AuditList audit(@AuthenticationPrincipal SignedIn me, @RequestBody AuditSearch search) {
        return queries.page(me, search, PAGE);
    }

    /** The whole list as CSV, page by page; that it was taken stands in the journal. */
    @Allow(Permission.AUDIT)
    @PostMapping("/api/audit/export")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)))
    void exportAudit(
            @AuthenticationPrincipal SignedIn me, @RequestBody AuditSearch search, HttpServletResponse response)
            throws IOException {
        AuditList page = queries.page(me, search, CSV_PAGE);
        transactions.inCompany(
                me.companyId(),
                () -> events.append(
                        "audit-exported",
                        me.userId(),
                        Map.of("group", Objects.requireNonNullElse(search.group(), "all"))));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            out.write("at,who,name,kind,lead,contact,subject,address,times\r\n");
            while (page != null) {
                for (AuditRow row : page.rows()) {
                    out.write(line(row));
                }
                page = page.next() == null ? null : queries.page(me, after(search, page.next()), CSV_PAGE);
            }
        }
    }

    private static AuditSearch after(AuditSearch search, @Nullable String cursor) {
        return new AuditSearch(search.group(), search.who(), search.record(), search.from(), search.until(), cursor);
    }

    private static String line(AuditRow row) {
        AuditPerson who = Objects.requireNonNullElse(row.who(), new AuditPerson("", ""));
        return List.of(
                                row.at().toString(),
                                who.key(),
                                who.name(),
                                row.kind(),
                                Objects.requireNonNullElse(row.lead(), ""),
                                Objects.requireNonNullElse(row.contact(), ""),
                                row.subject(),
                                row.address(),
                                Integer.toString(row.times()))
                        .stream()
                        .map(AuditController::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** Quoted; a text that a spreadsheet would take for a formula begins with an apostrophe. */
    static String cell(String text) {
        String safe = text.matches("(?s)[=+\\-@\t\r\n].*") ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
