/** Fairness as people see it: balances over time, who is next, corrections, coverage of the week, verification. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "desk",
            "desk::again",
            "distribution",
            "people",
            "seal",
            "wording",
            "platform",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.fairness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
