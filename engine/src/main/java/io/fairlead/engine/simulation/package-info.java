/** Runs a scenario of arrivals, presence, touches and timers through the same decisions as the live server. */
@NullMarked
package io.fairlead.engine.simulation;

import org.jspecify.annotations.NullMarked;
