package io.fairlead.server.transfer.table;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be read.
 *
 * @param encoding one of {@link #ENCODINGS}
 * @param separator one of {@link #SEPARATORS}
 * @param header whether its first row names the columns
 * @param dates the order of day, month and year where they are not written year first: {@code dmy} or {@code mdy}
 * @param decimal the decimal mark: {@code .} or {@code ,}
 * @param sheet of a workbook, whose encoding and separator count for nothing; null for CSV
 */
public record FileFormat(
        String encoding,
        String separator,
        boolean header,
        String dates,
        String decimal,
        @Nullable String sheet) {
    public static final List<String> ENCODINGS = List.of(
            "UTF-8",
            "UTF-16LE",
            "UTF-16BE",
            "windows-1252",
            "windows-1251",
            "windows-1255",
            "windows-1250",
            "ISO-8859-15");
    public static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

    /** Whether a file can be read like this. */
    public static boolean isSound(FileFormat format) {
        return ENCODINGS.contains(format.encoding)
                && SEPARATORS.contains(format.separator)
                && List.of("dmy", "mdy").contains(format.dates)
                && List.of(".", ",").contains(format.decimal);
    }

    public Charset charset() {
        return Charset.forName(encoding);
    }

    /** How a file is read of which nothing is known yet. */
    public static FileFormat usual() {
        return new FileFormat("UTF-8", ",", true, "dmy", ".", null);
    }

    public FileFormat withHeader(boolean is) {
        return new FileFormat(encoding, separator, is, dates, decimal, sheet);
    }

    public FileFormat with(String datesIn, String decimalMark) {
        return new FileFormat(encoding, separator, header, datesIn, decimalMark, sheet);
    }
}
