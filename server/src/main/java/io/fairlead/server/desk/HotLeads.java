package io.fairlead.server.desk;

import io.fairlead.engine.desk.Kept;
import io.fairlead.engine.desk.SavedLead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The leads that may move by themselves, as a desk last read them: with many that wait, most are as they were when
 * another node did something. Holds under the same settings alone. Not thread-safe.
 */
final class HotLeads {
    private final Map<Long, Read> known = new HashMap<>();

    /** A lead as it was read; {@code version} tells the versions of all rows it was read from. */
    private record Read(String version, SavedLead lead, Kept.KeptContact contact) {}

    /** Those of these leads, by their numbers with the versions of now, that have to be read. */
    long[] unread(Map<Long, String> versions) {
        return versions.entrySet().stream()
                .filter(one -> {
                    var read = known.get(one.getKey());
                    return read == null || !read.version().equals(one.getValue());
                })
                .mapToLong(Map.Entry::getKey)
                .toArray();
    }

    /** All of these leads in their order, once those that had to be read were. */
    DeskStore.Loaded with(DeskStore.Loaded fresh, Map<Long, String> versions) {
        var contacts = new LinkedHashMap<Integer, Kept.KeptContact>();
        fresh.contacts().forEach(contact -> contacts.put(contact.number(), contact));
        for (var lead : fresh.leads()) {
            var contact = Objects.requireNonNull(contacts.get(lead.contact()));
            known.put(lead.number(), new Read(versions.getOrDefault(lead.number(), ""), lead, contact));
        }
        known.keySet().retainAll(versions.keySet());
        var leads = new ArrayList<SavedLead>();
        for (var number : versions.keySet()) {
            var read = known.get(number);
            if (read != null) {
                contacts.putIfAbsent(read.contact().number(), read.contact());
                leads.add(read.lead());
            }
        }
        return new DeskStore.Loaded(new ArrayList<>(contacts.values()), leads);
    }
}
