package io.fairlead.server.transfer.table;

import io.fairlead.server.transfer.table.RowTable.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The texts that cells of a workbook point to, by their numbers; kept as UTF-8 behind each other. Not thread-safe. */
final class SharedTexts {
    /** A million rows of three texts of thirty letters stay below. */
    private static final int MOST_BYTES = 160 << 20;

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final Packed bytes = new Packed();
    private int[] ends = new int[1 << 10];
    private int size;

    /** What is written, without a copy of it. */
    private static final class Packed extends ByteArrayOutputStream {
        String text(int from, int to) {
            return new String(buf, from, to - from, StandardCharsets.UTF_8);
        }
    }

    private void add(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        if (bytes.size() > MOST_BYTES) {
            throw new Unreadable("too-large");
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = bytes.size();
    }

    /** The text of a number; empty where there is none. */
    String of(int number) {
        return number < 0 || number >= size ? "" : bytes.text(number == 0 ? 0 : ends[number - 1], ends[number]);
    }

    void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("si")) {
                add(text(xml, "si"));
            }
        }
    }

    /** All that stands in the element that was entered, but for how it is to be pronounced. */
    static String text(XMLStreamReader xml, String element) throws XMLStreamException {
        var text = new StringBuilder();
        boolean in = false;
        boolean spoken = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                in |= xml.getLocalName().equals("t");
                spoken |= xml.getLocalName().equals("rPh");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                String left = xml.getLocalName();
                if (left.equals(element)) {
                    break;
                }
                in &= !left.equals("t");
                spoken &= !left.equals("rPh");
            } else if (in && !spoken && xml.isCharacters()) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                mustBeShort(text);
            }
        }
        return plain(text.toString());
    }

    /** Characters that XML cannot hold are written as {@code _x000D_} (ECMA-376, 22.9.2.19). */
    static String plain(String text) {
        return text.contains("_x")
                ? ESCAPED.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(found.group(1), 16))))
                : text;
    }

    static void mustBeShort(StringBuilder text) {
        if (text.length() > RowTable.LONGEST) {
            throw new Unreadable("too-large");
        }
    }
}
