package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;

import java.util.List;
import java.util.Map;

/** What is asked of many leads at once, and of leads that are handed back. */
final class BulkOperations {
    private BulkOperations() {}

    static List<Operation> all() {
        return List.of(
                plain("GET /api/bulk"),
                sealed("POST /api/bulk", c -> Request.of("POST", "/api/bulk", Map.of("leads", List.of(c.lead("new")))))
                        .elsewhere(422),
                sealedById("GET /api/bulk/{id}", Company::bulk),
                sealed(
                        "GET /api/bulk/{id}/leads",
                        c -> Request.of("GET", "/api/bulk/" + c.bulk() + "/leads?state=open")),
                sealedById("PUT /api/bulk/{id}/plan", Company::bulk, Map.of("way", "rules")),
                sealedById("POST /api/bulk/{id}/run", Company::bulk, Map.of()),
                sealedById("POST /api/bulk/{id}/pause", Company::bulk).answered(409),
                sealedById("POST /api/bulk/{id}/cancel", Company::bulk),
                sealedById("POST /api/bulk/{id}/undo", Company::bulk).answered(409),
                plain("GET /api/holdings"),
                sealedById("GET /api/holdings/{key}", c -> c.solo),
                sealedById("POST /api/leads/{id}/hand-back", Company::entered, Map.of("reason", "not mine")));
    }
}
