package io.fairlead.server.desk;

import io.fairlead.engine.desk.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people did with leads in one batch, as the journal tells it beside the decisions. Not thread-safe. */
final class Deeds {
    private final Map<Long, String> users;
    /** What took effect, and how each lead was before. */
    private final IdentityHashMap<Event, Before> took = new IdentityHashMap<>();

    private final List<Feed> feed = new ArrayList<>();

    /** @param users their ids in the settings, by their numbers */
    Deeds(Map<Long, String> users) {
        this.users = users;
    }

    /** An event for the journal. */
    record Feed(String kind, long lead, @Nullable Long who, Instant at, Map<String, ? extends @Nullable Object> data) {}

    /** Who had a lead, and its status; null for none. */
    private record Before(@Nullable String holder, @Nullable String status) {}

    void clear() {
        took.clear();
        feed.clear();
    }

    List<Feed> feed() {
        return feed;
    }

    void took(Event event, @Nullable String holder, @Nullable String status) {
        took.put(event, new Before(holder, status));
    }

    boolean took(@Nullable Event event) {
        return event != null && took.containsKey(event);
    }

    /** Something that happened to a lead by the clock. */
    void tell(String kind, long lead, Instant at, String rule, String user) {
        feed.add(new Feed(kind, lead, null, at, Map.of("rule", rule, "user", user)));
    }

    /** A lead arrived; {@code data} is what {@link Told} says of it. */
    void arrived(long lead, @Nullable Long creator, Instant at, Map<String, Object> data) {
        feed.add(new Feed("lead-arrived", lead, creator, at, data));
    }

    /** A lead was edited in this batch, at this place of it. */
    void edited(Doing.Edited edit, long batch, int place, Instant at) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("batch", batch);
        data.put("place", place);
        data.put("before", edit.before());
        data.put("after", edit.after());
        together(data, edit.move());
        feed.add(new Feed("lead-edited", edit.lead(), edit.who(), at, data));
    }

    /** @param event what became of the doing; null if it changed nothing */
    void tell(Doing doing, @Nullable Event event, Outcome outcome, Instant at) {
        var before = event == null ? null : took.get(event);
        switch (doing) {
            case Doing.Arrival d -> {}
            case Doing.Edited d -> {}
            case Doing.Touched d -> {
                if (outcome.lead() > 0) {
                    feed.add(new Feed(d.kind(), d.lead(), d.user(), at, Map.of("text", d.text())));
                }
            }
            case Doing.StatusSet d -> {
                if (before != null) {
                    var was = before.status() == null ? "" : before.status();
                    var data = changed(was, d.status(), d.note());
                    together(data, d.move());
                    feed.add(new Feed("status-changed", d.lead(), d.who(), at, data));
                }
            }
            case Doing.Accepted d -> moved("lead-accepted", d.lead(), d.user(), at, before, d.user());
            case Doing.Declined d -> moved("lead-declined", d.lead(), d.user(), at, before, outcome.user());
            case Doing.AssignedByHand d -> moved("assigned-by-hand", d.lead(), d.who(), at, before, d.user());
            case Doing.EntryUndone d -> moved("entry-undone", d.lead(), d.user(), at, before, outcome.user());
            case Doing.Annulled d -> corrected("entry-annulled", d.lead(), d.who(), d.reason(), at, before);
            case Doing.Reinstated d -> corrected("entry-reinstated", d.lead(), d.who(), d.reason(), at, before);
            case Doing.BalanceMoved d -> {}
            case Doing.ContactKnown d -> {}
            case Doing.HandedBack d -> {
                if (before != null) {
                    var change = changed(before.holder(), outcome.user());
                    change.put("text", d.reason());
                    feed.add(new Feed("handed-back", d.lead(), d.user(), at, change));
                }
            }
            case Doing.HandedOver d -> move("handed-over", d.lead(), d.move(), at, before, outcome.user());
            case Doing.HandOverUndone d -> move("hand-over-undone", d.lead(), d.move(), at, before, outcome.user());
            case Doing.PresenceSet d -> {}
        }
    }

    private void corrected(String kind, long lead, long who, String reason, Instant at, @Nullable Before before) {
        if (before != null) {
            feed.add(new Feed(kind, lead, who, at, Map.of("text", reason)));
        }
    }

    private void moved(
            String kind, long lead, @Nullable Long who, Instant at, @Nullable Before before, @Nullable Long after) {
        if (before != null) {
            feed.add(new Feed(kind, lead, who, at, changed(before.holder(), after)));
        }
    }

    private void move(
            String kind, long lead, Doing.Move move, Instant at, @Nullable Before before, @Nullable Long after) {
        if (before != null) {
            var change = changed(before.holder(), after);
            change.put("move", move.id());
            change.put("text", move.reason());
            feed.add(new Feed(kind, lead, move.who(), at, change));
        }
    }

    private static void together(Map<String, @Nullable Object> data, Doing.@Nullable Move move) {
        if (move != null) {
            data.put("move", move.id());
        }
    }

    private Map<String, @Nullable Object> changed(@Nullable String before, @Nullable Long after) {
        return changed(before, after == null ? null : users.get(after), "");
    }

    private static Map<String, @Nullable Object> changed(@Nullable String before, @Nullable String after, String text) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("before", before);
        data.put("after", after);
        if (!text.isEmpty()) {
            data.put("text", text);
        }
        return data;
    }
}
