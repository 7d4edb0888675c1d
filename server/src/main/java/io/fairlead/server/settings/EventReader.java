package io.fairlead.server.settings;

import io.fairlead.engine.desk.Event;
import io.fairlead.engine.filter.Value;
import io.fairlead.server.settings.EventShape.Row;
import io.fairlead.server.settings.FieldValues.Column;
import io.fairlead.server.settings.values.EventClock;
import io.fairlead.server.settings.values.Phones;
import io.fairlead.server.settings.values.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the rows of {@code events}, in their order, into events. Not thread-safe. */
final class EventReader {
    private final Map<String, Node> users;
    private final Map<String, Node> listings;
    private final ZoneId zone;
    private final EventClock clock;
    private final FieldValues fields;
    private final Phones phones;
    private final long most;
    private final List<Event> events = new ArrayList<>();
    private final Set<String> asked;
    private final Map<String, Value> standards;
    /** The ids of the leads that have arrived, each as the text that all of its events share. */
    private final Map<String, String> arrived = new HashMap<>();

    private final Map<EventShape, Layout> layouts = new HashMap<>();
    private Flaws flaws;
    private Instant last = Instant.MIN;

    /**
     * What events refer to.
     *
     * @param people the users by id
     * @param listings the listings by id; when there are any, a lead's listing must be one of them
     * @param asked the ids of the fields whose values are kept; those of the others are only checked
     * @param standards what leads have in fields that they come without
     * @param most no more events than these are read
     */
    record Surroundings(
            Map<String, Node> people,
            Map<String, Node> listings,
            ZoneId zone,
            Phones phones,
            Set<String> asked,
            Map<String, Value> standards,
            long most) {}

    /** How the fields of a shape become values. */
    private static final class Layout {
        /** Of each field of the shape. */
        private final Column[] columns;
        /** Of each field and of {@code created} among the kept values, −1 for those that are not kept. */
        private final int[] places;
        /** Of the kept values. */
        private final List<String> names;

        Layout(Column[] columns, int[] places, List<String> names) {
            this.columns = columns;
            this.places = places;
            this.names = names;
        }
    }

    EventReader(Surroundings around, FieldValues fields, Flaws flaws) {
        this.users = around.people();
        this.listings = around.listings();
        this.zone = around.zone();
        this.clock = new EventClock(zone);
        this.phones = around.phones();
        this.asked = around.asked();
        this.standards = around.standards();
        this.most = around.most();
        this.fields = fields;
        this.flaws = flaws;
    }

    /** What follows comes from another file. */
    void in(Flaws otherFile) {
        flaws = otherFile;
    }

    List<Event> events() {
        return events;
    }

    /** The instant of the last event; {@link Instant#MIN} without any. */
    Instant last() {
        return last;
    }

    void add(EventShape shape, Row row) {
        if (events.size() >= most) {
            throw flaws.fatal(
                    row.place(),
                    "too-many-events",
                    "more than " + most + " events",
                    "at most " + most + " events",
                    "found more than " + most + " events, expected at most that");
        }
        @Nullable Instant at = at(shape, row);
        @Nullable String lead = text(shape.lead(), row);
        @Nullable String user = text(shape.user(), row);
        if (lead != null && (user != null || text(shape.presence(), row) != null)) {
            flaws.mismatch(
                    row.place(), "not-allowed", "an event", "both a lead and a user's presence", "one of the two");
        } else if (lead != null) {
            leadEvent(at, lead, shape, row);
        } else if (user != null) {
            presence(at, user, shape, row);
        } else {
            flaws.mismatch(row.place(), "missing-key", "an event", "neither lead nor user", EventShape.expectedKeys());
        }
    }

