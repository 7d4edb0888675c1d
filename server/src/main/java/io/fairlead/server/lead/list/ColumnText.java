package io.fairlead.server.lead.list;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import io.fairlead.engine.filter.Fold;
import io.fairlead.engine.filter.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is typed below a header of a list as a filter of the engine, by the type of the column. The form is written
 * down at {@link LeadSearch.LeadFilter}.
 *
 * @param region the country of phone numbers without a country code; empty for none
 */
record ColumnText(String field, FieldType type, ZoneId timezone, String region) {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Pattern COMPARED = Pattern.compile("(<=|>=|<|>|=)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern RANGE = Pattern.compile("(.*?)\\s*[.][.]\\s*(.*)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]{1,30}([.,][0-9]{0,30})?|[.,][0-9]{1,30})");

    /** The fewest characters that can stand anywhere in a text; fewer must stand at its beginning. */
    private static final int CONTAINED = 3;

    /** The filter of several texts: one fits, and none of those that are turned round; empty for what cannot be read. */
    Optional<Filter> read(List<String> typed) {
        List<Filter> any = new ArrayList<>();
        List<Filter> all = new ArrayList<>();
        for (String each : typed) {
            String text = each.strip();
            boolean turned = text.startsWith("!");
            Optional<Filter> one = text.isEmpty() ? Optional.of(new Filter.All(List.of())) : one(text);
            if (one.isEmpty()) {
                return one;
            }
            (turned ? all : any).add(one.get());
        }
        if (!any.isEmpty()) {
            all.addFirst(any.size() == 1 ? any.getFirst() : new Filter.Any(any));
        }
        return Optional.of(all.size() == 1 ? all.getFirst() : new Filter.All(all));
    }

    private Optional<Filter> one(String text) {
        if (text.startsWith("!")) {
            return one(text.substring(1).strip()).map(Filter.Not::new);
        }
        if (text.equals("-") || text.isEmpty()) {
            boolean zone = field.equals("zone");
            return Optional.of(zone ? new Filter.Within(field, "") : new Filter.Not(new Filter.Has(field)));
        }
        return switch (type) {
            case TEXT -> Optional.of(text(text));
            case CHOICE -> Optional.of(equal(new Value.Text(exact(text))));
            case ZONE -> Optional.of(new Filter.Within(field, exact(text)));
            case BOOLEAN ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(equal(new Value.Flag(true)));
                    case "false" -> Optional.of(equal(new Value.Flag(false)));
                    default -> Optional.empty();
                };
            case NUMBER, DATE, INSTANT -> ordered(text);
        };
    }

    private static String exact(String text) {
        return text.startsWith("=") ? text.substring(1).strip() : text;
    }

    private Filter text(String text) {
        if (text.startsWith("=")) {
            String exact = exact(text);
            return equal(new Value.Text(field.equals("phone") ? phoneStart(exact, region) : exact));
        }
        boolean anywhere = text.startsWith("*") && text.length() > 1;
        String part = anywhere ? text.substring(1).replaceAll("[*]+$", "").strip() : text;
        if (field.equals("phone")) {
            part = anywhere ? part.replaceAll("[ ()./-]", "") : phoneStart(part, region);
        }
        String folded = Fold.fold(part);
        return anywhere && folded.codePointCount(0, folded.length()) >= CONTAINED
                ? new Filter.Includes(field, part)
                : new Filter.StartsWith(field, part);
    }

    private Optional<Filter> ordered(String text) {
        Matcher compared = COMPARED.matcher(text);
        if (compared.matches()) {
            Operator operator = operator(compared.group(1));
            return span(compared.group(2)).map(span -> compared(operator, span));
        }
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return span(text).map(span -> compared(Operator.EQUAL, span));
        }
        List<Filter> both = new ArrayList<>();
        if (!range.group(1).isEmpty()) {
            span(range.group(1)).ifPresent(span -> both.add(compared(Operator.GREATER_OR_EQUAL, span)));
        }
        if (!range.group(2).isEmpty()) {
            span(range.group(2)).ifPresent(span -> both.add(compared(Operator.LESS_OR_EQUAL, span)));
        }
        int bounds = (range.group(1).isEmpty() ? 0 : 1) + (range.group(2).isEmpty() ? 0 : 1);
        return bounds == 0 || bounds > both.size() ? Optional.empty() : Optional.of(new Filter.All(both));
    }

    private static Operator operator(String symbol) {
        return switch (symbol) {
            case "<" -> Operator.LESS;
            case "<=" -> Operator.LESS_OR_EQUAL;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.GREATER_OR_EQUAL;
            default -> Operator.EQUAL;
        };
    }

    /**
     * What one text stands for: a value, or of instants a whole day.
     *
     * @param beyond the first value that no longer belongs to it; null where it is the first value alone
     */
    private record Span(Value first, @Nullable Value beyond) {}

    private Optional<Span> span(String text) {
        try {
            return switch (type) {
                case NUMBER ->
                    NUMBER.matcher(text).matches()
                            ? Optional.of(new Span(new Value.Decimal(new BigDecimal(text.replace(',', '.'))), null))
                            : Optional.empty();
                case DATE -> Optional.of(new Span(new Value.Day(LocalDate.parse(text)), null));
                case INSTANT -> Optional.of(moments(text));
                case TEXT, CHOICE, ZONE, BOOLEAN -> Optional.empty();
            };
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Span moments(String text) {
        if (text.indexOf('T') < 0) {
            LocalDate day = LocalDate.parse(text);
            return new Span(start(day), start(day.plusDays(1)));
        }
        Instant at = text.endsWith("Z")
                ? Instant.parse(text)
                : LocalDateTime.parse(text).atZone(timezone).toInstant();
        return new Span(new Value.Moment(at), null);
    }

    private Value start(LocalDate day) {
        return new Value.Moment(day.atStartOfDay(timezone).toInstant());
    }

    private Filter compared(Operator operator, Span span) {
        Value beyond = span.beyond();
        if (beyond == null) {
            return compare(operator, span.first());
        }
        return switch (operator) {
            case EQUAL, NOT_EQUAL ->
                new Filter.All(
                        List.of(compare(Operator.GREATER_OR_EQUAL, span.first()), compare(Operator.LESS, beyond)));
            case LESS, GREATER_OR_EQUAL -> compare(operator, span.first());
            case LESS_OR_EQUAL -> compare(Operator.LESS, beyond);
            case GREATER -> compare(Operator.GREATER_OR_EQUAL, beyond);
        };
    }

    private Filter equal(Value value) {
        return field.equals("colleague") ? new Filter.In(field, List.of(value)) : compare(Operator.EQUAL, value);
    }

    private Filter compare(Operator operator, Value value) {
        return new Filter.Compare(field, operator, new Operand.Literal(value));
    }

    /**
     * The beginning of the E.164 number, as far as it is typed.
     *
     * @param region the country of numbers without a country code, empty for none
     */
    private static String phoneStart(String typed, String region) {
        String digits = typed.replaceAll("[^+0-9]", "");
        if (digits.startsWith("+")) {
            return digits;
        }
        if (digits.startsWith("00")) {
            return "+" + digits.substring(2);
        }
        try {
            return NUMBERS.format(NUMBERS.parse(digits, region.isEmpty() ? "ZZ" : region), PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            int country = NUMBERS.getCountryCodeForRegion(region);
            return country == 0 ? digits : "+" + country + digits;
        }
    }
}
