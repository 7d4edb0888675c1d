/** What every capability stands on; knows none of them. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.fairlead.server.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
