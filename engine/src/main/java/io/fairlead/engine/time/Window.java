package io.fairlead.engine.time;

import java.util.List;

/** When a rule takes leads: the union of weekly hours in the company's zone. */
public record Window(List<Weekly> entries) {}
