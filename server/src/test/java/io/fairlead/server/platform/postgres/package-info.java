@NullMarked
package io.fairlead.server.platform.postgres;

import org.jspecify.annotations.NullMarked;
