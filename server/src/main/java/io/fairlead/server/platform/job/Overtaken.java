package io.fairlead.server.platform.job;

/**
 * Somebody stopped the work that was claimed, or another node goes on with it: what is under way is undone, and what stands
 * now says what is to be done.
 */
public final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Overtaken() {
        super(null, null, false, false);
    }

    /**
     * Goes on if all rows that were to be written were as expected.
     *
     * @throws Overtaken if not
     */
    public static void unless(boolean asExpected) {
        if (!asExpected) {
            throw new Overtaken();
        }
    }
}
