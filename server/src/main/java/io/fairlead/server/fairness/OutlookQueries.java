package io.fairlead.server.fairness;

import io.fairlead.engine.desk.Outlook;
import io.fairlead.engine.distribution.Rule;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.desk.Asked;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.distribution.Explained;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who would get the next lead, on the live desk at this instant. */
@Component
class OutlookQueries {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final Desks desks;

    OutlookQueries(JdbcClient jdbc, Transactions transactions, SettingsStore settings, Desks desks) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.desks = desks;
    }

    record NextSheet(List<NextOfRule> rules, List<Called> people, List<Called> sources, List<Called> listings) {}

    /** What something is called that rules know by its key. */
    record Called(String key, String name) {}

    /**
     * The next lead of a rule.
     *
     * @param ledger the name of the ledger it books in
     * @param open whether its window is open now
     * @param count the period over which its load counts
     * @param next what would become of a lead of a contact whom nobody knows
     * @param caps how far each candidate is with each of their caps
     */
    record NextOfRule(
            String rule,
            String ledger,
            boolean shared,
            String strategy,
            boolean open,
            String count,
            Explained next,
            List<Cap> caps) {}

    /** @param cap {@code day}, {@code week}, {@code month} or {@code open} */
    record Cap(String user, String cap, int limit, long held) {}

    /** For each rule, whatever its condition and window say. */
    NextSheet all(SignedIn me) {
        Scenario scenario = scenario(me);
        List<Rule> rules = scenario.settings().rules();
        List<Outlook> outlooks = desks.outlook(
                me.companyId(),
                rules.stream().map(rule -> new Asked(rule.id(), "", "")).toList());
        List<NextOfRule> next = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            next.add(next(rules.get(i), outlooks.get(i), scenario));
        }
        return new NextSheet(
                next,
                scenario.settings().users().values().stream()
                        .map(user -> new Called(user.id(), user.name()))
                        .toList(),
                sources(me),
                scenario.settings().listings().values().stream()
                        .map(listing -> new Called(listing.id(), listing.name()))
                        .toList());
    }

    /**
     * For a lead of a source, about a listing; the rules are tried in order.
     *
     * @param source empty for none
     * @param listing empty for none
     */
    Explained one(SignedIn me, String source, String listing) {
        Scenario scenario = scenario(me);
        if (!listing.isEmpty() && !scenario.settings().listings().containsKey(listing)) {
            throw Refusal.invalid(List.of(new FieldError("listing", "unknown-listing")));
        }
        Outlook outlook = desks.outlook(me.companyId(), List.of(new Asked(null, source, listing)))
                .getFirst();
        return explained(outlook, scenario.settings().company().timezone());
    }

    private Scenario scenario(SignedIn me) {
        return transactions.inCompany(me.companyId(), settings::scenario);
    }

    private List<Called> sources(SignedIn me) {
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql("select key, name from fairlead.source where active order by name, key")
                        .query(Called.class)
                        .list());
    }

    private static NextOfRule next(Rule rule, Outlook outlook, Scenario scenario) {
        String ledger = rule.ledger();
        return new NextOfRule(
                rule.id(),
                ledger == null ? rule.id() : ledger,
                ledger != null,
                rule.choice().strategy().word(),
                outlook.open(),
                rule.measure().count().name().toLowerCase(Locale.ROOT),
                explained(outlook, scenario.settings().company().timezone()),
                outlook.caps().stream()
                        .map(use -> new Cap(use.user(), use.cap(), use.limit(), use.held()))
                        .toList());
    }

    private static Explained explained(Outlook outlook, ZoneId zone) {
        var next = outlook.next();
        return Explained.of(next.at(), next.rule(), next.user(), next.how(), next.explanation(), zone);
    }
}
