package io.fairlead.server.rules;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.distribution.Examples;
import io.fairlead.server.people.Setup.DemoFounded;
import io.fairlead.server.settings.SettingsFile;
import io.fairlead.server.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives the demo company the rules of the beauty shop. */
@Component
class DemoRules {
    private static final String EXAMPLE = "beauty-shop";
    private static final long MOST_BYTES = 1_000_000;

    private final JdbcClient jdbc;
    private final SettingsStore store;
    private final Rules rules;

    DemoRules(JdbcClient jdbc, SettingsStore store, Rules rules) {
        this.jdbc = jdbc;
        this.store = store;
        this.rules = rules;
    }

    @EventListener
    void publish(DemoFounded demo) {
        String text = Examples.text(EXAMPLE).orElseThrow();
        if (!(SettingsReader.readCompany(EXAMPLE, text, MOST_BYTES) instanceof SettingsFile.Sound file)) {
            throw new IllegalStateException("the example " + EXAMPLE + " is broken");
        }
        store.change(demo.companyId(), null, () -> {
            jdbc.sql("""
                            insert into fairlead.setting (kind, key, body)
                            values ('field', 'topic', '{"type": "choice"}') on conflict do nothing
                            """).update();
            return rules.putIntoForce(rulesOf(file), "", null);
        });
    }

    private static List<Map<String, Object>> rulesOf(SettingsFile.Sound file) {
        List<Map<String, Object>> list = new ArrayList<>();
        if (file.sections().get("rules") instanceof List<?> rules) {
            for (Object rule : rules) {
                list.add(RuleLists.rule(rule));
            }
        }
        return list;
    }
}
