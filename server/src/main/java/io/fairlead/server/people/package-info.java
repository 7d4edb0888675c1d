/** People and programs that sign in: users, roles, passwords, sessions, API tokens, the first start. */
@ApplicationModule(
        allowedDependencies = {
            "company",
            "notify",
            "settings::values",
            "platform",
            "platform::sql",
            "platform::event",
            "platform::http"
        })
@NullMarked
package io.fairlead.server.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
