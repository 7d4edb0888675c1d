package io.fairlead.server.replay;

import io.fairlead.server.company.SettingsDocument.Misfit;
import io.fairlead.server.desk.again.Retelling;
import io.fairlead.server.distribution.Deadline;
import io.fairlead.server.distribution.Gate;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.JsonLines;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.replay.ReplayController.ReplayQuestion;
import io.fairlead.server.replay.ReplayLine.ReplayPerson;
import io.fairlead.server.wording.WallTime;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells past leads again under other rules, and writes what comes of it as it goes, one JSON object a line. It ends
 * when the reader goes away: the next line cannot be written. Thread-safe.
 */
@Component
class Replays {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    /** One that was cancelled ends when its next line cannot be written; the next of the company waits that long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_DAYS = 400;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final RuleChoice choice;
    private final JsonMapper json;
    private final Gate gate = new Gate("busy-checks", 2, PATIENCE, LONGEST);

    Replays(DataSource database, JdbcClient jdbc, Transactions transactions, RuleChoice choice, JsonMapper json) {
        this.database = database;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.choice = choice;
        this.json = json;
    }

    /** What is asked, understood. */
    private record Asked(
            WhatIf.Period period,
            WhatIf.TryRules rules,
            ZoneId zone,
            ReplayLine.ReplayPeople people,
            Map<Long, String> numbers) {}

    /**
     * Runs to the end, whatever it is; the last line says which.
     *
     * @param out opened before the first line is written
     * @throws Refusal before that, if what is asked cannot be done
     */
    void run(SignedIn me, ReplayQuestion question, Supplier<OutputStream> out) {
        gate.compute(me.companyId(), deadline -> {
            var asked = transactions.inCompany(me.companyId(), () -> asked(question));
            return run(me, asked, deadline, out);
        });
    }

    private Asked asked(ReplayQuestion question) {
        var errors = new ArrayList<FieldError>();
        var from = day(question.from(), "from", errors);
        var to = day(question.to(), "to", errors);
        if (from != null && to != null && (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS)))) {
            errors.add(new FieldError("to", "out-of-range"));
        }
        if (from == null || to == null || !errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        var zone = ZoneId.of(jdbc.sql("select timezone from fairlead.company")
                .query(String.class)
                .single());
        var period = new WhatIf.Period(
                from.atStartOfDay(zone).toInstant(),
                to.plusDays(1).atStartOfDay(zone).toInstant());
        var people = jdbc.sql("""
                        select key, name from fairlead.app_user where role <> 'integration' order by position, id
                        """)
                .query((row, n) -> new ReplayPerson(row.getString(1), row.getString(2)))
                .list();
        var sources = new HashMap<String, String>();
        jdbc.sql("select key, name from fairlead.source").query(row -> {
            sources.put(row.getString(1), row.getString(2));
        });
        return new Asked(
                period,
                choice.rules(question.rules(), question.text()),
                zone,
                new ReplayLine.ReplayPeople(people, sources),
                numbers());
    }

    private static @Nullable LocalDate day(@Nullable String text, String field, List<FieldError> errors) {
        if (text == null || text.isBlank()) {
            errors.add(new FieldError(field, "required"));
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            errors.add(new FieldError(field, "invalid"));
            return null;
        }
    }

    /** On a connection of its own, on which no transaction lasts long. */
    private boolean run(SignedIn me, Asked asked, Deadline deadline, Supplier<OutputStream> out) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var pages = new Pages(connection, me.companyId());
            var start = Start.newest(pages, pages.end(), asked.period().from());
            if (start == null) {
                throw Refusal.of(HttpStatus.CONFLICT, "no-past", "What happened in this company is not recorded.");
            }
            run(me, asked, start, deadline, new JsonLines(out.get(), json.writer()));
            connection.rollback();
            return true;
        } catch (SQLException failure) {
            throw new Past.Unread(failure);
        }
    }

    private void run(SignedIn me, Asked asked, Start start, Deadline deadline, JsonLines lines) {
        var wall = new WallTime(asked.zone());
        try {
            lines.write(asked.people());
            lines.progress(() -> new ReplayLine.ReplayProgress(0, 0));
            var findings = new WhatIf(start, asked.period(), asked.rules(), (share, leads) -> {
                        if (!deadline.lasts()) {
                            throw new CancellationException("out of time");
                        }
                        lines.progress(() -> new ReplayLine.ReplayProgress(share, leads));
                    })
                    .run();
            long erased = transactions.inCompany(me.companyId(), () -> erased(findings.fates()));
            new Told(findings, asked.period(), asked.zone(), me.idSeed(), asked.numbers(), erased).write(lines::write);
            lines.write(new ReplayLine.ReplayDone());
        } catch (WhatIf.Unfit unfit) {
            lines.end(new ReplayLine.ReplayProblem(
                    "rules-do-not-fit",
                    wall.text(unfit.at()),
                    unfit.misfits().stream().map(Replays::sentence).toList()));
        } catch (Retelling.Gap gap) {
            lines.end(problem("gap", String.valueOf(gap.getMessage())));
        } catch (Fates.TooMany many) {
            lines.end(problem("too-many-leads", "At most " + Fates.MOST_LEADS + " leads are told again at once."));
        } catch (CancellationException e) {
            lines.end(problem("too-slow", "This took longer than " + LONGEST.toMinutes() + " minutes."));
        } catch (UncheckedIOException e) {
            LOG.debug("the reader of a replay went away", e);
        } catch (Refusal unclear) {
            lines.end(problem("rules-do-not-fit", String.valueOf(unclear.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("A replay failed", e);
            lines.end(problem("internal", ""));
        }
    }

    private static ReplayLine.ReplayProblem problem(String slug, String message) {
        return new ReplayLine.ReplayProblem(slug, null, message.isEmpty() ? List.of() : List.of(message));
    }

    private static String sentence(Misfit misfit) {
        return misfit.section() + " " + misfit.key() + ": " + misfit.flaw().message();
    }

    private long erased(Fates fates) {
        return fates.fates().isEmpty()
                ? 0
                : jdbc.sql("select count(*) from fairlead.erased_lead where lead_id between ? and ?")
                        .params(fates.fates().firstKey(), fates.fates().lastKey())
                        .query(Long.class)
                        .single();
    }

    /** The ids in the settings of all users, by their numbers. */
    private Map<Long, String> numbers() {
        var keys = new HashMap<Long, String>();
        jdbc.sql("select id, key from fairlead.app_user").query(row -> {
            keys.put(row.getLong(1), row.getString(2));
        });
        return keys;
    }
}
