package io.fairlead.server.intake;

import io.fairlead.server.desk.Outcome;
import io.fairlead.server.intake.Intake.Taken;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.wording.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a sender who proved who they are is told about their leads. */
@Component
class LeadAnswers {
    private static final String IT = "It";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Transactions transactions;
    private final JsonMapper json;

    LeadAnswers(Transactions transactions, JsonMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * A lead and who has it.
     *
     * @param assignee null for nobody yet
     * @param how a way of assignment, {@code offered}, {@code waiting} or {@code unassigned}
     * @param rule that decided; empty for none
     * @param reason how and by whom, as a sentence in English
     * @param explanation what was compared; null where no rule decided. It has neither targets nor the kinds of
     *     absences, which are for managers
     * @param warnings what was left out of the lead
     */
    record LeadAnswer(
            String id,
            @Nullable Assignee assignee,
            String how,
            String rule,
            String reason,
            String decision,
            @Nullable Map<String, Object> explanation,
            List<FieldError> warnings) {}

    record Assignee(String key, String name, @Nullable String email) {}

    private record Found(
            @Nullable String key,
            @Nullable String name,
            @Nullable String email,
            @Nullable String explanation) {}

    LeadAnswer of(int companyId, long idSeed, Taken.Decided decided) {
        return of(companyId, idSeed, List.of(decided)).getFirst();
    }

    List<LeadAnswer> of(int companyId, long idSeed, List<Taken.Decided> all) {
        List<Found> found = all.isEmpty() ? List.of() : found(companyId, all);
        List<LeadAnswer> answers = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            answers.add(answer(Ids.of(idSeed), all.get(i), found.get(i)));
        }
        return answers;
    }

    /** What is known of each, in one statement however many there are. */
    private List<Found> found(int companyId, List<Taken.Decided> all) {
        return transactions.look(
                companyId,
                """
                select u.key, u.name, u.email, d.explanation
                  from unnest(?::bigint[], ?::bigint[]) with ordinality as asked (person, made, place)
                  left join fairlead.app_user u on u.id = asked.person
                  left join fairlead.decision d on d.id = asked.made
                 order by asked.place
                """,
                (row, n) -> new Found(
                        row.getString("key"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("explanation")),
                all.stream().map(one -> one.outcome().user()).toArray(Long[]::new),
                all.stream().map(one -> one.outcome().decision()).toArray(Long[]::new));
    }

    private LeadAnswer answer(Ids ids, Taken.Decided decided, Found found) {
        Outcome outcome = decided.outcome();
        Assignee assignee = found.key() == null || found.name() == null
                ? null
                : new Assignee(found.key(), found.name(), found.email());
        return new LeadAnswer(
                ids.show(Ids.Kind.LEAD, outcome.lead()),
                assignee,
                outcome.how(),
                outcome.rule(),
                reason(outcome, assignee),
                ids.show(Ids.Kind.DECISION, outcome.decision()),
                explanation(found.explanation()),
                decided.warnings());
    }

    private @Nullable Map<String, Object> explanation(@Nullable String stored) {
        JsonNode node = stored == null ? json.nullNode() : json.readTree(stored);
        for (JsonNode candidate : node.path("candidates")) {
            if (candidate instanceof ObjectNode known) {
                known.remove("target");
            }
            if (candidate.path("reason") instanceof ObjectNode reason) {
                reason.remove("absenceKind");
            }
        }
        return node.isObject() ? json.convertValue(node, OBJECT) : null;
    }

    private static String reason(Outcome outcome, @Nullable Assignee assignee) {
        if (assignee != null) {
            return Sentences.assigned(IT, assignee.name(), outcome.rule(), outcome.how(), "");
        }
        return switch (outcome.how()) {
            case "offered" -> Sentences.offered(IT, outcome.rule());
            case "waiting" -> Sentences.waiting(IT, outcome.rule());
            default -> Sentences.unassigned(IT, outcome.rule());
        };
    }
}
