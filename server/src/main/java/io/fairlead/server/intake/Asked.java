package io.fairlead.server.intake;

import io.fairlead.engine.filter.FieldType;
import java.util.List;

/**
 * One of the company's own fields of a lead, as forms ask for it.
 *
 * @param name what it is called; empty for its id
 * @param choices what is offered; empty for a field without a list
 */
public record Asked(FieldType type, String name, List<String> choices) {}
