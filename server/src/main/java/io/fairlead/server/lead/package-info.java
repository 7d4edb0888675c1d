/** Leads as people see and work them: the list, the page of a lead, decisions with their reasons, the watchdog. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "distribution",
            "field",
            "intake",
            "notice",
            "people",
            "settings::values",
            "wording",
            "work",
            "zone",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.lead;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
