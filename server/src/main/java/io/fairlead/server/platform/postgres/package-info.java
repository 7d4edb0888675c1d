/** The embedded PostgreSQL: real PostgreSQL as a child process, its rows in a folder. */
@NamedInterface("postgres")
@NullMarked
package io.fairlead.server.platform.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
