package io.fairlead.server.settings;

import io.fairlead.engine.distribution.Settings.Listing;
import io.fairlead.engine.distribution.Settings.Team;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.time.Schedule;
import io.fairlead.engine.time.Timeline;
import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.values.FieldText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code users}, {@code teams} and {@code listings}. */
final class PeopleReader {
    /** What {@code assigned: none} means; no user can be called so. */
    static final String NOBODY = "none";

    private final Map<String, Node> users;
    private final Flaws flaws;

    PeopleReader(Map<String, Node> users, Flaws flaws) {
        this.users = users;
        this.flaws = flaws;
    }

    /** The users' nodes by id. */
    static Map<String, Node> ids(@Nullable Node node, Flaws flaws) {
        if (node instanceof Mapping users) {
            for (var entry : users.entries()) {
                if (entry.key().text().equals(NOBODY)) {
                    flaws.mismatch(
                            entry.key().place(),
                            "not-allowed",
                            "users",
                            "the id none",
                            "another id (none means nobody)");
                }
            }
        }
        return Section.ids(node, "users", flaws);
    }

    /** @param ownTypes the types of users' own fields by their ids */
    Map<String, User> users(Map<String, Schedule> schedules, Map<String, String> ownTypes) {
        var timelines = new HashMap<String, Timeline>();
        schedules.forEach((id, schedule) -> timelines.put(id, schedule.timeline()));
        return Section.mapped(users, (id, node) -> user(id, node, timelines, ownTypes));
    }

    Map<String, Team> teams(Map<String, Node> nodes) {
        return Section.mapped(nodes, (id, node) -> {
            var section = section(node, "a team", Keys.TEAM);
            section.text("name");
            return new Team(id, section.references("members", users, "user"));
        });
    }

    Map<String, Listing> listings(Map<String, Node> nodes) {
        return Section.mapped(nodes, (id, node) -> {
            var section = section(node, "a listing", Keys.LISTING);
            return new Listing(id, section.text("name", id), section.references("responsibles", users, "user"));
        });
    }

    private User user(String id, Node node, Map<String, Timeline> schedules, Map<String, String> ownTypes) {
        var section = section(node, "a user", Keys.USER);
        ownFields(section.node("fields"), ownTypes);
        @Nullable String schedule = section.reference("schedule", schedules, "schedule");
        @Nullable Timeline duty = schedule == null ? null : schedules.get(schedule);
        return new User(
                id,
                section.text("name", id),
                section.email("email"),
                section.flag("active", true),
                schedule,
                duty == null ? Timeline.ALWAYS : duty,
                section.texts("skills"),
                section.whole("target", 0),
                section.flag("technical", false),
                section.locale("locale"));
    }

    /** Checks the values that were declared; others may be anything. */
    private void ownFields(@Nullable Node node, Map<String, String> types) {
        if (node == null) {
            return;
        }
        Section.ids(node, "fields", flaws).forEach((id, value) -> {
            var type = types.getOrDefault(id, "text");
            boolean nothing = value instanceof Scalar scalar && scalar.isNull();
            boolean fits = value instanceof Scalar scalar && FieldText.value(type, scalar.text()) != null;
            if (!nothing && !fits) {
                flaws.mismatch(value.place(), "wrong-type", id, value.kind(), FieldText.expected(type));
            }
        });
    }

    /** An id with nothing behind it stands for an empty map. */
    private Section section(Node node, String what, List<String> keys) {
        boolean nothing = node instanceof Scalar scalar && scalar.isNull();
        return Section.of(nothing ? new Mapping(node.place(), List.of()) : node, what, keys, flaws);
    }
}
