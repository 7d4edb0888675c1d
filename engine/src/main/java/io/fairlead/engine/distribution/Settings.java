package io.fairlead.engine.distribution;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Zones;
import io.fairlead.engine.time.Schedule;
import java.util.List;
import java.util.Map;

/**
 * A company's whole set-up, already checked: every id that is named exists. Maps keep the order of the file.
 *
 * @param fields declared or observed types of the fields beside the built-in ones
 */
public record Settings(
        Company company,
        Map<String, Schedule> schedules,
        Map<String, User> users,
        Map<String, Team> teams,
        Map<String, Listing> listings,
        Map<String, FieldType> fields,
        Zones zones,
        List<Rule> rules) {
    /** An office, a region or a group: users in their order. */
    public record Team(String id, List<String> members) {}

    /** What a lead is about (a flat, a product, a campaign), with the users responsible for it in their order. */
    public record Listing(String id, String name, List<String> responsibles) {}
}
