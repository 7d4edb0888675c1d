package io.fairlead.server.company;

/**
 * A tenant.
 *
 * @param timezone an IANA zone
 * @param locale the language of what the company sends out
 * @param idSeed shuffles the ids it shows outside
 */
public record Company(int companyId, String name, String timezone, String locale, long idSeed) {}
