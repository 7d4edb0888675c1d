/** Leads in files: read in with a dry run and an undo, and written out. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "field",
            "bulk",
            "intake",
            "lead::list",
            "people",
            "settings",
            "settings::values",
            "zone",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
