package io.fairlead.engine.distribution;

import io.fairlead.engine.distribution.Settings.Team;
import io.fairlead.engine.filter.Facts;
import io.fairlead.engine.filter.FilterMatcher;
import io.fairlead.engine.time.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A company's settings made ready for deciding: users, ledgers, activities and rules get numbers (their places in
 * these lists), filters and windows are compiled, candidates are spelt out. Immutable and thread-safe.
 */
public final class RuleBook {
    private final Settings settings;
    private final List<User> users;
    private final Map<String, Integer> userNumbers = new HashMap<>();
    private final List<Ledger> ledgers;
    private final List<String> activities;
    private final List<Compiled> rules = new ArrayList<>();

    /** A rule with what deciding needs of it, numbered. */
    record Compiled(
            Rule rule,
            FilterMatcher.@Nullable Condition when,
            Timeline window,
            int ledger,
            int activity,
            Candidates candidates,
            Map<String, Candidates> byListing,
            Candidates ofAll,
            BitSet skilled) {}

    public RuleBook(Settings settings) {
        this.settings = settings;
        this.users = List.copyOf(settings.users().values());
        for (int i = 0; i < users.size(); i++) {
            userNumbers.put(users.get(i).id(), i);
        }
        var ledgerNumbers = new LinkedHashMap<Ledger, Integer>();
        var activityNumbers = new LinkedHashMap<String, Integer>();
        for (var rule : settings.rules()) {
            int ledger = ledgerNumbers.computeIfAbsent(ledgerOf(rule), l -> ledgerNumbers.size());
            int activity = activityNumbers.computeIfAbsent(rule.measure().activity(), a -> activityNumbers.size());
            rules.add(compile(rule, ledger, activity));
        }
        this.ledgers = List.copyOf(ledgerNumbers.keySet());
        this.activities = List.copyOf(activityNumbers.keySet());
    }

    private static Ledger ledgerOf(Rule rule) {
        var name = rule.ledger();
        return name == null ? new Ledger(false, rule.id()) : new Ledger(true, name);
    }

    private Compiled compile(Rule rule, int ledger, int activity) {
        var company = settings.company();
        var byListing = new HashMap<String, Candidates>();
        var responsibles = new ArrayList<String>();
        if (rule.group().listingResponsibles()) {
            for (var listing : settings.listings().values()) {
                responsibles.addAll(listing.responsibles());
                byListing.put(listing.id(), Candidates.of(this, rule, listing.responsibles()));
            }
        }
        var skilled = new BitSet(users.size());
        for (int i = 0; i < users.size(); i++) {
            skilled.set(i, users.get(i).skills().containsAll(rule.group().skills()));
        }
        var when = rule.when();
        var window = rule.window();
        return new Compiled(
                rule,
                when == null ? null : new FilterMatcher(company.timezone(), settings.zones()).compile(when),
                window == null ? Timeline.ALWAYS : window.timeline(company.timezone()),
                ledger,
                activity,
                Candidates.of(this, rule, List.of()),
                byListing,
                Candidates.of(this, rule, responsibles),
                skilled);
    }

    public Settings settings() {
        return settings;
    }

    public List<User> users() {
        return users;
    }

    public List<Ledger> ledgers() {
        return ledgers;
    }

    public List<String> activities() {
        return activities;
    }

    public Rule rule(int rule) {
        return rules.get(rule).rule;
    }

    public int ruleCount() {
        return rules.size();
    }

    /** The number of a known user. */
    public int user(String id) {
        var number = userNumbers.get(id);
        if (number == null) {
            throw new IllegalArgumentException("no user " + id + " in these settings");
        }
        return number;
    }

    /** The number of a user; another one if there is no such user. */
    public int userOr(String id, int other) {
        return userNumbers.getOrDefault(id, other);
    }

    /** The number of a rule; another one if there is no such rule. */
    public int ruleOr(String id, int other) {
        for (int rule = 0; rule < rules.size(); rule++) {
            if (rule(rule).id().equals(id)) {
                return rule;
            }
        }
        return other;
    }

    /** The number of the ledger that a rule books in. */
    public int ledger(int rule) {
        return rules.get(rule).ledger;
    }

    /** The number of the activity that a rule creates and counts. */
    public int activity(int rule) {
        return rules.get(rule).activity;
    }

    /** When a rule takes leads. */
    public Timeline window(int rule) {
        return rules.get(rule).window;
    }

    /** The numbers of the candidates of a rule for leads on a listing; null for no listing. */
    public BitSet candidatesOn(int rule, @Nullable String listing) {
        var set = new BitSet(users.size());
        for (int user : candidates(rule, listing).users()) {
            set.set(user);
        }
        return set;
    }

    /** Whether a rule's condition holds for a lead. */
    public boolean matches(int rule, Facts lead, Instant at) {
        var when = rules.get(rule).when;
        return when == null || when.holds(lead, at);
    }

    Team team(String id) {
        var team = settings.teams().get(id);
        if (team == null) {
            throw new IllegalArgumentException("no team " + id + " in these settings");
        }
        return team;
    }

    Candidates candidates(int rule, @Nullable String listing) {
        var compiled = rules.get(rule);
        if (listing == null) {
            return compiled.candidates;
        }
        return compiled.byListing.getOrDefault(listing, compiled.candidates);
    }

    /** The candidates of a rule for leads on whatever listing. */
    Candidates candidatesOfAll(int rule) {
        return rules.get(rule).ofAll;
    }

    boolean skilled(int rule, int user) {
        return rules.get(rule).skilled.get(user);
    }

    /** The user's target under a rule, 0 for none. */
    int target(int rule, int user) {
        var same = rules.get(rule).rule.measure().target();
        var target = same == null ? users.get(user).target() : same;
        return target == null ? 0 : target;
    }
}
