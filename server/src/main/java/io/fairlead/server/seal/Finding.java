package io.fairlead.server.seal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fairlead.server.desk.again.Missing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was.
 *
 * @param values numbers that name its place, by what they are: {@code decision}, {@code lead}, {@code seal}, …
 * @param differences of a decision that came out otherwise
 * @param why nothing could be made again from a decision on; null for anything else
 */
public record Finding(
        Kind kind,
        Map<String, Long> values,
        List<Difference> differences,
        @Nullable Missing why) {

    public enum Kind {
        SEAL_BEFORE_MISSING("seal {seal} (decisions {first} to {last}): a seal before it is missing"),
        SEAL_OUT_OF_LINE("seal {seal} (decisions {first} to {last}): does not continue the seal before it"),
        SEAL_BROKEN("seal {seal} (decisions {first} to {last}): broken, its hashes or itself were changed"),
        DECISION_MISSING("decision {decision}: missing"),
        DECISION_INSERTED("decision {decision}: inserted where nothing was sealed"),
        DECISION_CHANGED("decision {decision}: changed since it was sealed"),
        DECISION_DIFFERS("decision {decision} of lead {lead}: "),
        DECISIONS_MISCOUNTED("decisions: the desk has made {given}, the newest there is {newest}"),
        DECISIONS_TOO_MANY("decision {decision} and those after it: there are {count}, recomputed none"),
        RECORD_BROKEN("decision {decision} and those after it: ");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** In small letters with hyphens. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What a decision says, and what it says when it is made again.
     *
     * @param what a member of the decision, or the place in its explanation after {@code explanation/}; users are numbers
     * @param was as it is stored; empty for nothing
     * @param is made again; empty for nothing
     */
    public record Difference(String what, String was, String is) {
        String sentence() {
            return what + " is " + word(was) + ", recomputed " + word(is);
        }

        private static String word(String value) {
            return value.isEmpty() ? "none" : value;
        }
    }

    static Finding of(Kind kind, Map<String, Long> values) {
        return new Finding(kind, values, List.of(), null);
    }

    /** In English. */
    public String sentence() {
        var said = kind.sentence;
        for (var value : values.entrySet()) {
            said = said.replace("{" + value.getKey() + "}", value.getValue().toString());
        }
        var rest = differences.stream().map(Difference::sentence).collect(Collectors.joining("; "));
        return said + rest + (why == null ? "" : why.sentence());
    }
}
