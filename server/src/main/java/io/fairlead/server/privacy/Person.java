package io.fairlead.server.privacy;

import io.fairlead.server.platform.sql.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A contact, and by what everything about them is found.
 *
 * @param leads their numbers
 * @param links how each lead's page ends in a mail: {@code /leads/…}
 * @param quarantined submissions in quarantine that became one of the leads, or carry a phone or e-mail of the contact
 */
record Person(
        long contact,
        String name,
        Instant since,
        List<Long> leads,
        int open,
        List<String> links,
        List<Long> quarantined) {
    /** As many last digits of a phone number tell it from others, however it is written. */
    private static final int TELLING = 9;

    private static final JsonMapper JSON = new JsonMapper();

    private record Row(String name, Instant since) {}

    private record Lead(long id, boolean closed) {}

    /** Reads them in the company's transaction under way; empty if there is no such contact. */
    static Optional<Person> find(JdbcClient jdbc, long contact, Ids ids) {
        return jdbc.sql("select name, created_at from fairlead.contact where id = ?")
                .param(contact)
                .query((row, n) -> new Row(
                        row.getString("name"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .optional()
                .map(row -> person(jdbc, contact, row, ids));
    }

    private static Person person(JdbcClient jdbc, long contact, Row row, Ids ids) {
        List<Lead> leads = jdbc.sql("select id, closed from fairlead.lead where contact_id = ? order by id")
                .param(contact)
                .query(new SimplePropertyRowMapper<>(Lead.class))
                .list();
        List<Long> numbers = leads.stream().map(Lead::id).toList();
        return new Person(
                contact,
                row.name(),
                row.since(),
                numbers,
                (int) leads.stream().filter(lead -> !lead.closed()).count(),
                leads.stream()
                        .map(lead -> "/leads/" + ids.show(Ids.Kind.LEAD, lead.id()))
                        .toList(),
                quarantined(jdbc, contact, numbers));
    }

    /** By what the statements of {@link Trace} find their rows. */
    Map<String, Object> keys() {
        Map<String, Object> keys = new HashMap<>();
        keys.put("contact", contact);
        keys.put("leads", array(leads));
        keys.put("links", links.toArray(String[]::new));
        keys.put("quarantined", array(quarantined));
        return keys;
    }

    /** What they are called where somebody has to type it: the name, or without one the id. */
    String called(Ids ids) {
        return name.isBlank() ? ids.show(Ids.Kind.CONTACT, contact) : name.strip();
    }

    /** As statements take them. */
    static Long[] array(List<Long> ids) {
        return ids.toArray(Long[]::new);
    }

    private static List<Long> quarantined(JdbcClient jdbc, long contact, List<Long> leads) {
        List<String> values = jdbc.sql("""
                        select value from fairlead.contact_key where contact_id = ?
                        union select phone from fairlead.lead where contact_id = ? and phone <> ''
                        union select email from fairlead.lead where contact_id = ? and email <> ''
                        """)
                .params(contact, contact, contact)
                .query((row, n) -> row.getString("value"))
                .list();
        List<String> emails =
                values.stream().filter(value -> value.contains("@")).toList();
        List<String> phones = values.stream()
                .filter(value -> !value.contains("@"))
                .map(Person::tail)
                .filter(tail -> tail.length() >= TELLING - 3)
                .toList();
        record Found(long id, String body, boolean taken) {}
        return jdbc
                .sql("""
                        select id, body, coalesce(lead_id = any(?), false) as taken from fairlead.quarantined
                         where lead_id = any(?)
                            or exists (select from unnest(?::text[]) as email where position(email in lower(body)) > 0)
                            or exists (select from unnest(?::text[]) as tail
                                        where position(tail in regexp_replace(body, '[^0-9]', '', 'g')) > 0)
                         order by id
                        """)
                .param(array(leads))
                .param(array(leads))
                .param(emails.toArray(String[]::new))
                .param(phones.toArray(String[]::new))
                .query(new SimplePropertyRowMapper<>(Found.class))
                .stream()
                .filter(found -> found.taken() || carries(JSON.readTree(found.body()), emails, phones))
                .mapToLong(Found::id)
                .boxed()
                .toList();
    }

    private static boolean carries(JsonNode body, List<String> emails, List<String> phones) {
        if (body.isContainer()) {
            return body.valueStream().anyMatch(one -> carries(one, emails, phones));
        }
        String text = body.asString("").strip().toLowerCase(Locale.ROOT);
        return emails.contains(text) || phones.contains(tail(text));
    }

    private static String tail(String phone) {
        String digits = phone.replaceAll("[^0-9]", "");
        return digits.substring(Math.max(0, digits.length() - TELLING));
    }
}
