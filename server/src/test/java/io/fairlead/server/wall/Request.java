package io.fairlead.server.wall;

import io.fairlead.server.Client;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that works for the company that made it.
 *
 * @param by whose browser sends it; null for the administrator's
 */
record Request(
        String method,
        String path,
        @Nullable Object body,
        Map<String, String> headers,
        @Nullable Client by) {
    static Request of(String method, String path) {
        return new Request(method, path, method.equals("POST") ? Map.of() : null, Map.of(), null);
    }

    static Request of(String method, String path, Object body) {
        return new Request(method, path, body, Map.of(), null);
    }

    /** Changes this version. */
    Request at(long version) {
        var with = new HashMap<>(headers);
        with.put("If-Match", "\"" + version + "\"");
        return new Request(method, path, body, with, by);
    }

    Request with(String header, String value) {
        var with = new HashMap<>(headers);
        with.put(header, value);
        return new Request(method, path, body, with, by);
    }

    Request as(Client client) {
        return new Request(method, path, body, headers, client);
    }

    Client.Answer send(Client client) {
        return client.call(method, path, body, headers);
    }
}
