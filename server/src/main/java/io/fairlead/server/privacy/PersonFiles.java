package io.fairlead.server.privacy;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.Company;
import io.fairlead.server.file.FileFolder;
import io.fairlead.server.transfer.TransferFolder;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The files in which somebody may be who is erased: those kept at their leads, and whole lists of leads that were written
 * out or read in, whoever is in them. Called in the transaction of the erasure; files go once that is committed. Thread-safe.
 */
@Component
class PersonFiles {
    private final JdbcClient jdbc;
    private final Companies companies;
    private final FileFolder kept;
    private final TransferFolder transfers;
    private final InstantSource clock;

    PersonFiles(JdbcClient jdbc, Companies companies, FileFolder kept, TransferFolder transfers, InstantSource clock) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.kept = kept;
        this.transfers = transfers;
        this.clock = clock;
    }

    void remove(Person person) {
        List<String> atLeads = jdbc.sql("select place from fairlead.lead_file where lead_id = any(?)")
                .param(Person.array(person.leads()))
                .query((row, n) -> row.getString("place"))
                .list();
        List<String> readIn = readIn();
        forgetExports();
        Company company = companies.current();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                atLeads.forEach(place -> kept.remove(company, place));
                readIn.forEach(place -> transfers.remove(company, place));
            }
        });
    }

    /** Those of imports that have ended; how their rows fared stays. */
    private List<String> readIn() {
        return jdbc.sql("""
                        update fairlead.import i set place = ''
                          from (select id, place from fairlead.import
                                 where state in ('done', 'failed', 'cancelled', 'undone') and place <> '' for update) was
                         where i.id = was.id returning was.place
                        """).query((row, n) -> row.getString("place")).list();
    }

    /** Those that were written are removed by the round of exports; those under way are begun again without the erased. */
    private void forgetExports() {
        jdbc.sql("""
                        update fairlead.export
                           set kept_until = case when state = 'ready' then ? end, claimed_by = '', claimed_until = null,
                               state = case when state = 'running' then 'waiting' else state end
                         where state in ('running', 'ready')
                        """).param(clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
