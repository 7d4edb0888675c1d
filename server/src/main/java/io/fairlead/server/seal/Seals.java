package io.fairlead.server.seal;

import io.fairlead.server.company.Companies;
import io.fairlead.server.platform.job.Rounds;
import io.fairlead.server.platform.sql.Transactions;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Seals decisions every two seconds, in batches. A desk writes them in order of their numbers, one transaction after the
 * other, so those that can be seen are always the first ones. Every node does so; a lock lets one at a company at a
 * time. Thread-safe.
 */
@Component
class Seals {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int BATCH = 2000;

    /** In one statement: salts and hashes of the decisions after the last sealed one, and a seal over them. */
    private static final String SEAL = """
            with newest as materialized (
                select coalesce(max(id), 0) as id, coalesce(max(last), 0) as last from fairlead.seal),
            fresh as materialized (
                select d.id, uuid_send(gen_random_uuid()) as salt, fairlead.payload(d) as payload
                  from fairlead.decision d where d.id > (select last from newest) order by d.id limit ?),
            hashed as materialized (
                insert into fairlead.decision_seal (decision_id, salt, payload_hash)
                select id, salt, sha256(salt || payload) from fresh returning decision_id, payload_hash),
            chained as (
                select coalesce((select hash from fairlead.seal order by id desc limit 1), ''::bytea) as previous)
            insert into fairlead.seal (id, first, last, previous, hash)
            select newest.id + 1, newest.last + 1, max(decision_id), previous,
                   sha256(previous || string_agg(payload_hash, ''::bytea order by decision_id))
              from hashed, newest, chained group by newest.id, newest.last, previous
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;

    Seals(JdbcClient jdbc, Transactions transactions, Companies companies, Rounds rounds) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        rounds.every(PAUSE, "seals", companies::all, this::seal);
    }

    /** Seals all decisions of the company, unless another node is at it. */
    void seal(int companyId) {
        boolean more = true;
        while (more) {
            more = transactions.inCompany(companyId, () -> batch(companyId));
        }
    }

    private boolean batch(int companyId) {
        boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('fairlead seal', ?))")
                .param(companyId)
                .query(Boolean.class)
                .single();
        boolean fresh = alone && jdbc.sql("""
                                select exists (select from fairlead.decision
                                                where id > coalesce((select max(last) from fairlead.seal), 0))
                                """).query(Boolean.class).single();
        return fresh && jdbc.sql(SEAL).param(BATCH).update() > 0;
    }
}
