package io.fairlead.server.lead;

import io.fairlead.server.platform.sql.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the desk remembers of leads that somebody is to take. */
@Component
class OfferQueries {
    private final JsonMapper json;

    OfferQueries(JsonMapper json) {
        this.json = json;
    }

    /**
     * A lead that is to be taken.
     *
     * @param users the keys of those who may still take it; empty if its holder may
     * @param accepting whether its holder is still to take it
     * @param until when that ends; null for never
     */
    record Offer(
            long lead,
            Set<String> users,
            boolean accepting,
            @Nullable Instant until) {}

    /** Reads the offers among these leads. */
    Reading<Offer> of(int company, Collection<Long> leads) {
        return Reading.of(
                "select lead_id, state from fairlead.desk_lead where company_id = ? and lead_id = any(?)",
                this::offer,
                company,
                leads.toArray(Long[]::new));
    }

    private Offer offer(ResultSet row, int number) throws SQLException {
        JsonNode memory = json.readTree(row.getString("state"));
        Set<String> users = new HashSet<>();
        memory.at("/offer/users").forEach(user -> users.add(user.asString("")));
        memory.path("declined").forEach(user -> users.remove(user.asString("")));
        Instant until = memory.path("deadlines")
                .valueStream()
                .map(deadline -> deadline.path("at").asString(""))
                .filter(at -> !at.isEmpty())
                .map(Instant::parse)
                .min(Instant::compareTo)
                .orElse(null);
        return new Offer(row.getLong("lead_id"), users, memory.path("accepting").asBoolean(false), until);
    }
}
