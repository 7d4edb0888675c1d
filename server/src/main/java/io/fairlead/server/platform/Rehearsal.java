package io.fairlead.server.platform;

import java.time.Instant;

/** The server runs as a rehearsal: its clock stands at this instant until it is set. There is none in earnest. */
public record Rehearsal(Instant start) {}
