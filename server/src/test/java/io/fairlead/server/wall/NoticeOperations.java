package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;

import java.util.List;
import java.util.Map;

/** Requests for what people are told. */
final class NoticeOperations {
    private NoticeOperations() {}

    static List<Operation> all() {
        return List.of(
                plain("GET /api/me/notices"),
                plain("POST /api/me/notices/read", Map.of("notices", List.of())),
                plain("GET /api/me/notices/choices"),
                plain(
                        "PUT /api/me/notices/choices",
                        Map.of("quiet", true, "kinds", List.of(Map.of("kind", "worked", "app", true, "mail", false)))));
    }
}
