/** Writes the settings file. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.fairlead.server.settings.writing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
