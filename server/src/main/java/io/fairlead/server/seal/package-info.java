/** Seals on decisions: a chain of hashes behind the desks, by which a decision that was changed later is found. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "desk::again",
            "replay",
            "settings",
            "platform",
            "platform::job",
            "platform::sql"
        })
@NullMarked
package io.fairlead.server.seal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
