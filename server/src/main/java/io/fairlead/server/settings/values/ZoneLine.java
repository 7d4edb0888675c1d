package io.fairlead.server.settings.values;

/**
 * A zone as it stands in a file.
 *
 * @param key what rules and leads call it; no other zone of the tree has it
 * @param parent the key of the zone it lies in; empty for none
 * @param name what people call it
 * @param postcodes the starts of its postcodes, and ranges of them, apart by spaces: {@code 208 20121-20162}
 */
public record ZoneLine(String key, String parent, String name, String postcodes) {
    /** A zone that is called what it is named, and has no postcodes. */
    public static ZoneLine named(String name, String parent) {
        return new ZoneLine(name, parent, name, "");
    }

    /** Whether its key says all there is to say of it. */
    boolean isPlain() {
        return name.equals(key) && postcodes.isEmpty();
    }
}
