package io.fairlead.server.roster;

import io.fairlead.engine.distribution.Settings;
import io.fairlead.engine.distribution.User;
import io.fairlead.engine.simulation.Scenario;
import io.fairlead.engine.time.Absence;
import io.fairlead.engine.time.Schedule;
import io.fairlead.engine.time.Span;
import io.fairlead.engine.time.Timeline;
import io.fairlead.server.company.SettingsDocument;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Permission;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.SettingsFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who is on when, as the engine sees it. */
@Component
class DutyQueries {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final JsonMapper json;

    DutyQueries(JdbcClient jdbc, Transactions transactions, SettingsStore settings, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.json = json;
    }

    /** @param to the day after the last */
    record Duty(String timezone, LocalDate from, LocalDate to, List<DutyRow> rows) {}

    /**
     * When one active user works.
     *
     * @param schedule the id of a schedule; null for none, which means always
     * @param spans hours by the schedule, within the period, whatever the absences say
     * @param absences those that touch the period; not cut to it
     * @param holidays days on which the schedule's calendar has a holiday
     */
    record DutyRow(
            String key,
            String name,
            @Nullable String schedule,
            List<DutySpan> spans,
            List<DutyAbsence> absences,
            List<LocalDate> holidays) {}

    /** Hours in company time. */
    record DutySpan(OffsetDateTime from, OffsetDateTime to) {}

    /** An absence in company time. Its kind is for managers and the user alone. */
    record DutyAbsence(OffsetDateTime from, OffsetDateTime to, String kind) {}

    /** A period of days in a zone. */
    private record Period(ZoneId zone, LocalDate first, LocalDate end) {
        Instant from() {
            return first.atStartOfDay(zone).toInstant();
        }

        Instant to() {
            return end.atStartOfDay(zone).toInstant();
        }

        OffsetDateTime shown(Instant at) {
            return at.atZone(zone).toOffsetDateTime();
        }
    }

    Duty duty(SignedIn me, LocalDate from, LocalDate to) {
        return transactions.inCompany(me.companyId(), () -> {
            Scenario scenario = settings.scenario();
            Settings known = scenario.settings();
            Period period = new Period(known.company().timezone(), from, to);
            String own = jdbc.sql("select key from fairlead.app_user where id = ?")
                    .param(me.userId())
                    .query(String.class)
                    .single();
            boolean all = me.role().permits(Permission.MANAGE_PEOPLE);
            List<DutyRow> rows = known.users().values().stream()
                    .filter(User::active)
                    .map(user -> new DutyRow(
                            user.id(),
                            user.name(),
                            user.schedule(),
                            spans(user.duty(), period),
                            absences(
                                    scenario.absences(),
                                    user.id(),
                                    all || user.id().equals(own),
                                    period),
                            holidays(
                                    user.schedule() == null
                                            ? null
                                            : known.schedules().get(user.schedule()),
                                    period)))
                    .toList();
            return new Duty(period.zone().getId(), from, to, rows);
        });
    }

    DutyRow preview(SignedIn me, Map<String, Object> schedule, LocalDate from, LocalDate to) {
        String zone = transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql("select timezone from fairlead.company")
                        .query(String.class)
                        .single());
        ObjectNode top = json.createObjectNode();
        top.putObject("company").put("name", "preview").put("timezone", zone);
        top.putObject("schedules").set("preview", json.valueToTree(schedule));
        SettingsDocument document = new SettingsDocument(top);
        if (!(document.read() instanceof SettingsFile.Sound sound)) {
            throw SettingsStore.broken(document.misfits());
        }
        Settings read = sound.scenario().settings();
        Schedule wanted = Objects.requireNonNull(read.schedules().get("preview"));
        Period period = new Period(read.company().timezone(), from, to);
        return new DutyRow("preview", "", null, spans(wanted.timeline(), period), List.of(), holidays(wanted, period));
    }

    private static List<DutySpan> spans(Timeline duty, Period period) {
        List<DutySpan> spans = new ArrayList<>();
        Instant at = period.from();
        @Nullable Instant began = null;
        while (at.isBefore(period.to())) {
            Span span = duty.at(at);
            if (span.on() && began == null) {
                began = at;
            } else if (!span.on() && began != null) {
                spans.add(new DutySpan(period.shown(began), period.shown(at)));
                began = null;
            }
            at = span.until();
        }
        if (began != null) {
            spans.add(new DutySpan(period.shown(began), period.shown(period.to())));
        }
        return spans;
    }

    private static List<DutyAbsence> absences(List<Absence> all, String user, boolean kinds, Period period) {
        return all.stream()
                .filter(absence -> absence.user().equals(user)
                        && absence.from().isBefore(period.to())
                        && absence.to().isAfter(period.from()))
                .map(absence -> new DutyAbsence(
                        period.shown(absence.from()), period.shown(absence.to()), kinds ? absence.kind() : ""))
                .toList();
    }

    private static List<LocalDate> holidays(@Nullable Schedule schedule, Period period) {
        return schedule == null
                ? List.of()
                : period.first()
                        .datesUntil(period.end())
                        .filter(schedule.holidays()::isHoliday)
                        .toList();
    }
}
