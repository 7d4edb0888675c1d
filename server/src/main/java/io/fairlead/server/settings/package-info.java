/** The settings file: one YAML text becomes a checked scenario, or the list of everything that is wrong with it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.fairlead.server.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
