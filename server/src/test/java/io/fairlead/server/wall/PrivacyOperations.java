package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The operations on personal data, with a request for each. */
final class PrivacyOperations {
    private PrivacyOperations() {}

    static List<Operation> all() {
        return List.of(
                plain(
                        "POST /api/privacy/contacts/query",
                        c -> Request.of("POST", "/api/privacy/contacts/query", Map.of("text", c.mark))),
                sealedById("GET /api/privacy/contacts/{id}", PrivacyOperations::person),
                sealedById("POST /api/privacy/contacts/{id}/export", PrivacyOperations::person, Map.of()),
                sealed("POST /api/privacy/contacts/{id}/erasure", c -> {
                    var person = freshPerson(c);
                    return Request.of(
                            "POST",
                            "/api/privacy/contacts/" + person.path("id").asString() + "/erasure",
                            Map.of("confirmation", person.path("name").asString(), "openLeads", true));
                }),
                plain("GET /api/privacy/contacts/erased"),
                plain("GET /api/privacy/retention"),
                plain("PUT /api/privacy/retention", Map.of("audit", 120)),
                plain("POST /api/privacy/retention/trial", Map.of("contacts", 12, "audit", 1)),
                plain("POST /api/audit/query", Map.of("group", "all")),
                plain("POST /api/audit/export", Map.of("group", "all")));
    }

    /** A contact with an open lead, made anew: as they are found to be exported or erased. */
    private static JsonNode freshPerson(Company company) {
        String phone = "+39023%07d".formatted(Company.count());
        company.program
                .post("/api/leads", Map.of("name", company.mark + " person", "phone", phone))
                .expect(201);
        JsonNode person = company.head
                .post("/api/privacy/contacts/query", Map.of("text", phone))
                .expect(200)
                .json()
                .at("/rows/0");
        company.shown.add(person.path("id").asString());
        return person;
    }

    private static String person(Company company) {
        return freshPerson(company).path("id").asString();
    }
}
