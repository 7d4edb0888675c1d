/** Leads written out into files, in the background: which, with which columns, and who takes them away. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "field",
            "file",
            "intake",
            "lead::list",
            "people",
            "settings",
            "settings::values",
            "transfer",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
