/** The way to the database: its two roles, its migrations, and transactions that see one company. */
@NamedInterface("sql")
@NullMarked
package io.fairlead.server.platform.sql;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
