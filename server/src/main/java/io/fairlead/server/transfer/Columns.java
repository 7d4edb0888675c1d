package io.fairlead.server.transfer;

import io.fairlead.engine.filter.FieldType;
import io.fairlead.server.field.OwnField;
import io.fairlead.server.intake.Intake;
import io.fairlead.server.transfer.table.RowTable;
import io.fairlead.server.zone.Address;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What columns are read as: {@code name, phone, email, listing, status}, {@code fields.} and the id of a further field, or
 * empty for a column that is left out. Several columns may be the name; they are joined in their order.
 */
final class Columns {
    static final Set<String> OWN = Set.of("name", "phone", "email", "listing", "status");
    static final int MOST = 200;

    /** How columns are called in files, folded, in the languages of the program. */
    private static final Map<String, List<String>> CALLED = Map.of(
            "name",
            List.of(
                    "name",
                    "full name",
                    "fullname",
                    "first name",
                    "firstname",
                    "last name",
                    "lastname",
                    "surname",
                    "customer",
                    "contact",
                    "client",
                    "nome",
                    "cognome",
                    "nominativo",
                    "nome e cognome",
                    "ragione sociale",
                    "cliente",
                    "vorname",
                    "nachname",
                    "familienname",
                    "vor und nachname",
                    "kunde",
                    "имя",
                    "фамилия",
                    "фио",
                    "клиент",
                    "контакт",
                    "שם",
                    "שם מלא",
                    "שם פרטי",
                    "שם משפחה",
                    "לקוח"),
            "phone",
            List.of(
                    "phone",
                    "phone number",
                    "telephone",
                    "tel",
                    "mobile",
                    "cell",
                    "cellphone",
                    "mobile phone",
                    "telefono",
                    "cellulare",
                    "numero di telefono",
                    "telefon",
                    "telefonnummer",
                    "handy",
                    "mobil",
                    "rufnummer",
                    "телефон",
                    "мобильный",
                    "номер телефона",
                    "тел",
                    "טלפון",
                    "נייד",
                    "מספר טלפון",
                    "טלפון נייד"),
            "email",
            List.of(
                    "email",
                    "e mail",
                    "mail",
                    "email address",
                    "indirizzo email",
                    "posta elettronica",
                    "e mail adresse",
                    "почта",
                    "эл почта",
                    "электронная почта",
                    "דואל",
                    "אימייל",
                    "דוא ל",
                    "מייל"),
            "listing",
            List.of("listing", "property", "annuncio", "immobile", "objekt", "inserat", "объект", "объявление", "נכס"),
            "status",
            List.of("status", "state", "stato", "esito", "zustand", "статус", "состояние", "סטטוס", "מצב"),
            "fields.postcode",
            List.of("postcode", "postal code", "zip", "zip code", "cap", "plz", "postleitzahl", "индекс", "מיקוד"),
            "fields.town",
            List.of("town", "city", "comune", "città", "citta", "ort", "wohnort", "stadt", "город", "עיר", "ישוב"),
            "fields.province",
            List.of("province", "provincia", "prov", "provinz", "bundesland", "область", "регион", "מחוז"),
            "fields.country",
            List.of("country", "nazione", "paese", "land", "страна", "ארץ", "מדינה"),
            "fields.zone",
            List.of("zone", "zona", "gebiet", "зона", "אזור"));

    private Columns() {}

    /** The fields that columns may be read as: those that the company declared, and what zones are found from. */
    static Map<String, OwnField> fields(Intake intake, int company) {
        var fields = new LinkedHashMap<>(intake.fields(company));
        Address.FIELDS.forEach(field -> fields.putIfAbsent(field, OwnField.of(FieldType.TEXT)));
        fields.putIfAbsent("zone", OwnField.of(FieldType.ZONE));
        return fields;
    }

    /** The same for the same header, whatever its letters' case and spaces. */
    static String fingerprint(List<String> header) {
        String folded = String.join("\n", header.stream().map(Columns::folded).toList());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(folded.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{Punct}\\s״”]+", " ")
                .strip();
    }

    /** A guess for each column, by its name and by what stands in it. */
    static List<String> guess(List<String> header, List<RowTable.Row> sample, Map<String, OwnField> fields) {
        var guesses = new ArrayList<String>();
        var taken = new HashSet<String>();
        for (int i = 0; i < header.size(); i++) {
            String guess = byName(folded(header.get(i)), fields);
            if (guess.isEmpty()) {
                guess = byValues(sample, i);
            }
            boolean free = guess.equals("name") || taken.add(guess);
            guesses.add(free ? guess : "");
        }
        return guesses;
    }

    private static String byName(String name, Map<String, OwnField> fields) {
        for (var field : fields.entrySet()) {
            if (name.equals(folded(field.getKey()))
                    || name.equals(folded(field.getValue().name()))) {
                return "fields." + field.getKey();
            }
        }
        return CALLED.entrySet().stream()
                .filter(one -> one.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static String byValues(List<RowTable.Row> sample, int column) {
        var values = sample.stream()
                .map(row -> row.cell(column).strip())
                .filter(text -> !text.isEmpty())
                .toList();
        if (values.isEmpty()) {
            return "";
        }
        long mails = values.stream()
                .filter(text -> text.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+"))
                .count();
        long phones = values.stream()
                .filter(text -> text.matches("\\+[\\d ()./-]{7,20}|[0(][\\d ()./-]{7,18}"))
                .filter(text -> !text.matches("\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}"))
                .count();
        return mails * 2 > values.size() ? "email" : phones * 10 > values.size() * 8L ? "phone" : "";
    }

    /** Whether these can be read: known, each once, and with a way to reach somebody or a name. */
    static boolean areSound(List<String> columns, Map<String, ?> fields) {
        var seen = new HashSet<String>();
        for (String column : columns) {
            boolean known = column.isEmpty()
                    || OWN.contains(column)
                    || (column.startsWith("fields.") && fields.containsKey(column.substring("fields.".length())));
            if (!known || !(column.isEmpty() || column.equals("name") || seen.add(column))) {
                return false;
            }
        }
        return columns.size() <= MOST && (columns.contains("name") || seen.contains("phone") || seen.contains("email"));
    }

    /** The types of the fields that columns are read as. */
    static FieldType type(String column, Map<String, OwnField> fields) {
        OwnField field = column.startsWith("fields.") ? fields.get(column.substring("fields.".length())) : null;
        return field == null ? FieldType.TEXT : field.type();
    }
}
