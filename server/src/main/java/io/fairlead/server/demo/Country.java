package io.fairlead.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What people of a country are called, where they live and how they are reached.
 *
 * @param dial the country's number in E.164, with its plus
 * @param digits of a mobile number behind its first ones
 * @param postcode how many digits a postcode has
 * @param mobiles how mobile numbers begin
 * @param notes what is written about a call
 * @param fields what its companies call a lead's zone, postcode, use of power, roof, and whether the house is their own
 */
record Country(
        String dial,
        int digits,
        int postcode,
        List<String> mobiles,
        List<String> given,
        List<String> family,
        List<String> notes,
        List<String> fields,
        List<Zone> zones) {

    /**
     * A province or town.
     *
     * @param people how many live there, in thousands
     * @param postcode how its postcodes begin
     */
    record Zone(String area, String region, String name, int people, String postcode) {}

    /** Reads a file of the program's own; a name of several words has low lines between them. */
    static Country read(String name) {
        Map<String, String> words = new HashMap<>();
        List<Zone> zones = new ArrayList<>();
        for (String line : text(name).lines().toList()) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equals("zone")) {
                String[] zone = parts[1].split(" \\| ", -1);
                zones.add(new Zone(zone[0], zone[1], zone[2], Integer.parseInt(zone[3]), zone[4]));
            } else {
                words.put(parts[0], parts[1]);
            }
        }
        return new Country(
                of(words, "dial"),
                Integer.parseInt(of(words, "digits")),
                Integer.parseInt(of(words, "postcode")),
                List.of(of(words, "mobiles").split(" ", -1)),
                names(of(words, "given")),
                names(of(words, "family")),
                List.of(of(words, "notes").split(" \\| ", -1)),
                List.of(of(words, "fields").split(" \\| ", -1)),
                zones);
    }

    private static String text(String name) {
        try (InputStream file = Objects.requireNonNull(Country.class.getResourceAsStream("/demo/" + name + ".txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String of(Map<String, String> words, String key) {
        return Objects.requireNonNull(words.get(key), key);
    }

    private static List<String> names(String words) {
        return List.of(words.split(" ", -1)).stream()
                .map(one -> one.replace('_', ' '))
                .toList();
    }

    /** The large parts of the country, in order. */
    List<String> areas() {
        return zones.stream().map(Zone::area).distinct().toList();
    }
}
