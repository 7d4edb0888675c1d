package io.fairlead.server.lead.journal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What entries of a journal are about, told by the kinds of their events. */
enum Topic {
    NOTES("note-%"),
    CALLS("call-%"),
    STATUSES("status-%"),
    ASSIGNMENTS(
            "lead-assigned",
            "lead-released",
            "lead-waiting",
            "lead-offered",
            "lead-unassigned",
            "lead-accepted",
            "lead-declined",
            "lead-overdue",
            "lead-astray",
            "lead-handed-%",
            "worker-%",
            "assigned-%",
            "entry-%",
            "redistribution-ended"),
    MAILS("mail-%"),
    CHANGES("lead-arrived", "lead-imported", "lead-edited", "lead-moved", "contact-%", "quarantine-%"),
    TASKS("task-%"),
    FILES("file-%");

    /** Kinds of events, or with a percent sign at their end what these begin with; spaces between them. */
    private final String kinds;

    Topic(String... kinds) {
        this.kinds = String.join(" ", kinds);
    }

    /** The name in the API. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> kinds() {
        return List.of(kinds.split(" "));
    }

    static Optional<Topic> named(String word) {
        return Arrays.stream(values())
                .filter(topic -> topic.word().equals(word))
                .findFirst();
    }

    /** The topic of an event; empty for a kind that belongs to none. */
    static Optional<Topic> of(String kind) {
        return Arrays.stream(values())
                .filter(topic -> topic.kinds().stream().anyMatch(pattern -> matches(pattern, kind)))
                .findFirst();
    }

    /** The kinds that are somebody's own work: who sees it is the company's choice. */
    static List<String> work() {
        return Stream.of(NOTES, CALLS, STATUSES, TASKS)
                .flatMap(topic -> topic.kinds().stream())
                .toList();
    }

    private static boolean matches(String pattern, String kind) {
        return pattern.endsWith("%")
                ? kind.startsWith(pattern.substring(0, pattern.length() - 1))
                : kind.equals(pattern);
    }
}
