/** Measures the engine: single decisions, and whole runs of a million leads through the command line. */
@NullMarked
package io.fairlead.bench;

import org.jspecify.annotations.NullMarked;
