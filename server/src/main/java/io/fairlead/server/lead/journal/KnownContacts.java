package io.fairlead.server.lead.journal;

import io.fairlead.server.desk.ChangedMeanwhile;
import io.fairlead.server.desk.Desks;
import io.fairlead.server.desk.Doing;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.lead.journal.KnownContactQueries.Known;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings contacts that a company knows from elsewhere, with who advises them, all or none. What is known already is
 * never overwritten, and sent again nothing changes. Thread-safe.
 */
@Component
class KnownContacts {
    private static final int MOST = 1_000;
    private static final int MOST_ERRORS = 100;
    private static final int TRIES = 3;

    private final Intake intake;
    private final Desks desks;
    private final KnownContactQueries queries;
    private final JsonMapper json;

    KnownContacts(Intake intake, Desks desks, KnownContactQueries queries, JsonMapper json) {
        this.intake = intake;
        this.desks = desks;
        this.queries = queries;
        this.json = json;
    }

    /**
     * A contact that is known elsewhere.
     *
     * @param owner the key of the user who advises them
     * @param former the keys of those who did before, most recent first
     */
    record WantedContact(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String owner,
            @Nullable List<String> former) {}

    /** @param contacts at most 1000 */
    record WantedContacts(@Nullable List<@Nullable WantedContact> contacts) {}

    /** @param outcome {@code created}, {@code changed} or {@code unchanged} */
    record KnownContact(String id, String outcome) {}

    /** @param rows in the order in which the contacts were sent */
    record KnownContactList(List<KnownContact> rows) {}

    /** A contact as it was sent, by what is compared and stored. */
    record Row(
            String name,
            String phone,
            String email,
            @Nullable Long owner,
            List<Long> former) {
        List<String> keys() {
            var keys = new ArrayList<String>();
            if (!phone.isEmpty()) {
                keys.add("phone " + phone);
            }
            if (!email.isEmpty()) {
                keys.add("email " + email);
            }
            return keys;
        }
    }

    /**
     * Brings them all.
     *
     * @throws Refusal {@code invalid} with what is wrong with each row, and nothing is done
     */
    KnownContactList bring(SignedIn by, WantedContacts wanted) {
        var rows = read(by, wanted);
        for (int tried = 1; ; tried++) {
            var found = queries.found(by, rows);
            var doings = lacking(by, rows, found);
            try {
                if (!doings.isEmpty()) {
                    desks.perform(by.companyId(), doings);
                }
                return queries.answer(by, rows, outcomes(rows, found));
            } catch (ChangedMeanwhile meanwhile) {
                if (tried == TRIES) {
                    throw Refusal.of(HttpStatus.CONFLICT, "busy-contacts", "Others bring the same contacts now.");
                }
            }
        }
    }

    private List<Row> read(SignedIn by, WantedContacts wanted) {
        var given = wanted.contacts() == null ? List.<WantedContact>of() : wanted.contacts();
        if (given.isEmpty() || given.size() > MOST) {
            throw Refusal.invalid(List.of(new FieldError("contacts", given.isEmpty() ? "required" : "too-many")));
        }
        var sent = given.stream().map(this::sent).toList();
        var corrections = intake.corrections(by.companyId(), by.userId(), sent);
        var users = queries.users(by);
        var errors = new ArrayList<FieldError>();
        var rows = new ArrayList<Row>();
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            var place = "contacts[" + i + "]";
            var one = given.get(i);
            var read = corrections.get(i);
            errors.addAll(flaws(place, read));
            var lead = read.lead();
            var owner = one == null || one.owner() == null ? null : user(one.owner(), users, place + ".owner", errors);
            var former = new LinkedHashSet<Long>();
            for (var key : one == null || one.former() == null ? List.<String>of() : one.former()) {
                var user = user(key, users, place + ".former", errors);
                if (user != null) {
                    former.add(user);
                }
            }
            var row = new Row(lead.name(), lead.phone(), lead.email(), owner, List.copyOf(former));
            if (!row.keys().stream().allMatch(seen::add)) {
                errors.add(new FieldError(place, "repeated"));
            }
            rows.add(row);
        }
        refuse(errors);
        return rows;
    }

    private static List<FieldError> flaws(String place, Intake.Correction read) {
        var lead = read.lead();
        if (!read.errors().isEmpty()) {
            return read.errors().stream()
                    .map(error -> new FieldError(place + "." + error.field(), error.slug()))
                    .toList();
        }
        boolean nobody = lead.phone().isEmpty() && lead.email().isEmpty();
        boolean relay = !lead.custom().isEmpty();
        return relay || nobody ? List.of(new FieldError(place, relay ? "relay" : "required")) : List.of();
    }

    private ObjectNode sent(@Nullable WantedContact one) {
        var node = json.createObjectNode();
        if (one != null) {
            put(node, "name", one.name());
            put(node, "phone", one.phone());
            put(node, "email", one.email());
        }
        return node;
    }

    private static void put(ObjectNode node, String member, @Nullable String text) {
        if (text != null) {
            node.put(member, text);
        }
    }

    private static @Nullable Long user(String key, Map<String, Long> users, String place, List<FieldError> errors) {
        var user = users.get(key);
        if (user == null) {
            errors.add(new FieldError(place, "unknown-user"));
        }
        return user;
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(List.copyOf(errors.subList(0, Math.min(errors.size(), MOST_ERRORS))));
        }
    }

    /** What is to be done with those of which anything is not known yet. */
    private List<Doing> lacking(SignedIn by, List<Row> rows, Map<String, Known> found) {
        var errors = new ArrayList<FieldError>();
        var news = new ArrayList<Row>();
        var knowns = new HashMap<Row, Known>();
        Set<Integer> taken = new LinkedHashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var place = "contacts[" + i + "]";
            var those = row.keys().stream()
                    .map(found::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            if (those.size() > 1) {
                errors.add(new FieldError(place, "two-contacts"));
            } else if (!those.isEmpty()) {
                var known = those.getFirst();
                knowns.put(row, known);
                if (!taken.add(known.number())) {
                    errors.add(new FieldError(place, "repeated"));
                }
                known.conflict(row).ifPresent(conflict -> errors.add(new FieldError(place + "." + conflict, "other")));
            }
            if (those.isEmpty() || (knowns.containsKey(row) && lacks(row, found, knowns.get(row)))) {
                news.add(row);
            }
        }
        refuse(errors);
        return doings(by, news, knowns);
    }

    private List<Doing> doings(SignedIn by, List<Row> news, Map<Row, Known> knowns) {
        var doings = new ArrayList<Doing>();
        for (var row : news) {
            var known = knowns.get(row);
            Runnable also = doings.isEmpty() ? () -> queries.tell(by, news, knowns) : () -> {};
            doings.add(new Doing.ContactKnown(
                    known == null ? 0 : known.number(),
                    row.name(),
                    row.phone(),
                    row.email(),
                    row.owner(),
                    row.former(),
                    also));
        }
        return doings;
    }

    private static boolean lacks(Row row, Map<String, Known> found, @Nullable Known known) {
        return known != null && (known.lacks(row) || !found.keySet().containsAll(row.keys()));
    }

    private static List<String> outcomes(List<Row> rows, Map<String, Known> found) {
        return rows.stream()
                .map(row -> {
                    var known = row.keys().stream()
                            .map(found::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
                    return known == null ? "created" : lacks(row, found, known) ? "changed" : "unchanged";
                })
                .toList();
    }
}
