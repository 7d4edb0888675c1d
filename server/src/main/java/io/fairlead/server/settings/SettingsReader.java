package io.fairlead.server.settings;

import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.FilterFields;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.settings.Flaws.Unreadable;
import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Place;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.Node.Sequence;
import io.fairlead.server.settings.values.Phones;
import io.fairlead.server.settings.values.Times;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a settings file (YAML 1.2, UTF-8) with its scenario. Whatever the input, the answer is the scenario or all of
 * its flaws; nothing is thrown. Input is streamed: memory is bounded by the settings and the events, not by garbage.
 */
public final class SettingsReader {
    private final String file;
    private final Limits limits;
    private final boolean withLeads;
    private final Flaws flaws;

    /**
     * How much is read.
     *
     * @param bytes of each file
     * @param folder where {@code events: leads.csv} is looked for; null refuses such files
     */
    public record Limits(long bytes, long events, @Nullable Path folder) {
        private static final long FILE_BYTES = 1L << 30;
        private static final long FILE_EVENTS = 20_000_000;

        /** For a file on this machine whose neighbours may be read too. */
        public static Limits ofFile(Path folder) {
            return new Limits(FILE_BYTES, FILE_EVENTS, folder);
        }
    }

    private SettingsReader(String file, Limits limits, boolean withLeads) {
        this.file = file;
        this.limits = limits;
        this.withLeads = withLeads;
        flaws = new Flaws(file);
    }

    /** Reads the file; its name in flaws is the path as given. */
    public static SettingsFile read(Path path) {
        var folder = path.toAbsolutePath().getParent();
        var reader = new SettingsReader(path.toString(), Limits.ofFile(folder == null ? path : folder), true);
        return reader.read(() -> Files.newInputStream(path));
    }

    /** The answer for a file that cannot be opened. */
    public static SettingsFile missing(String name, String reason) {
        var flaw = new Flaw(name, 1, 1, "unreadable", null, null, "cannot be read: " + reason);
        return new SettingsFile.Broken(List.of(flaw), 0);
    }

    /** Reads a stream and closes it. */
    public static SettingsFile read(String name, InputStream in, Limits limits) {
        return new SettingsReader(name, limits, true).read(() -> in);
    }

