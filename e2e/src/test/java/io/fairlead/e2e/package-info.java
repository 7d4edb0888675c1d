/** Stories of people who use Fairlead, played against the packaged jar in a real browser. */
@NullMarked
package io.fairlead.e2e;

import org.jspecify.annotations.NullMarked;
