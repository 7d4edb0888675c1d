/** Companies made up to look around in and to measure with: their people and rules, leads and what happened to them. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk::again",
            "people",
            "platform",
            "platform::sql",
            "replay",
            "settings::values",
            "zone"
        })
@NullMarked
package io.fairlead.server.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
