package io.fairlead.server.desk;

import io.fairlead.engine.desk.Cause;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.SavedLead;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads between the database and the engine. */
final class LeadRow {
    private LeadRow() {}

    /** What a desk remembers of a lead beside the lead itself. */
    record Memory(
            @Nullable String rule,
            boolean touched,
            boolean accepting,
            int moves,
            @Nullable String waitsIn,
            @Nullable String leftBy,
            List<String> declined,
            List<String> holders,
            List<Cause> pending,
            List<SavedLead.Deadline> deadlines,
            SavedLead.@Nullable Offered offer,
            SavedLead.@Nullable Booked booking,
            SavedLead.@Nullable Standing standing,
            SavedLead.@Nullable Entered entered,
            SavedLead.@Nullable HandedOver handedOver) {

        /** Of a lead no desk had to do with. */
        static final Memory NONE = new Memory(
                null, false, false, 0, null, null, List.of(), List.of(), List.of(), List.of(), null, null, null, null,
                null);

        static Memory of(SavedLead lead) {
            return new Memory(
                    lead.rule(),
                    lead.touched(),
                    lead.accepting(),
                    lead.moves(),
                    lead.waitsIn(),
                    lead.leftBy(),
                    lead.declined(),
                    lead.holders(),
                    lead.pending(),
                    lead.deadlines(),
                    lead.offer(),
                    lead.booking(),
                    lead.standing(),
                    lead.entered(),
                    lead.handedOver());
        }

        SavedLead lead(Event.Arrival arrival, int contact, String status, @Nullable String holder, long turn) {
            return new SavedLead(
                    arrival,
                    Long.parseLong(arrival.lead()),
                    contact,
                    status.isEmpty() ? null : status,
                    holder,
                    rule,
                    turn,
                    touched,
                    accepting,
                    moves,
                    waitsIn,
                    leftBy,
                    declined,
                    holders,
                    pending,
                    deadlines,
                    offer,
                    booking,
                    standing,
                    entered,
                    handedOver);
        }
    }

    /** The arrival of a lead as rules see it. */
    static Event.Arrival arrival(Instant at, String id, Doing.NewLead lead, Map<String, FieldType> types) {
        return new Event.Arrival(
                at, id, fields(at, lead, types), orNull(lead.phone()), orNull(lead.email()), orNull(lead.listing()));
    }

    /**
     * What is known of a lead from now on, as rules see it.
     *
     * @param created when it arrived
     */
    static Event.Edited edited(
            Instant at, Instant created, String id, Doing.NewLead lead, Map<String, FieldType> types) {
        return new Event.Edited(
                at,
                id,
                fields(created, lead, types),
                orNull(lead.phone()),
                orNull(lead.email()),
                orNull(lead.listing()));
    }

    private static Event.Fields fields(Instant created, Doing.NewLead lead, Map<String, FieldType> types) {
        var names = new ArrayList<String>();
        var values = new ArrayList<@Nullable Value>();
        lead.custom().forEach((name, value) -> {
            names.add(name);
            values.add(value(value, types.get(name)));
        });
        text("source", lead.source(), names, values);
        text("status", lead.status(), names, values);
        text("name", lead.name(), names, values);
        text("phone", lead.phone(), names, values);
        text("email", lead.email(), names, values);
        text("listing", lead.listing(), names, values);
        names.add("created");
        values.add(new Value.Moment(created));
        return new Event.Fields(names, values);
    }

    private static void text(String name, String text, List<String> names, List<@Nullable Value> values) {
        if (!text.isEmpty()) {
            names.add(name);
            values.add(new Value.Text(text));
        }
    }

    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A value as JSON has it; a text that does not read as its field's type stays a text. */
    static @Nullable Value value(@Nullable Object json, @Nullable FieldType type) {
        return switch (json) {
            case null -> null;
            case Boolean flag -> new Value.Flag(flag);
            case BigDecimal number -> new Value.Decimal(number);
            case Number number -> new Value.Decimal(new BigDecimal(number.toString()));
            default -> typed(json.toString(), type);
        };
    }

    private static Value typed(String text, @Nullable FieldType type) {
        try {
            return switch (type) {
                case DATE -> new Value.Day(LocalDate.parse(text));
                case INSTANT -> new Value.Moment(Instant.parse(text));
                case NUMBER -> new Value.Decimal(new BigDecimal(text));
                case BOOLEAN -> new Value.Flag(Boolean.parseBoolean(text));
                case TEXT, CHOICE, ZONE -> new Value.Text(text);
                case null -> new Value.Text(text);
            };
        } catch (DateTimeException | NumberFormatException e) {
            return new Value.Text(text);
        }
    }
}
