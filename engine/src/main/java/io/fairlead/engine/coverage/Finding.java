package io.fairlead.engine.coverage;

/**
 * Something a manager would regret.
 *
 * @param id what it is about (a rule's, user's, team's, schedule's or field's id, or a source)
 */
public record Finding(String id, String message) {}
