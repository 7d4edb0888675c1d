package io.fairlead.engine.coverage;

import io.fairlead.engine.distribution.Company;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.Settings.Listing;
import io.fairlead.engine.distribution.Settings.Team;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.FilterParser;
import io.fairlead.engine.filter.FilterReading;
import io.fairlead.engine.filter.Zones;
import io.fairlead.engine.simulation.RuleBuilder;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Days;
import io.fairlead.engine.time.Holidays;
import io.fairlead.engine.time.Hours;
import io.fairlead.engine.time.Schedule;
import io.fairlead.engine.time.Timeline;
import io.fairlead.engine.time.Weekly;
import io.fairlead.engine.time.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set-up in Rome told in a few words, examined from Saturday 2026-11-21. Hours come as {@code mon-fri 09:00-17:00}. */
final class Shop {
    static final ZoneId ROME = ZoneId.of("Europe/Rome");
    static final Instant NOW = rome("2026-11-21T12:00");

    private final Map<String, Schedule> schedules = new LinkedHashMap<>();
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Team> teams = new LinkedHashMap<>();
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private final Map<String, FieldType> fields = new LinkedHashMap<>();
    private Otherwise otherwise = new Otherwise.Unassigned();

    /** Anna and Bruno, who are always there. */
    static Shop pair() {
        return new Shop().users("anna", "bruno");
    }

    /** A rule whose candidates are the users. */
    static RuleBuilder rule(String id, String... users) {
        var builder = new RuleBuilder(id);
        for (var user : users) {
            builder.user(user);
        }
        return builder;
    }

    Shop schedule(String id, Schedule schedule) {
        schedules.put(id, schedule);
        return this;
    }

    Shop schedule(String id, String... hours) {
        return schedule(id, new Schedule(ROME, weekly(hours), null, List.of(), List.of(), Holidays.NONE));
    }

    /** Users without a schedule. */
    Shop users(String... ids) {
        for (var id : ids) {
            user(id, Timeline.ALWAYS);
        }
        return this;
    }

    /** A user with a schedule of their own. */
    Shop user(String id, String... hours) {
        return schedule("of-" + id, hours).worker(id, "of-" + id);
    }

    Shop worker(String id, String schedule) {
        var timeline = schedules.getOrDefault(schedule, emptySchedule()).timeline();
        return user(new User(id, id, null, true, schedule, timeline, Set.of(), null, false, null));
    }

    Shop user(User user) {
        users.put(user.id(), user);
        return this;
    }

    private Shop user(String id, Timeline duty) {
        return user(new User(id, id, null, true, null, duty, Set.of(), null, false, null));
    }

    Shop team(String id, String... members) {
        teams.put(id, new Team(id, List.of(members)));
        return this;
    }

    Shop listing(String id, String... responsibles) {
        listings.put(id, new Listing(id, id, List.of(responsibles)));
        return this;
    }

    Shop field(String id, FieldType type) {
        fields.put(id, type);
        return this;
    }

    Shop absence(String user, String from, String to) {
        absences.add(new Absence(user, rome(from), rome(to), "vacation"));
        return this;
    }

    Shop otherwise(Otherwise what) {
        otherwise = what;
        return this;
    }

    /** A rule for leads that meet a filter (empty: all) over hours (none: always). */
    Shop rule(RuleBuilder builder, String when, String... hours) {
        return rule(builder.build(), when, hours.length == 0 ? null : new Window(weekly(hours)));
    }

    Shop rule(Rule rule, String when, @Nullable Window window) {
        rules.add(new Rule(
                rule.id(),
                rule.was(),
                when.isEmpty() ? null : ((FilterReading.Read) FilterParser.parse(when)).filter(),
                window,
                rule.group(),
                rule.availability(),
                rule.choice(),
                rule.measure(),
                rule.limits(),
                rule.owners(),
                rule.moves(),
                rule.ledger(),
                rule.otherwise()));
        return this;
    }

    Settings settings() {
        var company = new Company(
                "Shop", ROME, null, null, otherwise, new Company.Mailboxes(null, null), Set.of("won", "lost"));
        return new Settings(company, schedules, users, teams, listings, fields, Zones.NONE, rules);
    }

    /** The report's lines; leads of the scenario carry the field {@code topic}. */
    List<String> check() {
        return findings().stream().map(Finding::toString).toList();
    }

    List<Finding> findings() {
        return Coverage.check(settings(), absences, Set.of("topic"), NOW, () -> true);
    }

    CoverageWeek week(LocalDate first) {
        return CoverageWeek.from(settings(), absences, first, () -> true);
    }

    CoverageWeek week() {
        return CoverageWeek.of(settings(), absences, NOW, () -> true);
    }

    static Instant rome(String wall) {
        return LocalDateTime.parse(wall).atZone(ROME).toInstant();
    }

    static Schedule emptySchedule() {
        return new Schedule(ROME, List.of(), null, List.of(), List.of(), Holidays.NONE);
    }

    static List<Weekly> weekly(String... hours) {
        return Arrays.stream(hours)
                .map(text -> text.split(" ", 2))
                .map(parts -> new Weekly(
                        Days.parse(parts[0]).orElseThrow(),
                        Hours.parse(parts[1]).orElseThrow(),
                        false))
                .toList();
    }
}
