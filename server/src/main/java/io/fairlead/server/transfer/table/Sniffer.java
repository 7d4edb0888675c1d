package io.fairlead.server.transfer.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Guesses how a file is written, from its beginning. */
public final class Sniffer {
    private static final int SAMPLE = 1 << 18;
    private static final int LINES = 60;
    /** Languages of the Latin alphabet whose accents windows-1252 does not have. */
    private static final List<String> CENTRAL = List.of("pl", "cs", "sk", "hu", "hr", "ro", "sl");

    /** What the upper half of a character is in UTF-16: of Latin, Cyrillic and Hebrew letters. */
    private static final String UPPER_HALVES = "\u0000\u0004\u0005";
    /** Letters that end Hebrew words, in windows-1255; in windows-1251 they are к, н, п, у and х. */
    private static final String HEBREW_ENDS = "\u00EA\u00ED\u00EF\u00F3\u00F5";

    private static final Pattern DAY = Pattern.compile("\\b(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})\\b");

    private Sniffer() {}

    /**
     * How a file is most likely read.
     *
     * @param locale the company's, where the file does not tell
     * @throws RowTable.Unreadable for a workbook that cannot be opened
     */
    public static FileFormat sniff(Path path, String locale) throws IOException {
        byte[] sample;
        try (InputStream in = Files.newInputStream(path)) {
            sample = in.readNBytes(SAMPLE);
        }
        if (begins(sample, 'P', 'K', 3, 4) || begins(sample, 0xD0, 0xCF, 0x11, 0xE0)) {
            String decimal = locale.startsWith("en") || locale.startsWith("he") ? "." : ",";
            return new FileFormat(
                    "UTF-8",
                    ",",
                    true,
                    dates("", locale),
                    decimal,
                    Workbook.sheets(path).getFirst());
        }
        String encoding = encoding(sample, locale);
        String text = new String(sample, Charset.forName(encoding));
        List<String> lines = lines(text);
        String separator = separator(lines);
        String decimal = separator.equals(",") || locale.startsWith("en") || locale.startsWith("he") ? "." : ",";
        return new FileFormat(encoding, separator, true, dates(text, locale), decimal, null);
    }

    /** The first ones; what stands between quotes is on one line. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && lines.size() < LINES; i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if ((c == '\n' || c == '\r') && !quoted) {
                lines.add(text.substring(from, i));
                from = i + 1;
            }
        }
        if (lines.size() < LINES) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static String encoding(byte[] sample, String locale) {
        if (begins(sample, 0xEF, 0xBB, 0xBF)) {
            return "UTF-8";
        }
        if (begins(sample, 0xFF, 0xFE)) {
            return "UTF-16LE";
        }
        if (begins(sample, 0xFE, 0xFF)) {
            return "UTF-16BE";
        }
        int even = 0;
        int odd = 0;
        boolean zero = false;
        for (int i = 0; i < sample.length; i++) {
            zero |= sample[i] == 0;
            boolean upper = UPPER_HALVES.indexOf(sample[i]) >= 0;
            even += upper && i % 2 == 0 ? 1 : 0;
            odd += upper && i % 2 == 1 ? 1 : 0;
        }
        if (zero && Math.max(even, odd) > sample.length / 4) {
            return odd > even ? "UTF-16LE" : "UTF-16BE";
        }
        return isUtf8(sample) ? "UTF-8" : page(sample, locale);
    }

    private static boolean begins(byte[] sample, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= sample.length || (sample[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** A character that the sample cuts off does not count. */
    private static boolean isUtf8(byte[] sample) {
        for (int cut = 0; cut < 4 && cut <= sample.length; cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sample, 0, sample.length - cut));
                return true;
            } catch (CharacterCodingException next) {
                if (sample.length < SAMPLE) {
                    return false;
                }
            }
        }
        return false;
    }

    /**
     * By how the upper half of the bytes is used: words of it alone are of another alphabet, words with ASCII letters among
     * them have accents.
     */
    private static String page(byte[] sample, String locale) {
        int foreign = 0;
        int accented = 0;
        int letters = 0;
        int notHebrew = 0;
        for (int from = 0; from < sample.length; from++) {
            int to = from;
            int upper = 0;
            while (to < sample.length && isLetter(sample[to])) {
                upper += sample[to++] < 0 ? 1 : 0;
            }
            if (upper > 1 && upper == to - from) {
                foreign++;
                letters += upper;
                notHebrew += notHebrew(sample, from, to);
            } else if (upper > 0 && upper < to - from) {
                accented++;
            }
            from = to;
        }
        if (foreign > accented) {
            boolean either = notHebrew == 0 && locale.startsWith("ru");
            return either || notHebrew * 20 > letters ? "windows-1251" : "windows-1255";
        }
        return CENTRAL.stream().anyMatch(locale::startsWith) ? "windows-1250" : "windows-1252";
    }

    private static boolean isLetter(byte of) {
        int at = of & 0xFF;
        return at >= 0xC0 || at == 0xA8 || at == 0xB8 || (at < 0x80 && Character.isLetter(at));
    }

    /** Letters of a word that it has in Russian alone: capitals, the last five, and what Hebrew has at the end of words. */
    private static int notHebrew(byte[] sample, int from, int to) {
        int found = 0;
        for (int i = from; i < to; i++) {
            int at = sample[i] & 0xFF;
            boolean capital = i == from && at >= 0xC0 && at < 0xE0;
            boolean last = at > 0xFA || at == 0xA8 || at == 0xB8;
            boolean within = i + 1 < to && HEBREW_ENDS.indexOf(at) >= 0;
            found += capital || last || within ? 1 : 0;
        }
        return found;
    }

    /** The separator that a first line like {@code sep=;} names, as spreadsheets write and read it. */
    static Optional<String> said(String line) {
        boolean says = line.startsWith("sep=") && line.length() <= 5;
        return says ? Optional.of(line.substring(4)) : Optional.empty();
    }

    /** The one that most lines have, and all as often. */
    private static String separator(List<String> lines) {
        var said = lines.isEmpty() ? Optional.<String>empty() : said(lines.getFirst().replace("\uFEFF", ""));
        if (said.isPresent() && FileFormat.SEPARATORS.contains(said.get())) {
            return said.get();
        }
        String best = ",";
        double most = 0;
        for (String one : FileFormat.SEPARATORS) {
            var counts = lines.stream()
                    .filter(line -> !line.isBlank())
                    .mapToInt(line -> count(line, one.charAt(0)))
                    .toArray();
            int first = counts.length == 0 ? 0 : counts[0];
            long same = Arrays.stream(counts).filter(n -> n == first).count();
            double score = first == 0 ? 0 : first * (double) same / counts.length;
            if (score > most) {
                most = score;
                best = one;
            }
        }
        return best;
    }

    /** Outside of quotes. */
    private static int count(String line, char wanted) {
        int found = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                found++;
            }
        }
        return found;
    }

    private static String dates(String text, String locale) {
        var days = DAY.matcher(text);
        while (days.find()) {
            if (Integer.parseInt(days.group(1)) > 12) {
                return "dmy";
            }
            if (Integer.parseInt(days.group(2)) > 12) {
                return "mdy";
            }
        }
        return locale.toLowerCase(Locale.ROOT).endsWith("us") ? "mdy" : "dmy";
    }
}
