/** Writes the settings file. */
@NamedInterface("writing")
@NullMarked
package io.fairlead.server.settings.writing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
