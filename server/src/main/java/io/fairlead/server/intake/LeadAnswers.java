package io.fairlead.server.intake;

import io.fairlead.server.desk.Outcome;
import io.fairlead.server.desk.StoredExplanation;
import io.fairlead.server.intake.Intake.Taken;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.wording.Sentences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
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
            @Nullable Assignee assignee, @Nullable ObjectNode explanation) {}

    LeadAnswer of(int companyId, long idSeed, Taken.Decided decided) {
        return of(companyId, idSeed, List.of(decided)).getFirst();
    }

    List<LeadAnswer> of(int companyId, long idSeed, List<Taken.Decided> all) {
        List<Taken.Decided> before = all.stream().filter(Taken.Decided::again).toList();
        Iterator<Found> found = (before.isEmpty() ? List.<Found>of() : stored(companyId, before)).iterator();
        List<LeadAnswer> answers = new ArrayList<>();
        for (Taken.Decided one : all) {
            answers.add(answer(Ids.of(idSeed), one, one.again() ? found.next() : atHand(one.outcome())));
        }
        return answers;
    }

    /** What the desk knows of a lead that it has just decided. */
    private Found atHand(Outcome outcome) {
        Outcome.Holder holder = outcome.holder();
        StoredExplanation explained = StoredExplanation.of(outcome.explanation());
        return new Found(
                holder == null ? null : new Assignee(holder.key(), holder.name(), holder.email()),
                explained == null ? null : json.valueToTree(explained));
    }

    /** What is stored of each, in one statement however many there are. */
    private List<Found> stored(int companyId, List<Taken.Decided> all) {
        return transactions.look(
                companyId,
                """
                select u.key, u.name, u.email, d.explanation
                  from unnest(?::bigint[], ?::bigint[]) with ordinality as asked (person, made, place)
                  left join fairlead.app_user u on u.id = asked.person
                  left join fairlead.decision d on d.id = asked.made
                 order by asked.place
                """,
                (row, n) -> new Found(assignee(row), tree(row.getString("explanation"))),
                all.stream().map(one -> one.outcome().user()).toArray(Long[]::new),
                all.stream().map(one -> one.outcome().decision()).toArray(Long[]::new));
    }

    private static @Nullable Assignee assignee(ResultSet row) throws SQLException {
        String key = row.getString("key");
        return key == null ? null : new Assignee(key, row.getString("name"), row.getString("email"));
    }

    private @Nullable ObjectNode tree(@Nullable String stored) {
        return stored != null && json.readTree(stored) instanceof ObjectNode explanation ? explanation : null;
    }

    private LeadAnswer answer(Ids ids, Taken.Decided decided, Found found) {
        Outcome outcome = decided.outcome();
        return new LeadAnswer(
                ids.show(Ids.Kind.LEAD, outcome.lead()),
                found.assignee(),
                outcome.how(),
                outcome.rule(),
                reason(outcome, found.assignee()),
                ids.show(Ids.Kind.DECISION, outcome.decision()),
                explanation(found.explanation()),
                decided.warnings());
    }

    private @Nullable Map<String, Object> explanation(@Nullable ObjectNode stored) {
        if (stored == null) {
            return null;
        }
        for (JsonNode candidate : stored.path("candidates")) {
            if (candidate instanceof ObjectNode known) {
                known.remove("target");
            }
            if (candidate.path("reason") instanceof ObjectNode reason) {
                reason.remove("absenceKind");
            }
        }
        return json.convertValue(stored, OBJECT);
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
