package io.fairlead.server.lead.list;

import io.fairlead.server.lead.list.ViewQueries.ListState;
import io.fairlead.server.lead.list.ViewQueries.View;
import io.fairlead.server.lead.list.Views.WantedView;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/views")
class ViewController {
    private final ViewQueries queries;
    private final Views views;

    ViewController(ViewQueries queries, Views views) {
        this.queries = queries;
        this.views = views;
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping
    ViewQueries.Views views(@AuthenticationPrincipal SignedIn me) {
        return queries.of(me);
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    View make(@AuthenticationPrincipal SignedIn me, @RequestBody WantedView wanted) {
        return views.make(me, wanted);
    }

    @Allow(Permission.WORK_LEADS)
    @PutMapping("/{id}")
    ResponseEntity<View> change(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String version,
            @RequestBody WantedView wanted) {
        View view = views.change(me, id, IfMatch.version(version), wanted);
        return ResponseEntity.ok().eTag(IfMatch.tag(view.version())).body(view);
    }

    @Allow(Permission.WORK_LEADS)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        views.delete(me, id);
    }

    /** Keeps how the caller left the list: its columns, how dense it is, with which view it begins. */
    @Allow(Permission.WORK_LEADS)
    @PutMapping("/state")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keep(@AuthenticationPrincipal SignedIn me, @RequestBody ListState state) {
        views.keep(me, state);
    }
}
