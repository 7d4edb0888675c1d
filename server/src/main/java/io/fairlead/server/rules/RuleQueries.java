package io.fairlead.server.rules;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The draft and the versions of rules. Thread-safe. */
@Component
class RuleQueries {
    /** The name of what is in force, and of what is not yet, in a comparison. */
    static final String PUBLISHED = "published";

    static final String DRAFT = "draft";
    private static final String WHO = "(select u.name from fairlead.app_user u where u.id = %s)";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final RuleLists lists;

    RuleQueries(JdbcClient jdbc, Transactions transactions, RuleLists lists) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.lists = lists;
    }

    /**
     * The rules as they are being written.
     *
     * @param version counts what happens to the draft; a change names it
     * @param exists whether there is a draft; without one the rules are those in force
     * @param basedOn the version the draft began from; 0 for none
     * @param published the version in force; 0 for none
     * @param changedAt when this came to be; null if there never were rules
     * @param changedBy who did it; null for the program itself
     */
    record RuleDraft(
            long version,
            boolean exists,
            int basedOn,
            int published,
            @Nullable Instant changedAt,
            @Nullable String changedBy,
            List<Map<String, Object>> rules) {}

    record RuleVersions(List<RuleVersionRow> rows, @Nullable String next, Total total) {}

    record Total(long value, boolean exact) {}

    /** A version in the history, without its rules. */
    record RuleVersionRow(
            int version,
            String note,
            Instant publishedAt,
            @Nullable String publishedBy,
            int rules) {}

    record RuleVersion(
            int version,
            String note,
            Instant publishedAt,
            @Nullable String publishedBy,
            List<Map<String, Object>> rules) {}

    record RuleChanges(String from, String to, List<RuleDiff.RuleChange> rows) {}

    RuleLists lists() {
        return lists;
    }

    RuleDraft draft(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> draft());
    }

    /** The draft of the transaction's company. */
    RuleDraft draft() {
        long seq = jdbc.sql("select draft_seq from fairlead.company")
                .query(Long.class)
                .single();
        Optional<RuleVersion> published = published();
        int inForce = published.map(RuleVersion::version).orElse(0);
        return jdbc.sql("select rules, based_on, changed_at, " + WHO.formatted("changed_by")
                        + " as who from fairlead.rule_draft")
                .query((row, n) -> new RuleDraft(
                        seq,
                        true,
                        row.getInt("based_on"),
                        inForce,
                        instant(row, "changed_at"),
                        row.getString("who"),
                        lists.read(row.getString("rules"))))
                .optional()
                .orElseGet(() -> new RuleDraft(
                        seq,
                        false,
                        inForce,
                        inForce,
                        published.map(RuleVersion::publishedAt).orElse(null),
                        published.map(RuleVersion::publishedBy).orElse(null),
                        published.map(RuleVersion::rules).orElse(List.of())));
    }

    /** The version in force in the transaction's company; empty if rules were never published. */
    Optional<RuleVersion> published() {
        return version("order by version desc limit 1", Map.of());
    }

    /** @throws Refusal {@code not-found} */
    RuleVersion version(SignedIn me, int version) {
        return transactions.inCompany(me.companyId(), () -> version(version));
    }

    /** A version of the transaction's company, or {@code not-found}. */
    RuleVersion version(int version) {
        return version("where version = :version", Map.of("version", version)).orElseThrow(Refusal::notFound);
    }

    private Optional<RuleVersion> version(String which, Map<String, ?> params) {
        return jdbc.sql("select version, note, published_at, rules, " + WHO.formatted("published_by")
                        + " as who from fairlead.rule_version " + which)
                .params(params)
                .query((row, n) -> new RuleVersion(
                        row.getInt("version"),
                        row.getString("note"),
                        instant(row, "published_at"),
                        row.getString("who"),
                        lists.read(row.getString("rules"))))
                .optional();
    }

    /** Versions before the one given, newest first. */
    RuleVersions versions(SignedIn me, int before, int limit) {
        return transactions.inCompany(me.companyId(), () -> {
            List<RuleVersionRow> rows = jdbc.sql("""
                            select version, note, published_at, jsonb_array_length(rules) as rules, %s as who
                              from fairlead.rule_version where version < ? order by version desc limit ?
                            """.formatted(WHO.formatted("published_by")))
                    .params(before, limit + 1)
                    .query((row, n) -> new RuleVersionRow(
                            row.getInt("version"),
                            row.getString("note"),
                            instant(row, "published_at"),
                            row.getString("who"),
                            row.getInt("rules")))
                    .list();
            boolean more = rows.size() > limit;
            List<RuleVersionRow> page = more ? rows.subList(0, limit) : rows;
            long total = jdbc.sql("select count(*) from fairlead.rule_version")
                    .query(Long.class)
                    .single();
            return new RuleVersions(
                    page, more ? Integer.toString(page.getLast().version()) : null, new Total(total, true));
        });
    }

    /**
     * What leads from one list of rules to another.
     *
     * @param from a version's number, {@code published} or {@code draft}
     * @throws Refusal {@code not-found}
     */
    RuleChanges changes(SignedIn me, String from, String to) {
        return transactions.inCompany(
                me.companyId(), () -> new RuleChanges(from, to, RuleDiff.between(rules(from), rules(to))));
    }

    private List<Map<String, Object>> rules(String which) {
        if (which.equals(DRAFT)) {
            return draft().rules();
        }
        if (which.equals(PUBLISHED)) {
            return published().map(RuleVersion::rules).orElse(List.of());
        }
        if (!which.matches("[0-9]{1,9}")) {
            throw Refusal.notFound();
        }
        int version = Integer.parseInt(which);
        return version == 0 ? List.of() : version(version).rules();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
