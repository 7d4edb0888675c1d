/** How leads come in: sources with their keys, the API, manual entry, idempotency, quarantine. */
@ApplicationModule(
        allowedDependencies = {
            "field",
            "notify",
            "people",
            "desk",
            "settings",
            "settings::values",
            "wording",
            "zone",
            "platform",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
