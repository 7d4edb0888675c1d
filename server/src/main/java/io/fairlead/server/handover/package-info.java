/** Moving work: leads handed over together with a preview and undone, leads handed back by their holders. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "lead::list",
            "people",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.handover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
