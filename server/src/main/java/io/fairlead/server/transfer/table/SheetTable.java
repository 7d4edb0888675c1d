package io.fairlead.server.transfer.table;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a sheet. Dates come year first, numbers with the decimal mark of the format, formulas as what came of them,
 * errors as nothing. Not thread-safe.
 */
final class SheetTable implements RowTable {
    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 1 << 14;
    private static final int SECONDS = 24 * 60 * 60;
    /** 9999-12-31. */
    private static final int LAST_DAY = 2_958_465;

    private static final Set<String> TRUE = Set.of("1", "true");
    /** Behind the seconds of a moment that is written as text. */
    private static final Pattern FRACTION = Pattern.compile("(?<=:\\d\\d)\\.\\d+|Z$");

    private static final Pattern MIDNIGHT = Pattern.compile("T00:00(:00)?$");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final Workbook book;
    private final XMLStreamReader xml;
    private final String decimal;
    private long number;

    private SheetTable(Workbook book, XMLStreamReader xml, String decimal) {
        this.book = book;
        this.xml = xml;
        this.decimal = decimal;
    }

    static SheetTable open(Path path, FileFormat format) throws IOException {
        var book = Workbook.open(path);
        try {
            String sheet = format.sheet() == null ? "" : format.sheet();
            return new SheetTable(book, book.rows(sheet), format.decimal());
        } catch (IOException | RuntimeException broken) {
            book.close();
            throw broken;
        }
    }

    @Override
    public @Nullable Row next() {
        try {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT && Workbook.isNamed(xml, "row")) {
                    return row();
                }
            }
            return null;
        } catch (XMLStreamException | RuntimeException broken) {
            var why = Workbook.unreadable(broken);
            throw why.problem().equals("workbook")
                    ? new Unreadable(number + 1, new IllegalStateException(broken))
                    : why;
        }
    }

    private Row row() throws XMLStreamException {
        int said = Workbook.number(Workbook.attribute(xml, "r"));
        if (said > MOST_ROWS || number >= MOST_ROWS) {
            throw new Unreadable("too-large");
        }
        number = Math.max(number + 1, said);
        List<String> cells = new ArrayList<>();
        int next = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && Workbook.isNamed(xml, "row")) {
                break;
            }
            if (event == XMLStreamReader.START_ELEMENT && Workbook.isNamed(xml, "c")) {
                int column = column(Workbook.attribute(xml, "r"), next);
                next = column + 1;
                if (column >= MOST_COLUMNS) {
                    throw new Unreadable("too-large");
                }
                String value = cell();
                while (!value.isEmpty() && cells.size() <= column) {
                    cells.add("");
                }
                if (!value.isEmpty()) {
                    cells.set(column, value);
                }
            }
        }
        return new Row(number, cells);
    }

    /** From 0, as letters before the number of the row say it. */
    private static int column(String place, int next) {
        int column = 0;
        for (int i = 0; i < place.length() && place.charAt(i) >= 'A' && place.charAt(i) <= 'Z' && i < 4; i++) {
            column = column * 26 + place.charAt(i) - 'A' + 1;
        }
        return column == 0 ? next : column - 1;
    }

    private String cell() throws XMLStreamException {
        String type = Workbook.attribute(xml, "t");
        boolean dated = book.isDated(Workbook.number(Workbook.attribute(xml, "s")));
        if (type.equals("inlineStr")) {
            return SharedTexts.text(xml, "c");
        }
        String value = value().strip();
        return switch (type) {
            case "s" -> book.text(Workbook.number(value));
            case "b" -> value.isEmpty() ? "" : TRUE.contains(value) ? "true" : "false";
            case "e" -> "";
            case "str" -> SharedTexts.plain(value);
            case "d" -> MIDNIGHT.matcher(FRACTION.matcher(value).replaceAll("")).replaceFirst("");
            default -> value.isEmpty() ? "" : dated ? date(value) : figure(value);
        };
    }

    private String value() throws XMLStreamException {
        var value = new StringBuilder();
        boolean in = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                in = Workbook.isNamed(xml, "v");
            } else if (event == XMLStreamReader.END_ELEMENT) {
                in = false;
                if (Workbook.isNamed(xml, "c")) {
                    break;
                }
            } else if (in && xml.isCharacters()) {
                value.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                SharedTexts.mustBeShort(value);
            }
        }
        return value.toString();
    }

    /** As many digits as a double has for sure: 0.1 + 0.2 is 0.3. */
    private String figure(String value) {
        var exact = read(value);
        return exact == null ? value : exact.toPlainString().replace(".", decimal);
    }

    private static @Nullable BigDecimal read(String value) {
        try {
            double read = Double.parseDouble(value);
            if (value.length() > 40 || !Double.isFinite(read) || Math.abs(read) > 1e30) {
                return null;
            }
            var exact = new BigDecimal(value).round(new MathContext(15));
            return exact.signum() == 0 || exact.scale() > 30 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** Days since the last day of 1899, in which there is a 29 February 1900; or since the first of 1904. */
    private String date(String value) {
        var read = read(value);
        if (read == null || read.signum() < 0 || read.compareTo(BigDecimal.valueOf(LAST_DAY + 1L)) >= 0) {
            return figure(value);
        }
        long seconds = Math.round(read.doubleValue() * SECONDS);
        long days = seconds / SECONDS;
        int ofDay = (int) (seconds % SECONDS);
        if (days == 0) {
            return LocalTime.ofSecondOfDay(ofDay).toString();
        }
        var first = book.isFrom1904() ? LocalDateTime.of(1904, 1, 1, 0, 0) : LocalDateTime.of(1899, 12, 30, 0, 0);
        var moment = first.plusDays(!book.isFrom1904() && days < 60 ? days + 1 : days)
                .plusSeconds(ofDay);
        return ofDay == 0 ? moment.toLocalDate().toString() : MOMENT.format(moment);
    }

    @Override
    public void close() throws IOException {
        book.close();
    }
}
