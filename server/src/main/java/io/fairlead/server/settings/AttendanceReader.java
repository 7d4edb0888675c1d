package io.fairlead.server.settings;

import io.fairlead.engine.simulation.Contacts.KnownContact;
import io.fairlead.engine.time.Absence;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.values.Phones;
import io.fairlead.server.settings.values.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code absences} and {@code contacts}. */
final class AttendanceReader {
    private final Map<String, Node> users;
    private final ZoneId zone;
    private final Phones phones;
    private final Flaws flaws;

    AttendanceReader(Map<String, Node> users, ZoneId zone, Phones phones, Flaws flaws) {
        this.users = users;
        this.zone = zone;
        this.phones = phones;
        this.flaws = flaws;
    }

    List<Absence> absences(List<Node> nodes) {
        var absences = new ArrayList<Absence>();
        for (var node : nodes) {
            var section = Section.of(node, "an absence", Keys.ABSENCE, flaws);
            section.required("user", "an absence");
            @Nullable String user = section.reference("user", users, "user");
            @Nullable Instant from = bound(section, "from", 0);
            @Nullable Instant to = bound(section, "to", 1);
            var kind = section.text("kind", "absence");
            if (from != null && to != null && endsTooEarly(section, from, to)) {
                flaws.mismatch(
                        section.place("to"),
                        "bad-date",
                        "to",
                        "an end before the start",
                        "a time after " + from(section));
            } else if (user != null && from != null && to != null) {
                absences.add(new Absence(user, from, to, kind));
            }
        }
        return List.copyOf(absences);
    }

    /** A date as the end is included, so that only the day before the start ends with it. */
    private static boolean endsTooEarly(Section section, Instant from, Instant to) {
        boolean date = Times.date(section.text("to", "")) != null;
        return to.isBefore(from) || (date && to.equals(from));
    }

    private static String from(Section section) {
        return section.text("from", "");
    }

    /** A date counts from its midnight, moved by so many days; a date and time as it is. */
    private @Nullable Instant bound(Section section, String key, int days) {
        @Nullable Scalar scalar = section.required(key, "an absence");
        if (scalar == null) {
            return null;
        }
        @Nullable LocalDate date = Times.date(scalar.text());
        @Nullable
        Instant instant = date == null
                ? Times.instant(scalar.text(), zone)
                : ZonedDateTime.of(date.plusDays(days), LocalTime.MIDNIGHT, zone)
                        .toInstant();
        if (instant == null) {
            section.mismatch(
                    scalar,
                    "bad-date",
                    key,
                    Times.DATE + ", or with a time such as 2026-11-23T09:05" + Times.years(scalar.text()));
        }
        return instant;
    }

    List<KnownContact> contacts(List<Node> nodes) {
        var contacts = new ArrayList<KnownContact>();
        for (var node : nodes) {
            var section = Section.of(node, "a contact", Keys.CONTACT, flaws);
            if (section.isMap() && !section.has("phone") && !section.has("email")) {
                flaws.mismatch(section.place(), "missing-key", "a contact", "neither phone nor email", "one of them");
            }
            contacts.add(new KnownContact(
                    phones.normalised(section.text("phone")),
                    Phones.email(section.text("email")),
                    section.reference("owner", users, "user"),
                    section.references("former", users, "user")));
        }
        return List.copyOf(contacts);
    }
}
