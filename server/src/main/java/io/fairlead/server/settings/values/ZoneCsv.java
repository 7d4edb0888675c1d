package io.fairlead.server.settings.values;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.fairlead.engine.filter.Fold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads zones from CSV with commas, semicolons or tabs. Either each line is a zone, with the columns {@code key, parent,
 * name, postcodes}; or each is a way down the tree, in one column {@code path} ({@code Lombardia > Milano}) or in a column
 * for each level ({@code country, region, province, town}), which makes the zones it names. Used once, by one thread.
 */
public final class ZoneCsv {
    /** Leads are found and counted by so many levels. */
    public static final int LEVELS = 4;

    private static final int MOST = 50_000;
    private static final int LONGEST = 100;
    private static final int LONGEST_POSTCODES = 4_000;
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("key", "key"),
            Map.entry("code", "key"),
            Map.entry("codice", "key"),
            Map.entry("sigla", "key"),
            Map.entry("parent", "parent"),
            Map.entry("name", "name"),
            Map.entry("nome", "name"),
            Map.entry("path", "path"),
            Map.entry("postcodes", "postcodes"),
            Map.entry("postcode", "postcodes"),
            Map.entry("cap", "postcodes"),
            Map.entry("zip", "postcodes"),
            Map.entry("plz", "postcodes"),
            Map.entry("country", "country"),
            Map.entry("paese", "country"),
            Map.entry("region", "region"),
            Map.entry("regione", "region"),
            Map.entry("province", "province"),
            Map.entry("provincia", "province"),
            Map.entry("town", "town"),
            Map.entry("city", "town"),
            Map.entry("comune", "town"));
    private static final List<String> WAY = List.of("country", "region", "province", "town");

    private final Map<String, ZoneLine> zones = new LinkedHashMap<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<String, String> keysByWay = new HashMap<>();
    private final Map<String, ZoneLine> known = new LinkedHashMap<>();
    /** Keys of known zones that are named like a zone of the file, at the same place, by the key it has there. */
    private final Map<String, String> adopted = new HashMap<>();

    private final List<RowFlaw> flaws = new ArrayList<>();
    private List<String> columns = List.of();

    private ZoneCsv(List<ZoneLine> known) {
        known.forEach(zone -> {
            this.known.put(zone.key(), zone);
            keysByWay.putIfAbsent(way(zone.parent(), zone.name()), zone.key());
            keysByWay.putIfAbsent(way(zone.parent(), zone.key()), zone.key());
        });
    }

    /**
     * What is wrong with a row.
     *
     * @param row counted from 1, the header; 0 for the whole file
     * @param column of the file; empty for the row
     * @param kind {@code required, duplicate, unknown-parent, below-itself, too-deep, too-long, not-postcodes, too-many,
     *     unknown-columns, not-csv}
     * @param found the value, or the row it was found in before
     */
    public record RowFlaw(int row, String column, String kind, String found) {}

    /**
     * What was read.
     *
     * @param zones those that the file names, in its order
     */
    public record Reading(List<ZoneLine> zones, List<RowFlaw> flaws) {}

    /** Reads a file that says all. */
    public static Reading read(String csv) {
        return read(csv, List.of());
    }

    /**
     * Reads zones beside others.
     *
     * @param known zones that are there: ways go through them, and parents may be among them
     */
    public static Reading read(String csv, List<ZoneLine> known) {
        return new ZoneCsv(known).reading(csv);
    }

    private Reading reading(String csv) {
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        try (var reader = CsvReader.builder()
                .fieldSeparator(separator(text))
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            reader.forEach(this::line);
        } catch (CsvParseException e) {
            flaws.add(new RowFlaw(0, "", "not-csv", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (columns.isEmpty() && flaws.isEmpty()) {
            flaws.add(new RowFlaw(0, "", "required", "key"));
        }
        tree();
        return new Reading(List.copyOf(zones.values()), List.copyOf(flaws));
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        if (header.indexOf('\t') >= 0) {
            return '\t';
        }
        return header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    }

    private void line(CsvRecord line) {
        int row = Math.toIntExact(line.getStartingLineNumber());
        if (columns.isEmpty()) {
            header(line);
        } else if (columns.contains("key")
                || columns.contains("path")
                || columns.stream().anyMatch(WAY::contains)) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < Math.min(columns.size(), line.getFieldCount()); i++) {
                values.putIfAbsent(columns.get(i), line.getField(i).strip());
            }
            if (values.values().stream().allMatch(String::isEmpty)) {
                return;
            }
            if (columns.contains("key")) {
                zone(row, values);
            } else {
                way(row, values);
            }
        }
    }

    private void header(CsvRecord line) {
        columns = line.getFields().stream()
                .map(name -> COLUMNS.getOrDefault(Fold.fold(name.strip()), ""))
                .toList();
        if (!columns.contains("key")
                && !columns.contains("path")
                && columns.stream().noneMatch(WAY::contains)) {
            flaws.add(new RowFlaw(1, "", "unknown-columns", String.join(", ", line.getFields())));
        }
    }

    private void zone(int row, Map<String, String> values) {
        String code = values.getOrDefault("key", "");
        String given = values.getOrDefault("name", "");
        String name = given.isEmpty() ? code : given;
        String parent = values.getOrDefault("parent", "");
        String above = adopted.getOrDefault(parent, parent);
        @Nullable String there = known.containsKey(code) ? null : keysByWay.get(way(above, name));
        if (there == null || !known.containsKey(there)) {
            add(row, code, above, name, postcodes(row, values));
        } else {
            adopted.put(code, there);
            add(row, there, above, name, postcodes(row, values));
        }
    }

    private void add(int row, String key, String parent, String name, String postcodes) {
        if (key.isEmpty()) {
            flaws.add(new RowFlaw(row, "key", "required", ""));
        } else if (key.length() > LONGEST || name.length() > LONGEST) {
            flaws.add(new RowFlaw(row, key.length() > LONGEST ? "key" : "name", "too-long", key));
        } else if (zones.size() >= MOST) {
            flaws.add(new RowFlaw(row, "", "too-many", Integer.toString(MOST)));
        } else if (zones.putIfAbsent(key, new ZoneLine(key, parent, name, postcodes)) != null) {
            flaws.add(new RowFlaw(row, "key", "duplicate", key));
        } else {
            rows.put(key, row);
            keysByWay.put(way(parent, name), key);
        }
    }

    private String postcodes(int row, Map<String, String> values) {
        String written = values.getOrDefault("postcodes", "")
                .replaceAll("[\\s,;|]+", " ")
                .strip();
        if (written.length() > LONGEST_POSTCODES) {
            flaws.add(new RowFlaw(row, "postcodes", "too-long", written.substring(0, LONGEST)));
        } else if (Postcodes.starts(written).isEmpty()) {
            flaws.add(new RowFlaw(row, "postcodes", "not-postcodes", written));
        } else {
            return written;
        }
        return "";
    }

    /** Goes down from the root, and makes what is not there yet; the postcodes are those of the last zone. */
    private void way(int row, Map<String, String> values) {
        List<String> names = columns.contains("path")
                ? List.of(values.getOrDefault("path", "").split("\\s*[>/]\\s*"))
                : WAY.stream()
                        .map(level -> values.getOrDefault(level, ""))
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            flaws.add(new RowFlaw(row, "path", "required", ""));
            return;
        }
        String postcodes = postcodes(row, values);
        String parent = "";
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean last = i == names.size() - 1;
            @Nullable String key = keysByWay.get(way(parent, name));
            if (key == null) {
                key = free(name, parent);
                add(row, key, parent, name, "");
            }
            @Nullable ZoneLine there = known.get(key);
            if (there != null && zones.putIfAbsent(key, there) == null) {
                rows.put(key, row);
            }
            if (last && !postcodes.isEmpty()) {
                zones.computeIfPresent(key, (k, zone) -> with(zone, postcodes));
            }
            parent = key;
        }
    }

    /** The postcodes it has and these: a town often has a line for each. */
    private static ZoneLine with(ZoneLine zone, String postcodes) {
        Set<String> all = new LinkedHashSet<>();
        Scanner words = new Scanner(zone.postcodes() + " " + postcodes);
        words.forEachRemaining(all::add);
        return new ZoneLine(zone.key(), zone.parent(), zone.name(), String.join(" ", all));
    }

    /** A key that no zone has: the name, else with the zone it lies in. */
    private String free(String name, String parent) {
        String key = name;
        for (int i = 1; zones.containsKey(key) || known.containsKey(key); i++) {
            key = name + " (" + parent + (i == 1 ? "" : " " + i) + ")";
        }
        return key;
    }

    private static String way(String parent, String name) {
        return parent + '\n' + Fold.fold(name);
    }

    /** Whether all lies in something that there is, not in itself and not too deep. */
    private void tree() {
        Map<String, String> parents = new HashMap<>();
        known.values().forEach(zone -> parents.put(zone.key(), zone.parent()));
        zones.values().forEach(zone -> parents.put(zone.key(), zone.parent()));
        for (ZoneLine zone : zones.values()) {
            Set<String> seen = new HashSet<>();
            for (String at = zone.key(); !at.isEmpty(); at = parents.getOrDefault(at, "")) {
                String kind = !parents.containsKey(at)
                        ? "unknown-parent"
                        : !seen.add(at) ? "below-itself" : seen.size() > LEVELS ? "too-deep" : "";
                if (!kind.isEmpty()) {
                    boolean own = !kind.equals("unknown-parent") || at.equals(zone.parent());
                    if (own) {
                        flaws.add(new RowFlaw(rows.getOrDefault(zone.key(), 0), "parent", kind, zone.parent()));
                    }
                    break;
                }
            }
        }
    }

    /** The flaws in one line for people who read English. */
    public static String message(List<RowFlaw> flaws) {
        return flaws.stream()
                .limit(5)
                .map(flaw ->
                        "row " + flaw.row() + ": " + flaw.kind() + " " + flaw.column() + " \"" + flaw.found() + '"')
                .collect(Collectors.joining("; "));
    }
}
