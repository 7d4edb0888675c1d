package io.fairlead.server.lead.list;

import io.fairlead.server.platform.sql.FieldKey;
import io.fairlead.server.platform.sql.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of a list ended, and what was counted for its first page. It is shown outside and may come back changed:
 * everything in it is a bound value, and the company's wall stands before it.
 *
 * @param key the last row's value in the order: its status, its source, its holder's number, or nothing; of an own field
 *     {@code =} and the value, or nothing if it has none
 */
record LeadCursor(String sort, int total, Counted counted, long lead, String key) {
    private static final Pattern FORM =
            Pattern.compile("(-?[a-z0-9_.]+) (\\d{1,9})([+=?]) (\\w+) (.*)", Pattern.DOTALL);

    /** A number as the database writes it: with all its digits. */
    private static final Pattern AMOUNT = Pattern.compile("=-?[0-9]{1,1200}([.][0-9]{1,1200})?");

    /** What is known of how many leads a list has. */
    enum Counted {
        ALL("="),
        /** So many at least. */
        SOME("+"),
        /** Counting took too long: there may be few. */
        NOT("?");

        private final String sign;

        Counted(String sign) {
            this.sign = sign;
        }

        static Counted of(String sign) {
            return sign.equals(ALL.sign) ? ALL : sign.equals(SOME.sign) ? SOME : NOT;
        }
    }

    String shown(Ids ids) {
        String text = sort + " " + total + counted.sign + " " + ids.show(Ids.Kind.LEAD, lead) + " " + shownKey(ids);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor of that text; empty for what this company has never shown as one of a list in this order. */
    static Optional<LeadCursor> read(String shown, LeadSort sort, Ids ids) {
        Matcher text;
        try {
            text = FORM.matcher(new String(Base64.getUrlDecoder().decode(shown), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (!text.matches() || !text.group(1).equals(sort.name())) {
            return Optional.empty();
        }
        OptionalLong lead = ids.read(Ids.Kind.LEAD, text.group(4));
        String key = text.group(5);
        if (sort.by() == LeadSort.By.ASSIGNEE && !key.isEmpty()) {
            OptionalLong owner = ids.read(Ids.Kind.USER, key);
            key = owner.isPresent() ? Long.toString(owner.getAsLong()) : "";
        }
        return lead.isEmpty() || !isKey(key, sort)
                ? Optional.empty()
                : Optional.of(new LeadCursor(
                        sort.name(),
                        Integer.parseInt(text.group(2)),
                        Counted.of(text.group(3)),
                        lead.getAsLong(),
                        key));
    }

    /** Whether it can be a value in this order. */
    private static boolean isKey(String key, LeadSort sort) {
        FieldKey own = sort.own();
        boolean numbers = own != null && own.kind() == FieldKey.Kind.NUMBER && !key.isEmpty();
        return numbers ? AMOUNT.matcher(key).matches() : key.indexOf('\0') < 0;
    }

    private String shownKey(Ids ids) {
        return sort.endsWith("assignee") && !key.isEmpty() ? ids.show(Ids.Kind.USER, Long.parseLong(key)) : key;
    }
}
