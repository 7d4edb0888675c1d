package io.fairlead.engine.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The people of one rule in listed order, each once: parallel arrays, never changed after they are made. */
final class Candidates {
    private final int[] users;
    private final int[] weights;
    private final Caps[] caps;

    private Candidates(int[] users, int[] weights, Caps[] caps) {
        this.users = users;
        this.weights = weights;
        this.caps = caps;
    }

    int user(int candidate) {
        return users[candidate];
    }

    int weight(int candidate) {
        return weights[candidate];
    }

    /** {@link Caps#NONE} for no limit. */
    Caps caps(int candidate) {
        return caps[candidate];
    }

    int[] users() {
        return users.clone();
    }

    int size() {
        return users.length;
    }

    int indexOf(int user) {
        for (int i = 0; i < users.length; i++) {
            if (users[i] == user) {
                return i;
            }
        }
        return -1;
    }

    /** The rule's listed candidates, then the listing's responsible people. */
    static Candidates of(RuleBook book, Rule rule, List<String> responsibles) {
        var list = new Builder(rule.limits().caps());
        for (var candidate : rule.group().candidates()) {
            switch (candidate.kind()) {
                case USER -> list.add(book.user(candidate.id()), candidate.weight(), candidate.caps());
                case TEAM -> {
                    for (var member : book.team(candidate.id()).members()) {
                        list.add(book.user(member), candidate.weight(), candidate.caps());
                    }
                }
            }
        }
        for (var responsible : responsibles) {
            list.add(book.user(responsible), 1, null);
        }
        return list.build();
    }

    static List<String> missing(Set<String> needed, Set<String> had) {
        return needed.stream().filter(skill -> !had.contains(skill)).sorted().toList();
    }

    private static final class Builder {
        private final Caps ruleCaps;
        private int[] users = new int[8];
        private int[] weights = new int[8];
        private Caps[] caps = new Caps[8];
        private int size;

        Builder(Caps ruleCaps) {
            this.ruleCaps = ruleCaps;
        }

        void add(int user, int weight, @Nullable Caps own) {
            for (int i = 0; i < size; i++) {
                if (users[i] == user) {
                    return;
                }
            }
            if (size == users.length) {
                users = Arrays.copyOf(users, 2 * size);
                weights = Arrays.copyOf(weights, 2 * size);
                caps = Arrays.copyOf(caps, 2 * size);
            }
            users[size] = user;
            weights[size] = weight;
            caps[size++] = own == null ? ruleCaps : own;
        }

        Candidates build() {
            return new Candidates(Arrays.copyOf(users, size), Arrays.copyOf(weights, size), Arrays.copyOf(caps, size));
        }
    }
}
