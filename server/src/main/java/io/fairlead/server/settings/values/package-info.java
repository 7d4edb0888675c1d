/** The written forms of dates, times, phone numbers and e-mail addresses. */
@NamedInterface("values")
@NullMarked
package io.fairlead.server.settings.values;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
