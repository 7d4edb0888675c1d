package io.fairlead.engine.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a company's filters may name: its fields with their types, and its zones. Immutable. */
public record Catalogue(Map<String, FieldType> fields, Zones zones) {
    /** The fields that every company has. */
    public static final Map<String, FieldType> BUILT_IN = builtIn();

    /** The fields of an address: texts, unless a company or a scenario gives them another type. */
    public static final List<String> ADDRESS = List.of("postcode", "town", "province", "country");

    public Catalogue {
        fields = Map.copyOf(fields);
    }

    /** The built-in fields, those of an address, and the company's own, whose type wins if they name a built-in one. */
    public static Catalogue of(Map<String, FieldType> own, Zones zones) {
        var fields = new LinkedHashMap<>(BUILT_IN);
        ADDRESS.forEach(field -> fields.put(field, FieldType.TEXT));
        fields.putAll(own);
        return new Catalogue(fields, zones);
    }

    private static Map<String, FieldType> builtIn() {
        var fields = new LinkedHashMap<String, FieldType>();
        fields.put("source", FieldType.CHOICE);
        fields.put("status", FieldType.CHOICE);
        fields.put("name", FieldType.TEXT);
        fields.put("phone", FieldType.TEXT);
        fields.put("email", FieldType.TEXT);
        fields.put("listing", FieldType.CHOICE);
        fields.put("zone", FieldType.ZONE);
        fields.put("owner", FieldType.CHOICE);
        fields.put("created", FieldType.INSTANT);
        return Collections.unmodifiableMap(fields);
    }
}
