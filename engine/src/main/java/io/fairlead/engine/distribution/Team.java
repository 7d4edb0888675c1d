package io.fairlead.engine.distribution;

import java.util.List;

/** An office, a region or a group: users in their order. */
public record Team(String id, List<String> members) {}
