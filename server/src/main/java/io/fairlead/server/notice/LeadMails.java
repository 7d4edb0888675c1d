package io.fairlead.server.notice;

import io.fairlead.server.company.SettingsChange;
import io.fairlead.server.notify.Letter;
import io.fairlead.server.notify.Mail;
import io.fairlead.server.notify.MailTexts;
import io.fairlead.server.notify.Mails;
import io.fairlead.server.notify.PublicAddress;
import io.fairlead.server.platform.sql.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the mails to a company's own addresses out of its journal: one to the fallback address when nobody was found, when
 * a lead is passed on for the last time, and when the watchdog raises the alarm; one to the overview address for each
 * assignment. Thread-safe.
 */
@Component
class LeadMails {
    /** How many leads a mail about alarms names. */
    private static final int NAMED = 50;

    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVENTS = """
            select e.tx::text, e.id, e.kind, e.at, coalesce(e.data ->> 'how', '') as how,
                   coalesce(e.data ->> 'rule', '') as rule, coalesce(e.data ->> 'after', '') as after,
                   coalesce((select u.name from fairlead.app_user u where u.key = e.data ->> 'user'), '') as user,
                   l.id as lead, l.name, l.phone, l.email, l.source, l.listing, l.custom
              from %s e join fairlead.lead l on l.company_id = e.company_id and l.id = e.lead
            """;
    /** As many as a stretch has: without that the plan reads all leads of the company. */
    private static final String OF_STRETCH =
            EVENTS.formatted("""
            (select * from fairlead.event e
              where e.company_id = ? and (e.tx, e.id) > (?::xid8, ?) and (e.tx, e.id) <= (?::xid8, ?)
                and e.tx >= (select t.mails_tx from shared.tenant t where t.company_id = e.company_id)
                and e.kind in ('lead-assigned', 'lead-waiting', 'lead-unassigned', 'redistribution-ended',
                               'lead-astray', 'lead-overdue')
              order by e.tx, e.id limit %d)""".formatted(JournalReader.MOST)) + " order by e.tx, e.id";

    private static final String TOGETHER = " where e.tx = ?::xid8 and e.kind in ('lead-astray', 'lead-overdue')";
    private static final String OF_ALARM = EVENTS.formatted("fairlead.event") + TOGETHER;

    private final JdbcClient jdbc;
    private final Mails mails;
    private final PublicAddress address;

    LeadMails(JdbcClient jdbc, Mails mails, PublicAddress address) {
        this.jdbc = jdbc;
        this.mails = mails;
        this.address = address;
    }

    /** Who is told, and how they read. */
    private record Receiver(String address, Letter.Reader reader) {}

    /** The company with the addresses that want mails, and the language of whoever is behind each. */
    private record Addresses(
            String name,
            String timezone,
            long idSeed,
            @Nullable String fallback,
            String fallbackLocale,
            @Nullable String overview,
            String overviewLocale) {
        @Nullable
        Receiver fallbackReceiver() {
            return fallback == null ? null : new Receiver(fallback, reader(fallbackLocale));
        }

        @Nullable
        Receiver overviewReceiver() {
            return overview == null ? null : new Receiver(overview, reader(overviewLocale));
        }

        private Letter.Reader reader(String locale) {
            return new Letter.Reader(name, timezone, locale);
        }
    }

    /**
     * An event about a lead, with what the lead and its receiver are called.
     *
     * @param after what came of it: a state, or a flaw that the watchdog found
     * @param fields its further fields by their ids
     */
    record LeadEvent(
            String tx,
            long id,
            String kind,
            Instant at,
            String how,
            String rule,
            String user,
            String after,
            long lead,
            String name,
            String phone,
            String email,
            String source,
            String listing,
            Map<String, String> fields) {
        /** By which texts it is told. */
        String tells() {
            return switch (kind) {
                case "lead-assigned" -> how.equals("fallback") ? "fallback" : "assigned";
                case "lead-waiting" -> "waiting";
                case "redistribution-ended" -> "stays";
                case "lead-astray" -> "astray";
                case "lead-overdue" -> "overdue";
                default -> "nobody";
            };
        }

        boolean assigned() {
            return kind.equals("lead-assigned");
        }

        boolean alarm() {
            return kind.equals("lead-astray") || kind.equals("lead-overdue");
        }

        /** What the watchdog found; empty for other events. */
        String wrong(MailTexts texts) {
            return alarm() ? texts.say("flaw." + (kind.equals("lead-astray") ? after : "overdue"), Map.of()) : "";
        }

        String called(MailTexts texts) {
            return Stream.of(name, phone, email)
                    .filter(part -> !part.isBlank())
                    .findFirst()
                    .orElseGet(() -> texts.say("lead.unnamed", Map.of()));
        }
    }

