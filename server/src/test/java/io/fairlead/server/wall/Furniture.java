package io.fairlead.server.wall;

import java.util.List;
import java.util.Map;

/** What a company is furnished with before its rules: people, settings, and a form's texts. */
final class Furniture {
    private Furniture() {}

    static void people(Company c) {
        c.head.put("/api/fields/topic", Map.of("type", "text")).expect(200);
        c.user("olga", "operator");
        c.user("mario", "manager");
        c.user(c.solo, "operator");
        c.head.put("/api/me/presence", Map.of("online", true, "why", "")).expect(200);
    }

    static void settings(Company c) {
        Map<String, Object> week = Map.of("weekly", List.of(Map.of("days", "mon-sun", "hours", "00:00-24:00")));
        for (String key : List.of("day", c.solo)) {
            c.head.put("/api/schedules/" + key, week).expect(200);
            c.head.put("/api/teams/" + key, Map.of("name", c.mark + " team", "members", List.of("olga")))
                    .expect(200);
            c.head.put("/api/listings/" + key, Map.of("name", c.mark + " listing", "responsibles", List.of("olga")))
                    .expect(200);
        }
        c.head.put("/api/user-fields/" + c.solo, Map.of("type", "text")).expect(200);
        c.head.put("/api/fields/" + c.solo, Map.of("type", "text")).expect(200);
        c.head.put("/api/relays", Map.of("values", List.of("@" + c.slug + ".relay")))
                .expect(200);
        c.tag(
                c.companyVersion(),
                () -> c.head.patch(
                                "/api/rules/company",
                                Map.of(
                                        "fallbackEmail",
                                        c.email("fallback"),
                                        "overviewEmail",
                                        c.email("overview"),
                                        "otherwise",
                                        "user:olga"))
                        .expect(200));
    }

    static Map<String, Object> form(Company c) {
        var texts = Map.of(
                "title",
                c.mark + " title",
                "intro",
                c.mark + " intro",
                "submit",
                c.mark + " send",
                "thanks",
                c.mark + " thanks",
                "consent",
                c.mark + " consent");
        return Map.of(
                "origins",
                List.of("https://" + c.slug + ".example"),
                "minSeconds",
                0,
                "perAddress",
                1000,
                "consent",
                true,
                "texts",
                Map.of("en", texts),
                "fields",
                List.of(
                        Map.of("id", "name", "required", true, "labels", Map.of("en", c.mark + " your name")),
                        Map.of("id", "phone", "required", true)));
    }
}
