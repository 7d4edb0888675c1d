package io.fairlead.server.rules;

import io.fairlead.server.company.SettingsDocument;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.PlainTree;
import io.fairlead.server.settings.writing.SettingsWriter;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Weeks of leads on which a draft of rules can be tried: texts for the simulator. Thread-safe. */
@Component
class ExampleWeeks {
    private static final int MOST_LEADS = 5000;
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final DraftFindings drafts;
    private final JsonMapper json;
    private final InstantSource clock;

    ExampleWeeks(
            JdbcClient jdbc, Transactions transactions, DraftFindings drafts, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.drafts = drafts;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A scenario.
     *
     * @param settings the text of a settings file with the draft's rules and the leads of the week
     * @param monday the first day of the week
     */
    record WeekScenario(String settings, LocalDate monday, int leads) {}

    /** Made-up leads of the sources that the draft names, in the next week; the same ones for the same rules. */
    WeekScenario madeUp(SignedIn me) {
        SettingsDocument document = drafts.asked(me).document();
        Map<String, Object> sections = sections(document);
        LocalDate monday =
                clock.instant().atZone(zone(document)).toLocalDate().with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        return scenario(sections, monday, MadeUpLeads.of(sections, monday, zone(document)));
    }

    /** @throws Refusal {@code no-leads} if there were none in the week */
    WeekScenario past(SignedIn me, LocalDate day) {
        SettingsDocument document = drafts.asked(me).document();
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        ZoneId zone = zone(document);
        List<Map<String, Object>> events = transactions.inCompany(me.companyId(), () -> {
            long first = firstLeadAt(monday.atStartOfDay(zone).toOffsetDateTime());
            long end = firstLeadAt(monday.plusWeeks(1).atStartOfDay(zone).toOffsetDateTime());
            return leads(first, end, zone);
        });
        if (events.isEmpty()) {
            throw Refusal.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-leads", "No lead came in that week.");
        }
        return scenario(sections(document), monday, events);
    }

    /** Leads are numbered as they arrive, so that the first of a time is found by halving. */
    private long firstLeadAt(OffsetDateTime at) {
        long low = 1;
        long high = jdbc.sql("select coalesce(max(id), 0) + 1 from fairlead.lead")
                .query(Long.class)
                .single();
        while (low < high) {
            long middle = (low + high) >>> 1;
            OffsetDateTime found = jdbc.sql("select created_at from fairlead.lead where id >= ? order by id limit 1")
                    .param(middle)
                    .query(OffsetDateTime.class)
                    .optional()
                    .orElse(OffsetDateTime.MAX);
            if (found.isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Map<String, Object>> leads(long first, long end, ZoneId zone) {
        return jdbc.sql("""
                        select id, created_at, source, listing, name, phone, email, custom from fairlead.lead
                         where id >= ? and id < ? order by created_at, id limit ?
                        """)
                .params(first, end, MOST_LEADS)
                .query((row, n) -> {
                    Map<String, Object> event = new LinkedHashMap<>();
                    OffsetDateTime at = row.getObject("created_at", OffsetDateTime.class);
                    event.put("at", at.atZoneSameInstant(zone).format(WALL));
                    event.put("lead", "L" + row.getLong("id"));
                    for (String field : List.of("source", "listing", "name", "phone", "email")) {
                        put(event, field, row.getString(field));
                    }
                    json.readValue(row.getString("custom"), TREE).forEach((field, value) -> put(event, field, value));
                    return event;
                })
                .list();
    }

    private static void put(Map<String, Object> event, String field, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            event.putIfAbsent(field, value);
        }
    }

    private static WeekScenario scenario(
            Map<String, Object> sections, LocalDate monday, List<Map<String, Object>> events) {
        Map<String, Object> scenario = new LinkedHashMap<>(PlainTree.ordered(sections));
        scenario.put("events", events);
        int leads = (int) events.stream()
                .filter(event -> event.containsKey("lead") && !event.containsKey("status"))
                .count();
        return new WeekScenario(SettingsWriter.yaml(scenario), monday, leads);
    }

    private Map<String, Object> sections(SettingsDocument document) {
        return json.convertValue(document.sections(), TREE);
    }

    private static ZoneId zone(SettingsDocument document) {
        String zone = document.sections().path("company").path("timezone").asString("");
        return ZoneId.getAvailableZoneIds().contains(zone) ? ZoneId.of(zone) : ZoneOffset.UTC;
    }

    /** The time as the scenario has it. */
    static String wall(OffsetDateTime at) {
        return at.format(WALL);
    }
}
