package io.fairlead.server.transfer.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workbooks are read as other programs write them, part by part. */
class ForeignWorkbookTest {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";
    private static final String USUAL = "http://schemas.openxmlformats.org/";
    private static final String STRICT = "http://purl.oclc.org/ooxml/";

    @TempDir
    private Path folder = Path.of("");

    private static String links(String base, String... idsTypesTargets) {
        var links = new StringBuilder(
                XML + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (int i = 0; i < idsTypesTargets.length; i += 3) {
            links.append("<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>"
                    .formatted(idsTypesTargets[i], base, idsTypesTargets[i + 1], idsTypesTargets[i + 2]));
        }
        return links.append("</Relationships>").toString();
    }

    private static String sheet(String rows) {
        return XML + "<worksheet xmlns=\"" + USUAL + "spreadsheetml/2006/main\"><dimension ref=\"A1:C9\"/><sheetViews>"
                + "<sheetView workbookViewId=\"0\"/></sheetViews><cols><col min=\"1\" max=\"3\" width=\"9\"/></cols>"
                + "<sheetData>" + rows + "</sheetData><autoFilter ref=\"A1:C9\"/></worksheet>";
    }

    private static String book(String settings, String sheets) {
        return XML + "<workbook xmlns=\"" + USUAL + "spreadsheetml/2006/main\" xmlns:r=\"" + USUAL
                + "officeDocument/2006/relationships\">" + settings + "<sheets>" + sheets + "</sheets></workbook>";
    }

    private static Map<String, String> plain(String rows) {
        var parts = new LinkedHashMap<String, String>();
        parts.put("xl/workbook.xml", book("", "<sheet name=\"Leads\" sheetId=\"1\" r:id=\"rId1\"/>"));
        parts.put("xl/_rels/workbook.xml.rels", links(USUAL, "rId1", "worksheet", "worksheets/sheet1.xml"));
        parts.put("xl/worksheets/sheet1.xml", sheet(rows));
        return parts;
    }

    private Path streamed(Map<String, String> parts) throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    private static List<List<String>> rows(Path file, String sheet) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (var table = RowTable.open(file, new FileFormat("UTF-8", ",", true, "dmy", ".", sheet))) {
            for (var row = table.next(); row != null; row = table.next()) {
                rows.add(row.cells());
            }
        }
        return rows;
    }

    @Test
    void partsAreWhereTheRelationshipsSayWhateverTheirNames() throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put("_rels/.rels", links(USUAL, "a", "thumbnail", "a.png", "b", "officeDocument", "/Book/main.xml"));
        parts.put(
                "Book/main.xml",
                book(
                        "<workbookPr date1904=\"true\"/>",
                        "<sheet name=\"Lists\" sheetId=\"9\" state=\"veryHidden\" r:id=\"x3\"/>"
                                + "<sheet name=\"Chart\" sheetId=\"3\" r:id=\"x4\"/>"
                                + "<sheet name=\"Leads &amp; more\" sheetId=\"2\" r:id=\"x1\"/>"));
        parts.put(
                "book/_rels/main.xml.rels",
                links(
                        USUAL,
                        "x1",
                        "worksheet",
                        "./Sheets/My%20leads.xml",
                        "x3",
                        "worksheet",
                        "/book/lists.xml",
                        "x4",
                        "chartsheet",
                        "lists.xml",
                        "x5",
                        "sharedStrings",
                        "../shared/Texts.xml",
                        "x6",
                        "styles",
                        "styles2.xml"));
        parts.put(
                "BOOK/sheets/my leads.xml",
                sheet("<row><c t=\"s\"><v>1</v></c><c s=\"1\"><v>44886</v></c><c s=\"1\"><v>0.5</v></c></row>"));
        parts.put("book/lists.xml", sheet("<row><c><v>1</v></c></row>"));
        parts.put("shared/texts.xml", XML + "<sst><si/><si><t>Anna</t></si></sst>");
        parts.put("book\\styles2.xml", XML + "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
        Path file = streamed(parts);
        assertThat(Workbook.sheets(file)).containsExactly("Leads & more", "Lists");
        assertThat(rows(file, "Leads & more")).containsExactly(List.of("Anna", "2026-11-22", "12:00"));
    }

    @Test
    void strictDocumentsHaveOtherNamespacesPrefixesAndDatesAsText() throws IOException {
        String relations = STRICT + "officeDocument/relationships";
        var parts = new LinkedHashMap<String, String>();
        parts.put("_rels/.rels", links(relations, "rId1", "officeDocument", "xl/workbook.xml"));
        parts.put(
                "xl/workbook.xml",
                XML + "<x:workbook xmlns:x=\"" + STRICT + "spreadsheetml/main\" xmlns:rel=\"" + relations
                        + "\" conformance=\"strict\"><x:sheets><x:sheet name=\"Leads\" sheetId=\"1\" rel:id=\"rId7\"/></x:sheets></x:workbook>");
        parts.put("xl/_rels/workbook.xml.rels", links(relations, "rId7", "worksheet", "worksheets/sheet.xml"));
        parts.put(
                "xl/worksheets/sheet.xml",
                XML + "<x:worksheet xmlns:x=\"" + STRICT + "spreadsheetml/main\"><x:sheetData><x:row r=\"1\">"
                        + "<x:c r=\"A1\" t=\"d\"><x:v>2026-11-22T00:00:00.000</x:v></x:c>"
                        + "<x:c r=\"B1\" t=\"d\"><x:v>2026-11-22T09:05:00.500Z</x:v></x:c>"
                        + "<x:c r=\"C1\" t=\"b\"><x:v>true</x:v></x:c><x:c r=\"D1\" t=\"b\"><x:v> 0 </x:v></x:c>"
                        + "<x:c r=\"E1\" t=\"b\"/></x:row></x:sheetData></x:worksheet>");
        assertThat(rows(streamed(parts), "Leads"))
                .containsExactly(List.of("2026-11-22", "2026-11-22T09:05:00", "true", "false"));
    }

