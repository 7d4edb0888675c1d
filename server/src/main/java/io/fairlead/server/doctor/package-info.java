/** Looks over an installation: what is wrong or slow, and what to do. Free of Spring. */
@ApplicationModule(allowedDependencies = {"notify", "platform", "platform::sql"})
@NullMarked
package io.fairlead.server.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
