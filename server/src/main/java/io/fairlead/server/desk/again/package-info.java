/** What a desk that is told again needs, keeps and says. */
@NamedInterface("again")
@NullMarked
package io.fairlead.server.desk.again;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
