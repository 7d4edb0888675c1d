package io.fairlead.server.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key of the settings file by the place where it may stand. */
final class Keys {
    static final List<String> TOP = List.of(
            "company",
            "schedules",
            "users",
            "teams",
            "listings",
            "fields",
            "user-fields",
            "zones",
            "rules",
            "absences",
            "contacts",
            "events",
            "until");
    static final List<String> COMPANY = List.of(
            "name", "timezone", "region", "locale", "otherwise", "fallback-email", "overview-email", "closed-statuses");
    static final List<String> SCHEDULE = List.of("timezone", "weekly", "cycle", "dates", "except", "holidays");
    static final List<String> WEEKLY = List.of("days", "hours", "until");
    static final List<String> CYCLE = List.of("on", "off", "from", "hours");
    static final List<String> DATED = List.of("date", "hours");
    static final List<String> USER =
            List.of("name", "email", "active", "schedule", "skills", "target", "technical", "locale", "fields");
    static final List<String> TEAM = List.of("name", "members");
    static final List<String> LISTING = List.of("name", "responsibles");
    static final List<String> FIELD =
            List.of("type", "show", "name", "help", "group", "choices", "required", "default", "searchable", "active");
    static final List<String> USER_FIELD = List.of("type", "name", "choices", "active");
    static final List<String> RULE = List.of(
            "id",
            "was",
            "when",
            "window",
            "candidates",
            "listing-responsibles",
            "skills",
            "strategy",
            "ledger",
            "presence",
            "absences",
            "absence-lookahead",
            "after-absence",
            "known",
            "set-owner",
            "target",
            "count",
            "scope",
            "activity",
            "compensate",
            "caps",
            "overflow",
            "within",
            "then",
            "accept-within",
            "redistribute",
            "at-shift-end",
            "on-absence",
            "on-inactive",
            "otherwise");
    static final List<String> CANDIDATE = List.of("user", "team", "weight", "caps");
    static final List<String> CAPS = List.of("day", "week", "month", "open");
    static final List<String> REDISTRIBUTE = List.of("after", "times", "clock");
    static final List<String> OTHERWISE = List.of("user");
    static final List<String> ABSENCE = List.of("user", "from", "to", "kind");
    static final List<String> CONTACT = List.of("phone", "email", "owner", "former");
    /** Beside the fields that a lead arrives with. */
    static final List<String> EVENT =
            List.of("at", "lead", "status", "assigned", "touched-by", "accepted-by", "declined-by", "user", "presence");

    /** All of them by place, in the order of the file. */
    static final Map<String, List<String>> ALL = all();

    private Keys() {}

    private static Map<String, List<String>> all() {
        var all = new LinkedHashMap<String, List<String>>();
        all.put("settings", TOP);
        all.put("company", COMPANY);
        all.put("schedule", SCHEDULE);
        all.put("weekly", WEEKLY);
        all.put("cycle", CYCLE);
        all.put("dated", DATED);
        all.put("user", USER);
        all.put("team", TEAM);
        all.put("listing", LISTING);
        all.put("field", FIELD);
        all.put("user-field", USER_FIELD);
        all.put("rule", RULE);
        all.put("candidate", CANDIDATE);
        all.put("caps", CAPS);
        all.put("redistribute", REDISTRIBUTE);
        all.put("otherwise", OTHERWISE);
        all.put("absence", ABSENCE);
        all.put("contact", CONTACT);
        all.put("event", EVENT);
        return all;
    }
}
