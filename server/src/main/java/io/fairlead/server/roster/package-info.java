/** Who is on when: schedules, teams, listings, fields, absences, presence, and the picture of them all. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "people",
            "settings",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.roster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
