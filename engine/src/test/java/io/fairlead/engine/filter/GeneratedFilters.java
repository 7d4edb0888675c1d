package io.fairlead.engine.filter;

import io.fairlead.engine.filter.Filter.Operand;
import io.fairlead.engine.filter.Filter.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Trees, values and leads made from a seed: the same seed gives the same. */
final class GeneratedFilters {
    static final Instant NOW = Instant.parse("2026-11-23T22:30:00Z");
    static final Zones ZONES = new Zones(
            Map.of("Italia", "", "Lombardia", "Italia", "Milano", "Lombardia", "Monza", "Milano", "Lazio", "Italia"));

    private static final List<String> FIELDS = List.of("source", "vip", "budget", "born", "created", "zone", "a_1");
    private static final List<String> TEXTS = List.of(
            "",
            "call",
            "CALL",
            "Càll center",
            "Milano",
            "Lombardia",
            "Straße",
            "ёлка",
            "Ёлка",
            "\uD83D\uDE00",
            "\uFF5E");
    private static final String AWKWARD = "a\"'\\`?\n\r\t\u0000\u0007\u000b\u2028 é\u0301\u05D0\u200F,()[]{}&|!=<>.";

    private final Random random;

    GeneratedFilters(long seed) {
        random = new Random(seed);
    }

    Filter filter(int levels) {
        int sort = random.nextInt(levels > 1 ? 9 : 6);
        return switch (sort) {
            case 0, 1 -> new Filter.Compare(field(), pick(List.of(Operator.values())), operand());
            case 2 -> new Filter.In(field(), list(4, this::value));
            case 3 -> new Filter.Has(field());
            case 4 ->
                random.nextBoolean() ? new Filter.Includes(field(), text()) : new Filter.StartsWith(field(), text());
            case 5 -> new Filter.Within(field(), text());
            case 6 -> new Filter.Not(filter(levels - 1));
            case 7 -> new Filter.All(list(4, () -> filter(levels - 1)));
            default -> new Filter.Any(list(4, () -> filter(levels - 1)));
        };
    }

    /** A lead that lacks some fields and has values of any type in the others. */
    Facts facts() {
        var values = new HashMap<String, Value>();
        for (String field : FIELDS) {
            if (random.nextInt(4) > 0) {
                values.put(field, value());
            }
        }
        return values::get;
    }

    Value value() {
        return switch (random.nextInt(6)) {
            case 0 -> new Value.Decimal(number());
            case 1 -> new Value.Flag(random.nextBoolean());
            case 2 -> new Value.Day(LocalDate.of(2026, 11, 23).plusDays(random.nextInt(5) - 2));
            case 3 ->
                new Value.Moment(NOW.plusSeconds(60L * (random.nextInt(7) - 3)).plusNanos(random.nextInt(2)));
            default -> new Value.Text(text());
        };
    }

    private Operand operand() {
        return switch (random.nextInt(8)) {
            case 0 -> new Operand.Today();
            case 1 -> new Operand.Now(Duration.ofMinutes(random.nextInt(7) - 3));
            case 2 -> new Operand.Now(Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000)));
            default -> new Operand.Literal(value());
        };
    }

    private BigDecimal number() {
        return switch (random.nextInt(4)) {
            case 0 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(90) - 20);
            case 1 -> BigDecimal.valueOf(random.nextDouble());
            default -> new BigDecimal(pick(List.of("0", "1", "-1", "1.0", "1.5", "10", "1E+1", "-0.50")));
        };
    }

    private String text() {
        if (random.nextInt(3) > 0) {
            return pick(TEXTS);
        }
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(AWKWARD.charAt(random.nextInt(AWKWARD.length())));
        }
        return text.toString();
    }

    private String field() {
        return pick(FIELDS);
    }

    private <T> List<T> list(int most, Supplier<T> member) {
        var list = new ArrayList<T>();
        for (int i = random.nextInt(most); i > 0; i--) {
            list.add(member.get());
        }
        return list;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
