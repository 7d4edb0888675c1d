package io.fairlead.server.platform;

import java.io.Serial;

/**
 * A reason the server cannot start that the person who started it can mend. The message is all they see: it says what
 * was found, and its next line what to do about it.
 */
public final class StartFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
