/**
 * What is done with many leads at once: they are handed over, get a status or a field, or are picked for a list, with a
 * preview, and undone. Leads handed back by their holders, and who holds how many.
 */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "intake",
            "lead",
            "lead::list",
            "people",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::event",
            "platform::http",
            "zone"
        })
@NullMarked
package io.fairlead.server.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
