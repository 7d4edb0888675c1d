package io.fairlead.server.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds: {@code manifest.json}, written last.
 *
 * @param format 1
 * @param level the number of the last migration
 * @param madeAt an instant
 * @param files the contents of files; null in a backup from before there were any
 */
public record Manifest(
        int format,
        String level,
        String madeAt,
        List<Table> tables,
        List<Sequence> sequences,
        @Nullable List<Content> files) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    /**
     * A table, in the entry named like it, in the text form of PostgreSQL's COPY.
     *
     * @param name with its schema
     * @param bytes of the entry, unpacked
     * @param sha256 of the entry, unpacked, in hexadecimal
     */
    public record Table(String name, List<String> columns, long rows, long bytes, String sha256) {}

    /**
     * The content of a file, in the entry {@code files/COMPANY/NAME}.
     *
     * @param company the name of its company's folder
     * @param name its own, of letters and digits
     * @param sha256 of the content, in hexadecimal
     */
    public record Content(String company, String name, String sha256) {
        String entry() {
            return "files/" + company + "/" + name;
        }
    }

    /**
     * A sequence, with its schema.
     *
     * @param called whether the value was given away already
     */
    public record Sequence(String name, long value, boolean called) {}

    /** The contents of files, each once. */
    public List<Content> contents() {
        return files == null ? List.of() : files;
    }

    /** Rows of all tables. */
    public long count() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
