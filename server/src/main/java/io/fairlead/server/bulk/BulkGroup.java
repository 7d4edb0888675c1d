package io.fairlead.server.bulk;

import io.fairlead.server.bulk.BulkQueries.MoveCount;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Leads of a bulk change that are alike: in how they fare, and for hand-overs in what they are. */
record BulkGroup(
        String state,
        String why,
        long planned,
        String plannedHow,
        long toUser,
        String how,
        boolean theirs,
        String source,
        String status,
        long leads) {
    String skip() {
        return theirs ? "theirs" : plannedHow.isEmpty() ? "elsewhere" : "";
    }

    boolean isMoved() {
        return List.of("moved", "returned", "kept").contains(state);
    }

    static long sum(List<BulkGroup> groups, Predicate<BulkGroup> which) {
        return groups.stream().filter(which).mapToLong(BulkGroup::leads).sum();
    }

    /** By name, most first. */
    static List<MoveCount> counts(
            List<BulkGroup> groups, Predicate<BulkGroup> which, Function<BulkGroup, String> name) {
        return groups.stream()
                .filter(which)
                .collect(Collectors.groupingBy(name, Collectors.summingLong(BulkGroup::leads)))
                .entrySet()
                .stream()
                .map(one -> new MoveCount(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingLong((MoveCount count) -> -count.leads())
                        .thenComparing(MoveCount::name))
                .toList();
    }
}
