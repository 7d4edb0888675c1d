/** The rules of a company: one draft that all its managers share, findings, versions, roll back, example weeks. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "distribution",
            "people",
            "settings",
            "settings::writing",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
