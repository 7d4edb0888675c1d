package io.fairlead.server.transfer.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks part by part, as they should be and as they should not. */
public final class WorkbookFile {
    private static final String BEGIN = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final StringBuilder sheets = new StringBuilder();
    private final StringBuilder links = new StringBuilder();
    private int count;
    private String settings = "";

    /** Adds a sheet of these rows, as XML. */
    public WorkbookFile sheet(String name, String rows) {
        count++;
        sheets.append("<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>".formatted(name, count, count));
        links.append("<Relationship Id=\"rId%d\" Type=\"%s/worksheet\" Target=\"worksheets/sheet%d.xml\"/>"
                .formatted(count, LINKS, count));
        return part(
                "xl/worksheets/sheet" + count + ".xml",
                "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData></worksheet>");
    }

    WorkbookFile from1904() {
        settings = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    /** Formats of cells by their numbers; {@code own} is that of 164. */
    WorkbookFile styles(String own, int... formats) {
        var cells = new StringBuilder();
        for (int format : formats) {
            cells.append("<xf numFmtId=\"").append(format).append("\"/>");
        }
        return part(
                "xl/styles.xml",
                "<styleSheet " + MAIN + "><numFmts><numFmt numFmtId=\"164\" formatCode=\"" + own
                        + "\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + cells
                        + "</cellXfs></styleSheet>");
    }

    WorkbookFile texts(String items) {
        return part("xl/sharedStrings.xml", "<sst " + MAIN + ">" + items + "</sst>");
    }

    WorkbookFile part(String name, String xml) {
        parts.put(name, xml);
        return this;
    }

    /** Writes it to a file. */
    public Path to(Path file) throws IOException {
        part(
                "xl/workbook.xml",
                "<workbook " + MAIN + " xmlns:r=\"" + LINKS + "\">" + settings + "<sheets>" + sheets
                        + "</sheets></workbook>");
        part("xl/_rels/workbook.xml.rels", "<Relationships>" + links + "</Relationships>");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write((BEGIN + part.getValue()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }
}
