/** A company's settings file: export, what a file would change, and applying it as a whole. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "distribution",
            "people",
            "rules",
            "settings",
            "settings::writing",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
