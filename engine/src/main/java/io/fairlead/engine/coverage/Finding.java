package io.fairlead.engine.coverage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something a manager would regret.
 *
 * @param id what it is about: a source, or the id of a rule, user, team or schedule, as the kind says
 * @param args what a wording in another language needs beside the id, always in the same order; lists are joined by a
 *     comma and a space
 * @param message the English wording
 */
public record Finding(String id, Kind kind, Map<String, String> args, String message) {
    public Finding {
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
    }

    /** Arguments from names and values in turn. */
    static Map<String, String> args(String... namesAndValues) {
        var args = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            args.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return args;
    }

    /** {@code id: message}, as a line of the report. */
    @Override
    public String toString() {
        return id + ": " + message;
    }

    /** What a finding says; the arguments are named in brackets. Hours come as {@code weekly}, {@code dates}. */
    public enum Kind {
        /** Leads of a source are taken by no rule in some hours [weekly, dates, otherwise]. */
        UNCAUGHT,
        /** In some hours, leads of a source are taken only if they meet more conditions [weekly, dates, rules, otherwise]. */
        PARTLY_CAUGHT,
        /** Rules above always take a rule's leads [rules]. */
        SHADOWED,
        /** A rule's condition can never hold. */
        NEVER_MATCHES,
        /** A rule's window is never open. */
        NEVER_OPEN,
        /** Nobody who is active and has the skills is a candidate of a rule [skills]. */
        NO_CANDIDATE,
        /** A candidate is never on shift in a rule's window [user]. */
        NEVER_ON_SHIFT,
        /** A rule takes leads in hours in which nobody can receive them [weekly, dates, otherwise]. */
        NOBODY,
        /** A rule has one person alone in some hours [weekly, dates, users]. */
        ALONE,
        /** A rule has keys that only the strategy claim heeds [keys]. */
        NO_EFFECT,
        /** No rule, team or listing names a person. */
        UNUSED_PERSON,
        /** No rule names a team. */
        UNUSED_TEAM,
        /** Nobody works by a schedule. */
        UNUSED_SCHEDULE,
        /** A rule's condition looks at a field that nothing has [field, meant: empty for no guess]. */
        UNKNOWN_FIELD;

        /** Whether it is about a rule, not about a source, a person, a team or a schedule. */
        public boolean isAboutARule() {
            return switch (this) {
                case SHADOWED,
                        NEVER_MATCHES,
                        NEVER_OPEN,
                        NO_CANDIDATE,
                        NEVER_ON_SHIFT,
                        NOBODY,
                        ALONE,
                        NO_EFFECT,
                        UNKNOWN_FIELD -> true;
                case UNCAUGHT, PARTLY_CAUGHT, UNUSED_PERSON, UNUSED_TEAM, UNUSED_SCHEDULE -> false;
            };
        }

        /** The name outside of Java: {@code never-on-shift}. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
