package io.fairlead.server.platform.event;

import java.time.InstantSource;
import java.time.ZoneOffset;
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

    /** Like {@link #append(String, Long, Map)}, in the journal of a lead. */
    public void append(String kind, @Nullable Long who, @Nullable Long lead, Map<String, ?> what) {
        jdbc.sql("insert into fairlead.event (kind, who, lead, at, data) values (?, ?, ?, ?, ?::jsonb)")
                .param(kind)
                .param(who)
                .param(lead)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(json.writeValueAsString(what))
                .update();
    }
}
