/** Own fields of leads: what is declared of them, and their indexes, made and dropped while everybody works on. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "people",
            "settings::values",
            "platform",
            "platform::job",
            "platform::sql",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.field;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
