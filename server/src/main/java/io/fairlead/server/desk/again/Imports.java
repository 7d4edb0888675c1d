package io.fairlead.server.desk.again;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When leads arrived that came in together and were left to nobody, by their numbers. Not thread-safe. */
public final class Imports {
    private final TreeMap<Long, Checkpoint.Imported> byFirst = new TreeMap<>();

    public Imports(List<Checkpoint.Imported> known) {
        known.forEach(this::add);
    }

    public void add(Checkpoint.Imported leads) {
        byFirst.put(leads.first(), leads);
    }

    /** Null for a lead that came in otherwise. */
    public @Nullable Instant at(long lead) {
        var range = byFirst.floorEntry(lead);
        return range == null || lead > range.getValue().last()
                ? null
                : range.getValue().at();
    }

    /** In the order of their numbers. */
    public List<Checkpoint.Imported> all() {
        return List.copyOf(byFirst.values());
    }
}
