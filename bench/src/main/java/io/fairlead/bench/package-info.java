/** Measures the server: live decisions beside the bare statements, work with leads, and lists of them. */
@NullMarked
package io.fairlead.bench;

import org.jspecify.annotations.NullMarked;
