/** Measures the engine: single decisions, and whole runs of a million leads through the command line. */
@NullMarked
package io.fairlead.bench.engine;

import org.jspecify.annotations.NullMarked;
