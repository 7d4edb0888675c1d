package io.fairlead.server.platform.sql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * By what leads are sorted and searched where that goes by one of the company's own fields: an expression over
 * {@code lead.custom} that never fails, whatever stands there. The index of a field is over this expression and the
 * lead's id, and only statements that write it letter for letter can use that index. They must say
 * {@code company_id = N} with a number, not with {@code current_setting}, since the index holds one company alone.
 *
 * @param field the id of a declared field
 */
public record FieldKey(Kind kind, String field) {
    /** How many characters of a text are compared; what is longer is told apart by comparing the whole as well. */
    public static final int LONGEST = 200;

    private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]*");

    /** How values are ordered. */
    public enum Kind {
        /** In small letters by code point: texts, choices, zones, dates, instants, true and false. */
        TEXT,
        /** As numbers. What is no JSON number is missing. */
        NUMBER;

        /** As the database calls it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException for what is no field's id */
    public FieldKey {
        if (!FIELD.matcher(field).matches()) {
            throw new IllegalArgumentException("no field id: " + field);
        }
    }

    /** By the type of a field: {@code number} or another. */
    public static FieldKey of(String type, String field) {
        return new FieldKey(type.equals("number") ? Kind.NUMBER : Kind.TEXT, field);
    }

    /** The expression over a lead's column {@code custom}: {@code text collate "C"}, or {@code jsonb} that is a number. */
    public String sql() {
        return switch (kind) {
            case TEXT -> folded("custom ->> '" + field + "'");
            case NUMBER ->
                "(case when jsonb_typeof(custom -> '%1$s') = 'number' then custom -> '%1$s' end)".formatted(field);
        };
    }

    /** What the expression is compared with: the value that a parameter stands for, cut and folded alike. */
    public String parameter() {
        return switch (kind) {
            case TEXT -> folded("?::text");
            case NUMBER -> "to_jsonb(?::numeric)";
        };
    }

    private static String folded(String text) {
        return "(lower(left(" + text + ", " + LONGEST + ") collate pg_c_utf8) collate \"C\")";
    }

    /** The name of the index in this company. */
    String index(int companyId) {
        UUID hash = UUID.nameUUIDFromBytes(field.getBytes(StandardCharsets.UTF_8));
        return prefix(companyId) + hash.toString().substring(0, 18).replace("-", "") + "_" + kind.word();
    }

    static String prefix(int companyId) {
        return "own_" + companyId + "_";
    }
}
