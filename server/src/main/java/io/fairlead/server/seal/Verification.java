package io.fairlead.server.seal;

import io.fairlead.server.desk.again.Missing;
import io.fairlead.server.platform.DatabaseAddress;
import io.fairlead.server.replay.Pages;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes the seals of an installation anew and compares. Whoever can write to the database can make a whole new chain
 * too: the newest seal is shown so that it can be noted elsewhere and looked for later. Free of Spring.
 */
public final class Verification {
    private static final int MOST_FINDINGS = 100;
    private static final int SEALS_A_PAGE = 500;
    private static final int DECISIONS_A_PAGE = 20_000;

    private static final String SEALS = """
            select s.id, s.first, s.last, s.previous, s.hash, to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
                   sha256(s.previous || coalesce(string_agg(d.payload_hash, ''::bytea order by d.decision_id), ''::bytea)) as computed
              from (select * from fairlead.seal where company_id = ? and id > ? order by id limit ?) s
              left join fairlead.decision_seal d
                on d.company_id = s.company_id and d.decision_id between s.first and s.last
             group by s.company_id, s.id, s.first, s.last, s.previous, s.hash, s.at order by s.id
            """;

    private static final String DECISIONS = """
            select id, what from (
                select n.id,
                       case when n.id < 1 then case when d.id is not null then 'inserted' end
                            when h.decision_id is null and d.id is null then 'missing'
                            when h.decision_id is null then 'inserted'
                            when d.id is null then 'missing'
                            when h.salt is null and d.explanation is null and e.lead_id is not null then 'erased'
                            when h.salt is null or sha256(h.salt || fairlead.payload(d)) <> h.payload_hash then 'changed'
                       end as what
                  from generate_series(?::bigint, ?) n (id)
                  left join fairlead.decision_seal h on h.company_id = ? and h.decision_id = n.id
                  left join fairlead.decision d on d.company_id = ? and d.id = n.id
                  left join fairlead.erased_lead e on e.company_id = d.company_id and e.lead_id = d.lead_id) judged
             where what is not null order by id
            """;

    private static final String END = """
            select (select count(*) from fairlead.decision where company_id = ? and id > ?) as unsealed,
                   (select coalesce(max(id), 0) from fairlead.decision where company_id = ?) as newest,
                   (select coalesce(max(decisions), 0) from fairlead.desk where company_id = ?) as given
            """;

    private Verification() {}

    /**
     * What was found of a company.
     *
     * @param sealed decisions covered by seals
     * @param unsealed decisions that are not yet
     * @param erased decisions of people who were erased, without explanation and salt; their hashes still hold the chain
     * @param recomputed decisions that were made again from what was recorded and came out as they are stored
     * @param notRecomputed decisions that could not be made again
     * @param whyNot why they could not; null if all could
     * @param newest the hash of the newest seal in hexadecimal, empty without one
     * @param findings empty if all is as it was; at most a hundred
     * @param moreFindings how many more there were
     */
    public record Report(
            int company,
            long seals,
            long sealed,
            long unsealed,
            long erased,
            long recomputed,
            long notRecomputed,
            @Nullable Missing whyNot,
            String newest,
            String sealedAt,
            List<Finding> findings,
            long moreFindings) {
        /** The findings in English. */
        public List<String> sentences() {
            return findings.stream().map(Finding::sentence).toList();
        }
    }

    /** What the seals themselves say, gathered from the first to the last. */
    private static final class Chain {
        long seals;
        long last;
        String at = "";
        byte[] hash = new byte[0];
        final List<Finding> findings = new ArrayList<>();
        long more;
    }

    /** Told how far a company is; what it throws ends the verification. */
    public interface Progress {
        void recomputed(int company, long decisions);

        /** How many of all decisions were compared with their seals. */
        default void compared(int company, long decisions, long of) {}
    }

    /** Verifies every company. */
    public static List<Report> of(DatabaseAddress owner) throws SQLException {
        return of(owner, (company, decisions) -> {});
    }

    /**
     * Verifies every company.
     *
     * @param owner who made the tables
     */
    public static List<Report> of(DatabaseAddress owner, Progress progress) throws SQLException {
        try (Connection connection = connect(owner)) {
            List<Report> reports = new ArrayList<>();
            for (int company : companies(connection)) {
                reports.add(report(connection, company, progress));
            }
            return reports;
        }
    }

    /** Verifies one company. */
    public static Report of(DatabaseAddress owner, int company) throws SQLException {
        try (Connection connection = connect(owner)) {
            return report(connection, company, (one, decisions) -> {});
        }
    }

    /**
     * Verifies one company page by page, each in a transaction of its own, while its desk works on.
     *
     * @param connection without automatic commits; nothing is under way on it, before and after
     */
    public static Report of(Connection connection, int company, Progress progress) throws SQLException {
        return report(connection, company, progress);
    }

