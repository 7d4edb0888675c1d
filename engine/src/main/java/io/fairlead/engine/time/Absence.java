package io.fairlead.engine.time;

import java.time.Instant;

/** Someone is away over {@code [from, to)}; {@code kind} is free text such as vacation. */
public record Absence(String user, Instant from, Instant to, String kind) {}
