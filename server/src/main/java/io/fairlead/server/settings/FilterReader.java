package io.fairlead.server.settings;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.FilterChecker;
import io.fairlead.engine.filter.FilterFlaw;
import io.fairlead.engine.filter.FilterParser;
import io.fairlead.engine.filter.FilterReading;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.settings.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the filters of rules. Their types are checked at the end, when the fields that events carry are known. A field
 * that nothing has is no flaw here (it is a finding of the check). Not thread-safe.
 */
final class FilterReader {
    private final Flaws flaws;
    private final List<Checkable> read = new ArrayList<>();

    private record Checkable(Scalar text, FilterReading.Read filter) {}

    FilterReader(Flaws flaws) {
        this.flaws = flaws;
    }

    /** The filter; null after its flaws. */
    @Nullable
    Filter read(Scalar text) {
        return switch (FilterParser.parse(text.text())) {
            case FilterReading.Read filter -> {
                read.add(new Checkable(text, filter));
                yield filter.filter();
            }
            case FilterReading.Broken broken -> {
                broken.flaws().forEach(flaw -> add(text, flaw));
                FilterReading.@Nullable Read rest = broken.rest();
                if (rest != null) {
                    read.add(new Checkable(text, rest));
                }
                yield null;
            }
        };
    }

    /** Finds comparisons that do not fit the types of their fields. */
    void check(Map<String, FieldType> fields, Zones zones) {
        var catalogue = Catalogue.of(fields, zones);
        for (var checkable : read) {
            for (var flaw : FilterChecker.check(checkable.filter(), catalogue)) {
                if (flaw.kind() != FilterFlaw.Kind.UNKNOWN_FIELD) {
                    add(checkable.text(), flaw);
                }
            }
        }
    }

    private void add(Scalar text, FilterFlaw flaw) {
        int offset = flaw.place() == null ? 0 : flaw.place().offset();
        flaws.add(RawText.place(text, offset), "bad-filter", flaw.found(), flaw.expected(), "when: " + flaw.message());
    }
}
