package io.fairlead.server.zone;

import io.fairlead.engine.filter.Catalogue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a lead's zone is found from; empty for what is not known. */
public record Address(String postcode, String town, String province, String country) {
    /** The fields of leads that hold an address, whether the company declared them or not. They are texts. */
    public static final List<String> FIELDS = Catalogue.ADDRESS;

    static Address of(Map<String, ?> fields) {
        return new Address(
                text(fields.get("postcode")),
                text(fields.get("town")),
                text(fields.get("province")),
                text(fields.get("country")));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString().strip();
    }
}