    /** Reads a text as if it had no contacts, events and end: what it says of the company alone. */
    public static SettingsFile readCompany(String name, String text, long bytes) {
        var reader = new SettingsReader(name, new Limits(bytes, 0, null), false);
        return reader.read(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads a text. */
    public static SettingsFile read(String name, String text, Limits limits) {
        return read(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limits);
    }

    /** Opens the input when it is time to read. */
    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    private SettingsFile read(Source source) {
        try {
            var sound = sound(source);
            if (flaws.none() && sound != null) {
                return sound;
            }
        } catch (Unreadable e) {
            // the reason is among the flaws
        }
        var sorted = flaws.sorted();
        return new SettingsFile.Broken(sorted, flaws.count() - sorted.size());
    }

    private SettingsFile.@Nullable Sound sound(Source source) {
        var written = new YamlEvents(flaws, limits.events());
        @Nullable Mapping top = null;
        try (var text = new SourceText(source.open(), flaws, limits.bytes())) {
            top = new YamlComposer(text, flaws).compose("events", withLeads ? written::add : ignored -> {});
        } catch (IOException | UncheckedIOException e) {
            flaws.add(Place.START, "unreadable", null, null, "cannot be read: " + reason(e));
        }
        return top == null ? null : sections(top, Section.of(top, "the settings", Keys.TOP, flaws), written);
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException none -> "there is no such file";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            case UncheckedIOException unchecked when unchecked.getCause() != null -> reason(unchecked.getCause());
            default -> String.valueOf(e.getMessage());
        };
    }

    private SettingsFile.Sound sections(Mapping whole, Section top, YamlEvents written) {
        var users = PeopleReader.ids(top.node("users"), flaws);
        var teams = Section.ids(top.node("teams"), "teams", flaws);
        var listings = Section.ids(top.node("listings"), "listings", flaws);
        var company = CompanyReader.read(top.node("company"), users, flaws);
        var scheduleReader = new ScheduleReader(company.timezone(), flaws);
        var schedules = scheduleReader.schedules(Section.ids(top.node("schedules"), "schedules", flaws));
        var people = new PeopleReader(users, flaws);
        var phones = new Phones(company.region());
        var declared = new FieldReader(users, company.timezone(), phones, flaws);
        var fieldsReader = new FieldsReader(declared, flaws);
        var values = new FieldValues(fieldsReader.fields(top.node("fields")), company.timezone());
        var ownTypes = fieldsReader.userFields(top.node("user-fields"));
        var zones = fieldsReader.zones(top.node("zones"));
        var filters = new RuleReader.FilterReader(flaws);
        var rules = new RuleReader(users, teams, scheduleReader, filters, flaws).rules(top.items("rules"));
        var attendance = new AttendanceReader(users, company.timezone(), phones, flaws);
        var absences = attendance.absences(top.items("absences"));
        var contacts = attendance.contacts(withLeads ? top.items("contacts") : List.of());
        var around = new EventReader.Surroundings(
                users, listings, company.timezone(), phones, asked(rules), declared.standards(), limits.events());
        var events = new EventReader(around, values, flaws);
        events(withLeads ? top.node("events") : null, written, events);
        var until = withLeads ? until(top, events.last(), company.timezone()) : Instant.EPOCH;
        filters.check(values.types(), zones);
        var settings = new Settings(
                company,
                schedules,
                people.users(schedules, ownTypes),
                people.teams(teams),
                people.listings(listings),
                values.types(),
                zones,
                rules);
        return new SettingsFile.Sound(
                new Scenario(settings, absences, contacts, events.events(), until),
                values.carried(),
                PlainTree.of(whole, ownTypes));
    }

    /** The fields of leads that a run looks at. */
    private static Set<String> asked(List<Rule> rules) {
        var asked = new HashSet<String>();
        asked.add("status");
        for (var rule : rules) {
            @Nullable Filter when = rule.when();
            if (when != null) {
                asked.addAll(FilterFields.named(when));
            }
        }
        return asked;
    }

    private void events(@Nullable Node node, YamlEvents written, EventReader events) {
        switch (node) {
            case null -> {}
            case Sequence list -> written.drainTo(events);
            case Scalar name -> csv(name, events);
            case Mapping map ->
                flaws.mismatch(
                        map.place(), "wrong-type", "events", map.kind(), "a list of events or a CSV file's name");
        }
    }

    private void csv(Scalar name, EventReader events) {
        @Nullable Path folder = limits.folder();
        if (folder == null) {
            flaws.mismatch(name.place(), "not-allowed", "events", "the file " + name.kind(), "a list of events here");
            return;
        }
        var csv = flaws.in(name.text());
        try {
            var path = folder.resolve(name.text());
            csv = flaws.in(shown(name.text()));
            try (var text = new SourceText(Files.newInputStream(path), csv, limits.bytes())) {
                CsvEvents.read(text, events, csv);
            }
        } catch (IOException | InvalidPathException e) {
            flaws.mismatch(name.place(), "unreadable", "events", "the file " + name.kind(), "a CSV file: " + reason(e));
        }
    }

    /** The CSV file's path as seen from where the settings file's path is seen. */
    private String shown(String csv) {
        @Nullable Path parent = file.equals("-") ? null : Path.of(file).getParent();
        return parent == null ? csv : parent.resolve(csv).toString();
    }

    private Instant until(Section top, Instant last, ZoneId zone) {
        @Nullable Scalar written = top.scalar("until");
        var missing = last.equals(Instant.MIN) ? Instant.EPOCH : last;
        if (written == null) {
            return missing;
        }
        @Nullable Instant until = Times.instant(written.text(), zone);
        if (until == null) {
            top.mismatch(written, "bad-time", "until", Times.expectedDateTime(written.text()));
            return missing;
        }
        if (until.isBefore(last)) {
            var end = last.atZone(zone).toLocalDateTime().toString();
            top.mismatch(
                    written,
                    "bad-time",
                    "until",
                    "a time not before the last event, which is at " + end + Times.repeated(written.text(), zone));
        }
        return until;
    }
}
