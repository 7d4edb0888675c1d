package io.fairlead.engine.time;

/**
 * Hours of a day in wall time, as minutes after midnight: {@code from} 0…1439, {@code to} 0…1440 (1440 is 24:00).
 * Hours that end at or before their start pass midnight; equal bounds are 24 hours.
 */
public record Hours(int from, int to) {
    public static final Hours WHOLE_DAY = new Hours(0, 1440);

    public boolean passMidnight() {
        return to <= from;
    }
}
