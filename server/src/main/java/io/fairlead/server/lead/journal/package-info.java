/** Journals: what happened to a lead, a contact or a listing; the pages of contacts and listings. */
@NullMarked
package io.fairlead.server.lead.journal;

import org.jspecify.annotations.NullMarked;
