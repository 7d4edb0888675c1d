/** Personal data: exported, erased, kept no longer than agreed; and who saw, changed and exported what. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "file",
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
package io.fairlead.server.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
