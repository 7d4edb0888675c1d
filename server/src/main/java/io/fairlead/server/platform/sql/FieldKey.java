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

    /** The expression: {@code text collate "C"}, or {@code jsonb} that is a number; null where there is none. */
    public String sql() {
        return sql("custom");
    }

    /**
     * The expression that is indexed.
     *
     * @param custom the column {@code custom} as the statement calls it: {@code l.custom}
     */
    public String sql(String custom) {
        return switch (kind) {
            case TEXT -> folded(custom + " ->> '" + field + "'");
            case NUMBER ->
                "(case when jsonb_typeof(%1$s -> '%2$s') = 'number' then %1$s -> '%2$s' end)".formatted(custom, field);
        };
    }

    /** What the expression is compared with: the value that a parameter stands for, cut and folded alike. */
    public String parameter() {
        return parameter("?");
    }

    /**
     * What the expression is compared with.
     *
     * @param value the parameter as the statement calls it: {@code :p3}
     */
    public String parameter(String value) {
        return switch (kind) {
            case TEXT -> folded("(" + value + ")::text");
            case NUMBER -> "to_jsonb((" + value + ")::numeric)";
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
