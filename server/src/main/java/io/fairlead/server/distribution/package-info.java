/** Rules of distribution: examples to start from, and trying them. */
@ApplicationModule(
        allowedDependencies = {
            "people",
            "settings",
            "wording",
            "platform",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.distribution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
