package io.fairlead.server.settings;

import io.fairlead.engine.distribution.Candidate;
import io.fairlead.engine.distribution.Caps;
import io.fairlead.engine.distribution.Otherwise;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.distribution.Rule.AfterAbsence;
import io.fairlead.engine.distribution.Rule.Count;
import io.fairlead.engine.distribution.Rule.Known;
import io.fairlead.engine.distribution.Rule.Scope;
import io.fairlead.engine.distribution.Rule.SetOwner;
import io.fairlead.engine.distribution.Strategy;
import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.FilterChecker;
import io.fairlead.engine.filter.FilterFlaw;
import io.fairlead.engine.filter.FilterParser;
import io.fairlead.engine.filter.FilterReading;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.settings.Node.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code rules}. */
final class RuleReader {
    private static final int DEFAULT_TARGET = 20;
    private static final int DEFAULT_TIMES = 3;
    private static final String FREE_ID =
            "the id that this rule had before and that no rule has now; rules swap ids by way of a third id";

    private final Map<String, Node> users;
    private final Map<String, Node> teams;
    private final ScheduleReader schedules;
    private final FilterReader filters;
    private final Flaws flaws;
    private final Set<String> ids = new HashSet<>();

    RuleReader(
            Map<String, Node> users,
            Map<String, Node> teams,
            ScheduleReader schedules,
            FilterReader filters,
            Flaws flaws) {
        this.users = users;
        this.teams = teams;
        this.schedules = schedules;
        this.filters = filters;
        this.flaws = flaws;
    }

    List<Rule> rules(List<Node> nodes) {
        var rules = new ArrayList<Rule>();
        var renamed = new LinkedHashMap<Scalar, String>();
        for (var node : nodes) {
            var section = Section.of(node, "a rule", Keys.RULE, flaws);
            var rule = rule(section);
            rules.add(rule);
            @Nullable Scalar was = section.scalar("was");
            if (rule.was() != null && was != null) {
                renamed.put(was, rule.id());
            }
        }
        renamed.forEach((was, id) -> {
            if (ids.contains(was.text()) && !was.text().equals(id)) {
                var found = Flaws.quote(was.text()) + ", which is the id of a rule that is still there";
                flaws.mismatch(was.place(), "not-allowed", "was", found, FREE_ID);
            }
        });
        return List.copyOf(rules);
    }

    private Rule rule(Section section) {
        @Nullable Scalar when = section.scalar("when");
        @Nullable Filter filter = when == null ? null : filters.read(when);
        return new Rule(
                id(section),
                section.text("was"),
                filter,
                section.has("window") ? schedules.window(section) : null,
                new Rule.Group(
                        candidates(section.items("candidates")),
                        section.flag("listing-responsibles", false),
                        section.texts("skills")),
                availability(section),
                choice(section),
                measure(section),
                new Rule.Limits(caps(section, Caps.NONE), section.flag("overflow", true)),
                new Rule.Owners(
                        section.word("known", Known.OWNER_THEN_FORMER), section.word("set-owner", SetOwner.IF_NONE)),
                moves(section),
                section.text("ledger"),
                CompanyReader.otherwise(section, new Otherwise.Hold(), users, flaws));
    }

    private String id(Section section) {
        @Nullable Scalar id = section.required("id", "a rule");
        if (id == null) {
            return "";
        }
        if (!ids.add(id.text())) {
            flaws.add(
                    id.place(),
                    "duplicate-id",
                    id.text(),
                    "each rule id once",
                    "duplicate rule id " + Flaws.quote(id.text()) + ", expected each rule id once");
        }
        return id.text();
    }

    private List<Candidate> candidates(List<Node> nodes) {
        var candidates = new ArrayList<Candidate>();
        for (var node : nodes) {
            var section = Section.of(node, "a candidate", Keys.CANDIDATE, flaws);
            if (section.has("user") == section.has("team") && section.isMap()) {
                var found = section.has("user") ? "both user and team" : "neither user nor team";
                flaws.mismatch(section.place(), "not-allowed", "a candidate", found, "user: ID or team: ID");
                continue;
            }
            @Nullable String user = section.reference("user", users, "user");
            @Nullable String team = section.reference("team", teams, "team");
            int weight = section.whole("weight", 1, 1);
            @Nullable Caps caps = section.has("caps") ? caps(section, Caps.NONE) : null;
            if (user != null) {
                candidates.add(new Candidate(Candidate.Kind.USER, user, weight, caps));
            } else if (team != null) {
                candidates.add(new Candidate(Candidate.Kind.TEAM, team, weight, caps));
            }
        }
        return List.copyOf(candidates);
    }

