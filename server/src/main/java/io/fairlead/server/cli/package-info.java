/**
 * The command line: simulate, check, schema, serve; export, diff and apply against a running server;
 * backup, restore, verify and doctor. Starts without the
 * server's framework.
 */
@ApplicationModule(allowedDependencies = {"backup", "desk::again", "doctor", "platform", "seal", "settings", "wording"})
@NullMarked
package io.fairlead.server.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
