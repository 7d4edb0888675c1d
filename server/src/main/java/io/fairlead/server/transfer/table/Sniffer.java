package io.fairlead.server.transfer.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Guesses how a file is written, from its beginning. */
public final class Sniffer {
    private static final int SAMPLE = 1 << 18;
    private static final int LINES = 60;
    /** Languages of the Latin alphabet whose accents windows-1252 does not have. */
    private static final List<String> CENTRAL = List.of("pl", "cs", "sk", "hu", "hr", "ro", "sl");

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
        List<String> lines = text.lines().limit(LINES).toList();
        String separator = separator(lines);
        String decimal = separator.equals(",") || locale.startsWith("en") || locale.startsWith("he") ? "." : ",";
        return new FileFormat(encoding, separator, true, dates(text, locale), decimal, null);
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
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] == 0) {
                if (i % 2 == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        if (Math.max(even, odd) > sample.length / 5) {
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
     * By how the upper half of the bytes is used: whole words of it are of another alphabet, and Hebrew has no capitals;
     * single ones among Latin letters are accents.
     */
    private static String page(byte[] sample, String locale) {
        int letters = 0;
        int inWords = 0;
        int notHebrew = 0;
        for (int i = 0; i < sample.length; i++) {
            int at = sample[i] & 0xFF;
            if (at >= 0xC0) {
                letters++;
                boolean word = (i > 0 && (sample[i - 1] & 0xFF) >= 0xC0)
                        || (i + 1 < sample.length && (sample[i + 1] & 0xFF) >= 0xC0);
                inWords += word ? 1 : 0;
                notHebrew += at < 0xE0 || at > 0xFA ? 1 : 0;
            }
        }
        if (letters > 0 && inWords * 2 > letters) {
            return notHebrew * 50 > letters ? "windows-1251" : "windows-1255";
        }
        return CENTRAL.stream().anyMatch(locale::startsWith) ? "windows-1250" : "windows-1252";
    }

    /** The one that most lines have, and all as often. */
    private static String separator(List<String> lines) {
        String best = ",";
        double most = 0;
        for (String one : FileFormat.SEPARATORS) {
            var counts = lines.stream()
                    .filter(line -> !line.isBlank())
                    .mapToInt(line -> count(line, one.charAt(0)))
                    .toArray();
            int first = counts.length == 0 ? 0 : counts[0];
            long same = java.util.Arrays.stream(counts).filter(n -> n == first).count();
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
