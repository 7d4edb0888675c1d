package io.fairlead.server.backup;

import java.io.Serial;

/** Why a backup cannot be written or read; what there was before is as it was. */
public final class BackupFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BackupFailure(String message) {
        super(message);
    }

    BackupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
