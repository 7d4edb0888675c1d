package io.fairlead.server.platform.job;

import java.time.Duration;

/**
 * How many rows are one transaction: as many as keep the desk for about a fifth of a second, since leads that come in wait for
 * no less. Immutable.
 *
 * @param rows how many, 100 to 2000
 */
public record Pace(int rows) {
    /** Before it is known how long they take. */
    public static final Pace FIRST = new Pace(500);

    private static final double MILLIS = 200;
    private static final int LEAST = 100;
    private static final int MOST = 2_000;

    /** What comes next, by how long so many rows kept the desk; never more than twice or half as many. */
    public Pace after(int done, Duration kept) {
        double fitting = done * MILLIS / Math.max(1, kept.toMillis());
        return new Pace((int) Math.clamp(Math.clamp(fitting, rows / 2.0, rows * 2.0), LEAST, MOST));
    }
}
