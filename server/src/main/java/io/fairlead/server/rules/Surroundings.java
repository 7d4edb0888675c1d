package io.fairlead.server.rules;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.SettingsFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What rules may name, and what becomes of leads that no rule takes. Thread-safe. */
@Component
class Surroundings {
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore store;
    private final RuleQueries queries;
    private final Events events;
    private final JsonMapper json;

    Surroundings(
            JdbcClient jdbc,
            Transactions transactions,
            SettingsStore store,
            RuleQueries queries,
            Events events,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.queries = queries;
        this.events = events;
        this.json = json;
    }

    /** The fields that conditions may name, and the conditions of the draft. */
    record Known(Catalogue catalogue, List<String> conditions) {}

    record RuleSurroundings(
            String timezone,
            List<RuleUser> users,
            List<RuleTeam> teams,
            List<String> skills,
            int listings,
            CompanyRules company) {}

    record RuleUser(String id, String name, boolean active, boolean technical, List<String> skills) {}

    record RuleTeam(String id, String name, List<String> members) {}

    /**
     * What the company has beside its rules.
     *
     * @param version a change names it
     * @param otherwise for leads that no rule takes: {@code hold}, {@code unassigned}, or a user's id after
     *     {@code user:}
     */
    record CompanyRules(
            long version,
            String otherwise,
            @Nullable String fallbackEmail,
            @Nullable String overviewEmail,
            List<String> closedStatuses) {}

    /** What is to be changed of it; null leaves out. */
    record WantedCompanyRules(
            @Nullable String otherwise,
            @Nullable String fallbackEmail,
            @Nullable String overviewEmail,
            @Nullable List<String> closedStatuses) {}

    Known known(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            Catalogue catalogue = store.document().read() instanceof SettingsFile.Sound sound
                    ? Catalogue.of(
                            sound.scenario().settings().fields(),
                            sound.scenario().settings().zones())
                    : new Catalogue(Catalogue.BUILT_IN, io.fairlead.engine.filter.Zones.NONE);
            List<String> conditions = queries.draft().rules().stream()
                    .map(rule -> rule.get("when"))
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
            return new Known(catalogue, conditions);
        });
    }

    RuleSurroundings around(SignedIn me) {
        return transactions.inCompany(me.companyId(), () -> {
            ObjectNode document = store.document().sections();
            Set<String> skills = new LinkedHashSet<>();
            List<RuleUser> users = new ArrayList<>();
            for (var user : document.path("users").properties()) {
                List<String> own = texts(user.getValue().path("skills"));
                skills.addAll(own);
                users.add(new RuleUser(
                        user.getKey(),
                        user.getValue().path("name").asString(user.getKey()),
                        user.getValue().path("active").asBoolean(true),
                        user.getValue().path("technical").asBoolean(false),
                        own));
            }
            List<RuleTeam> teams = document.path("teams").properties().stream()
                    .map(team -> new RuleTeam(
                            team.getKey(),
                            team.getValue().path("name").asString(team.getKey()),
                            texts(team.getValue().path("members"))))
                    .toList();
            return new RuleSurroundings(
                    document.path("company").path("timezone").asString(""),
                    users,
                    teams,
                    List.copyOf(skills),
                    document.path("listings").size(),
                    company(document.path("company")));
        });
    }

    /** @throws Refusal {@code changed-meanwhile}, {@code broken-settings} */
    CompanyRules change(SignedIn me, long seen, WantedCompanyRules wanted) {
        return store.change(me.companyId(), me.userId(), () -> {
            CompanyRules current = company(store.document().sections().path("company"));
            if (seen != current.version()) {
                throw Refusal.of(
                        HttpStatus.CONFLICT,
                        "changed-meanwhile",
                        "Somebody else changed this since you read it.",
                        Map.of("current", current, "yours", wanted));
            }
            String before = jdbc.sql("select body from fairlead.company")
                    .query(String.class)
                    .single();
            ObjectNode body = (ObjectNode) json.readTree(before);
            set(body, "otherwise", wanted.otherwise() == null ? null : otherwise(wanted.otherwise()));
            set(
                    body,
                    "fallback-email",
                    wanted.fallbackEmail() == null
                            ? null
                            : json.valueToTree(wanted.fallbackEmail().strip()));
            set(
                    body,
                    "overview-email",
                    wanted.overviewEmail() == null
                            ? null
                            : json.valueToTree(wanted.overviewEmail().strip()));
            set(
                    body,
                    "closed-statuses",
                    wanted.closedStatuses() == null ? null : json.valueToTree(wanted.closedStatuses()));
            jdbc.sql("update fairlead.company set body = ?::jsonb, version = version + 1")
                    .param(body.toString())
                    .update();
            events.append("company-changed", me.userId(), Map.of("before", json.readTree(before), "after", body));
            return company(store.document().sections().path("company"));
        });
    }

    private JsonNode otherwise(String wanted) {
        return wanted.startsWith("user:")
                ? json.createObjectNode().put("user", wanted.substring("user:".length()))
                : json.valueToTree(wanted);
    }

    /** An empty text or list takes the key away. */
    private static void set(ObjectNode body, String key, @Nullable JsonNode value) {
        if (value == null) {
            return;
        }
        if ((value.isString() && value.asString().isEmpty()) || (value.isArray() && value.isEmpty())) {
            body.remove(key);
        } else {
            body.set(key, value);
        }
    }

    private CompanyRules company(JsonNode company) {
        long version = jdbc.sql("select version from fairlead.company")
                .query(Long.class)
                .single();
        JsonNode otherwise = company.path("otherwise");
        return new CompanyRules(
                version,
                otherwise.isObject() ? "user:" + otherwise.path("user").asString("") : otherwise.asString("unassigned"),
                company.path("fallback-email").asStringOpt().orElse(null),
                company.path("overview-email").asStringOpt().orElse(null),
                texts(company.path("closed-statuses")));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(item -> item.asString("")).toList();
    }
}