    private static Connection connect(DatabaseAddress owner) throws SQLException {
        Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        return connection;
    }

    private static List<Integer> companies(Connection connection) throws SQLException {
        List<Integer> companies = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select company_id from shared.tenant order by 1")) {
            while (rows.next()) {
                companies.add(rows.getInt(1));
            }
        }
        return companies;
    }

    private static Report report(Connection connection, int company, Progress progress) throws SQLException {
        Pages pages = new Pages(connection, company);
        Pages.End end = pages.end();
        Chain chain = chain(pages);
        long erased = decisions(pages, chain, done -> progress.compared(company, done, end.decisions()));
        long unsealed = end(pages, chain);
        var recomputed = new Recomputation(
                        pages,
                        end,
                        finding -> find(chain, finding),
                        decisions -> progress.recomputed(company, decisions))
                .result();
        connection.commit();
        return new Report(
                company,
                chain.seals,
                chain.last,
                unsealed,
                erased,
                recomputed.agree(),
                recomputed.left(),
                recomputed.why(),
                HexFormat.of().formatHex(chain.hash),
                chain.at,
                List.copyOf(chain.findings),
                chain.more);
    }

    /** Compares the newest decision with the desk's count, and tells how many are not sealed yet. */
    private static long end(Pages pages, Chain chain) throws SQLException {
        int company = pages.company();
        try (PreparedStatement query = pages.prepare(END)) {
            query.setInt(1, company);
            query.setLong(2, chain.last);
            query.setInt(3, company);
            query.setInt(4, company);
            ResultSet row = query.executeQuery();
            row.next();
            long newest = Math.max(row.getLong("newest"), chain.last);
            if (row.getLong("given") != newest) {
                chain.findings.add(Finding.of(
                        Finding.Kind.DECISIONS_MISCOUNTED, Map.of("given", row.getLong("given"), "newest", newest)));
            }
            return row.getLong("unsealed");
        }
    }

    private static Chain chain(Pages pages) throws SQLException {
        Chain chain = new Chain();
        while (readSeals(pages, chain) == SEALS_A_PAGE) {}
        return chain;
    }

    /** Reads a page of seals, and returns how many there were. */
    private static int readSeals(Pages pages, Chain chain) throws SQLException {
        int read = 0;
        try (PreparedStatement query = pages.prepare(SEALS)) {
            query.setInt(1, pages.company());
            query.setLong(2, chain.seals);
            query.setInt(3, SEALS_A_PAGE);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                read++;
                var place =
                        Map.of("seal", row.getLong("id"), "first", row.getLong("first"), "last", row.getLong("last"));
                if (row.getLong("id") != chain.seals + 1 || row.getLong("first") != chain.last + 1) {
                    find(chain, Finding.of(Finding.Kind.SEAL_BEFORE_MISSING, place));
                } else if (!Arrays.equals(row.getBytes("previous"), chain.hash)) {
                    find(chain, Finding.of(Finding.Kind.SEAL_OUT_OF_LINE, place));
                }
                if (!Arrays.equals(row.getBytes("hash"), row.getBytes("computed"))) {
                    find(chain, Finding.of(Finding.Kind.SEAL_BROKEN, place));
                }
                chain.seals = row.getLong("id");
                chain.last = row.getLong("last");
                chain.at = row.getString("at");
                chain.hash = row.getBytes("hash");
            }
        }
        return read;
    }

    private static long decisions(Pages pages, Chain chain, LongConsumer progress) throws SQLException {
        long erased = 0;
        for (long from = 0; from <= chain.last; from += DECISIONS_A_PAGE) {
            long to = Math.min(chain.last, from + DECISIONS_A_PAGE - 1);
            erased += decisions(pages, chain, from, to);
            progress.accept(to);
        }
        return erased;
    }

    private static long decisions(Pages pages, Chain chain, long from, long to) throws SQLException {
        long erased = 0;
        try (PreparedStatement query = pages.prepare(DECISIONS)) {
            query.setLong(1, from);
            query.setLong(2, to);
            query.setInt(3, pages.company());
            query.setInt(4, pages.company());
            ResultSet row = query.executeQuery();
            while (row.next()) {
                var kind = kind(row.getString("what"));
                if (kind == null) {
                    erased++;
                } else {
                    find(chain, Finding.of(kind, Map.of("decision", row.getLong("id"))));
                }
            }
        }
        return erased;
    }

    /** Null for what is as it should be. */
    private static Finding.@Nullable Kind kind(String what) {
        return switch (what) {
            case "missing" -> Finding.Kind.DECISION_MISSING;
            case "inserted" -> Finding.Kind.DECISION_INSERTED;
            case "changed" -> Finding.Kind.DECISION_CHANGED;
            default -> null;
        };
    }

    private static void find(Chain chain, Finding finding) {
        if (chain.findings.size() < MOST_FINDINGS) {
            chain.findings.add(finding);
        } else {
            chain.more++;
        }
    }
}
