package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;

import java.util.List;
import java.util.Map;

/** What the wall test asks about fairness, corrections, coverage and verification. */
final class FairnessOperations {
    private FairnessOperations() {}

    static List<Operation> all() {
        return List.of(
                plain("GET /api/fairness/ledgers"),
                plain("GET /api/fairness/own").answered(403),
                plain("GET /api/fairness/balances", c -> Request.of("GET", "/api/fairness/balances?ledger=all")),
                plain("GET /api/fairness/next"),
                plain("GET /api/fairness/next/lead"),
                plain("GET /api/fairness/corrections"),
                sealed(
                        "POST /api/fairness/annulments",
                        c -> Request.of("POST", "/api/fairness/annulments", annulment(c))),
                plain(
                                "POST /api/fairness/bookings",
                                Map.of("ledger", "none", "from", "head", "to", "olga", "leads", 1, "reason", "x"))
                        .answered(409),
                sealedById(
                        "POST /api/fairness/corrections/{id}/undo",
                        c -> c.head.post("/api/fairness/annulments", annulment(c))
                                .expect(201)
                                .json()
                                .path("id")
                                .asString(),
                        Map.of("reason", "x")),
                plain("GET /api/fairness/coverage"),
                plain("GET /api/fairness/findings"),
                plain("GET /api/fairness/verifications/last"),
                plain("POST /api/fairness/verifications"));
    }

    private static Map<String, String> annulment(Company company) {
        return Map.of("lead", company.lead("new"), "reason", company.mark + " robot");
    }
}
