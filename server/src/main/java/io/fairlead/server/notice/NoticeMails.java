package io.fairlead.server.notice;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.notify.Letter;
import io.fairlead.server.notify.Mail;
import io.fairlead.server.notify.Mails;
import io.fairlead.server.notify.PublicAddress;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts notices that are due by mail into the outbox: all of a person's that wait are one mail, offers do not wait for the
 * others, and what was read meanwhile is left out. A notice is taken and its mail written in one transaction. Thread-safe;
 * no two nodes take the same notice.
 */
@Component
class NoticeMails {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int RECEIVERS = 50;
    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;
    private final Mails mails;
    private final PublicAddress address;
    private final InstantSource clock;

    NoticeMails(
            JdbcClient jdbc,
            Transactions transactions,
            Companies companies,
            Mails mails,
            PublicAddress address,
            InstantSource clock,
            Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.mails = mails;
        this.address = address;
        this.clock = clock;
        rounds.every(PAUSE, "mails of notices", companies::all, this::send);
    }

    /**
     * A notice that is to be mailed.
     *
     * @param who did it last, by name; empty for the program
     * @param leads the first ones' numbers with their names
     * @param data as the table has it
     */
    record Told(long id, String kind, int count, String who, int people, Map<Long, String> leads, JsonNode data) {}

    private record Receiver(long user, String email, String locale) {}

    private record Taken(Receiver receiver, Told notice) {}

    /** Sends what is due now. */
    void send(int company) {
        boolean more = true;
        while (more) {
            more = transactions.inCompany(company, () -> sendSome(company));
        }
    }

    /** Whether there may be more. */
    private boolean sendSome(int company) {
        boolean due = jdbc.sql("select exists (select from fairlead.notice where company_id = ? and mail_at <= ?)")
                .params(company, Notices.utc(clock.instant()))
                .query(Boolean.class)
                .single();
        if (!due) {
            return false;
        }
        Map<Receiver, List<Told>> taken = take(company).stream()
                .collect(Collectors.groupingBy(
                        Taken::receiver,
                        () -> new TreeMap<>(Comparator.comparingLong(Receiver::user)),
                        Collectors.mapping(Taken::notice, Collectors.toList())));
        Company own = companies.current();
        taken.forEach((receiver, notices) -> write(own, receiver, notices));
        return !taken.isEmpty();
    }

    private List<Taken> take(int company) {
        return jdbc.sql("""
                        with due as (
                            select user_id, bool_or(kind <> 'offered') as whole from fairlead.notice
                             where company_id = :company and mail_at <= :now
                             group by user_id order by user_id limit :most),
                        taken as (
                            update fairlead.notice n set mail_at = null, mailed = true
                              from due
                             where n.company_id = :company and n.user_id = due.user_id and n.mail_at is not null
                               and (due.whole or n.kind = 'offered')
                            returning n.*)
                        select t.id, t.kind, t.count, t.user_id, t.data, cardinality(t.people) as people, u.email, u.locale,
                               coalesce(w.name, '') as who,
                               (select json_object_agg(l.id, coalesce(nullif(l.name, ''), nullif(l.phone, ''), l.email))
                                  from fairlead.lead l where l.company_id = :company and l.id = any(t.leads)) as leads
                          from taken t
                          join fairlead.app_user u
                            on u.company_id = :company and u.id = t.user_id and u.active and u.email is not null
                          left join fairlead.app_user w on w.company_id = :company and w.id = t.who
                         where not t.over
                         order by t.user_id, t.at, t.id
                        """)
                .param("company", company)
                .param("now", Notices.utc(clock.instant()))
                .param("most", RECEIVERS)
                .query(NoticeMails::taken)
                .list();
    }

    private static Taken taken(ResultSet row, int number) throws SQLException {
        Map<Long, String> leads = new TreeMap<>();
        String names = row.getString("leads");
        if (names != null) {
            JSON.readTree(names)
                    .properties()
                    .forEach(lead -> leads.put(
                            Long.valueOf(lead.getKey()), lead.getValue().asString("")));
        }
        return new Taken(
                new Receiver(row.getLong("user_id"), row.getString("email"), row.getString("locale")),
                new Told(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getInt("count"),
                        row.getString("who"),
                        row.getInt("people"),
                        leads,
                        JSON.readTree(row.getString("data"))));
    }

    /** What is about leads that are no longer there is not told. */
    private void write(Company company, Receiver receiver, List<Told> all) {
        List<Told> notices =
                all.stream().filter(notice -> !notice.leads().isEmpty()).toList();
        if (notices.isEmpty()) {
            return;
        }
        Ids ids = Ids.of(company.idSeed());
        String choices = address.whole() + "/account#notices";
        Letter letter = NoticeLetter.of(
                notices,
                new Letter.Reader(company.name(), company.timezone(), receiver.locale()),
                lead -> address.whole() + "/leads" + shown(ids, lead),
                choices);
        List<Long> leads = notices.stream()
                .flatMap(notice -> notice.leads().keySet().stream())
                .distinct()
                .toList();
        long last = notices.stream().mapToLong(Told::id).max().orElseThrow();
        String id = "<" + last + ".notices." + company.companyId() + "@fairlead>";
        mails.send(
                company.companyId(),
                new Mail(receiver.email(), letter.subject(), letter.text(), letter.html(), id, choices, leads));
    }

    private static String shown(Ids ids, @Nullable Long lead) {
        return lead == null ? "" : "/" + ids.show(Ids.Kind.LEAD, lead);
    }
}
