package io.fairlead.server.field;

import io.fairlead.server.company.Companies;
import io.fairlead.server.company.SettingsChange;
import io.fairlead.server.platform.job.Backlog;
import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * By which of a company's own fields leads can be sorted and searched. What the settings want is noted with every change
 * of them and carried out by {@link FieldIndexWork}. Thread-safe.
 */
@Component
public class FieldIndexes {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Companies companies;
    private final Backlog backlog;
    private final AtomicBoolean looked = new AtomicBoolean();

    FieldIndexes(JdbcClient jdbc, Transactions transactions, Companies companies) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.companies = companies;
        this.backlog = new Backlog(
                jdbc,
                "field_indexes",
                "fairlead.field_index",
                "field",
                "state in ('waiting', 'building', 'dropping')");
    }

    /** What is to become of an index, or is. */
    enum State {
        WAITING,
        BUILDING,
        READY,
        FAILED,
        DROPPING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** @param texts whether leads may have texts in a field of numbers that read as numbers */
    record Index(FieldKey key, State state, boolean texts) {
        Index(FieldKey key, State state) {
            this(key, state, true);
        }
    }

    /**
     * The index of a field that can be used now.
     *
     * @param texts whether leads may have texts in a field of numbers that read as numbers; the index holds none of them
     */
    public record Ready(FieldKey key, boolean texts) {}

    /** The fields whose index can be used now, by their ids. */
    public Map<String, Ready> ready(int companyId) {
        return transactions.inCompany(companyId, () -> ready());
    }

    /** The fields whose index can be used now, by their ids, in a company's transaction under way. */
    public Map<String, Ready> ready() {
        Map<String, Ready> ready = new LinkedHashMap<>();
        for (Index index : all()) {
            if (index.state() == State.READY) {
                ready.put(index.key().field(), new Ready(index.key(), index.texts()));
            }
        }
        return ready;
    }

    /** Looks through all leads for texts that read as numbers, once the index of a field of numbers stands. */
    void noteTexts(int companyId, FieldKey key) {
        transactions.inCompany(companyId, () -> {
            jdbc.sql("""
                            update fairlead.field_index set texts = exists (
                                select from fairlead.lead l where l.company_id = ? and %s is null
                                   and jsonb_typeof(l.custom -> '%s') = 'string'
                                   and l.custom ->> '%2$s' ~ '[0-9]')
                             where field = ? and kind = 'number'
                            """.formatted(key.sql("l.custom"), key.field()))
                    .params(companyId, key.field())
                    .update();
        });
    }

    @EventListener
    void changed(SettingsChange change) {
        switch (change) {
            case SettingsChange.Begun begun -> {}
            case SettingsChange.Made made -> want(made.companyId());
        }
    }

    /** Notes what is to be made and dropped by the settings of the transaction under way. */
    private void want(int companyId) {
        int changed = jdbc.sql("""
                        insert into fairlead.field_index as i (field, kind)
                        select key, case body ->> 'type' when 'number' then 'number' else 'text' end
                          from fairlead.setting where kind = 'field' and body ->> 'searchable' = 'true'
                            on conflict (company_id, field) do update
                           set kind = excluded.kind, state = 'waiting', reason = '', texts = true, since = now()
                         where i.kind <> excluded.kind or i.state = 'dropping'
                        """).update();
        changed += jdbc.sql("""
                        update fairlead.field_index i set state = 'dropping', reason = '', since = now()
                         where state <> 'dropping' and not exists (
                               select from fairlead.setting
                                where kind = 'field' and key = i.field and body ->> 'searchable' = 'true')
                        """).update();
        if (changed > 0) {
            backlog.called(companyId);
        }
    }

    /** Has one that failed made anew; false if it has not failed. */
    boolean again(int companyId, String field) {
        return transactions.inCompany(companyId, () -> {
            int found = jdbc.sql("""
                            update fairlead.field_index set state = 'waiting', reason = '', since = now()
                             where field = ? and state = 'failed'
                            """).param(field).update();
            if (found > 0) {
                backlog.called(companyId);
            }
            return found > 0;
        });
    }

    /** Companies with something to do; all of them at first, since indexes may be gone after a crash or a restore. */
    List<Integer> companies() {
        if (!looked.getAndSet(true)) {
            return companies.all();
        }
        return backlog.companies();
    }

    /** All of the company of the transaction under way. */
    List<Index> all() {
        return jdbc.sql("select field, kind, state, texts from fairlead.field_index order by since, field")
                .query((row, n) -> new Index(
                        FieldKey.of(row.getString("kind"), row.getString("field")),
                        State.of(row.getString("state")),
                        row.getBoolean("texts")))
                .list();
    }

    /** Notes how an index fares, unless the settings have changed their mind meanwhile. */
    void note(int companyId, Index index, State to, String reason) {
        transactions.inCompany(companyId, () -> {
            jdbc.sql("""
                            update fairlead.field_index set state = ?, reason = ?, since = now()
                             where field = ? and kind = ? and state = ?
                            """)
                    .params(
                            to.word(),
                            reason,
                            index.key().field(),
                            index.key().kind().word())
                    .param(index.state().word())
                    .update();
        });
    }

    /** Forgets an index that was dropped, unless it is wanted again. */
    void forget(int companyId, Index index) {
        transactions.inCompany(companyId, () -> {
            jdbc.sql("delete from fairlead.field_index where field = ? and state = 'dropping'")
                    .param(index.key().field())
                    .update();
        });
    }

    /** Ends a company's turn if nothing is left to do. */
    void rest(int companyId) {
        transactions.inCompany(companyId, () -> backlog.rest(companyId));
    }

    /** The keys of those that are to stand. */
    static List<FieldKey> standing(List<Index> all) {
        List<FieldKey> keys = new ArrayList<>();
        for (Index index : all) {
            if (index.state() != State.DROPPING && index.state() != State.FAILED) {
                keys.add(index.key());
            }
        }
        return keys;
    }
}
