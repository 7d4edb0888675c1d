package io.fairlead.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Parts of the program in the order of their start. Closing them closes each, the last first. Not thread-safe. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Adds a part that has just started. */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** The part of that kind; empty if none has started. */
    <T extends AutoCloseable> Optional<T> find(Class<T> type) {
        return parts.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** What fails is said, and keeps no other from being closed. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("While stopping: " + e);
            }
        }
    }
}
