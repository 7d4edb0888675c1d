package io.fairlead.server.fairness;

import io.fairlead.server.company.Companies;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.wording.Leads;
import io.fairlead.server.wording.WallTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Corrections of the books, and leads that may want one. */
@Component
class CorrectionQueries {
    private static final int PAGE = 50;
    private static final int DOUBTFUL = 20;
    private static final String ROWS = """
            select c.id, c.at, w.name as who, c.kind, c.reason, c.shared, c.name, c.rule, c.lead_id, l.name as lead_name,
                   f.name as "from", t.name as "to", c.units, c.undoes,
                   exists (select from fairlead.correction u where u.company_id = c.company_id and u.undoes = c.id) as undone
              from fairlead.correction c
              join fairlead.app_user w on w.company_id = c.company_id and w.id = c.who
              left join fairlead.lead l on l.company_id = c.company_id and l.id = c.lead_id
              left join fairlead.app_user f on f.company_id = c.company_id and f.id = c.from_id
              left join fairlead.app_user t on t.company_id = c.company_id and t.id = c.to_id
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;

    CorrectionQueries(JdbcClient jdbc, Transactions transactions, Companies companies) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
    }

    /**
     * Corrections, newest first.
     *
     * @param next where the next page begins; null for the last one
     * @param doubtful leads closed as spam whose entry counts, newest first, the first few
     */
    record CorrectionList(
            List<CorrectionRow> rows, @Nullable String next, List<DoubtfulLead> doubtful) {}

    /**
     * A correction.
     *
     * @param at company wall time
     * @param kind {@code annulled}: a lead's entry does not count; {@code reinstated}: it counts again; {@code moved}
     * @param from who is entitled to less; of an entry whose it was
     * @param leads what was moved
     * @param undoes whether it takes another one back
     * @param undone whether another one takes it back
     */
    record CorrectionRow(
            String id,
            String at,
            String who,
            String kind,
            String reason,
            boolean shared,
            String ledger,
            String rule,
            @Nullable String lead,
            @Nullable String leadName,
            @Nullable String from,
            @Nullable String to,
            @Nullable String leads,
            boolean undoes,
            boolean undone) {}

    record DoubtfulLead(String id, String name, String at, String rule, String user) {}

    /** A correction as it is kept; ids are 0 for none. */
    record Stored(
            String kind,
            boolean shared,
            String name,
            long leadId,
            long fromId,
            long toId,
            long units,
            boolean undone) {}

    private record Row(
            long id,
            OffsetDateTime at,
            String who,
            String kind,
            String reason,
            boolean shared,
            String name,
            String rule,
            @Nullable Long leadId,
            @Nullable String leadName,
            @Nullable String from,
            @Nullable String to,
            @Nullable Long units,
            @Nullable Long undoes,
            boolean undone) {}

    CorrectionList page(SignedIn me, @Nullable String next) {
        Ids ids = Ids.of(me.idSeed());
        long before = next == null
                ? Long.MAX_VALUE
                : ids.read(Ids.Kind.CORRECTION, next).orElseThrow(Refusal::notFound);
        return transactions.inCompany(me.companyId(), () -> {
            ZoneId zone = zone();
            List<CorrectionRow> rows = jdbc
                    .sql(ROWS + " where c.company_id = ? and c.id < ? order by c.id desc limit ?")
                    .params(me.companyId(), before, PAGE)
                    .query(new SimplePropertyRowMapper<>(Row.class))
                    .list()
                    .stream()
                    .map(row -> shown(row, ids, zone))
                    .toList();
            return new CorrectionList(
                    rows,
                    rows.size() == PAGE ? rows.getLast().id() : null,
                    next == null ? doubtful(me, ids, zone) : List.of());
        });
    }

    CorrectionRow of(SignedIn me, long id) {
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql(ROWS + " where c.company_id = ? and c.id = ?")
                        .params(me.companyId(), id)
                        .query(new SimplePropertyRowMapper<>(Row.class))
                        .optional()
                        .map(row -> shown(row, Ids.of(me.idSeed()), zone()))
                        .orElseThrow(Refusal::notFound));
    }

    Stored stored(SignedIn me, long id) {
        return transactions.inCompany(
                me.companyId(),
                () -> jdbc.sql("""
                        select kind, shared, name, coalesce(lead_id, 0) as lead_id, coalesce(from_id, 0) as from_id,
                               coalesce(to_id, 0) as to_id, coalesce(units, 0) as units,
                               exists (select from fairlead.correction u
                                        where u.company_id = c.company_id and u.undoes = c.id) as undone
                          from fairlead.correction c where id = ?
                        """).param(id).query(Stored.class).optional().orElseThrow(Refusal::notFound));
    }

    private List<DoubtfulLead> doubtful(SignedIn me, Ids ids, ZoneId zone) {
        record Found(long id, String name, OffsetDateTime at, String rule, String person) {}
        return jdbc
                .sql("""
                        select l.id, l.name, l.created_at as at, d.state #>> '{standing,rule}' as rule, u.name as person
                          from (select company_id, id, name, created_at from fairlead.lead
                                 where company_id = ? and status = 'spam' order by id desc limit ?) l
                          join fairlead.desk_lead d on d.company_id = l.company_id and d.lead_id = l.id
                          join fairlead.app_user u
                            on u.company_id = l.company_id and u.key = d.state #>> '{standing,receiver}'
                         where not (d.state #>> '{standing,annulled}')::boolean
                         order by l.id desc
                        """)
                .params(me.companyId(), DOUBTFUL)
                .query(new SimplePropertyRowMapper<>(Found.class))
                .list()
                .stream()
                .map(lead -> new DoubtfulLead(
                        ids.show(Ids.Kind.LEAD, lead.id()),
                        lead.name(),
                        new WallTime(zone).text(lead.at().toInstant()),
                        lead.rule(),
                        lead.person()))
                .toList();
    }

    private static CorrectionRow shown(Row row, Ids ids, ZoneId zone) {
        Long lead = row.leadId();
        Long units = row.units();
        return new CorrectionRow(
                ids.show(Ids.Kind.CORRECTION, row.id()),
                new WallTime(zone).text(row.at().toInstant()),
                row.who(),
                row.kind(),
                row.reason(),
                row.shared(),
                row.name(),
                row.rule(),
                lead == null ? null : ids.show(Ids.Kind.LEAD, lead),
                row.leadName(),
                row.from(),
                row.to(),
                units == null ? null : Leads.text(units),
                row.undoes() != null,
                row.undone());
    }

    private ZoneId zone() {
        return ZoneId.of(companies.current().timezone());
    }
}
