package io.fairlead.server.lead.journal;

import io.fairlead.server.intake.Intake;
import io.fairlead.server.lead.journal.ContactQueries.ContactSheet;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.IfMatch;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes contacts. What they are called, and by what their next leads find them; their leads stay as they are. Thread-safe. */
@Component
class Contacts {
    private static final int MOST_KEYS = 20;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Intake intake;
    private final ContactQueries queries;
    private final Events events;
    private final JsonMapper json;

    Contacts(
            JdbcClient jdbc,
            Transactions transactions,
            Intake intake,
            ContactQueries queries,
            Events events,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.intake = intake;
        this.queries = queries;
        this.events = events;
        this.json = json;
    }

    /** What is to be changed; null leaves as it is. */
    record ContactChange(
            @Nullable String name,
            @Nullable List<String> phones,
            @Nullable List<String> emails) {}

    /**
     * Changes a contact that is still as the caller saw it.
     *
     * @throws Refusal {@code changed-meanwhile} with the current contact; {@code invalid}, also for a phone or e-mail
     *     that leads to another contact ({@code taken})
     */
    ContactSheet change(SignedIn by, String shown, long version, ContactChange change) {
        long id = ContactQueries.number(by, shown);
        String name = change.name() == null ? null : value(by, "name", "name", change.name());
        List<String> phones = change.phones() == null ? null : values(by, "phone", change.phones());
        List<String> emails = change.emails() == null ? null : values(by, "email", change.emails());
        return transactions.inCompany(by.companyId(), () -> {
            jdbc.sql("select 1 from fairlead.contact where company_id = ? and id = ? for update")
                    .params(by.companyId(), id)
                    .query(Integer.class)
                    .optional();
            ContactSheet was = queries.inside(by, id);
            if (was.version() != version) {
                throw IfMatch.changedMeanwhile(was);
            }
            if (phones != null) {
                keep(by, id, "phone", was.phones(), phones);
            }
            if (emails != null) {
                keep(by, id, "email", was.emails(), emails);
            }
            jdbc.sql("""
                            update fairlead.contact set name = coalesce(?, name), version = version + 1
                             where company_id = ? and id = ?
                            """).param(name).params(by.companyId(), id).update();
            ContactSheet is = queries.inside(by, id);
            events.appendToContact("contact-edited", by.userId(), id, Map.of("before", told(was), "after", told(is)));
            return is;
        });
    }

    private static Map<String, Object> told(ContactSheet contact) {
        return Map.of("name", contact.name(), "phones", contact.phones(), "emails", contact.emails());
    }

    private void keep(SignedIn by, long contact, String kind, List<String> was, List<String> wanted) {
        List<String> gone =
                was.stream().filter(value -> !wanted.contains(value)).toList();
        jdbc.sql(
                        "delete from fairlead.contact_key where company_id = ? and contact_id = ? and kind = ? and value = any(?)")
                .params(by.companyId(), contact, kind, gone.toArray(String[]::new))
                .update();
        for (int i = 0; i < wanted.size(); i++) {
            if (!was.contains(wanted.get(i))) {
                int kept = jdbc.sql("""
                                insert into fairlead.contact_key (kind, value, contact_id) values (?, ?, ?)
                                on conflict do nothing
                                """).params(kind, wanted.get(i), contact).update();
                if (kept == 0) {
                    throw invalid(kind + "s." + i, "taken");
                }
            }
        }
    }

    private List<String> values(SignedIn by, String member, List<String> given) {
        if (given.size() > MOST_KEYS) {
            throw invalid(member + "s", "too-many");
        }
        Set<String> values = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String value = value(by, member, member + "s." + i, given.get(i));
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return new ArrayList<>(values);
    }

    /** As it is compared with what comes in. */
    private String value(SignedIn by, String member, String place, String given) {
        ObjectNode node = json.createObjectNode().put(member, given);
        var read = intake.correction(by.companyId(), by.userId(), node);
        if (!read.errors().isEmpty()) {
            throw invalid(place, read.errors().getFirst().slug());
        }
        if (!read.lead().custom().isEmpty()) {
            throw invalid(place, "relay");
        }
        return switch (member) {
            case "phone" -> read.lead().phone();
            case "email" -> read.lead().email();
            default -> read.lead().name();
        };
    }

    private static Refusal invalid(String field, String slug) {
        return Refusal.invalid(List.of(new FieldError(field, slug)));
    }
}
