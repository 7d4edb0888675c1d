package io.fairlead.server.lead.journal;

import io.fairlead.server.lead.DecisionQueries.Person;
import io.fairlead.server.lead.journal.JournalQueries.JournalEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a journal, newest first.
 *
 * @param people everybody whom the entries name
 * @param next where to go on; null at the end. A page can be short, even empty, and have a next one
 */
record JournalPage(
        List<JournalEntry> entries,
        List<Person> people,
        @Nullable String next) {}
