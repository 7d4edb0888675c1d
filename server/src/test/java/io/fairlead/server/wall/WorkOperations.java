package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The operations on what people keep at a lead: tasks, files, further workers. */
final class WorkOperations {
    private WorkOperations() {}

    static List<Operation> all() {
        return List.of(
                sealedById("GET /api/leads/{id}/tasks", c -> c.lead("new")),
                sealedById("POST /api/leads/{id}/tasks", c -> c.lead("new"), task("Call")),
                sealed("GET /api/tasks", c -> Request.of("GET", "/api/tasks?user=" + c.solo)),
                sealed(
                        "PUT /api/tasks/{id}",
                        c -> Request.of("PUT", "/api/tasks/" + task(c), task("Write"))
                                .at(1)),
                sealed(
                        "DELETE /api/tasks/{id}",
                        c -> Request.of("DELETE", "/api/tasks/" + task(c)).at(1)),
                sealedById("GET /api/leads/{id}/files", c -> c.lead("new")),
                sealed(
                        "POST /api/leads/{id}/files",
                        c -> Request.of("POST", "/api/leads/" + c.lead("new") + "/files?name=a.txt", "content")
                                .with("Content-Type", "application/octet-stream")),
                sealedById("GET /api/files/{id}", WorkOperations::file),
                sealedById("DELETE /api/files/{id}", WorkOperations::file),
                sealed(
                                "PUT /api/leads/{id}/workers/{user}",
                                c -> Request.of("PUT", "/api/leads/" + c.lead("new") + "/workers/olga", Map.of()))
                        .answered(409),
                sealed(
                                "DELETE /api/leads/{id}/workers/{user}",
                                c -> Request.of("DELETE", "/api/leads/" + c.lead("new") + "/workers/olga"))
                        .answered(409));
    }

    private static Map<String, Object> task(String title) {
        return Map.of("kind", "task", "title", title, "due", "2030-11-23T18:00");
    }

    /** A task of the head at a new lead. */
    private static String task(Company c) {
        return made(c, c.head.post("/api/leads/" + c.lead("new") + "/tasks", task(c.mark + " task")));
    }

    /** A file at a new lead. */
    private static String file(Company c) {
        String name = URLEncoder.encode(c.mark + ".txt", StandardCharsets.UTF_8);
        return made(
                c,
                c.head.call(
                        "POST",
                        "/api/leads/" + c.lead("new") + "/files?name=" + name,
                        c.mark + " content",
                        Map.of("Content-Type", "application/octet-stream")));
    }

    private static String made(Company c, io.fairlead.server.Client.Answer answer) {
        return c.kept(answer.expect(201).json().path("id").asString());
    }
}
