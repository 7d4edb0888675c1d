/** Files that people keep at a lead. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "people",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
