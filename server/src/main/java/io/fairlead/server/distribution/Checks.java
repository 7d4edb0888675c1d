package io.fairlead.server.distribution;

import io.fairlead.engine.coverage.Coverage;
import io.fairlead.engine.coverage.CoverageWeek;
import io.fairlead.engine.coverage.Finding;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.settings.Flaw;
import io.fairlead.server.settings.SettingsFile;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What is wrong with settings, what a manager would regret in them, and who is there in each hour of a week. */
@Component
public class Checks {
    private static final int MOST_FINDINGS = 200;

    private final InstantSource clock;

    Checks(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What there is to say about settings: the flaws of a broken file, or the findings in a sound one.
     *
     * @param moreFlaws how many there are beside those named
     * @param moreFindings how many there are beside those named
     */
    public record Checked(
            List<SettingsFlaw> flaws, long moreFlaws, List<SettingsFinding> findings, long moreFindings) {}

    /** A flaw at its place in the text, both from 1. */
    public record SettingsFlaw(
            int line,
            int column,
            Flaw.Kind kind,
            @Nullable String found,
            @Nullable String expected,
            String message) {}

    /** Something to regret; {@code args} are for wording it in another language. */
    public record SettingsFinding(String id, String kind, Map<String, String> args, String message) {}

    /** Who can receive leads in each hour of a week, by source; the source "" stands for any that no rule names. */
    public record WeekCoverage(String timezone, List<SourceCoverage> sources) {}

    public record SourceCoverage(String source, List<HourCoverage> cells) {}

    /**
     * An hour of wall time.
     *
     * @param minutes of it in which somebody can receive
     * @param otherwise what becomes of leads while nobody of the rule can: {@code fallback}, {@code hold},
     *     {@code unassigned}; empty if somebody always can
     */
    public record HourCoverage(String day, int hour, String rule, List<String> people, int minutes, String otherwise) {}

    /** @throws Refusal {@code too-slow} if it is not done by the deadline */
    Checked check(@Nullable String settings, Deadline deadline) {
        return switch (DraftReader.read(settings)) {
            case SettingsFile.Broken broken -> new Checked(flaws(broken), broken.more(), List.of(), 0);
            case SettingsFile.Sound sound -> deadline.keep(() -> findings(sound, deadline));
        };
    }

    /** @throws Refusal {@code too-slow} if it is not done by the deadline */
    WeekCoverage coverage(@Nullable String settings, Deadline deadline) {
        Scenario scenario = DraftReader.sound(settings).scenario();
        Instant start = scenario.startOr(clock.instant());
        return shown(
                deadline.keep(() -> CoverageWeek.of(scenario.settings(), scenario.absences(), start, deadline::lasts)));
    }

    /**
     * The seven days from a day on.
     *
     * @throws Refusal {@code too-slow} if it is not done by the deadline
     */
    public WeekCoverage coverage(Scenario scenario, LocalDate first, Deadline deadline) {
        return shown(deadline.keep(
                () -> CoverageWeek.from(scenario.settings(), scenario.absences(), first, deadline::lasts)));
    }

    private static WeekCoverage shown(CoverageWeek week) {
        return new WeekCoverage(
                week.zone().getId(),
                week.sources().stream()
                        .map(source -> new SourceCoverage(
                                source.source(),
                                source.cells().stream().map(Checks::hour).toList()))
                        .toList());
    }

    /** {@code broken-settings}: 422 with {@code flaws}, and {@code moreFlaws}, how many there are beside those. */
    public static Refusal refusal(SettingsFile.Broken broken) {
        return Refusal.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "broken-settings",
                "The settings have flaws.",
                Map.of("flaws", flaws(broken), "moreFlaws", broken.more()));
    }

    private static List<SettingsFlaw> flaws(SettingsFile.Broken broken) {
        return broken.flaws().stream()
                .map(flaw -> new SettingsFlaw(
                        flaw.line(),
                        flaw.column(),
                        Flaw.Kind.of(flaw.kind()),
                        flaw.found(),
                        flaw.expected(),
                        flaw.message()))
                .toList();
    }

    private Checked findings(SettingsFile.Sound sound, Deadline deadline) {
        return findings(sound.scenario(), sound.eventFields(), deadline);
    }

    /**
     * What a manager would regret.
     *
     * @param eventFields the fields that leads have beside the declared ones
     */
    public Checked findings(Scenario scenario, Set<String> eventFields, Deadline deadline) {
        List<Finding> all = Coverage.check(
                scenario.settings(),
                scenario.absences(),
                eventFields,
                scenario.startOr(clock.instant()),
                deadline::lasts);
        List<SettingsFinding> first = all.stream()
                .limit(MOST_FINDINGS)
                .map(finding ->
                        new SettingsFinding(finding.id(), finding.kind().slug(), finding.args(), finding.message()))
                .toList();
        return new Checked(List.of(), 0, first, all.size() - first.size());
    }

    private static HourCoverage hour(CoverageWeek.Cell cell) {
        return new HourCoverage(
                cell.day().name().toLowerCase(Locale.ROOT),
                cell.hour(),
                cell.rule(),
                cell.people(),
                cell.minutes(),
                cell.otherwise());
    }
}
