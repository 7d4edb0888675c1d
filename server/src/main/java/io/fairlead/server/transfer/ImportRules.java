package io.fairlead.server.transfer;

import io.fairlead.server.bulk.ToTheRules;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.transfer.ImportRows.Fate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Lets the rules decide about leads that an import left to nobody, as hand-overs do. Thread-safe. */
@Component
class ImportRules {
    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final Imports imports;
    private final ImportRows rows;
    private final ToTheRules rules;
    private final JsonMapper json;

    ImportRules(
            Transactions transactions,
            JdbcClient jdbc,
            Imports imports,
            ImportRows rows,
            ToTheRules rules,
            JsonMapper json) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.imports = imports;
        this.rows = rows;
        this.rules = rules;
        this.json = json;
    }

    /** Once an import is done; asked for again it does nothing. */
    long distribute(SignedIn me, String shown) {
        long id = ImportQueries.number(me, shown);
        return transactions.inCompany(me.companyId(), () -> {
            String state = imports.state(id);
            if (!state.equals("done")) {
                throw Imports.otherwise(state);
            }
            record Asked(String name, String choice) {}
            var asked = jdbc.sql("select name, choice::text as choice from fairlead.import where id = ?")
                    .param(id)
                    .query((row, n) -> new Asked(row.getString("name"), row.getString("choice")))
                    .single();
            var choice = json.readValue(asked.choice(), ImportChoice.class);
            if (!choice.distribute().equals("now")) {
                var now = new ImportChoice(choice.known(), choice.source(), "now", choice.list());
                jdbc.sql("update fairlead.import set choice = ?::jsonb where id = ?")
                        .params(json.writeValueAsString(now), id)
                        .update();
                begin(me.companyId(), me.userId(), id, asked.name());
            }
            return id;
        });
    }

    /** In the transaction under way. */
    void begin(int company, long who, long id, String name) {
        for (var made = rows.made(id, 0, ToTheRules.MOST); !made.isEmpty(); ) {
            rules.begin(company, who, name, made.stream().map(Fate::lead).toList());
            made = rows.made(id, made.getLast().row(), ToTheRules.MOST);
        }
    }
}
