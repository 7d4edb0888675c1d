package io.fairlead.server.settings;

import io.fairlead.engine.filter.Catalogue;
import io.fairlead.engine.filter.FieldType;
import io.fairlead.engine.filter.Filter;
import io.fairlead.engine.filter.Zones;
import io.fairlead.server.settings.Node.Mapping;
import io.fairlead.server.settings.Node.Scalar;
import io.fairlead.server.settings.Node.Sequence;
import io.fairlead.server.settings.values.ZoneCsv;
import io.fairlead.server.settings.values.ZoneLine;
import io.fairlead.server.settings.values.ZoneLines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code fields}, {@code user-fields} and {@code zones}. */
final class FieldsReader {
    private static final Set<FieldType> TEXT_LIKE = Set.of(FieldType.TEXT, FieldType.CHOICE);
    private static final Set<String> NO_FIELDS = Set.of("at", "lead");
    private static final List<String> TYPES = List.of("text", "number", "boolean", "date", "instant", "choice", "zone");

    private final FieldReader more;
    private final Flaws flaws;

    /** @param more reads what stands beside the type of a lead's field */
    FieldsReader(FieldReader more, Flaws flaws) {
        this.more = more;
        this.flaws = flaws;
    }

    static boolean isFieldId(String id) {
        return Filter.isField(id);
    }

    /** The declared types; a built-in field may be declared as what it is. */
    Map<String, FieldType> fields(@Nullable Node node) {
        var types = new LinkedHashMap<String, FieldType>();
        ids("fields", node).forEach((id, value) -> {
            @Nullable FieldType type = value instanceof Mapping ? declared(id, value) : type(value);
            if (type != null && fitsBuiltIn(id, type, value)) {
                types.put(id, type);
            }
        });
        return types;
    }

    /** The declared types of users' own fields, as the file says them; no rule reads them. */
    Map<String, String> userFields(@Nullable Node node) {
        var types = new LinkedHashMap<String, String>();
        ids("user-fields", node).forEach((id, value) -> {
            @Nullable FieldType type = type(value);
            if (type != null) {
                types.put(id, type.name().toLowerCase(Locale.ROOT));
            }
        });
        return types;
    }

    private Map<String, Node> ids(String what, @Nullable Node node) {
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> checkId(what, entry.key()));
        }
        return Section.ids(node, what, flaws);
    }

    private void checkId(String what, Scalar id) {
        if (!isFieldId(id.text()) || NO_FIELDS.contains(id.text())) {
            flaws.mismatch(
                    id.place(),
                    "bad-field",
                    what,
                    id.kind(),
                    "a field id: small letters, digits and _, starting with a letter; not at, lead or one of true, false, null, in, now");
        }
    }

    private @Nullable FieldType declared(String id, Node value) {
        var section = Section.of(value, "a field", Keys.FIELD, flaws);
        var plain = plain(section);
        more.read(id, section, plain);
        return plain.type();
    }

    private @Nullable FieldType type(Node value) {
        if (value instanceof Mapping) {
            return plain(Section.of(value, "a field", Keys.USER_FIELD, flaws)).type();
        }
        if (value instanceof Scalar type) {
            return type(type);
        }
        flaws.mismatch(value.place(), "wrong-type", "fields", value.kind(), "one of " + String.join(", ", TYPES));
        return null;
    }

    /** What fields of leads and of users have alike. */
    record Plain(@Nullable FieldType type, Set<String> choices, boolean active) {}

    private Plain plain(Section section) {
        @Nullable Scalar type = section.required("type", "a field");
        section.text("name");
        boolean active = section.flag("active", true);
        var choices = section.texts("choices");
        if (!choices.isEmpty() && type != null && !type.text().equals("choice")) {
            flaws.mismatch(
                    section.place("choices"), "not-allowed", "choices", "choices", "none for the type " + type.text());
        }
        return new Plain(type == null ? null : type(type), choices, active);
    }

    private @Nullable FieldType type(Scalar type) {
        if (TYPES.contains(type.text())) {
            return FieldType.valueOf(type.text().toUpperCase(Locale.ROOT));
        }
        flaws.mismatch(
                type.place(),
                "not-allowed",
                "type",
                type.kind(),
                "one of " + String.join(", ", TYPES) + Flaws.suggestion(type.text(), TYPES));
        return null;
    }

    private boolean fitsBuiltIn(String id, FieldType type, Node value) {
        @Nullable FieldType builtIn = Catalogue.BUILT_IN.get(id);
        var word = type.name().toLowerCase(Locale.ROOT);
        if (builtIn == null || builtIn == type || (TEXT_LIKE.contains(builtIn) && TEXT_LIKE.contains(type))) {
            return true;
        }
        var expected = builtIn.name().toLowerCase(Locale.ROOT);
        flaws.mismatch(value.place(), "not-allowed", "the built-in field " + id, word, expected);
        return false;
    }

    Zones zones(@Nullable Node node) {
        var lines = zoneLines(node, flaws);
        var parents = new LinkedHashMap<String, String>();
        lines.forEach(zone -> parents.put(zone.key(), zone.parent()));
        return new Zones(parents);
    }

    /** The zones of a tree of names, or of lines of CSV; none if these have flaws. */
    static List<ZoneLine> zoneLines(@Nullable Node node, Flaws flaws) {
        if (node instanceof Scalar text && text.text().contains("\n")) {
            var reading = ZoneCsv.read(text.text());
            reading.flaws()
                    .forEach(flaw -> flaws.add(
                            text.place(),
                            "bad-zones",
                            flaw.found(),
                            ZoneLines.HEADER,
                            "zones, row " + flaw.row() + ": " + flaw.kind() + " " + Flaws.quote(flaw.found())
                                    + ", expected lines of " + ZoneLines.HEADER));
            return reading.flaws().isEmpty() ? reading.zones() : List.of();
        }
        var zones = new LinkedHashMap<String, ZoneLine>();
        if (node != null) {
            below("", node, zones, flaws);
        }
        return List.copyOf(zones.values());
    }

    private static void below(String parent, Node node, Map<String, ZoneLine> zones, Flaws flaws) {
        switch (node) {
            case Mapping mapping ->
                mapping.entries().forEach(entry -> {
                    if (zone(entry.key(), parent, zones, flaws)) {
                        below(entry.key().text(), entry.value(), zones, flaws);
                    }
                });
            case Sequence list -> list.items().forEach(item -> below(parent, item, zones, flaws));
            case Scalar scalar -> {
                if (!scalar.isNull()) {
                    zone(scalar, parent, zones, flaws);
                }
            }
        }
    }

    private static boolean zone(Scalar name, String parent, Map<String, ZoneLine> zones, Flaws flaws) {
        if (name.text().isBlank()) {
            flaws.mismatch(name.place(), "wrong-type", "zones", "an empty name", "a zone's name");
            return false;
        }
        @Nullable ZoneLine other = zones.putIfAbsent(name.text(), ZoneLine.named(name.text(), parent));
        if (other != null) {
            flaws.add(
                    name.place(),
                    "duplicate-id",
                    name.text(),
                    "each zone once",
                    "duplicate zone " + Flaws.quote(name.text()) + ", expected each zone once in the tree");
        }
        return other == null;
    }
}
