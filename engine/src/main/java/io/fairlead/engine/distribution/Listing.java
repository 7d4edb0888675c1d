package io.fairlead.engine.distribution;

import java.util.List;

/** What a lead is about (a flat, a product, a campaign), with the users responsible for it in their order. */
public record Listing(String id, String name, List<String> responsibles) {}
