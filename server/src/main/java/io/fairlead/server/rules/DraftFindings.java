package io.fairlead.server.rules;

import io.fairlead.engine.coverage.Finding;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.company.SettingsDocument;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.distribution.Checks;
import io.fairlead.server.distribution.Deadline;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.SettingsFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with a draft of rules inside the company's settings, and what one would regret in it. Thread-safe. */
@Component
class DraftFindings {
    /** Recent leads in which fields are looked for that nobody declared. */
    private static final int LEADS = 1000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore store;
    private final RuleQueries queries;
    private final Checks checks;
    private final JsonMapper json;

    DraftFindings(
            JdbcClient jdbc,
            Transactions transactions,
            SettingsStore store,
            RuleQueries queries,
            Checks checks,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.queries = queries;
        this.checks = checks;
        this.json = json;
    }

    /** The settings with the draft's rules, and the fields that recent leads have. */
    record Asked(long version, SettingsDocument document, Set<String> leadFields) {}

    /**
     * @param version the draft's that was looked at
     * @param misfits what keeps the draft from being published; then there are no findings
     * @param moreFindings how many there are beside those named
     */
    record Found(long version, List<RuleMisfit> misfits, List<RuleFinding> findings, long moreFindings) {}

    /**
     * Something wrong.
     *
     * @param section of the settings; the one of the rules almost always
     * @param rule the id of the rule, or its place from 0 if it has none
     */
    record RuleMisfit(
            String section,
            String rule,
            String kind,
            @Nullable String found,
            @Nullable String expected,
            String message) {}

    /**
     * Something to regret.
     *
     * @param rule the rule it is about; empty if it is about a source, a person, a team or a schedule
     * @param id what it is about
     */
    record RuleFinding(String rule, String id, String kind, Map<String, String> args, String message) {}

    Asked asked(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            RuleQueries.RuleDraft draft = queries.draft();
            SettingsDocument document = store.document();
            document.sections().set("rules", json.valueToTree(draft.rules()));
            Set<String> fields =
                    new HashSet<>(jdbc.sql("""
                            select distinct jsonb_object_keys(custom)
                              from (select custom from fairlead.lead order by id desc limit ?) recent
                            """).param(LEADS).query(String.class).list());
            return new Asked(draft.version(), document, fields);
        });
    }

    Found of(Asked asked, Deadline deadline) {
        if (!(asked.document().read() instanceof SettingsFile.Sound sound)) {
            return new Found(asked.version(), misfits(asked.document()), List.of(), 0);
        }
        Scenario scenario = sound.scenario();
        Checks.Checked checked = deadline.keep(() -> checks.findings(scenario, asked.leadFields(), deadline));
        Set<String> aboutRules = List.of(Finding.Kind.values()).stream()
                .filter(Finding.Kind::isAboutARule)
                .map(Finding.Kind::slug)
                .collect(Collectors.toSet());
        List<RuleFinding> findings = checked.findings().stream()
                .map(finding -> new RuleFinding(
                        aboutRules.contains(finding.kind()) ? finding.id() : "",
                        finding.id(),
                        finding.kind(),
                        finding.args(),
                        finding.message()))
                .toList();
        return new Found(asked.version(), List.of(), findings, checked.moreFindings());
    }

    private static List<RuleMisfit> misfits(SettingsDocument document) {
        return document.misfits().stream()
                .map(misfit -> new RuleMisfit(
                        misfit.section(),
                        misfit.key(),
                        misfit.flaw().kind(),
                        misfit.flaw().found(),
                        misfit.flaw().expected(),
                        misfit.flaw().message()))
                .toList();
    }
}
