/** Two companies with everything alike, and every operation of the API tried on the wall between them. */
@NullMarked
package io.fairlead.server.wall;

import org.jspecify.annotations.NullMarked;
