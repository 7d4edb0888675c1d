package io.fairlead.server.company;

/**
 * Published inside a change of settings when a user gets another id.
 *
 * @param was the id before
 * @param id the id from now on
 */
public record UserRenamed(int companyId, String was, String id) {}