    /** Notes whether the company wants mails; one that begins to want them gets none of what was before. */
    @EventListener
    void on(SettingsChange change) {
        switch (change) {
            case SettingsChange.Begun begun -> {}
            case SettingsChange.Made made -> {
                var mailboxes = made.scenario().settings().company().mailboxes();
                boolean wants = mailboxes.fallback() != null || mailboxes.overview() != null;
                jdbc.sql("""
                                update shared.tenant set mails = ?, mails_tx = pg_current_xact_id()
                                 where company_id = ? and mails <> ?
                                """).params(wants, made.companyId(), wants).update();
            }
        }
    }

    /** Puts the mails about a stretch of the journal into the outbox, in the company's transaction under way. */
    void make(JournalReader.Stretch stretch) {
        Addresses addresses = addresses();
        if (addresses.fallback() == null && addresses.overview() == null) {
            return;
        }
        Set<String> alarmed = new HashSet<>();
        for (LeadEvent event : events(stretch)) {
            if (!event.alarm()) {
                write(stretch.company(), event, addresses);
            } else if (alarmed.add(event.tx())) {
                alarm(stretch.company(), event.tx(), addresses);
            }
        }
    }

    private Addresses addresses() {
        return jdbc.sql("""
                        select c.name, c.timezone, c.id_seed, c.body ->> 'fallback-email' as fallback,
                               coalesce(f.locale, c.locale) as fallback_locale, c.body ->> 'overview-email' as overview,
                               coalesce(o.locale, c.locale) as overview_locale
                          from fairlead.company c
                          left join fairlead.app_user f on f.active and lower(f.email) = lower(c.body ->> 'fallback-email')
                          left join fairlead.app_user o on o.active and lower(o.email) = lower(c.body ->> 'overview-email')
                         limit 1
                        """).query(Addresses.class).single();
    }

    private List<LeadEvent> events(JournalReader.Stretch stretch) {
        return jdbc.sql(OF_STRETCH)
                .params(stretch.bounds())
                .query(LeadMails::event)
                .list();
    }

    private static LeadEvent event(ResultSet row, int number) throws SQLException {
        return new LeadEvent(
                row.getString("tx"),
                row.getLong("id"),
                row.getString("kind"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("how"),
                row.getString("rule"),
                row.getString("user"),
                row.getString("after"),
                row.getLong("lead"),
                row.getString("name"),
                row.getString("phone"),
                row.getString("email"),
                row.getString("source"),
                row.getString("listing"),
                fields(row.getString("custom")));
    }

    /** A lead's further fields as texts, by their ids; those without a value are left out. */
    private static Map<String, String> fields(String custom) {
        Map<String, String> fields = new LinkedHashMap<>();
        JSON.readTree(custom)
                .properties()
                .forEach(one -> fields.put(one.getKey(), one.getValue().asString("")));
        return fields;
    }

    private void write(int companyId, LeadEvent event, Addresses addresses) {
        Receiver fallback = addresses.fallbackReceiver();
        if (fallback != null && !event.tells().equals("assigned")) {
            send(companyId, event, addresses, "fallback", fallback);
        }
        Receiver overview = addresses.overviewReceiver();
        if (overview != null && event.assigned()) {
            send(companyId, event, addresses, "overview", overview);
        }
    }

    private void send(int companyId, LeadEvent event, Addresses addresses, String why, Receiver receiver) {
        Letter letter = LeadLetter.of(event, receiver.reader(), link(event, addresses));
        send(companyId, receiver, letter, event.id() + "." + why, List.of(event.lead()));
    }

    /** All alarms of one check are one mail, in whatever batches they are read: its Message-ID is that of the check. */
    private void alarm(int companyId, String tx, Addresses addresses) {
        Receiver receiver = addresses.fallbackReceiver();
        if (receiver == null) {
            return;
        }
        List<LeadEvent> alarms = jdbc.sql(OF_ALARM + " order by e.id limit ?")
                .params(tx, NAMED)
                .query(LeadMails::event)
                .list();
        if (alarms.size() == 1) {
            write(companyId, alarms.getFirst(), addresses);
            return;
        }
        int all = jdbc.sql("select count(*) from fairlead.event e" + TOGETHER)
                .param(tx)
                .query(Integer.class)
                .single();
        Letter letter = AlarmLetter.of(
                alarms.stream()
                        .map(event -> new AlarmLetter.Alarm(event, link(event, addresses)))
                        .toList(),
                all,
                receiver.reader(),
                address.whole() + "/watchdog");
        send(
                companyId,
                receiver,
                letter,
                tx + ".alarms",
                alarms.stream().map(LeadEvent::lead).distinct().toList());
    }

    private String link(LeadEvent event, Addresses addresses) {
        return address.whole() + "/leads/" + Ids.of(addresses.idSeed()).show(Ids.Kind.LEAD, event.lead());
    }

    private void send(int companyId, Receiver receiver, Letter letter, String id, List<Long> leads) {
        mails.send(
                companyId,
                new Mail(
                        receiver.address(),
                        letter.subject(),
                        letter.text(),
                        letter.html(),
                        "<" + id + "." + companyId + "@fairlead>",
                        "",
                        leads));
    }
}
