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
        List<Rule> rules) {}
