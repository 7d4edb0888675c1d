/** The command line: simulate, check, schema and serve. Starts without the server's framework. */
@NullMarked
package io.fairlead.server.cli;

import org.jspecify.annotations.NullMarked;
