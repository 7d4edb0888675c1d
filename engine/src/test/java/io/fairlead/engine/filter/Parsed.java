package io.fairlead.engine.filter;

import java.util.List;
import java.util.Objects;

/** What the parser makes of a text, for tests that expect one outcome. */
final class Parsed {
    private Parsed() {}

    static FilterReading.Read read(String text) {
        return (FilterReading.Read) FilterParser.parse(text);
    }

    static Filter filter(String text) {
        return read(text).filter();
    }

    /** The flaws of a text; none if it is a filter. */
    static List<FilterFlaw> flaws(String text) {
        return FilterParser.parse(text) instanceof FilterReading.Broken(var flaws, var _) ? flaws : List.of();
    }

    static Places.Place place(FilterFlaw flaw) {
        return Objects.requireNonNull(flaw.place());
    }

    /** Where flaws stand and how long they are, as {@code 7+1}. */
    static List<String> places(List<FilterFlaw> flaws) {
        return flaws.stream().map(flaw -> offset(place(flaw))).toList();
    }

    static String offset(Places.Place place) {
        return place.offset() + "+" + place.length();
    }
}
