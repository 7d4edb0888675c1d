package io.fairlead.server.transfer;

import java.nio.charset.Charset;
import java.util.List;

/**
 * How a file is to be read.
 *
 * @param encoding one of {@link #ENCODINGS}
 * @param separator one of {@link #SEPARATORS}
 * @param header whether its first row names the columns
 * @param dates the order of day, month and year where they are not written year first: {@code dmy} or {@code mdy}
 * @param decimal the decimal mark: {@code .} or {@code ,}
 */
record FileFormat(String encoding, String separator, boolean header, String dates, String decimal) {
    static final List<String> ENCODINGS = List.of(
            "UTF-8",
            "UTF-16LE",
            "UTF-16BE",
            "windows-1252",
            "windows-1251",
            "windows-1255",
            "windows-1250",
            "ISO-8859-15");
    static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

    boolean isSound() {
        return ENCODINGS.contains(encoding)
                && SEPARATORS.contains(separator)
                && List.of("dmy", "mdy").contains(dates)
                && List.of(".", ",").contains(decimal);
    }

    Charset charset() {
        return Charset.forName(encoding);
    }

    FileFormat withHeader(boolean is) {
        return new FileFormat(encoding, separator, is, dates, decimal);
    }

    FileFormat with(String datesIn, String decimalMark) {
        return new FileFormat(encoding, separator, header, datesIn, decimalMark);
    }
}
