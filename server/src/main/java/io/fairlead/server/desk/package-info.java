/** Live decisions: each company's desk gives its leads, on any number of nodes, and does what is due by the clock. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "settings",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
