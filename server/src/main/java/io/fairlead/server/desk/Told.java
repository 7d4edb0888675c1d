package io.fairlead.server.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.desk.again.Retelling;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a desk was told in a batch, as it is kept so that it can be told again: leads that arrive in the events that say
 * so, all else in {@code desk_batch}.
 *
 * @param settings the settings that came into force; null for no others
 * @param renamed rules that these settings call by another id, in their order
 * @param imported leads that arrived together and were left to nobody; null for none
 */
record Told(
        List<Act> acts,
        @Nullable Long settings,
        List<Renamed> renamed,
        @Nullable Imported imported) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectReader CUSTOM = JSON.readerFor(new TypeReference<Map<String, Object>>() {});

    Told(List<Act> acts, @Nullable Long settings, List<Renamed> renamed) {
        this(acts, settings, renamed, null);
    }

    record Renamed(String was, String id) {}

    /** All leads from a number to a number; their own events tell of each. */
    record Imported(long first, long last) {}

    /**
     * A doing that is no arrival; only the members of its kind are there.
     *
     * @param place in the batch, from 0
     * @param booked by hand between two people
     * @param from who held the lead
     * @param move that handed it over
     * @param advised a contact of whom this became known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Act(
            int place,
            String kind,
            @Nullable Long lead,
            @Nullable Long user,
            @Nullable String status,
            @Nullable Boolean online,
            @Nullable Booked booked,
            @Nullable Long from,
            @Nullable Long move,
            @Nullable Advised advised) {
        Act(
                int place,
                String kind,
                @Nullable Long lead,
                @Nullable Long user,
                @Nullable String status,
                @Nullable Boolean online) {
            this(place, kind, lead, user, status, online, null, null, null, null);
        }

        static Act booked(int place, Booked booked) {
            return new Act(place, "moved", null, null, null, null, booked, null, null, null);
        }

        static Act moved(int place, String kind, long lead, @Nullable Long from, @Nullable Long to, Doing.Move move) {
            return new Act(place, kind, lead, to, null, null, null, from, move.id(), null);
        }

        static Act advised(int place, Advised advised) {
            return new Act(place, "advised", null, null, null, null, null, null, null, advised);
        }

        /** Whether its event tells the rest. */
        boolean edits() {
            return kind.equals("edited");
        }
    }

    /** Who advises a contact, by their numbers. */
    record Advised(int contact, @Nullable Long owner, List<Long> former) {}

    /** A manual booking between two people of a ledger. */
    record Booked(Ledger ledger, long from, long to, long units) {}

    /**
     * A lead that arrived.
     *
     * @param place in the batch, from 0
     * @param lead what stands in for it if its person was erased; null if that is missing
     * @param advisors of the contact, if it was there before this lead and nothing else told of it
     */
    record Arrived(
            long batch,
            int place,
            int contact,
            Doing.@Nullable NewLead lead,
            @Nullable Advisors advisors) {}

    /** A contact's advisors, by their numbers. */
    record Advisors(@Nullable Long owner, List<Long> former) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Rest(
            List<Act> acts, List<Renamed> renamed, @Nullable Imported imported) {}

    boolean isEmpty() {
        return acts.isEmpty() && settings == null && imported == null;
    }

    static Act act(int place, Doing doing) {
        return switch (doing) {
            case Doing.Arrival d -> throw new IllegalArgumentException("arrivals are told by their events");
            case Doing.ContactKnown d -> Act.advised(place, new Advised(d.number(), d.owner(), d.former()));
            case Doing.StatusSet d -> new Act(place, "status", d.lead(), null, d.status(), null);
            case Doing.Edited d -> new Act(place, "edited", d.lead(), null, null, null);
            case Doing.Touched d -> new Act(place, "touched", d.lead(), d.user(), null, null);
            case Doing.Accepted d -> new Act(place, "accepted", d.lead(), d.user(), null, null);
            case Doing.Declined d -> new Act(place, "declined", d.lead(), d.user(), null, null);
            case Doing.EntryUndone d -> new Act(place, "undone", d.lead(), d.user(), null, null);
            case Doing.Annulled d -> new Act(place, "annulled", d.lead(), null, null, null);
            case Doing.Reinstated d -> new Act(place, "reinstated", d.lead(), null, null, null);
            case Doing.BalanceMoved d -> Act.booked(place, new Booked(d.ledger(), d.from(), d.to(), d.units()));
            case Doing.AssignedByHand d -> new Act(place, "assigned", d.lead(), d.user(), null, null);
            case Doing.HandedBack d -> new Act(place, "handed-back", d.lead(), d.user(), null, null);
            case Doing.HandedOver d -> Act.moved(place, "handed-over", d.lead(), d.from(), d.to(), d.move());
            case Doing.HandOverUndone d -> Act.moved(place, "taken-back", d.lead(), null, null, d.move());
            case Doing.PresenceSet d -> new Act(place, "presence", null, d.user(), null, d.online());
        };
    }

    static String write(Told told) {
        return JSON.writeValueAsString(new Rest(told.acts, told.renamed, told.imported));
    }

    static Told read(@Nullable Long settings, String json) {
        var rest = JSON.readValue(json, Rest.class);
        return new Told(rest.acts(), settings, rest.renamed(), rest.imported());
    }

    /** What the event of a lead's arrival says. */
    static Map<String, Object> arrived(
            long batch,
            int place,
            Doing.NewLead lead,
            int contact,
            Kept.@Nullable KeptContact takenUp,
            Shift.People people) {
        var data = new LinkedHashMap<String, Object>();
        data.put("batch", batch);
        data.put("place", place);
        data.put("contact", contact);
        data.put("status", lead.status());
        data.put("trusted", lead.trusted());
        data.put("lead", said(lead));
        if (takenUp != null && (takenUp.owner() != null || !takenUp.former().isEmpty())) {
            data.put("advisors", advisors(takenUp, people));
        }
        return data;
    }

    /** The lead itself, as the event of its arrival has it. */
    static Map<String, Object> said(Doing.NewLead lead) {
        var said = new LinkedHashMap<String, Object>();
        said.put("source", lead.source());
        put(said, "name", lead.name());
        put(said, "phone", lead.phone());
        put(said, "email", lead.email());
        put(said, "listing", lead.listing());
        if (!lead.custom().isEmpty()) {
            said.put("custom", lead.custom());
        }
        return said;
    }

    private static void put(Map<String, Object> said, String name, String text) {
        if (!text.isEmpty()) {
            said.put(name, text);
        }
    }

    static Advisors advisors(Kept.KeptContact contact, Shift.People people) {
        var former = contact.former().stream()
                .map(key -> people.numbers().get(key))
                .filter(Objects::nonNull)
                .toList();
        return new Advisors(DeskStore.number(contact.owner(), people), former);
    }

    /**
     * Reads what the event of a lead's arrival says.
     *
     * @param creator who typed it in
     */
    static Arrived readArrived(String json, @Nullable Long creator) {
        return readArrived(JSON.readTree(json), creator);
    }

    /** The same of what was read before. */
    static Arrived readArrived(JsonNode data, @Nullable Long creator) {
        var advisors = data.get("advisors");
        return new Arrived(
                data.path("batch").asLong(),
                data.path("place").asInt(),
                data.path("contact").asInt(),
                data.get("lead") == null ? null : newLead(data, creator),
                advisors == null ? null : JSON.treeToValue(advisors, Advisors.class));
    }

    /**
     * What is known of a lead once it was edited.
     *
     * @param said what the event says
     * @throws Retelling.Gap if it does not say
     */
    static Doing.NewLead edited(long lead, Doing.NewLead was, JsonNode said) {
        var after = said.get("after");
        if (after == null) {
            throw new Retelling.Gap(Missing.Kind.EDITED_TO, lead);
        }
        var custom = new LinkedHashMap<>(was.custom());
        after.properties().forEach(field -> {
            if (field.getKey().startsWith("fields.")) {
                var id = field.getKey().substring("fields.".length());
                if (field.getValue().isNull()) {
                    custom.remove(id);
                } else {
                    custom.put(id, JSON.treeToValue(field.getValue(), Object.class));
                }
            }
        });
        return new Doing.NewLead(
                was.source(),
                was.status(),
                text(after, "name", was.name()),
                text(after, "phone", was.phone()),
                text(after, "email", was.email()),
                text(after, "listing", was.listing()),
                custom,
                true,
                null);
    }

    private static String text(JsonNode after, String name, String was) {
        return after.has(name) ? after.path(name).asString("") : was;
    }

    /** The place in its batch of what the event of an edit tells. */
    static int place(JsonNode said) {
        return said.path("place").asInt();
    }

    private static Doing.NewLead newLead(JsonNode data, @Nullable Long creator) {
        var said = data.path("lead");
        var custom = said.get("custom");
        return new Doing.NewLead(
                said.path("source").asString(""),
                data.path("status").asString(""),
                said.path("name").asString(""),
                said.path("phone").asString(""),
                said.path("email").asString(""),
                said.path("listing").asString(""),
                custom == null ? Map.of() : CUSTOM.readValue(custom),
                data.path("trusted").asBoolean(true),
                creator);
    }

    /** The event of a doing at an instant; null for somebody the settings do not know. */
    static @Nullable Event event(Act act, Instant at, Map<Long, String> keys) {
        var lead = Long.toString(act.lead == null ? 0 : act.lead);
        var user = keys.get(act.user == null ? 0 : act.user);
        if (act.kind.equals("status")) {
            return new Event.StatusSet(at, lead, Objects.requireNonNullElse(act.status, ""));
        }
        if (act.kind.equals("annulled")) {
            return new Event.Annulled(at, lead);
        }
        if (act.kind.equals("reinstated")) {
            return new Event.Reinstated(at, lead);
        }
        if (act.booked != null || act.advised != null) {
            return act.advised == null ? moved(act.booked, at, keys) : advised(act.advised, at, keys);
        }
        if (act.kind.equals("assigned") && act.user == null) {
            return new Event.AssignedByHand(at, lead, null);
        }
        long move = act.move == null ? 0 : act.move;
        if (act.kind.equals("handed-over")) {
            return handedOver(act, at, lead, keys, move);
        }
        if (act.kind.equals("taken-back")) {
            return new Event.HandOverUndone(at, lead, move);
        }
        if (user == null || act.edits()) {
            return null;
        }
        return switch (act.kind) {
            case "touched" -> new Event.Touched(at, lead, user);
            case "accepted" -> new Event.Accepted(at, lead, user);
            case "declined" -> new Event.Declined(at, lead, user);
            case "assigned" -> new Event.AssignedByHand(at, lead, user);
            case "handed-back" -> new Event.HandedBack(at, lead, user);
            case "undone" -> new Event.EntryUndone(at, lead, user);
            case "presence" -> new Event.PresenceSet(at, user, Boolean.TRUE.equals(act.online));
            default -> throw new IllegalStateException("a desk is told nothing called " + act.kind);
        };
    }

    private static Event advised(Advised advised, Instant at, Map<Long, String> keys) {
        var former =
                advised.former.stream().map(keys::get).filter(Objects::nonNull).toList();
        var owner = advised.owner == null ? null : keys.get(advised.owner);
        return new Event.Advised(at, advised.contact, owner, former);
    }

    private static @Nullable Event moved(@Nullable Booked booked, Instant at, Map<Long, String> keys) {
        if (booked == null) {
            return null;
        }
        var from = keys.get(booked.from);
        var to = keys.get(booked.to);
        return from == null || to == null ? null : new Event.BalanceMoved(at, booked.ledger, from, to, booked.units);
    }

    /** Null if the settings do not know who had the lead, or who is to get it. */
    private static @Nullable Event handedOver(Act act, Instant at, String lead, Map<Long, String> keys, long move) {
        var from = act.from == null ? null : keys.get(act.from);
        var to = act.user == null ? null : keys.get(act.user);
        boolean unknown = (act.from != null && from == null) || (act.user != null && to == null);
        return unknown ? null : new Event.HandedOver(at, lead, from, to, move);
    }
}
