package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;

/** What is asked of the tree of zones. */
final class ZoneOperations {
    private ZoneOperations() {}

    static List<Operation> all() {
        return List.of(
                plain("GET /api/zones"),
                plain("POST /api/zones", c -> Request.of("POST", "/api/zones", Map.of("name", Company.fresh("zone")))),
                sealedById("GET /api/zones/{id}", ZoneOperations::zone),
                sealedById("PATCH /api/zones/{id}", ZoneOperations::zone, Map.of("name", "Renamed")),
                sealed("DELETE /api/zones/{id}", c -> Request.of("DELETE", "/api/zones/" + zone(c))),
                plain("GET /api/zones/none/leads"),
                plain("POST /api/zones/italy"),
                plain("POST /api/zones/import", Map.of("csv", "key\nNorth\n")),
                plain("GET /api/zones/export"));
    }

    /** A new zone whose tree all leads follow already, so that nothing changes behind what is tried. */
    private static String zone(Company c) {
        String id = c.head.post("/api/zones", Map.of("name", c.mark + " " + Company.fresh("zone")))
                .expect(201)
                .json()
                .path("id")
                .asString();
        await().until(() ->
                c.head.get("/api/zones").json().at("/progress/endedAt").isString());
        return id;
    }
}
