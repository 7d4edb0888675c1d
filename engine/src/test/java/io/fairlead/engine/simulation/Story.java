package io.fairlead.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.engine.desk.Assignment;
import io.fairlead.engine.desk.Event;
import io.fairlead.engine.desk.Summary;
import io.fairlead.engine.distribution.Company;
import io.fairlead.engine.distribution.Explanation;
import io.fairlead.engine.distribution.Ledger;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.Settings.Listing;
import io.fairlead.engine.distribution.Settings.Team;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.filter.Value;
import io.fairlead.engine.filter.Zones;
import io.fairlead.engine.simulation.Contacts.KnownContact;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Cycle;
import io.fairlead.engine.time.Holidays;
import io.fairlead.engine.time.Hours;
import io.fairlead.engine.time.Schedule;
import io.fairlead.engine.time.Timeline;
import io.fairlead.engine.time.Weekly;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scenario told in a few words, for tests. It plays in Rome in the week of Monday 2026-03-02; times are
 * {@code "09:05"} on that Monday or {@code "tue 09:05"}. Rows come as {@code "09:05:00 L1 rule user how"}.
 */
final class Story {
    static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    /** Up to how many events a story is run as a relay too. */
    private static final int FEW_EVENTS = 100;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Team> teams = new LinkedHashMap<>();
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private final List<KnownContact> contacts = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Otherwise otherwise = new Otherwise.Unassigned();
    private @Nullable Instant until;
    private boolean explained;
    private @Nullable Summary summary;
    private final List<Assignment> assignments = new ArrayList<>();

    Story users(String... ids) {
        for (var id : ids) {
            user(new User(id, id, null, true, null, Timeline.ALWAYS, Set.of(), null, false, null));
        }
        return this;
    }

    Story user(User user) {
        users.put(user.id(), user);
        return this;
    }

    /** A user who works every day between two whole hours. */
    Story shift(String id, int from, int to) {
        var daily = new Weekly(Set.of(DayOfWeek.values()), new Hours(from * 60, to * 60), false);
        var schedule = new Schedule(ZONE, List.of(daily), null, List.of(), List.of(), Holidays.NONE);
        return user(new User(id, id, null, true, "s", schedule.timeline(), Set.of(), null, false, null));
    }

    /** A user who works days on and off from the Monday. */
    Story rotation(String id, int on, int off, int from, int to) {
        var cycle = new Cycle(on, off, MONDAY, new Hours(from * 60, to * 60));
        var schedule = new Schedule(ZONE, List.of(), cycle, List.of(), List.of(), Holidays.NONE);
        return user(new User(id, id, null, true, "s", schedule.timeline(), Set.of(), null, false, null));
    }

    Story target(String id, @Nullable Integer target) {
        var u = known(id);
        return user(
                new User(id, id, null, u.active(), u.schedule(), u.duty(), u.skills(), target, u.technical(), null));
    }

    Story skills(String id, String... skills) {
        var u = known(id);
        return user(new User(
                id, id, null, u.active(), u.schedule(), u.duty(), Set.of(skills), u.target(), u.technical(), null));
    }

    Story inactive(String id) {
        var u = known(id);
        return user(new User(id, id, null, false, u.schedule(), u.duty(), u.skills(), u.target(), u.technical(), null));
    }

    Story technical(String id) {
        var u = known(id);
        return user(new User(id, id, null, u.active(), u.schedule(), u.duty(), u.skills(), u.target(), true, null));
    }

    private User known(String id) {
        var user = users.get(id);
        if (user == null) {
            throw new IllegalArgumentException("no user " + id);
        }
        return user;
    }

    Story team(String id, String... members) {
        teams.put(id, new Team(id, List.of(members)));
        return this;
    }

    Story listing(String id, String... responsibles) {
        listings.put(id, new Listing(id, id, List.of(responsibles)));
        return this;
    }

    Story rule(RuleBuilder rule) {
        rules.add(rule.build());
        return this;
    }

    Story otherwise(Otherwise what) {
        otherwise = what;
        return this;
    }

    Story absent(String user, String from, String to) {
        absences.add(new Absence(user, at(from), at(to), "vacation"));
        return this;
    }

    Story contact(String phone, @Nullable String owner, String... former) {
        contacts.add(new KnownContact(phone, null, owner, List.of(former)));
        return this;
    }

    /** A contact without a phone. */
    Story mail(String email, String owner) {
        contacts.add(new KnownContact(null, email, owner, List.of()));
        return this;
    }

    Story lead(String at, String id) {
        return lead(at, id, Map.of());
    }

    Story lead(String at, String id, Map<String, String> fields) {
        var values = new ArrayList<@Nullable Value>();
        for (var text : fields.values()) {
            values.add(new Value.Text(text));
        }
        var shape = new Event.Fields(List.copyOf(fields.keySet()), values);
        events.add(
                new Event.Arrival(at(at), id, shape, fields.get("phone"), fields.get("email"), fields.get("listing")));
        return this;
    }

    /** All that is known of a lead from now on. */
    Story edited(String at, String id, Map<String, String> fields) {
        lead(at, id, fields);
        var arrival = (Event.Arrival) events.removeLast();
        events.add(new Event.Edited(
                arrival.at(), id, arrival.fields(), arrival.phone(), arrival.email(), arrival.listing()));
        return this;
    }

    /** A lead with the instant of its arrival in a field. */
    Story arrival(String at, String id, String field) {
        var shape = new Event.Fields(List.of(field), List.of(new Value.Moment(at(at))));
        events.add(new Event.Arrival(at(at), id, shape, null, null, null));
        return this;
    }

