package io.fairlead.server.wall;

import static io.fairlead.server.wall.Operation.plain;
import static io.fairlead.server.wall.Operation.sealed;
import static io.fairlead.server.wall.Operation.sealedById;

import io.fairlead.server.Client;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How leads come in, and what is done with each. */
final class LeadOperations {
    private LeadOperations() {}

    static List<Operation> all() {
        return Stream.of(intake(), sources(), leads(), contacts(), views())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> intake() {
        return List.of(
                plain(
                        "POST /api/leads",
                        c -> Request.of("POST", "/api/leads", newLead()).as(c.program)),
                plain(
                        "POST /api/leads/bulk",
                        c -> Request.of("POST", "/api/leads/bulk", Map.of("leads", List.of(newLead())))
                                .as(c.program)),
                sealed(
                                "POST /api/leads/manual",
                                c -> Request.of(
                                        "POST",
                                        "/api/leads/manual",
                                        Map.of("name", c.mark + " x", "phone", "+393312000001", "listing", c.solo)))
                        .elsewhere(422),
                sealedById("POST /api/leads/manual/{id}/undo", Company::entered));
    }

    private static List<Operation> sources() {
        return List.of(
                plain("GET /api/sources"),
                sealed(
                                "POST /api/sources",
                                c -> Request.of(
                                        "POST",
                                        "/api/sources",
                                        Map.of(
                                                "key",
                                                Company.fresh("s"),
                                                "name",
                                                "x",
                                                "kind",
                                                "api",
                                                "settings",
                                                Map.of("listing", c.solo))))
                        .elsewhere(422),
                sealedById("GET /api/sources/{id}", Company::source),
                sealed(
                        "PUT /api/sources/{id}",
                        c -> Request.of("PUT", "/api/sources/" + c.source(), Map.of("name", c.mark + " renamed"))
                                .at(1)),
                sealedById("POST /api/sources/{id}/key", Company::source),
                plain("GET /api/quarantine"),
                plain("GET /api/quarantine/count"),
                sealedById("POST /api/quarantine/{id}/discard", Company::quarantined, Map.of("note", "no")),
                sealed(
                        "POST /api/quarantine/{id}/retry",
                        c -> Request.of(
                                "POST",
                                "/api/quarantine/" + c.quarantined() + "/retry",
                                Map.of("source", "crm", "lead", newLead()))),
                plain("GET /api/relays"),
                plain(
                        "PUT /api/relays",
                        c -> Request.of(
                                "PUT", "/api/relays", c.head.get("/api/relays").json())),
                plain("POST /api/form-previews", Map.of("locale", "en", "form", Map.of())));
    }

    private static Map<String, Object> newLead() {
        return Map.of("name", "Anna", "email", Company.fresh("a") + "@x.example");
    }

    private static List<Operation> views() {
        Map<String, Object> view = Map.of("name", "Hot", "shape", Map.of("filter", Map.of("open", true)));
        return List.of(
                plain("GET /api/views"),
                plain("POST /api/views", view).answered(201),
                sealed(
                        "PUT /api/views/{id}",
                        c -> Request.of("PUT", "/api/views/" + view(c), view).with("If-Match", "\"1\"")),
                sealedById("DELETE /api/views/{id}", LeadOperations::view),
                plain("PUT /api/views/state", Map.of("density", "tall")));
    }

    private static String view(Company company) {
        Map<String, Object> view = Map.of("name", "Hot", "shape", Map.of("filter", Map.of("open", true)));
        return company.head
                .post("/api/views", view)
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static List<Operation> leads() {
        return List.of(
                sealed(
                                "POST /api/leads/query",
                                c -> Request.of("POST", "/api/leads/query", Map.of("limit", 1, "cursor", cursor(c))))
                        .elsewhere(422),
                plain("GET /api/leads/choices"),
                sealed(
                                "POST /api/leads/count",
                                c -> Request.of("POST", "/api/leads/count?after=" + c.lead("new"), Map.of()))
                        .elsewhere(422),
                plain(
                        "POST /api/leads/changed",
                        c -> Request.of("POST", "/api/leads/changed", Map.of("leads", List.of(c.lead("new"))))),
                plain("POST /api/leads/counts", c -> Request.of("POST", "/api/leads/counts?by=status", Map.of())),
                plain(Operations.STREAM),
                sealedById("GET /api/leads/{id}", c -> c.lead("new")),
                sealed("PATCH /api/leads/{id}", c -> {
                    String id = c.lead("new");
                    return Request.of("PATCH", "/api/leads/" + id, Map.of("status", "seen"))
                            .with("If-Match", c.head.get("/api/leads/" + id).header("etag"));
                }),
                sealed("PATCH /api/leads/{id}/facts", c -> {
                    String id = c.lead("new");
                    return Request.of("PATCH", "/api/leads/" + id + "/facts", Map.of("name", c.mark + " right"))
                            .with("If-Match", c.head.get("/api/leads/" + id).header("etag"));
                }),
                sealedById("GET /api/leads/{id}/journal", c -> c.lead("new")),
                sealedById("POST /api/leads/{id}/touch", c -> c.lead("new"), Map.of("kind", "note", "text", "hello")),
                sealedById("POST /api/leads/{id}/accept", c -> c.lead("offer")),
                sealedById("POST /api/leads/{id}/decline", c -> c.lead("offer")),
                sealedById("POST /api/leads/{id}/assign", c -> c.lead("new"), Map.of("user", "olga")),
                sealedById("GET /api/decisions/{id}", Company::decision),
                plain("GET /api/watchdog"),
                plain("POST /api/watchdog/checks"));
    }

    private static List<Operation> contacts() {
        return List.of(
                sealedById("GET /api/contacts/{id}", LeadOperations::contact),
                sealed("PATCH /api/contacts/{id}", c -> {
                    String path = "/api/contacts/" + contact(c);
                    return Request.of("PATCH", path, Map.of("name", c.mark + " right"))
                            .with("If-Match", c.head.get(path).header("etag"));
                }),
                plain("POST /api/contacts", LeadOperations::knownContact),
                sealedById("GET /api/contacts/{id}/leads", LeadOperations::contact),
                sealedById("GET /api/contacts/{id}/journal", LeadOperations::contact),
                sealedById("GET /api/listings/{key}/sheet", c -> c.solo),
                sealedById("GET /api/listings/{key}/leads", c -> c.solo),
                sealedById("GET /api/listings/{key}/journal", c -> c.solo));
    }

    private static Request knownContact(Company company) {
        var contact = Map.of("phone", "+393312000777", "owner", "olga");
        return Request.of("POST", "/api/contacts", Map.of("contacts", List.of(contact)));
    }

    private static String contact(Company company) {
        return company.head
                .get("/api/leads/" + company.lead("new"))
                .expect(200)
                .json()
                .at("/contact/id")
                .asString();
    }

    private static String cursor(Company company) {
        Client.Answer page =
                company.head.post("/api/leads/query", Map.of("limit", 1)).expect(200);
        return page.json().path("next").asString();
    }
}
