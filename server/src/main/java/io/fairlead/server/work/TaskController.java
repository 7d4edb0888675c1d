package io.fairlead.server.work;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.work.TaskQueries.LeadTasks;
import io.fairlead.server.work.TaskQueries.TaskList;
import io.fairlead.server.work.TaskQueries.TaskRow;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TaskController {
    private final TaskQueries queries;
    private final Tasks tasks;

    TaskController(TaskQueries queries, Tasks tasks) {
        this.queries = queries;
        this.tasks = tasks;
    }

    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/leads/{id}/tasks")
    LeadTasks leadTasks(@AuthenticationPrincipal SignedIn me, @PathVariable String id) {
        return queries.ofLead(me, LeadIds.number(me, id));
    }

    @Allow(Permission.WORK_LEADS)
    @PostMapping("/api/leads/{id}/tasks")
    @ResponseStatus(HttpStatus.CREATED)
    TaskRow createTask(@AuthenticationPrincipal SignedIn me, @PathVariable String id, @RequestBody TaskForm form) {
        return tasks.create(me, id, form);
    }

    /** One's own tasks; a manager may ask for a colleague's ({@code user}) or everybody's ({@code user=*}). */
    @Allow(Permission.WORK_LEADS)
    @GetMapping("/api/tasks")
    TaskList tasks(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(defaultValue = "false") boolean done,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return queries.page(me, user, done, after, limit);
    }

    @Allow(Permission.WORK_LEADS)
    @PutMapping("/api/tasks/{id}")
    ResponseEntity<TaskRow> changeTask(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String version,
            @RequestBody TaskForm form) {
        TaskRow row = tasks.change(me, id, IfMatch.version(version), form);
        return ResponseEntity.ok().eTag(IfMatch.tag(row.version())).body(row);
    }

    @Allow(Permission.WORK_LEADS)
    @DeleteMapping("/api/tasks/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteTask(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String version) {
        tasks.delete(me, id, IfMatch.version(version));
    }
}
