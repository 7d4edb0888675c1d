package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealedById;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The operations on leads written out. */
final class ExportOperations {
    private ExportOperations() {}

    static List<Operation> all() {
        return List.of(
                plain("GET /api/exports"),
                plain("POST /api/exports", Map.of("format", "csv")),
                sealedById("GET /api/exports/{id}", ExportOperations::ready),
                sealedById("GET /api/exports/{id}/content", ExportOperations::ready),
                sealedById("POST /api/exports/{id}/cancel", ExportOperations::ready)
                        .answered(409),
                sealedById("DELETE /api/exports/{id}", ExportOperations::ready));
    }

    private static String ready(Company c) {
        String id = c.head.post("/api/exports", Map.of("name", c.mark, "format", "csv"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> c.head.get("/api/exports/" + id)
                        .expect(200)
                        .json()
                        .path("state")
                        .asString()
                        .equals("ready"));
        return id;
    }
}
