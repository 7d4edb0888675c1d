package io.fairlead.server.platform.event;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Appends to the company's journal. Nothing in it is changed or deleted. Thread-safe. */
@Component
public class Events {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    Events(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Appends an event in the company's transaction under way.
     *
     * @param kind what happened, in the past tense: {@code user-created}
     * @param who the user who did it, null for the program itself
     * @param what the change; never a secret
     */
    public void append(String kind, @Nullable Long who, Map<String, ?> what) {
        append(kind, who, null, what);
    }

    /** Like {@link #append(String, Long, Map)}, in the journals of a lead, its contact and its listing. */
    public void append(String kind, @Nullable Long who, @Nullable Long lead, Map<String, ?> what) {
        jdbc.sql("""
                        insert into fairlead.event (kind, who, lead, contact, listing, at, data)
                        select ?, ?, x.lead, l.contact_id, nullif(l.listing, ''), ?, ?::jsonb
                          from (select cast(? as bigint) as lead) x left join fairlead.lead l on l.id = x.lead
                        """)
                .param(kind)
                .param(who)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(json.writeValueAsString(what))
                .param(lead)
                .update();
    }

    /** What happened to a lead. */
    public record About(long lead, Map<String, ?> what) {}

    /** Like {@link #append(String, Long, Long, Map)}, of what the program itself did to many leads. */
    public void append(String kind, List<About> events) {
        jdbc.sql("""
                        insert into fairlead.event (kind, lead, contact, listing, at, data)
                        select ?, x.lead, l.contact_id, nullif(l.listing, ''), ?, x.what
                          from jsonb_to_recordset(?::jsonb) as x (lead bigint, what jsonb)
                          left join fairlead.lead l on l.id = x.lead
                        """)
                .param(kind)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(json.writeValueAsString(events))
                .update();
    }

    /** Like {@link #append(String, Long, Map)}, in the journal of a contact alone. */
    public void appendToContact(String kind, @Nullable Long who, long contact, Map<String, ?> what) {
        jdbc.sql("insert into fairlead.event (kind, who, contact, at, data) values (?, ?, ?, ?, ?::jsonb)")
                .param(kind)
                .param(who)
                .param(contact)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(json.writeValueAsString(what))
                .update();
    }
}
