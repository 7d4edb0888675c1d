package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;

import java.util.List;
import java.util.Map;

/** What is asked of leads that are handed over and handed back. */
final class HandOverOperations {
    private HandOverOperations() {}

    static List<Operation> all() {
        return List.of(
                plain("GET /api/hand-overs"),
                sealed(
                                "POST /api/hand-overs",
                                c -> Request.of(
                                        "POST", "/api/hand-overs", Map.of("leads", List.of(c.lead("new")))))
                        .elsewhere(422),
                sealedById("GET /api/hand-overs/{id}", Company::handOver),
                sealed(
                        "GET /api/hand-overs/{id}/leads",
                        c -> Request.of("GET", "/api/hand-overs/" + c.handOver() + "/leads?state=open")),
                sealedById("PUT /api/hand-overs/{id}/plan", Company::handOver, Map.of("way", "rules")),
                sealedById("POST /api/hand-overs/{id}/run", Company::handOver),
                sealedById("POST /api/hand-overs/{id}/pause", Company::handOver).answered(409),
                sealedById("POST /api/hand-overs/{id}/cancel", Company::handOver),
                sealedById("POST /api/hand-overs/{id}/undo", Company::handOver).answered(409),
                plain("GET /api/holdings"),
                sealedById("GET /api/holdings/{key}", c -> c.solo),
                sealedById("POST /api/leads/{id}/hand-back", Company::entered, Map.of("reason", "not mine")));
    }
}
