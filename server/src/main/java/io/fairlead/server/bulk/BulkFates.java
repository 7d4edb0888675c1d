package io.fairlead.server.bulk;

import io.fairlead.server.desk.Doing;
import io.fairlead.server.desk.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers how a slice's leads fared, and writes it with the last of them. Not thread-safe. */
final class BulkFates {
    private final Consumer<List<Fate>> write;
    private final List<Fate> all = new ArrayList<>();
    private int size;

    /** Where a lead is, and whether it was changed. */
    record Fate(long lead, long user, String how, boolean took) {}

    BulkFates(Consumer<List<Fate>> write) {
        this.write = write;
    }

    /** How many leads there are. */
    void expect(int leads) {
        size = leads;
    }

    /** What is to follow with this lead, also if it is gone; a desk that tries a slice again begins anew with its first. */
    Doing.Sequel of(long lead) {
        return (outcome, took) -> add(lead, outcome, took);
    }

    private void add(long lead, Outcome outcome, boolean took) {
        if (!all.isEmpty() && all.getFirst().lead() == lead) {
            all.clear();
        }
        Long user = outcome.user();
        all.add(new Fate(lead, user == null ? 0 : user, outcome.how(), took));
        if (all.size() == size) {
            write.accept(List.copyOf(all));
            all.clear();
        }
    }
}
