package io.fairlead.server.backup;

import java.util.List;

/**
 * What a backup holds: {@code manifest.json}, written last.
 *
 * @param format 1
 * @param level the number of the last migration
 * @param madeAt an instant
 */
public record Manifest(int format, String level, String madeAt, List<Table> tables, List<Sequence> sequences) {
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
     * A sequence, with its schema.
     *
     * @param called whether the value was given away already
     */
    public record Sequence(String name, long value, boolean called) {}

    /** Rows of all tables. */
    public long count() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
