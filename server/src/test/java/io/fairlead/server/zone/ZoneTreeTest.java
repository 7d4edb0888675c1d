package io.fairlead.server.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.server.settings.values.Postcodes;
import io.fairlead.server.settings.values.ZoneCsv;
import io.fairlead.server.settings.values.ZoneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneTreeTest {
    private static final List<ZoneLine> ITALY = ZoneCsv.read(Zones.italy()).zones();
    private static final ZoneTree TREE = new ZoneTree(withTowns(), "IT");

    private static List<ZoneLine> withTowns() {
        List<ZoneLine> zones = new ArrayList<>(ITALY);
        zones.addAll(ZoneCsv.read("""
                        region;province;town;cap
                        Lombardia;Milano;Milano;20121-20162
                        Lombardia;Milano;Segrate;20054
                        Lombardia;Milano;Pioltello;20096
                        Lombardia;Milano;Rodano;20053
                        Lombardia;Milano;Settala;20053
                        Lazio;Roma;Roma;001
                        Veneto;Verona;San Martino;
                        Umbria;Perugia;San Martino;
                        """, ITALY).zones());
        return zones.stream()
                .collect(Collectors.toMap(ZoneLine::key, zone -> zone, (a, b) -> b, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    @Test
    void italyHas20RegionsAnd107ProvincesEachInOneRegion() {
        assertThat(ZoneCsv.read(Zones.italy()).flaws()).isEmpty();
        List<String> regions = ITALY.stream()
                .filter(zone -> zone.parent().isEmpty())
                .map(ZoneLine::key)
                .toList();
        List<ZoneLine> provinces =
                ITALY.stream().filter(zone -> !zone.parent().isEmpty()).toList();
        assertThat(regions).hasSize(20).doesNotHaveDuplicates();
        assertThat(provinces).hasSize(107).allSatisfy(zone -> {
            assertThat(zone.key()).matches("[A-Z]{2}");
            assertThat(regions).contains(zone.parent());
            assertThat(zone.postcodes()).isNotEmpty();
        });
        assertThat(provinces.stream().map(ZoneLine::name)).doesNotHaveDuplicates();
        assertThat(provinces.stream().map(ZoneLine::parent)).containsAll(regions);
    }

    @Test
    void eachStartOfAPostcodeIsThatOfOneProvince() {
        Map<String, List<String>> byStart = new TreeMap<>();
        ITALY.forEach(zone -> Postcodes.starts(zone.postcodes())
                .orElseThrow()
                .forEach(start ->
                        byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(zone.key())));
        assertThat(byStart)
                .allSatisfy((start, zones) -> assertThat(zones).as(start).hasSize(1));
        var twoDigits = new TreeSet<String>();
        byStart.keySet().forEach(start -> twoDigits.add(start.substring(0, 2)));
        assertThat(twoDigits).hasSize(93).doesNotContain("49", "68", "69", "77", "78", "79", "99");
    }

    @ParameterizedTest
    @CsvSource({
        "20900, MB", "20831, MB", "20010, MI", "13900, BI", "13100, VC", "26900, LO", "26100, CR", "23900, LC",
        "28922, VB", "28100, NO", "34170, GO", "34121, TS", "33170, PN", "33100, UD", "47921, RN", "47121, FC",
        "63900, FM", "63100, AP", "86170, IS", "86100, CB", "88900, KR", "88100, CZ", "89900, VV", "89100, RC",
        "09170, OR", "09124, CA", "09045, CA", "09013, SU", "07026, SS", "08100, NU", "76121, BT", "70121, BA",
        "06121, PG", "11100, AO", "39100, BZ", "98121, ME"
    })
    void aCapitalsPostcodeLeadsToItsProvince(String postcode, String province) {
        assertThat(new ZoneTree(ITALY, "IT").find(new Address(postcode, "", "", "")))
                .contains(province);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "20121, '', '', '', Milano",
                "I-20121, '', '', '', Milano",
                "20054, '', '', '', Segrate",
                "20010, pioltello, '', '', Pioltello",
                "20053, '', '', '', MI",
                "20053, SETTALA, '', '', Settala",
                "20053, Nowhere, '', '', MI",
                "118, '', '', '', Roma",
                "'', Segrate, '', '', Segrate",
                "'', Milano, '', '', Milano",
                "'', '', Milano, '', MI",
                "'', '', mi, '', MI",
                "'', '', forli cesena, '', FC",
                "'', '', LOMBARDIA, '', Lombardia",
                "'', San Martino, '', '', -",
                "'', San Martino, VR, '', San Martino",
                "'', San Martino, Perugia, '', San Martino (PG)",
                "'', Nowhere, Perugia, '', PG",
                "20121, '', '', Italia, Milano",
                "20121, '', '', Deutschland, -",
                "'', Milano, '', DE, -",
                "20121, '', '', Elsewhereland, Milano",
                "'', '', '', IT, -",
                "99999, '', '', '', -",
                "'', '', '', '', -"
            })
    void anAddressIsFound(String postcode, String town, String province, String country, String zone) {
        assertThat(TREE.find(new Address(postcode, town, province, country))).isEqualTo(Optional.ofNullable(zone));
    }

    @Test
    void aTreeOfCountriesIsEnteredByTheCountry() {
        var tree = new ZoneTree(ZoneCsv.read("""
                        key,parent,name,postcodes
                        IT,,Italia,
                        DE,,Germania,
                        MI,IT,Milano,20
                        HH,DE,Amburgo,20
                        """).zones(), "IT");
        assertThat(tree.find(new Address("20095", "", "", "Germany"))).contains("HH");
        assertThat(tree.find(new Address("20095", "", "", ""))).contains("MI");
        assertThat(tree.find(new Address("", "", "", "גרמניה"))).contains("DE");
        assertThat(tree.find(new Address("", "", "", "FR"))).isEmpty();
    }

    @Test
    void whatSomebodyGaveStaysAndWhatWasFoundIsFoundAnew() {
        Map<String, Object> given = new TreeMap<>(Map.of("zone", "roma", "postcode", "20121"));
        TREE.settle(given);
        assertThat(given).containsEntry("zone", "RM").doesNotContainKey(ZoneTree.FOUND_BY);
        Map<String, Object> unknown = new TreeMap<>(Map.of("zone", "Atlantis", "postcode", "20121"));
        TREE.settle(unknown);
        assertThat(unknown).containsEntry("zone", "Atlantis").doesNotContainKey(ZoneTree.FOUND_BY);
        Map<String, Object> found = new TreeMap<>(Map.of("zone", "RM", ZoneTree.FOUND_BY, "town", "postcode", "20121"));
        TREE.settle(found);
        assertThat(found).containsEntry("zone", "Milano").containsEntry(ZoneTree.FOUND_BY, "postcode");
        Map<String, Object> lost = new TreeMap<>(Map.of("zone", "RM", ZoneTree.FOUND_BY, "town"));
        TREE.settle(lost);
        assertThat(lost).isEmpty();
    }
}
