package io.fairlead.server.transfer.table;

import io.fairlead.server.transfer.table.RowTable.Unreadable;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A workbook of Office Open XML (ECMA-376), of which sheets are read: their names, the texts that cells share, and which
 * formats are those of dates. Not thread-safe.
 */
public final class Workbook implements AutoCloseable {
    private static final int MOST_PARTS = 10_000;
    private static final int MOST_SHEETS = 500;
    private static final int MOST_FORMATS = 100_000;
    /** Letters of a format that stand for a part of a date or time, once texts, colours and escaped letters are gone. */
    private static final Pattern DATED = Pattern.compile("[ymdhs]", Pattern.CASE_INSENSITIVE);

    private static final Pattern BESIDE = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]");
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, false);
    }

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();
    /** Those that are shown first. */
    private final Map<String, String> partBySheet = new LinkedHashMap<>();
    private final Set<Integer> dated = new HashSet<>();
    private final SharedTexts texts = new SharedTexts();
    private String styles = "xl/styles.xml";
    private String shared = "xl/sharedStrings.xml";
    private boolean from1904;

    private Workbook(ZipFile zip) {
        this.zip = zip;
        zip.stream().forEach(entry -> entries.put(entry.getName().replace('\\', '/').toLowerCase(Locale.ROOT), entry));
    }

    /** Reads a part that is open. */
    private interface Reading {
        void read(XMLStreamReader xml) throws XMLStreamException;
    }

    /**
     * The names of the sheets of a workbook, in their order, hidden ones last; at least one.
     *
     * @throws Unreadable if it is none, has a password or is one of before 2007
     */
    public static List<String> sheets(Path path) throws IOException {
        try (var book = new Workbook(zip(path))) {
            book.readSheets();
            return List.copyOf(book.partBySheet.keySet());
        }
    }

    /** All but the rows. */
    static Workbook open(Path path) throws IOException {
        var book = new Workbook(zip(path));
        try {
            book.readSheets();
            book.part(book.styles, book::readFormats);
            book.part(book.shared, book.texts::read);
            return book;
        } catch (IOException | RuntimeException broken) {
            book.close();
            throw broken;
        }
    }

    private static ZipFile zip(Path path) throws IOException {
        try {
            var zip = new ZipFile(path.toFile());
            if (zip.size() > MOST_PARTS) {
                zip.close();
                throw new Unreadable("workbook");
            }
            return zip;
        } catch (ZipException none) {
            throw new Unreadable("workbook");
        }
    }

    /** A relationship of a part to another one, whose place is {@code to}. */
    private record Link(String id, String type, String to) {
        /** Its types are called otherwise in strict documents, but for their ends. */
        boolean isTo(String kind) {
            return type.endsWith("/" + kind);
        }
    }

    private void readSheets() throws IOException {
        String main = links("").stream()
                .filter(link -> link.isTo("officeDocument"))
                .map(Link::to)
                .findFirst()
                .orElse("xl/workbook.xml");
        Map<String, String> parts = new HashMap<>();
        for (var link : links(main)) {
            if (link.isTo("worksheet")) {
                parts.put(link.id(), link.to());
            } else if (link.isTo("styles")) {
                styles = link.to();
            } else if (link.isTo("sharedStrings")) {
                shared = link.to();
            }
        }
        Map<String, String> hidden = new LinkedHashMap<>();
        part(main, xml -> {
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                if (isNamed(xml, "workbookPr")) {
                    from1904 = Set.of("1", "true").contains(attribute(xml, "date1904"));
                } else if (isNamed(xml, "sheet") && partBySheet.size() + hidden.size() < MOST_SHEETS) {
                    String part = parts.getOrDefault(attribute(xml, "id"), "");
                    boolean shown = Set.of("", "visible").contains(attribute(xml, "state"));
                    if (entry(part) != null) {
                        (shown ? partBySheet : hidden).put(attribute(xml, "name"), part);
                    }
                }
            }
        });
        hidden.forEach(partBySheet::putIfAbsent);
        if (partBySheet.isEmpty()) {
            throw new Unreadable("workbook");
        }
    }

    /** @param of the place of a part; empty for the package */
    private List<Link> links(String of) throws IOException {
        String folder = of.substring(0, of.lastIndexOf('/') + 1);
        List<Link> links = new ArrayList<>();
        part(folder + "_rels/" + of.substring(folder.length()) + ".rels", xml -> {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && isNamed(xml, "Relationship")
                        && links.size() < MOST_PARTS
                        && !attribute(xml, "TargetMode").equals("External")) {
                    links.add(new Link(
                            attribute(xml, "Id"), attribute(xml, "Type"), place(folder, attribute(xml, "Target"))));
                }
            }
        });
        return links;
    }

    /** From the root of the package; empty for what lies nowhere. */
    private static String place(String folder, String target) {
        try {
            String path = URI.create("/" + folder)
                    .resolve(target.replace('\\', '/').replace(" ", "%20"))
                    .normalize()
                    .getPath();
            return path == null || path.isEmpty() ? "" : path.substring(1);
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    /** Parts have the same name in capitals and small letters (ECMA-376 part 2, 6.2.2.3). */
    private @Nullable ZipEntry entry(String part) {
        return entries.get(part.toLowerCase(Locale.ROOT));
    }

    private void readFormats(XMLStreamReader xml) throws XMLStreamException {
        Map<Integer, String> codes = new HashMap<>();
        boolean cells = false;
        int style = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                cells &= !isNamed(xml, "cellXfs");
            }
            if (event != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            if (isNamed(xml, "numFmt") && codes.size() < MOST_FORMATS) {
                codes.put(number(attribute(xml, "numFmtId")), attribute(xml, "formatCode"));
            } else if (isNamed(xml, "cellXfs")) {
                cells = true;
            } else if (cells && isNamed(xml, "xf") && style < MOST_FORMATS) {
                int format = number(attribute(xml, "numFmtId"));
                if (isOfDates(format, codes.get(format))) {
                    dated.add(style);
                }
                style++;
            }
        }
    }

    /** By ECMA-376, 18.8.30: those that every workbook has, in whatever language, and its own. */
    private static boolean isOfDates(int format, @Nullable String code) {
        if (code != null) {
            return DATED.matcher(BESIDE.matcher(code.split(";", -1)[0]).replaceAll(""))
                    .find();
        }
        return (format >= 14 && format <= 22)
                || (format >= 27 && format <= 36)
                || (format >= 45 && format <= 47)
                || (format >= 50 && format <= 58);
    }

    private void part(String name, Reading reading) throws IOException {
        ZipEntry entry = entry(name);
        if (entry == null) {
            return;
        }
        try (Reader text = text(entry)) {
            var xml = xml(text);
            reading.read(xml);
            xml.close();
        } catch (XMLStreamException | RuntimeException broken) {
            throw unreadable(broken);
        }
    }

    /** What keeps XML from being read may lie below what the parser says of it. */
    static Unreadable unreadable(Exception broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unreadable known) {
                return known;
            }
        }
        return new Unreadable("workbook");
    }

    private Reader text(ZipEntry entry) throws IOException {
        return new SheetText(zip.getInputStream(entry), entry.getCompressedSize());
    }

    private static XMLStreamReader xml(Reader text) throws XMLStreamException {
        synchronized (XML) {
            return XML.createXMLStreamReader(text);
        }
    }

    /** The rows of a sheet, from its beginning; {@link #close} ends them too. */
    XMLStreamReader rows(String sheet) throws IOException {
        ZipEntry entry = entry(partBySheet.getOrDefault(sheet, ""));
        if (entry == null) {
            throw new Unreadable("workbook");
        }
        try {
            return xml(text(entry));
        } catch (XMLStreamException broken) {
            throw unreadable(broken);
        }
    }

    boolean isDated(int style) {
        return dated.contains(style);
    }

    boolean isFrom1904() {
        return from1904;
    }

    String text(int number) {
        return texts.of(number);
    }

    static boolean isNamed(XMLStreamReader xml, String name) {
        return xml.getLocalName().equals(name);
    }

    /** Whatever its namespace; empty where there is none. */
    static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    static int number(String text) {
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
