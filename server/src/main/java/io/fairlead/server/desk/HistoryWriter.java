package io.fairlead.server.desk;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.distribution.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a batch of a desk decided, and what its journals tell of it. Thread-safe. */
final class HistoryWriter {
    private final JsonMapper json;

    HistoryWriter(JsonMapper json) {
        this.json = json;
    }

    private record DecisionRow(
            long id,
            long leadId,
            Instant at,
            String how,
            String rule,
            @Nullable Long userId,
            long settingsSeq,
            @Nullable @JsonRawValue String explanation) {}

    private record EventRow(
            String kind,
            long lead,
            @Nullable Integer contact,
            @Nullable String listing,
            @Nullable Long who,
            Instant at,
            Object data) {
        /** In the journals of the lead as it is now; of one that nothing was done to, in its own alone. */
        static EventRow of(
                String kind, @Nullable SavedLead about, long lead, @Nullable Long who, Instant at, Object data) {
            return new EventRow(
                    kind,
                    lead,
                    about == null ? null : about.contact(),
                    about == null ? null : about.arrival().listing(),
                    who,
                    at,
                    data);
        }
    }

    void add(DeskStore.Changes changes, Shift.People people, RuleBook book, DeskWriter.Statements all) {
        var decisions = new ArrayList<DecisionRow>();
        var events = new ArrayList<EventRow>();
        var about = changes.kept().leads().stream().collect(Collectors.toMap(SavedLead::number, lead -> lead));
        changes.feed()
                .forEach(one -> events.add(
                        EventRow.of(one.kind(), about.get(one.lead()), one.lead(), one.who(), one.at(), one.data())));
        long id = changes.before().decisions();
        for (var row : changes.rows()) {
            long lead = Long.parseLong(row.lead());
            var explained = StoredExplanation.of(row.explanation());
            decisions.add(new DecisionRow(
                    ++id,
                    lead,
                    row.at(),
                    row.how(),
                    row.rule(),
                    row.user().isEmpty() ? null : people.numbers().get(row.user()),
                    changes.before().settings(),
                    explained == null ? null : json.writeValueAsString(explained)));
            events.add(EventRow.of(
                    kind(row.user(), row.how()), about.get(lead), lead, null, row.at(), data(id, row, book)));
        }
        DeskWriter.rows(all, """
                insert into fairlead.decision (id, lead_id, at, how, rule, user_id, settings_seq, explanation)
                select id, lead_id, at, how, rule, user_id, settings_seq, explanation
                  from json_to_recordset(?::json) as x (id bigint, lead_id bigint, at timestamptz, how text, rule text,
                       user_id bigint, settings_seq bigint, explanation json)
                """, decisions);
        DeskWriter.rows(all, """
                insert into fairlead.event (kind, lead, contact, listing, who, at, data)
                select kind, lead, contact, listing, who, at, data from json_to_recordset(?::json) as x (kind text,
                       lead bigint, contact bigint, listing text, who bigint, at timestamptz, data jsonb)
                """, events);
    }

    /** An assignment by a rule counts as an activity of the rule's kind. */
    private static Map<String, Object> data(long decision, Assignment row, RuleBook book) {
        var data = new LinkedHashMap<String, Object>();
        data.put("decision", decision);
        data.put("rule", row.rule());
        data.put("user", row.user());
        data.put("how", row.how());
        if (!row.user().isEmpty() && !row.how().equals("fallback")) {
            book.settings().rules().stream()
                    .filter(rule -> rule.id().equals(row.rule()))
                    .findFirst()
                    .ifPresent(rule -> data.put("activity", rule.measure().activity()));
        }
        return data;
    }

    private static String kind(String user, String how) {
        return switch (how) {
            case "waiting", "offered", "unassigned" -> "lead-" + how;
            default -> user.isEmpty() ? "lead-released" : "lead-assigned";
        };
    }
}
