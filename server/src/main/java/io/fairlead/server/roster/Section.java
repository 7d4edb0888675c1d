package io.fairlead.server.roster;

import java.util.Locale;

/** A section of the settings file whose objects stand here. */
enum Section {
    SCHEDULES,
    TEAMS,
    LISTINGS,
    FIELDS,
    USER_FIELDS;

    /** The section of this name in the settings file and in addresses. */
    static Section of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What one of its objects is called in the database and in events. */
    String kind() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return name.substring(0, name.length() - 1);
    }
}