    @Test
    void textsComeInRunsAndFormulasWithWhatCameOfThem() throws IOException {
        var parts = plain(
                "<row r=\"2\" spans=\"2:5\"><c r=\"B2\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>Anna</t></r>"
                        + "<r><t xml:space=\"preserve\"> Rossi</t></r><rPh sb=\"0\" eb=\"1\"><t>spoken</t></rPh><phoneticPr fontId=\"1\"/></is></c>"
                        + "<c r=\"D2\" t=\"s\"><v> 0 </v></c><c r=\"E2\"><f t=\"shared\" ref=\"E2:E3\" si=\"0\">1+1</f><v>2</v></c></row>"
                        + "<row r=\"5\"><c r=\"A5\" t=\"str\"><f>A1&amp;\"x\"</f><v>1_x000D_\n2</v></c><c r=\"B5\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
                        + "<c r=\"C5\"><f>B1</f></c><c r=\"D5\" s=\"7\"/><c r=\"E5\" t=\"n\"><v>3.93331234567E+11</v></c></row>");
        parts.put(
                "xl/sharedStrings.xml", XML + "<sst count=\"1\"><si><t>a_x005F_x0041_b_x0009_c &#1048;</t></si></sst>");
        assertThat(rows(streamed(parts), "Leads"))
                .containsExactly(
                        List.of("", "Anna Rossi", "", "a_x0041_b\tc И", "2"),
                        List.of("1\r\n2", "", "", "", "393331234567"));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, \uFEFF, UTF-8", "UTF-16LE, \uFEFF, UTF-16", "UTF-16BE, \uFEFF, UTF-16"})
    void partsMayBeginWithAMark(String charset, String mark, String said) throws IOException {
        Path file = folder.resolve("marked.xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : plain("<row><c t=\"str\"><v>Имя</v></c></row>").entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                String xml = mark + part.getValue().replace("\"UTF-8\"", '"' + said + '"');
                zip.write(xml.getBytes(Charset.forName(charset)));
                zip.closeEntry();
            }
        }
        assertThat(rows(file, "Leads")).containsExactly(List.of("Имя"));
    }

    /** Whoever streams does not know how long a part becomes, so sizes follow it, of 64 bits each. */
    @Test
    void filesMayBeWrittenForPartsOfAnyLength() throws IOException {
        Path file = folder.resolve("streamed.xlsx");
        Files.write(file, zip64(plain("<row><c><v>7</v></c></row>")));
        assertThat(Workbook.sheets(file)).containsExactly("Leads");
        assertThat(rows(file, "Leads")).containsExactly(List.of("7"));
    }

    private static byte[] zip64(Map<String, String> parts) throws IOException {
        var file = new ByteArrayOutputStream();
        var directory = new ByteArrayOutputStream();
        for (var part : parts.entrySet()) {
            byte[] name = part.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] text = part.getValue().getBytes(StandardCharsets.UTF_8);
            byte[] packed = packed(text);
            var crc = new CRC32();
            crc.update(text);
            long sum = crc.getValue();
            long at = file.size();
            file.write(fields("4222444422", 0x04034b50, 45, 0x0808, 8, 0, 0, -1, -1, name.length, 20));
            file.write(name);
            file.write(fields("2288", 1, 16, 0, 0));
            file.write(packed);
            file.write(fields("4488", 0x08074b50, sum, packed.length, text.length));
            directory.write(fields("42222444422", 0x02014b50, 45, 45, 0x0808, 8, 0, sum, -1, -1, name.length, 28));
            directory.write(fields("22244", 0, 0, 0, 0, -1));
            directory.write(name);
            directory.write(fields("22888", 1, 24, text.length, packed.length, at));
        }
        long from = file.size();
        long to = from + directory.size();
        long count = parts.size();
        file.write(directory.toByteArray());
        file.write(fields("48224488", 0x06064b50, 44, 45, 45, 0, 0, count, count));
        file.write(fields("88", to - from, from));
        file.write(fields("4484", 0x07064b50, 0, to, 1));
        file.write(fields("42222442", 0x06054b50, 0, 0, -1, -1, -1, -1, 0));
        return file.toByteArray();
    }

    /** Numbers of so many bytes each. */
    private static byte[] fields(String widths, long... values) {
        var bytes = ByteBuffer.allocate(widths.chars().map(c -> c - '0').sum()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            switch (widths.charAt(i)) {
                case '2' -> bytes.putShort((short) values[i]);
                case '4' -> bytes.putInt((int) values[i]);
                default -> bytes.putLong(values[i]);
            }
        }
        return bytes.array();
    }

    private static byte[] packed(byte[] text) {
        try (var deflater = new Deflater(6, true)) {
            deflater.setInput(text);
            deflater.finish();
            byte[] packed = new byte[text.length + 100];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        }
    }
}
