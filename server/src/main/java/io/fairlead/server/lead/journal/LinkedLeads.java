package io.fairlead.server.lead.journal;

import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The leads of a contact or about a listing, newest first. In the company's transaction under way. Thread-safe. */
@Component
class LinkedLeads {
    private static final int MOST = 50;

    private final JdbcClient jdbc;

    LinkedLeads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param next where to go on; null at the end */
    record LinkedPage(List<LinkedLead> leads, @Nullable String next) {}

    /**
     * @param title its name, else its phone or e-mail; empty for none
     * @param assignee what its holder is called; null for nobody
     */
    record LinkedLead(
            String id,
            Instant createdAt,
            String title,
            String source,
            String status,
            boolean closed,
            String state,
            @Nullable String assignee) {}

    private record Found(long id, LinkedLead lead) {}

    LinkedPage ofContact(SignedIn me, long contact, @Nullable String after) {
        return page(me, "l.contact_id = ?", contact, after);
    }

    LinkedPage ofListing(SignedIn me, String listing, @Nullable String after) {
        return page(me, "l.listing <> '' and l.listing = ?", listing, after);
    }

    private LinkedPage page(SignedIn me, String of, Object value, @Nullable String after) {
        Ids ids = Ids.of(me.idSeed());
        long before = after == null
                ? Long.MAX_VALUE
                : ids.read(Ids.Kind.LEAD, after)
                        .orElseThrow(() -> Refusal.invalid(List.of(new FieldError("after", "invalid"))));
        List<Found> found = jdbc.sql("""
                        select l.id, l.created_at, coalesce(nullif(l.name, ''), nullif(l.phone, ''), l.email) as title,
                               l.source, l.status, l.closed, l.state,
                               (select u.name from fairlead.app_user u
                                 where u.company_id = l.company_id and u.id = l.owner_id) as assignee
                          from fairlead.lead l where l.company_id = ? and %s and l.id < ? order by l.id desc limit ?
                        """.formatted(of))
                .params(me.companyId(), value, before, MOST + 1)
                .query((row, n) -> new Found(
                        row.getLong("id"),
                        new LinkedLead(
                                ids.show(Ids.Kind.LEAD, row.getLong("id")),
                                row.getObject("created_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("title"),
                                row.getString("source"),
                                row.getString("status"),
                                row.getBoolean("closed"),
                                row.getString("state"),
                                row.getString("assignee"))))
                .list();
        List<Found> shown = found.size() > MOST ? found.subList(0, MOST) : found;
        return new LinkedPage(
                shown.stream().map(Found::lead).toList(),
                found.size() > MOST ? shown.getLast().lead().id() : null);
    }
}
