/** Companies: the tenants, sealed from each other. */
@ApplicationModule(
        allowedDependencies = {"platform::sql", "platform::event", "platform::http", "settings", "settings::values"})
@NullMarked
package io.fairlead.server.company;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
