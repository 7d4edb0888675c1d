package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;

import java.util.List;
import java.util.Map;

/** The operations on files of leads. */
final class TransferOperations {
    private static final String CSV = "name,phone\nAda,12\n";

    private TransferOperations() {}

    static List<Operation> all() {
        return List.of(
                plain("GET /api/imports"),
                plain("POST /api/imports", Map.of("name", "a.csv", "bytes", 10)),
                sealed(
                        "POST /api/imports/{id}/content",
                        c -> Request.of("POST", "/api/imports/" + begun(c) + "/content?from=0", CSV)
                                .with("Content-Type", "application/octet-stream")),
                sealedById("GET /api/imports/{id}", TransferOperations::begun),
                sealedById("GET /api/imports/{id}/preview", TransferOperations::sent),
                sealedById(
                        "PUT /api/imports/{id}/plan", TransferOperations::sent, Map.of("columns", List.of("name", ""))),
                sealedById("POST /api/imports/{id}/check", TransferOperations::sent),
                sealedById("POST /api/imports/{id}/run", TransferOperations::sent)
                        .answered(409),
                sealedById("POST /api/imports/{id}/pause", TransferOperations::sent)
                        .answered(409),
                sealedById("POST /api/imports/{id}/cancel", TransferOperations::sent)
                        .answered(409),
                sealedById("POST /api/imports/{id}/undo", TransferOperations::sent)
                        .answered(409),
                sealedById("POST /api/imports/{id}/distribute", TransferOperations::sent)
                        .answered(409),
                sealedById("GET /api/imports/{id}/rows", TransferOperations::sent),
                sealedById("GET /api/imports/{id}/result", TransferOperations::sent),
                sealedById("DELETE /api/imports/{id}", TransferOperations::begun));
    }

    private static String begun(Company c) {
        return c.head.post("/api/imports", Map.of("name", c.mark + ".csv", "bytes", CSV.length()))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static String sent(Company c) {
        String id = begun(c);
        c.head.call(
                        "POST",
                        "/api/imports/" + id + "/content?from=0",
                        CSV,
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200);
        return id;
    }
}