    Story leads(String at, int first, int last) {
        for (int i = first; i <= last; i++) {
            lead(at, "L" + i);
        }
        return this;
    }

    Story status(String at, String lead, String status) {
        events.add(new Event.StatusSet(at(at), lead, status));
        return this;
    }

    Story touched(String at, String lead, String user) {
        events.add(new Event.Touched(at(at), lead, user));
        return this;
    }

    Story accepted(String at, String lead, String user) {
        events.add(new Event.Accepted(at(at), lead, user));
        return this;
    }

    Story declined(String at, String lead, String user) {
        events.add(new Event.Declined(at(at), lead, user));
        return this;
    }

    Story byHand(String at, String lead, @Nullable String user) {
        events.add(new Event.AssignedByHand(at(at), lead, user));
        return this;
    }

    /** A lead that a user types in. */
    Story entered(String at, String id, String user, Map<String, String> fields) {
        lead(at, id, fields);
        events.add(new Event.Entered((Event.Arrival) events.removeLast(), user));
        return this;
    }

    Story undone(String at, String lead, String user) {
        events.add(new Event.EntryUndone(at(at), lead, user));
        return this;
    }

    Story handedBack(String at, String lead, String user) {
        events.add(new Event.HandedBack(at(at), lead, user));
        return this;
    }

    /** Handed over in move 7; null for {@code to} gives it to the rules. */
    Story handedOver(String at, String lead, @Nullable String from, @Nullable String to) {
        events.add(new Event.HandedOver(at(at), lead, from, to, 7));
        return this;
    }

    Story handOverUndone(String at, String lead) {
        events.add(new Event.HandOverUndone(at(at), lead, 7));
        return this;
    }

    Story annulled(String at, String lead) {
        events.add(new Event.Annulled(at(at), lead));
        return this;
    }

    Story reinstated(String at, String lead) {
        events.add(new Event.Reinstated(at(at), lead));
        return this;
    }

    /** A manual booking in the ledger of a rule. */
    Story moved(String at, String rule, String from, String to, long units) {
        events.add(new Event.BalanceMoved(at(at), new Ledger(false, rule), from, to, units));
        return this;
    }

    Story advised(String at, int contact, @Nullable String owner, String... former) {
        events.add(new Event.Advised(at(at), contact, owner, List.of(former)));
        return this;
    }

    Story presence(String at, String user, boolean online) {
        events.add(new Event.PresenceSet(at(at), user, online));
        return this;
    }

    Story until(String at) {
        until = at(at);
        return this;
    }

    Scenario scenario() {
        var company = new Company(
                "Casa",
                ZONE,
                "IT",
                null,
                otherwise,
                new Company.Mailboxes(null, null),
                Set.of("won", "lost", "closed", "spam"));
        var settings = new Settings(company, Map.of(), users, teams, listings, Map.of(), Zones.NONE, rules);
        var end = until != null
                ? until
                : events.isEmpty() ? at("00:00") : events.getLast().at();
        return new Scenario(settings, absences, contacts, events, end);
    }

    /**
     * Runs the story, at once and as a relay; rows as {@code "09:05:00 L1 rule user how"}, with the day in front when it
     * is not the Monday.
     */
    List<String> run() {
        assignments.clear();
        summary = Simulation.run(scenario(), new Observer() {
            @Override
            public void assigned(Assignment assignment) {
                assignments.add(assignment);
            }

            @Override
            public boolean wantsExplained(String lead) {
                return explained;
            }
        });
        if (events.size() <= FEW_EVENTS) {
            for (var way : Relay.Way.values()) {
                var relay = Relay.run(scenario(), way);
                assertThat(rows(relay)).isEqualTo(rows(assignments));
                assertThat(relay.summary().lines()).isEqualTo(summary.lines());
            }
        }
        return rows(assignments);
    }

    /** The rows of a relay. */
    static List<String> rows(Relay.Outcome relay) {
        return rows(relay.rows());
    }

    private static List<String> rows(List<Assignment> assignments) {
        return assignments.stream().map(Story::row).toList();
    }

    /** Runs the story and returns the explanation of its row number {@code row}, counted from 0. */
    Explanation explain(int row) {
        explained = true;
        run();
        var explanation = assignments.get(row).explanation();
        if (explanation == null) {
            throw new AssertionError("no explanation of " + assignments.get(row));
        }
        return explanation;
    }

    /** Who received, in the order of the rows. */
    List<String> receivers() {
        run();
        return assignments.stream().map(Assignment::user).toList();
    }

    Summary summary() {
        run();
        if (summary == null) {
            throw new AssertionError("no summary");
        }
        return summary;
    }

    private static String row(Assignment a) {
        var local = a.at().atZone(ZONE);
        var day = local.toLocalDate().equals(MONDAY)
                ? ""
                : local.getDayOfWeek().name().substring(0, 3).toLowerCase(java.util.Locale.ROOT) + " ";
        var rule = a.rule().isEmpty() ? "-" : a.rule();
        var user = a.user().isEmpty() ? "-" : a.user();
        return String.join(" ", day + CLOCK.format(local), a.lead(), rule, user, a.how());
    }

    static Instant at(String text) {
        var parts = text.split(" ", -1);
        var time = LocalTime.parse(parts[parts.length - 1]);
        int later = parts.length == 1
                ? 0
                : Arrays.asList("mon", "tue", "wed", "thu", "fri", "sat", "sun").indexOf(parts[0]);
        return LocalDateTime.of(MONDAY.plusDays(later), time).atZone(ZONE).toInstant();
    }
}
