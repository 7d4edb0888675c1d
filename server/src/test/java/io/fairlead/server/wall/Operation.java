package io.fairlead.server.wall;

import java.util.List;
import java.util.function.Function;

/**
 * An operation of the API with a request that uses it.
 *
 * @param name method and path as the description of the API has them
 * @param made makes a request of the company's own things, made anew each time
 * @param own what the company is answered
 * @param foreign what another company is answered that sends this very request; empty if the request names nothing of
 *     its company
 */
record Operation(String name, Function<Company, Request> made, List<Integer> own, List<Integer> foreign) {
    private static final List<Integer> GOOD = List.of(200, 201, 204);

    /** One whose request names nothing of the company. */
    static Operation plain(String name, Function<Company, Request> made) {
        return new Operation(name, made, GOOD, List.of());
    }

    static Operation plain(String name) {
        var words = name.split(" ", 2);
        return plain(name, company -> Request.of(words[0], words[1]));
    }

    static Operation plain(String name, Object body) {
        var words = name.split(" ", 2);
        return plain(name, company -> Request.of(words[0], words[1], body));
    }

    /** One whose request names something of the company by its id, and is not found by others. */
    static Operation sealed(String name, Function<Company, Request> made) {
        return new Operation(name, made, GOOD, List.of(404));
    }

    /** The same with this id in its path. */
    static Operation sealedById(String name, Function<Company, String> id) {
        var words = name.split(" ", 2);
        return sealed(name, company -> Request.of(words[0], put(words[1], id.apply(company))));
    }

    /** The same with a body. */
    static Operation sealedById(String name, Function<Company, String> id, Object body) {
        var words = name.split(" ", 2);
        return sealed(name, company -> Request.of(words[0], put(words[1], id.apply(company)), body));
    }

    /** Others are answered so. */
    Operation elsewhere(Integer... statuses) {
        return new Operation(name, made, own, List.of(statuses));
    }

    /** Itself is answered so. */
    Operation answered(Integer... statuses) {
        return new Operation(name, made, List.of(statuses), foreign);
    }

    boolean isSafe() {
        return name.startsWith("GET ");
    }

    private static String put(String path, String id) {
        return path.replaceFirst("\\{[^}]*}", id);
    }
}
