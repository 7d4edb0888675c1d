package io.fairlead.server.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.settings.values.ZoneCsv.RowFlaw;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZoneCsvTest {
    @Test
    void aLineIsAZone() {
        var reading = ZoneCsv.read("\uFEFFCode;Parent;Name;CAP\r\nMI;L;\"Milano; città\";20 208\r\nL;;Lombardia;\r\n");
        assertThat(reading.flaws()).isEmpty();
        assertThat(reading.zones())
                .containsExactly(
                        new ZoneLine("MI", "L", "Milano; città", "20 208"), new ZoneLine("L", "", "Lombardia", ""));
        assertThat(ZoneCsv.read(ZoneLines.csv(reading.zones())).zones())
                .containsExactlyInAnyOrderElementsOf(reading.zones());
    }

    @Test
    void aLineIsAWayDownTheTree() {
        var known = List.of(new ZoneLine("Lazio", "", "Lazio", ""), new ZoneLine("RM", "Lazio", "Roma", "00"));
        var reading = ZoneCsv.read("""
                path,postcodes
                Lazio > Roma > Roma,00118
                lazio > ROMA > roma,00119
                Lazio/Roma/Fiumicino,00054
                Umbria,
                """, known);
        assertThat(reading.flaws()).isEmpty();
        assertThat(reading.zones())
                .containsExactly(
                        new ZoneLine("Lazio", "", "Lazio", ""),
                        new ZoneLine("RM", "Lazio", "Roma", "00"),
                        new ZoneLine("Roma", "RM", "Roma", "00118 00119"),
                        new ZoneLine("Fiumicino", "RM", "Fiumicino", "00054"),
                        new ZoneLine("Umbria", "", "Umbria", ""));
    }

    @Test
    void everyFlawIsToldWithItsRow() {
        var reading = ZoneCsv.read("""
                key,parent,name,postcodes
                A,,Alpha,
                A,,Again,
                B,nowhere,Beta,
                C,D,,
                D,C,,
                E,,,20162-20121
                ,,Nameless,
                %s,,Long,
                F1,,,
                F2,F1,,
                F3,F2,,
                F4,F3,,
                F5,F4,,
                """.formatted("x".repeat(101)));
        assertThat(reading.flaws())
                .containsExactlyInAnyOrder(
                        new RowFlaw(3, "key", "duplicate", "A"),
                        new RowFlaw(4, "parent", "unknown-parent", "nowhere"),
                        new RowFlaw(5, "parent", "below-itself", "D"),
                        new RowFlaw(6, "parent", "below-itself", "C"),
                        new RowFlaw(7, "postcodes", "not-postcodes", "20162-20121"),
                        new RowFlaw(8, "key", "required", ""),
                        new RowFlaw(9, "key", "too-long", "x".repeat(101)),
                        new RowFlaw(14, "parent", "too-deep", "F4"));
        assertThat(ZoneCsv.read("one,two\n1,2\n").flaws())
                .containsExactly(new RowFlaw(1, "", "unknown-columns", "one, two"));
        assertThat(ZoneCsv.read("").flaws()).containsExactly(new RowFlaw(0, "", "required", "key"));
    }

    @Test
    void aRangeIsTheFewestStarts() {
        assertThat(Postcodes.starts("20121-20162"))
                .contains(List.of(
                        "20121", "20122", "20123", "20124", "20125", "20126", "20127", "20128", "20129", "2013", "2014",
                        "2015", "20160", "20161", "20162"));
        assertThat(Postcodes.starts("00-99"))
                .contains(IntStream.range(0, 10).mapToObj(Integer::toString).toList());
        assertThat(Postcodes.starts("sw1a, 00-950 |  118")).contains(List.of("SW1A", "00950", "118"));
        assertThat(Postcodes.starts("20?")).isEmpty();
        assertThat(Postcodes.starts("")).contains(List.of());
    }

    @Test
    void aTreeOfNamesIsWrittenAsOne() {
        var plain = List.of(ZoneLine.named("Nord", ""), ZoneLine.named("Como", "Nord"), ZoneLine.named("Asti", "Nord"));
        assertThat(ZoneLines.form(plain)).isEqualTo(Map.of("Nord", List.of("Asti", "Como")));
        assertThat(ZoneLines.of(ZoneLines.form(plain))).containsExactlyInAnyOrderElementsOf(plain);
        var coded = List.of(new ZoneLine("MI", "", "Milano", "20"));
        assertThat(ZoneLines.form(coded)).isEqualTo("key,parent,name,postcodes\nMI,,Milano,20\n");
        assertThat(ZoneLines.of(ZoneLines.form(coded))).isEqualTo(coded);
        assertThat(ZoneLines.form(List.of())).isNull();
    }
}
