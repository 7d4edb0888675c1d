package io.fairlead.server.transfer;

import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Doing.NewLead;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is known of leads that are there, and what tells it from what is to be known. Thread-safe. */
@Component
class Facts {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Facts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param created when it arrived */
    record Known(Instant created, long version, NewLead lead) {}

    /** In the company's transaction under way; those that are gone are missing. */
    Map<Long, Known> of(Long[] leads) {
        var known = new HashMap<Long, Known>();
        jdbc.sql("""
                        select id, created_at, version, source, status, name, phone, email, listing, custom
                          from fairlead.lead where id = any(?)
                        """).param(leads).query((RowCallbackHandler) row -> known.put(
                row.getLong("id"),
                new Known(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getLong("version"),
                        NewLead.stored(row, json))));
        return known;
    }

    /** From what is known to what is to be known; null if that is the same. */
    static Doing.@Nullable Edited edit(long lead, Known was, NewLead now, long who) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        differ("name", was.lead().name(), now.name(), before, after);
        differ("phone", was.lead().phone(), now.phone(), before, after);
        differ("email", was.lead().email(), now.email(), before, after);
        differ("listing", was.lead().listing(), now.listing(), before, after);
        var fields = new TreeSet<>(was.lead().custom().keySet());
        fields.addAll(now.custom().keySet());
        fields.forEach(field -> differ(
                "fields." + field, was.lead().custom().get(field), now.custom().get(field), before, after));
        return after.isEmpty() ? null : new Doing.Edited(lead, was.created(), now, before, after, who, was.version());
    }

    private static void differ(
            String field,
            @Nullable Object was,
            @Nullable Object is,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after) {
        boolean same = (was instanceof Number && is instanceof Number)
                ? new BigDecimal(was.toString()).compareTo(new BigDecimal(is.toString())) == 0
                : Objects.equals(was, is);
        if (!same) {
            before.put(field, was);
            after.put(field, is);
        }
    }
}