    private @Nullable Instant at(EventShape shape, Row row) {
        @Nullable String text = text(shape.at(), row);
        if (text == null) {
            flaws.add(row.place(), "missing-key", null, "at", "an event has no at, expected " + Times.DATE_TIME);
            return null;
        }
        @Nullable Instant at = clock.instant(text);
        if (at == null) {
            flaws.mismatch(row.place(shape.at()), "bad-time", "at", Flaws.quote(text), Times.expectedDateTime(text));
            return null;
        }
        if (at.isBefore(last)) {
            var latest = last.atZone(zone).toLocalDateTime();
            flaws.mismatch(
                    row.place(shape.at()),
                    "unsorted",
                    "at",
                    Flaws.quote(text) + " after an event of " + latest,
                    "events sorted by their instant" + Times.repeated(text, zone));
            return at;
        }
        last = at;
        return at;
    }

    private void leadEvent(@Nullable Instant at, String lead, EventShape shape, Row row) {
        int action = action(shape, row);
        @Nullable String known = arrived.get(lead);
        if (known != null) {
            if (action >= 0 && isAlone(action, shape, row)) {
                later(at, known, action, shape, row);
                return;
            }
            secondArrival(lead, shape, row);
        } else if (action < 0 || action == shape.status()) {
            arrived.put(lead, lead);
            arrive(at, lead, shape, row);
        } else {
            flaws.add(
                    row.place(shape.lead()),
                    "not-arrived",
                    lead,
                    "a lead that has arrived",
                    "the lead " + Flaws.quote(lead) + " has not arrived yet, expected "
                            + shape.keys().get(action)
                            + " only after the lead's arrival");
        }
    }

    private void secondArrival(String lead, EventShape shape, Row row) {
        var expected = "a new lead, or exactly one of status, " + String.join(", ", EventShape.ACTIONS);
        var suggestion = "";
        for (var field : shape.names()) {
            suggestion = suggestion.isEmpty() ? Flaws.suggestion(field, EventShape.ACTIONS) : suggestion;
        }
        flaws.add(
                row.place(shape.lead()),
                "second-arrival",
                lead,
                expected,
                "the lead " + Flaws.quote(lead) + " has arrived before, expected " + expected + suggestion);
    }

    /** The key of an action of the row, else of its status, else −1. */
    private static int action(EventShape shape, Row row) {
        for (int i = 0; i < EventShape.ACTIONS.size(); i++) {
            if (text(shape.action(i), row) != null) {
                return shape.action(i);
            }
        }
        return text(shape.status(), row) == null ? -1 : shape.status();
    }

    /** Whether there is no value beside the action's. */
    private static boolean isAlone(int action, EventShape shape, Row row) {
        for (int i = 0; i < shape.keys().size(); i++) {
            boolean other = i != shape.at() && i != shape.lead() && i != action;
            if (other && text(i, row) != null) {
                return false;
            }
        }
        return true;
    }

    private void later(@Nullable Instant at, String lead, int key, EventShape shape, Row row) {
        var action = shape.keys().get(key);
        var value = String.valueOf(row.text(key));
        boolean nobody = action.equals("assigned") && value.equals(PeopleReader.NOBODY);
        boolean named = action.equals("status") || nobody || isUser(value, action, key, row);
        if (at == null || !named) {
            return;
        }
        events.add(
                switch (action) {
                    case "status" ->
                        new Event.StatusSet(at, lead, fields.pooled(value).text());
                    case "touched-by" -> new Event.Touched(at, lead, user(value));
                    case "accepted-by" -> new Event.Accepted(at, lead, user(value));
                    case "declined-by" -> new Event.Declined(at, lead, user(value));
                    default -> new Event.AssignedByHand(at, lead, nobody ? null : user(value));
                });
    }

    private String user(String id) {
        return fields.pooled(id).text();
    }

    private boolean isUser(String id, String name, int key, Row row) {
        if (users.containsKey(id)) {
            return true;
        }
        unknown(row, key, name, "user", users);
        return false;
    }

    private void unknown(Row row, int key, String name, String what, Map<String, Node> known) {
        @Nullable String id = row.text(key);
        var written = id == null ? "" : id;
        var suggestion = Flaws.suggestion(written, known.keySet());
        var expected = "the id of a " + what + " of this file";
        flaws.add(
                row.place(key),
                "unknown-id",
                written,
                expected,
                name + ": there is no " + what + " " + Flaws.quote(written)
                        + (suggestion.isEmpty() ? ", expected " + expected : suggestion));
    }

