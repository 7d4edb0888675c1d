/** Work that comes round by the clock for as long as the server runs. */
@NamedInterface("job")
@NullMarked
package io.fairlead.server.platform.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
