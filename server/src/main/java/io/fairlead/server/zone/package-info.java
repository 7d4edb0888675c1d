/** Zones: the tree and what it is made from, the zone of a lead found from its address, how many leads each has. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "people",
            "settings::values",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.zone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
