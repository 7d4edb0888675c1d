/** How decisions, times and amounts are written, on the command line and in the API. Free of Spring. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.fairlead.server.wording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
