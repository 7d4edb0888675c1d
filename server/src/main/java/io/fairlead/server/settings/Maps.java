package io.fairlead.server.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Maps that keep the order of the file. */
final class Maps {
    private Maps() {}

    /** The same keys in the same order, with a value made from each key and its value. Immutable. */
    static <A, B> Map<String, B> mapped(Map<String, A> source, BiFunction<String, A, B> value) {
        var target = new LinkedHashMap<String, B>();
        source.forEach((key, from) -> target.put(key, value.apply(key, from)));
        return Collections.unmodifiableMap(target);
    }
}
