package io.fairlead.server.zone;

import io.fairlead.server.company.SettingsStore;
import io.fairlead.server.company.ZoneRows;
import io.fairlead.server.people.SignedIn;
import io.fairlead.server.platform.event.Events;
import io.fairlead.server.platform.http.Problem.FieldError;
import io.fairlead.server.platform.http.Refusal;
import io.fairlead.server.platform.sql.Ids;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.settings.values.ZoneCsv;
import io.fairlead.server.settings.values.ZoneCsv.RowFlaw;
import io.fairlead.server.settings.values.ZoneLine;
import io.fairlead.server.settings.values.ZoneLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Changes the tree of zones. Each change is one of the settings; leads follow in the background. Thread-safe. */
@Component
class Zones {
    private static final int MOST_FLAWS = 100;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SettingsStore settings;
    private final ZoneRows rows;
    private final Events events;

    Zones(JdbcClient jdbc, Transactions transactions, SettingsStore settings, ZoneRows rows, Events events) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.rows = rows;
        this.events = events;
    }

    /**
     * Zones from a file.
     *
     * @param csv its text
     * @param replace whether zones that it does not name are removed; else they stay
     * @param check whether nothing is to be changed
     */
    record ZoneImport(
            @Nullable String csv,
            @Nullable Boolean replace,
            @Nullable Boolean check) {}

    /** What becomes of zones that are there: they go, are changed to what is read, or stay and get their postcodes. */
    private enum Way {
        REPLACE,
        OVER,
        BESIDE
    }

    /**
     * What an import does, or would do.
     *
     * @param flaws the first 100; with any of them nothing is done
     */
    record ZoneImported(int added, int changed, int removed, int wrong, List<RowFlaw> flaws) {}

    /**
     * What is to be changed of a zone; null leaves as it is.
     *
     * @param parent the key of the zone it shall lie in; empty for none
     */
    record ZoneChange(
            @Nullable String name,
            @Nullable String parent,
            @Nullable String postcodes) {}

    /** @param key what rules shall call it; its name if missing */
    record NewZone(
            @Nullable String key,
            @Nullable String name,
            @Nullable String parent,
            @Nullable String postcodes) {}

    /** Italy: 20 regions, 107 provinces with the starts of their postcodes. */
    static String italy() {
        try (InputStream file = Zones.class.getResourceAsStream("/zones/italy.csv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tree as a file that can be taken in again. */
    String export(SignedIn by) {
        return ZoneLines.csv(transactions.inCompany(by.companyId(), rows::all));
    }

    /**
     * Takes zones in, all or none.
     *
     * @throws Refusal {@code broken-settings} if a rule names a zone that would be gone
     */
    ZoneImported take(SignedIn by, ZoneImport file) {
        String csv = file.csv() == null ? "" : file.csv();
        return take(
                by,
                csv,
                Boolean.TRUE.equals(file.replace()) ? Way.REPLACE : Way.OVER,
                Boolean.TRUE.equals(file.check()));
    }

    private ZoneImported take(SignedIn by, String csv, Way way, boolean check) {
        ZoneImported would = transactions.inCompany(by.companyId(), () -> {
            List<ZoneLine> known = rows.all();
            ZoneCsv.Reading reading = ZoneCsv.read(csv, known);
            return difference(known, merged(known, reading.zones(), way), reading.flaws());
        });
        if (check || would.wrong() > 0) {
            return would;
        }
        return settings.change(by.companyId(), by.userId(), () -> {
            List<ZoneLine> known = rows.all();
            ZoneCsv.Reading reading = ZoneCsv.read(csv, known);
            List<ZoneLine> wanted = merged(known, reading.zones(), way);
            ZoneImported done = difference(known, wanted, reading.flaws());
            if (done.wrong() == 0) {
                write(known, wanted, by.userId());
            }
            return done;
        });
    }

    private static List<ZoneLine> merged(List<ZoneLine> known, List<ZoneLine> read, Way way) {
        Map<String, ZoneLine> all = way == Way.REPLACE ? new LinkedHashMap<>() : byKey(known);
        for (ZoneLine zone : read) {
            @Nullable ZoneLine there = way == Way.BESIDE ? all.get(zone.key()) : null;
            all.put(zone.key(), there == null ? zone : withPostcodes(there, zone.postcodes()));
        }
        return List.copyOf(all.values());
    }

    private static ZoneLine withPostcodes(ZoneLine zone, String postcodes) {
        return zone.postcodes().isEmpty() ? new ZoneLine(zone.key(), zone.parent(), zone.name(), postcodes) : zone;
    }

    private static Map<String, ZoneLine> byKey(List<ZoneLine> zones) {
        Map<String, ZoneLine> byKey = new LinkedHashMap<>();
        zones.forEach(zone -> byKey.put(zone.key(), zone));
        return byKey;
    }

    private static ZoneImported difference(List<ZoneLine> was, List<ZoneLine> is, List<RowFlaw> flaws) {
        Map<String, ZoneLine> before = byKey(was);
        Map<String, ZoneLine> after = byKey(is);
        int added = (int)
                is.stream().filter(zone -> !before.containsKey(zone.key())).count();
        int changed = (int) is.stream()
                .filter(zone -> before.containsKey(zone.key()) && !zone.equals(before.get(zone.key())))
                .count();
        int removed = (int)
                was.stream().filter(zone -> !after.containsKey(zone.key())).count();
        return new ZoneImported(
                added,
                changed,
                removed,
                flaws.size(),
                flaws.stream().limit(MOST_FLAWS).toList());
    }

    /** Corrects a zone; its key stays. */
    void change(SignedIn by, String shown, ZoneChange change) {
        String key = key(by, shown);
        edit(
                by,
                all -> all.stream()
                        .map(zone -> !zone.key().equals(key)
                                ? zone
                                : new ZoneLine(
                                        key,
                                        change.parent() == null ? zone.parent() : change.parent(),
                                        change.name() == null
                                                ? zone.name()
                                                : change.name().strip(),
                                        change.postcodes() == null ? zone.postcodes() : change.postcodes()))
                        .toList());
    }

    /** Adds a zone, and returns its key. */
    String add(SignedIn by, NewZone wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        String key = wanted.key() == null || wanted.key().isBlank()
                ? name
                : wanted.key().strip();
        edit(by, all -> {
            List<ZoneLine> more = new ArrayList<>(all);
            more.add(new ZoneLine(
                    key,
                    wanted.parent() == null ? "" : wanted.parent(),
                    name,
                    wanted.postcodes() == null ? "" : wanted.postcodes()));
            return more;
        });
        return key;
    }

    /**
     * Removes a zone with all that lie below it.
     *
     * @throws Refusal {@code broken-settings} if a rule names one of them
     */
    void remove(SignedIn by, String shown) {
        String key = key(by, shown);
        edit(by, all -> {
            Map<String, ZoneLine> byKey = byKey(all);
            return all.stream().filter(zone -> !isWithin(zone, key, byKey)).toList();
        });
    }

    private static boolean isWithin(ZoneLine zone, String key, Map<String, ZoneLine> byKey) {
        for (ZoneLine at = zone; at != null; at = byKey.get(at.parent())) {
            if (at.key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private void edit(SignedIn by, UnaryOperator<List<ZoneLine>> change) {
        settings.change(by.companyId(), by.userId(), () -> {
            List<ZoneLine> known = rows.all();
            ZoneCsv.Reading reading = ZoneCsv.read(lines(change.apply(known)));
            if (!reading.flaws().isEmpty()) {
                throw Refusal.invalid(reading.flaws().stream()
                        .map(flaw -> new FieldError(flaw.column().isEmpty() ? "key" : flaw.column(), flaw.kind()))
                        .distinct()
                        .toList());
            }
            write(known, reading.zones(), by.userId());
            return true;
        });
    }

    /** All of them in any order, so that what lies in itself is not left out before it is found. */
    private static String lines(List<ZoneLine> zones) {
        StringBuilder csv = new StringBuilder(ZoneLines.HEADER).append('\n');
        zones.forEach(zone -> csv.append(ZoneLines.line(zone)));
        return csv.toString();
    }

    private void write(List<ZoneLine> was, List<ZoneLine> is, long who) {
        Map<String, ZoneLine> before = byKey(was);
        Map<String, ZoneLine> after = byKey(is);
        List<ZoneLine> gone =
                was.stream().filter(zone -> !zone.equals(after.get(zone.key()))).toList();
        List<ZoneLine> come =
                is.stream().filter(zone -> !zone.equals(before.get(zone.key()))).toList();
        if (gone.isEmpty() && come.isEmpty()) {
            return;
        }
        rows.write(is, who);
        events.append("zones-changed", who, Map.of("key", "", "before", gone, "after", come));
    }

    private String key(SignedIn by, String shown) {
        long id = Ids.of(by.idSeed()).read(Ids.Kind.ZONE, shown).orElseThrow(Refusal::notFound);
        return transactions.inCompany(
                by.companyId(),
                () -> jdbc.sql("select key from fairlead.zone where id = ?")
                        .param(Math.toIntExact(Math.min(id, Integer.MAX_VALUE)))
                        .query(String.class)
                        .optional()
                        .orElseThrow(Refusal::notFound));
    }

    /** Loads Italy beside what there is. */
    ZoneImported loadItaly(SignedIn by) {
        ZoneImported done = take(by, italy(), Way.BESIDE, false);
        if (done.wrong() > 0) {
            throw Refusal.of(HttpStatus.CONFLICT, "zones-in-the-way", ZoneCsv.message(done.flaws()));
        }
        return done;
    }
}
