/** Backups of a whole installation: written while it runs, read into an empty one. Free of Spring. */
@ApplicationModule(allowedDependencies = {"platform", "platform::sql", "platform::postgres"})
@NullMarked
package io.fairlead.server.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
