package io.fairlead.server.settings;

import io.fairlead.engine.distribution.Settings.Listing;
import io.fairlead.engine.distribution.Settings.Team;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.time.Schedule;
import io.fairlead.engine.time.Timeline;
import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Scalar;
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

    Map<String, User> users(Map<String, Schedule> schedules) {
        var timelines = new HashMap<String, Timeline>();
        schedules.forEach((id, schedule) -> timelines.put(id, schedule.timeline()));
        return Section.mapped(users, (id, node) -> user(id, node, timelines));
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

    private User user(String id, Node node, Map<String, Timeline> schedules) {
        var section = section(node, "a user", Keys.USER);
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

    /** An id with nothing behind it stands for an empty map. */
    private Section section(Node node, String what, List<String> keys) {
        boolean nothing = node instanceof Scalar scalar && scalar.isNull();
        return Section.of(nothing ? new Mapping(node.place(), List.of()) : node, what, keys, flaws);
    }
}