    private void arrive(@Nullable Instant at, String lead, EventShape shape, Row row) {
        int count = shape.fieldCount();
        var layout = layouts.computeIfAbsent(shape, this::layout);
        var values = new @Nullable Value[layout.names.size()];
        @Nullable String phone = null;
        @Nullable String email = null;
        for (int i = 0; i < count; i++) {
            int key = shape.field(i);
            @Nullable String text = text(key, row);
            boolean plain = false;
            switch (shape.names().get(i)) {
                case "phone" -> text = phone = phones.normalised(text);
                case "email" -> text = email = Phones.email(text);
                default -> plain = text != null && row.plain(key);
            }
            int place = layout.places[i];
            if (text != null && place >= 0) {
                values[place] = layout.columns[i].value(text, plain, row, key, flaws);
            } else if (text != null) {
                layout.columns[i].check(text, plain, row, key, flaws);
            }
        }
        @Nullable String listing = listing(shape, row);
        if (at != null) {
            @Nullable Value created = created(at, shape, row);
            if (layout.places[count] >= 0) {
                values[layout.places[count]] = created;
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] == null ? standards.get(layout.names.get(i)) : values[i];
            }
            var carried = new Event.Fields(layout.names, Arrays.asList(values));
            events.add(new Event.Arrival(at, lead, carried, phone, email, listing));
        }
    }

    /** A listing of this file; any text when the file has no listings. */
    private @Nullable String listing(EventShape shape, Row row) {
        @Nullable String id = text(shape.listing(), row);
        if (id == null) {
            return null;
        }
        if (!listings.isEmpty() && !listings.containsKey(id)) {
            unknown(row, shape.listing(), "listing", "listing", listings);
        }
        return fields.pooled(id).text();
    }

    private @Nullable Value created(Instant at, EventShape shape, Row row) {
        int key = shape.created();
        @Nullable String text = text(key, row);
        return text == null
                ? new Value.Moment(at)
                : fields.column("created").value(text, row.plain(key), row, key, flaws);
    }

    private Layout layout(EventShape shape) {
        var types = new Column[shape.fieldCount()];
        var places = new int[types.length + 1];
        var kept = new ArrayList<String>();
        for (int i = 0; i < places.length; i++) {
            var name = shape.names().get(i);
            places[i] = asked.contains(name) ? kept.size() : -1;
            if (places[i] >= 0) {
                kept.add(name);
            }
            if (i < types.length) {
                types[i] = fields.column(name);
            }
        }
        standards.keySet().stream()
                .filter(name -> asked.contains(name) && !kept.contains(name))
                .forEach(kept::add);
        return new Layout(types, places, List.copyOf(kept));
    }

    private void presence(@Nullable Instant at, String user, EventShape shape, Row row) {
        isUser(user, "user", shape.user(), row);
        for (int i = 0; i < shape.keys().size(); i++) {
            boolean other = i != shape.at() && i != shape.user() && i != shape.presence();
            if (other && text(i, row) != null) {
                flaws.mismatch(
                        row.place(i),
                        "not-allowed",
                        "a user's event",
                        "the key " + Flaws.quote(shape.keys().get(i)),
                        "user and presence (a lead's event needs the key lead)");
            }
        }
        @Nullable String presence = text(shape.presence(), row);
        boolean online = "online".equals(presence);
        if (!online && !"offline".equals(presence)) {
            flaws.mismatch(
                    presence == null ? row.place() : row.place(shape.presence()),
                    presence == null ? "missing-key" : "not-allowed",
                    "presence",
                    presence == null ? "nothing" : Flaws.quote(presence),
                    "online or offline");
        } else if (at != null) {
            events.add(new Event.PresenceSet(at, user(user), online));
        }
    }

    private static @Nullable String text(int key, Row row) {
        return key < 0 ? null : row.text(key);
    }
}
