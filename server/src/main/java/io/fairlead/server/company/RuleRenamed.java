package io.fairlead.server.company;

/**
 * Published inside a change of settings when a rule gets another id and keeps its books: the ledger, turns and
 * compensation have been moved already.
 *
 * @param was the id before
 * @param id the id from now on
 */
public record RuleRenamed(int companyId, String was, String id) {}
