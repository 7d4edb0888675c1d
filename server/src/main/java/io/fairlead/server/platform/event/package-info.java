/** The journal of a company: who changed what, when. */
@NamedInterface("event")
@NullMarked
package io.fairlead.server.platform.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
