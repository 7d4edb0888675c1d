package io.fairlead.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A workbook read back with nothing but the JDK: its parts, and of each sheet its rows of cells.
 *
 * @param styles the part that says how cells look
 * @param sheets the parts of the sheets, by their number
 */
public record Sheets(String styles, String book, List<String> sheets) {
    /**
     * A cell.
     *
     * @param kind what it says of its value: {@code inlineStr} for a text, {@code b}, or nothing for a number
     */
    public record SheetCell(String at, String kind, String value, boolean formula, String style) {}

    public static Sheets of(byte[] file) {
        var parts = new TreeMap<String, String>();
        try {
            Path kept = Files.createTempFile("book", ".xlsx");
            Files.write(kept, file);
            try (var zip = new ZipFile(kept.toFile())) {
                for (var part : zip.stream().toList()) {
                    parts.put(
                            part.getName(),
                            new String(zip.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            Files.delete(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sheets = new ArrayList<String>();
        for (int n = 1; parts.containsKey("xl/worksheets/sheet" + n + ".xml"); n++) {
            sheets.add(parts.get("xl/worksheets/sheet" + n + ".xml"));
        }
        return new Sheets(
                parts.getOrDefault("xl/styles.xml", ""),
                parts.getOrDefault("xl/workbook.xml", ""),
                List.copyOf(sheets));
    }

    public List<List<String>> texts(int sheet) {
        return rows(sheet).stream()
                .map(row -> row.stream().map(SheetCell::value).toList())
                .toList();
    }

    public List<List<SheetCell>> rows(int sheet) {
        try {
            var xml = XMLInputFactory.newFactory().createXMLStreamReader(new java.io.StringReader(sheets.get(sheet)));
            var rows = new ArrayList<List<SheetCell>>();
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (xml.getLocalName().equals("row")) {
                        rows.add(new ArrayList<>());
                    } else if (xml.getLocalName().equals("c")) {
                        rows.getLast().add(cell(xml));
                    }
                }
            }
            return rows;
        } catch (XMLStreamException e) {
            throw new AssertionError("no XML", e);
        }
    }

    private static SheetCell cell(XMLStreamReader xml) throws XMLStreamException {
        String at = xml.getAttributeValue(null, "r");
        String kind = xml.getAttributeValue(null, "t");
        String style = xml.getAttributeValue(null, "s");
        var value = new StringBuilder();
        boolean formula = false;
        for (int event = xml.next();
                event != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("c");
                event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("f")) {
                formula = true;
            } else if (event == XMLStreamConstants.CHARACTERS) {
                value.append(xml.getText());
            }
        }
        return new SheetCell(at, kind == null ? "" : kind, value.toString(), formula, style == null ? "" : style);
    }
}
