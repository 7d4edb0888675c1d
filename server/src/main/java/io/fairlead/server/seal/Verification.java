package io.fairlead.server.seal;

import io.fairlead.server.platform.DatabaseAddress;
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
import org.jspecify.annotations.Nullable;

/**
 * Computes the seals of an installation anew and compares. Whoever can write to the database can make a whole new chain
 * too: the newest seal is shown so that it can be noted elsewhere and looked for later. Free of Spring.
 */
public final class Verification {
    private static final int MOST_FINDINGS = 100;

    private static final String SEALS = """
            select s.id, s.first, s.last, s.previous, s.hash, to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
                   sha256(s.previous || coalesce(string_agg(d.payload_hash, ''::bytea order by d.decision_id), ''::bytea)) as computed
              from fairlead.seal s
              left join fairlead.decision_seal d
                on d.company_id = s.company_id and d.decision_id between s.first and s.last
             where s.company_id = ?
             group by s.company_id, s.id order by s.id
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
                  from generate_series(0::bigint, ?) n (id)
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
     * @param whyNot why they could not; empty if all could
     * @param newest the hash of the newest seal in hexadecimal, empty without one
     * @param findings sentences, empty if all is as it was; at most a hundred
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
            String whyNot,
            String newest,
            String sealedAt,
            List<String> findings,
            long moreFindings) {}

    /** What the seals themselves say, gathered from the first to the last. */
    private static final class Chain {
        long seals;
        long last;
        String at = "";
        byte[] hash = new byte[0];
        final List<String> findings = new ArrayList<>();
        long more;
    }

    /** Told how far a company is. */
    public interface Progress {
        void recomputed(int company, long decisions);
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

    /** All is read as it is at one time. */
    private static Connection connect(DatabaseAddress owner) throws SQLException {
        Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
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
        try (PreparedStatement set = connection.prepareStatement("select set_config('fairlead.company', ?, true)")) {
            set.setString(1, Integer.toString(company));
            set.execute();
        }
        Chain chain = chain(connection, company);
        long erased = decisions(connection, company, chain);
        long unsealed = end(connection, company, chain);
        var recomputed = new Recomputation(
                        connection,
                        company,
                        finding -> find(chain, finding),
                        decisions -> progress.recomputed(company, decisions))
                .result();
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
    private static long end(Connection connection, int company, Chain chain) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(END)) {
            query.setInt(1, company);
            query.setLong(2, chain.last);
            query.setInt(3, company);
            query.setInt(4, company);
            ResultSet row = query.executeQuery();
            row.next();
            long newest = Math.max(row.getLong("newest"), chain.last);
            if (row.getLong("given") != newest) {
                chain.findings.add(
                        "decisions: the desk has made " + row.getLong("given") + ", the newest there is " + newest);
            }
            return row.getLong("unsealed");
        }
    }

    private static Chain chain(Connection connection, int company) throws SQLException {
        Chain chain = new Chain();
        try (PreparedStatement query = connection.prepareStatement(SEALS)) {
            query.setInt(1, company);
            query.setFetchSize(500);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                String name = "seal " + row.getLong("id") + " (decisions " + row.getLong("first") + " to "
                        + row.getLong("last") + ")";
                if (row.getLong("id") != chain.seals + 1 || row.getLong("first") != chain.last + 1) {
                    find(chain, name + ": a seal before it is missing");
                } else if (!Arrays.equals(row.getBytes("previous"), chain.hash)) {
                    find(chain, name + ": does not continue the seal before it");
                }
                if (!Arrays.equals(row.getBytes("hash"), row.getBytes("computed"))) {
                    find(chain, name + ": broken, its hashes or itself were changed");
                }
                chain.seals = row.getLong("id");
                chain.last = row.getLong("last");
                chain.at = row.getString("at");
                chain.hash = row.getBytes("hash");
            }
        }
        return chain;
    }

    private static long decisions(Connection connection, int company, Chain chain) throws SQLException {
        long erased = 0;
        try (PreparedStatement query = connection.prepareStatement(DECISIONS)) {
            query.setLong(1, chain.last);
            query.setInt(2, company);
            query.setInt(3, company);
            query.setFetchSize(500);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                String sentence = sentence(row.getString("what"));
                if (sentence == null) {
                    erased++;
                } else {
                    find(chain, "decision " + row.getLong("id") + ": " + sentence);
                }
            }
        }
        return erased;
    }

    /** Null for what is as it should be. */
    private static @Nullable String sentence(String what) {
        return switch (what) {
            case "missing" -> "missing";
            case "inserted" -> "inserted where nothing was sealed";
            case "changed" -> "changed since it was sealed";
            default -> null;
        };
    }

    private static void find(Chain chain, String finding) {
        if (chain.findings.size() < MOST_FINDINGS) {
            chain.findings.add(finding);
        } else {
            chain.more++;
        }
    }
}
