/** What happened once more, as it was and under other rules; checkpoints from which it is taken up. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "desk::again",
            "distribution",
            "people",
            "rules",
            "settings",
            "wording",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
