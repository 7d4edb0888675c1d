package io.fairlead.server.fairness;

import io.fairlead.engine.coverage.Finding;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.distribution.Checks;
import io.fairlead.server.distribution.Gate;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Allow;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.sql.Transactions;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who would take a lead in each hour of a real week, by the published rules, and what one would regret in them. */
@RestController
@RequestMapping("/api/fairness")
class CoverageController {
    /** Recent leads in which fields are looked for that nobody declared. */
    private static final int LEADS = 1000;

    private static final Set<String> ABOUT_RULES = Stream.of(Finding.Kind.values())
            .filter(Finding.Kind::isAboutARule)
            .map(Finding.Kind::slug)
            .collect(Collectors.toSet());

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final Checks checks;
    private final InstantSource clock;
    private final Gate looks = new Gate("busy-checks", 2, Duration.ofSeconds(10), Duration.ofSeconds(30));

    CoverageController(
            JdbcClient jdbc, Transactions transactions, SettingsStore settings, Checks checks, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * Seven days.
     *
     * @param from the first of them
     * @param sources what sources are called, by their keys
     * @param people what people are called, by their keys
     */
    record RealWeek(
            String from, Checks.WeekCoverage coverage, Map<String, String> sources, Map<String, String> people) {}

    /**
     * Something to regret.
     *
     * @param rule the rule it is about; empty if it is about a source, a person, a team or a schedule
     * @param id what it is about
     */
    record PublishedFinding(String rule, String id, String kind, Map<String, String> args, String message) {}

    /** @param more how many there are beside those named */
    record PublishedFindings(List<PublishedFinding> findings, long more, Map<String, String> people) {}

    private record Asked(Scenario scenario, Set<String> fields, Map<String, String> sources) {}

    /** @param from the first of the seven days; the present week's Monday if missing */
    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/coverage")
    RealWeek coverage(@AuthenticationPrincipal SignedIn me, @RequestParam(required = false) @Nullable LocalDate from) {
        Asked asked = asked(me);
        ZoneId zone = asked.scenario().settings().company().timezone();
        LocalDate first = from != null
                ? from
                : LocalDate.ofInstant(clock.instant(), zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return looks.compute(
                me.companyId(),
                deadline -> new RealWeek(
                        first.toString(),
                        checks.coverage(asked.scenario(), first, deadline),
                        asked.sources(),
                        people(asked.scenario())));
    }

    @Allow(Permission.MANAGE_RULES)
    @GetMapping("/findings")
    PublishedFindings findings(@AuthenticationPrincipal SignedIn me) {
        Asked asked = asked(me);
        Checks.Checked checked = looks.compute(
                me.companyId(),
                deadline -> deadline.keep(() -> checks.findings(asked.scenario(), asked.fields(), deadline)));
        return new PublishedFindings(
                checked.findings().stream()
                        .map(finding -> new PublishedFinding(
                                ABOUT_RULES.contains(finding.kind()) ? finding.id() : "",
                                finding.id(),
                                finding.kind(),
                                finding.args(),
                                finding.message()))
                        .toList(),
                checked.moreFindings(),
                people(asked.scenario()));
    }

    private Asked asked(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            Set<String> fields =
                    new HashSet<>(jdbc.sql("""
                            select distinct jsonb_object_keys(custom)
                              from (select custom from fairlead.lead order by id desc limit ?) recent
                            """).param(LEADS).query(String.class).list());
            Map<String, String> sources =
                    jdbc.sql("select key, name from fairlead.source").query(OutlookQueries.Called.class).list().stream()
                            .collect(Collectors.toMap(OutlookQueries.Called::key, OutlookQueries.Called::name));
            return new Asked(settings.scenario(), fields, sources);
        });
    }

    private static Map<String, String> people(Scenario scenario) {
        return scenario.settings().users().values().stream()
                .collect(Collectors.toMap(user -> user.id(), user -> user.name()));
    }
}
