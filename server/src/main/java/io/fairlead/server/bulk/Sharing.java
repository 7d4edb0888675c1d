package io.fairlead.server.bulk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares leads among people by hand: no ledger books it, so it is fair in itself. Each lead goes to who has least for
 * their weight; ties go to who has fewer open leads, then to who is listed first. Not thread-safe.
 */
final class Sharing {
    private final List<Sharer> people;
    private final boolean byOpen;
    private final Map<Long, Long> open = new HashMap<>();
    private final Map<Long, Long> given = new HashMap<>();

    /** @param weight positive */
    record Sharer(long user, int weight) {}

    /**
     * Among these people.
     *
     * @param byOpen whether all their open leads count, or only what is shared here
     * @param open how many open leads each has beside those that are shared
     */
    Sharing(List<Sharer> people, boolean byOpen, Map<Long, Long> open) {
        this.people = people;
        this.byOpen = byOpen;
        this.open.putAll(open);
    }

    /** Who gets the next lead. */
    long next() {
        var best = people.getFirst();
        for (var person : people) {
            if (isBefore(person, best)) {
                best = person;
            }
        }
        given.merge(best.user(), 1L, Long::sum);
        return best.user();
    }

    private boolean isBefore(Sharer one, Sharer other) {
        int share = Long.compare(counted(one) * other.weight(), counted(other) * one.weight());
        return share != 0 ? share < 0 : all(one) < all(other);
    }

    /** With the next lead, so that of two who have nothing the heavier one is first. */
    private long counted(Sharer person) {
        return 1 + (byOpen ? all(person) : given.getOrDefault(person.user(), 0L));
    }

    private long all(Sharer person) {
        return open.getOrDefault(person.user(), 0L) + given.getOrDefault(person.user(), 0L);
    }
}
