package io.fairlead.engine.filter;

import java.time.*;

public final class FilterMatcher {
    public FilterMatcher(Filter f, ZoneId z, Zones zones) {}

    public boolean matches(Facts f, Instant at) {
        return true;
    }
}
