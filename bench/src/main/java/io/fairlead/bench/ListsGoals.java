package io.fairlead.bench;

import java.util.Locale;

/** Goals with what was measured, and for each that does not hold one sentence of measured facts why. Not thread-safe. */
final class ListsGoals {
    private final StringBuilder lines = new StringBuilder();

    /** A number of at least so much is wanted. */
    void least(String goal, double measured, double least, String why) {
        line(goal, String.format(Locale.ROOT, measured < 0.1 ? "%.3f" : "%.2f", measured), measured >= least, why);
    }

    /**
     * A number of at most so much is wanted.
     *
     * @param where of several things measured the one that is told; empty for one
     */
    void most(String goal, double measured, double most, String where, String why) {
        line(
                goal,
                String.format(Locale.ROOT, measured >= 100 ? "%,.0f" : "%.2f", measured)
                        + (where.isEmpty() ? "" : " (" + where + ")"),
                measured <= most,
                why);
    }

    private void line(String goal, String measured, boolean holds, String why) {
        lines.append(
                "| %s | %s | %s | %s |%n".formatted(goal, measured, holds ? "yes" : "no", holds ? "" : why));
    }

    /** All so far, as rows of a table in Markdown. */
    @Override
    public String toString() {
        return lines.toString().replace(System.lineSeparator(), "\n");
    }
}