    private Caps caps(Section section, Caps missing) {
        @Nullable Node node = section.node("caps");
        if (node == null) {
            return missing;
        }
        var caps = Section.of(node, "caps", Keys.CAPS, flaws);
        return new Caps(caps.whole("day", 0), caps.whole("week", 0), caps.whole("month", 0), caps.whole("open", 0));
    }

    private Rule.Availability availability(Section section) {
        return new Rule.Availability(
                section.second("presence", "ignored", "required"),
                !section.second("absences", "respected", "ignored"),
                section.whole("absence-lookahead", 0, 0),
                section.word("after-absence", AfterAbsence.LEVEL));
    }

    private Rule.Choice choice(Section section) {
        var then = section.word("then", Strategy.TURNS);
        @Nullable Scalar written = section.scalar("then");
        if (then == Strategy.CLAIM && written != null) {
            section.mismatch(written, "not-allowed", "then", "turns, utilisation, least-open or priority");
            then = Strategy.TURNS;
        }
        return new Rule.Choice(
                section.word("strategy", Strategy.TURNS),
                section.duration("within"),
                then,
                section.duration("accept-within"));
    }

    private Rule.Measure measure(Section section) {
        boolean field =
                section.node("target") instanceof Scalar target && target.text().equals("field");
        return new Rule.Measure(
                field ? null : Integer.valueOf(section.whole("target", 0, DEFAULT_TARGET)),
                section.word("count", Count.MONTH),
                section.word("scope", Scope.ALL),
                section.text("activity", "lead-assigned"),
                section.flag("compensate", true));
    }

    private Rule.Moves moves(Section section) {
        @Nullable Node node = section.node("redistribute");
        return new Rule.Moves(
                node == null ? null : redistribute(node),
                section.second("at-shift-end", "off", "redistribute"),
                section.second("on-absence", "off", "redistribute"),
                !section.second("on-inactive", "redistribute", "off"));
    }

    private Rule.@Nullable Redistribute redistribute(Node node) {
        var section = Section.of(node, "redistribute", Keys.REDISTRIBUTE, flaws);
        if (!section.has("after")) {
            section.missing("after", "redistribute");
        }
        @Nullable Duration after = section.duration("after");
        int times = section.whole("times", 0, DEFAULT_TIMES);
        boolean wall = section.second("clock", "shift", "wall");
        return after == null ? null : new Rule.Redistribute(after, times, !wall);
    }

    /**
     * Reads the filters of rules. Their types are checked at the end, when the fields that events carry are known. A field
     * that nothing has is no flaw here (it is a finding of the check). Not thread-safe.
     */
    static final class FilterReader {
        private final Flaws flaws;
        private final List<Checkable> read = new ArrayList<>();

        private record Checkable(Scalar text, FilterReading.Read filter) {}

        FilterReader(Flaws flaws) {
            this.flaws = flaws;
        }

        /** The filter; null after its flaws. */
        @Nullable
        Filter read(Scalar text) {
            return switch (FilterParser.parse(text.text())) {
                case FilterReading.Read filter -> {
                    read.add(new Checkable(text, filter));
                    yield filter.filter();
                }
                case FilterReading.Broken broken -> {
                    broken.flaws().forEach(flaw -> add(text, flaw));
                    FilterReading.@Nullable Read rest = broken.rest();
                    if (rest != null) {
                        read.add(new Checkable(text, rest));
                    }
                    yield null;
                }
            };
        }

        /** Finds comparisons that do not fit the types of their fields. */
        void check(Map<String, FieldType> fields, Zones zones) {
            var catalogue = Catalogue.of(fields, zones);
            for (var checkable : read) {
                for (var flaw : FilterChecker.check(checkable.filter(), catalogue)) {
                    if (flaw.kind() != FilterFlaw.Kind.UNKNOWN_FIELD) {
                        add(checkable.text(), flaw);
                    }
                }
            }
        }

        private void add(Scalar text, FilterFlaw flaw) {
            int offset = flaw.place() == null ? 0 : flaw.place().offset();
            flaws.add(
                    RawText.place(text, offset),
                    "filter-" + flaw.kind().slug(),
                    flaw.found(),
                    flaw.expected(),
                    "when: " + flaw.message());
        }
    }
}
