/** What people keep at a lead beside the desk: tasks with their reminders, and who else works it. */
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
package io.fairlead.server.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
