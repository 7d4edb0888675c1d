package io.fairlead.server.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject a word: {@code clock}
 * @param seen what was found
 * @param advice what to do about it; empty if all is well
 */
public record Finding(String subject, String seen, String advice) {
    static Finding well(String subject, String seen) {
        return new Finding(subject, seen, "");
    }

    /** Whether there is something to do. */
    public boolean bad() {
        return !advice.isEmpty();
    }
}
