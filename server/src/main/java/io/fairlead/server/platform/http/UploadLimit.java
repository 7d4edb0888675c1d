package io.fairlead.server.platform.http;

import io.fairlead.server.platform.StartFailure;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** How large a file may be that people keep at a lead: {@code FAIRLEAD_FILE_MB}, 25 MB if missing. */
@Component
public class UploadLimit {
    private static final long MEGABYTE = 1_000_000;

    private final long bytes;

    UploadLimit(Environment environment) {
        String given = environment.getProperty("fairlead.file-mb", "25").strip();
        if (!given.matches("[1-9]\\d{0,3}")) {
            throw new StartFailure("FAIRLEAD_FILE_MB is \"" + given + "\"."
                    + "\nExpected: how many MB a file may have, a whole number from 1 to 9999");
        }
        this.bytes = Long.parseLong(given) * MEGABYTE;
    }

    public long bytes() {
        return bytes;
    }
}
