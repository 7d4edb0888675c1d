/** A company's settings as a whole: what it is called and how it works; its settings file, exported and applied. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "distribution",
            "people",
            "rules",
            "settings",
            "settings::values",
            "settings::writing",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
