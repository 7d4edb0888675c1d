package io.fairlead.server.file;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** What a file is called: as its sender called it, without what could be taken for a path or hides its kind. */
public final class FileName {
    private static final int LONGEST = 200;
    private static final int LONGEST_ENDING = 20;
    private static final String PLAIN = "!#$&+-.^_`|~";

    private FileName() {}

    /** The name without folders, control characters and marks of direction; {@code file} if nothing is left of it. */
    public static String clean(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC).codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> {}
                default -> name.appendCodePoint("<>:\"|?*".indexOf(c) >= 0 ? '_' : c);
            }
        });
        String bare = name.toString().strip().replaceAll("^[. ]+|[. ]+$", "");
        return bare.isEmpty() ? "file" : shortened(bare);
    }

    /** Cut in the middle, so that its ending stays. */
    private static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        int cut = LONGEST - ending.length();
        return name.substring(0, Character.isHighSurrogate(name.charAt(cut - 1)) ? cut - 1 : cut) + ending;
    }

    /** The header that has it downloaded under its name in every script: RFC 6266 with the coding of RFC 5987. */
    public static String asAttachment(String name) {
        StringBuilder plain = new StringBuilder();
        StringBuilder coded = new StringBuilder();
        name.codePoints()
                .forEach(c -> plain.append(c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%' ? (char) c : '_'));
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
            if (letter || PLAIN.indexOf(one) >= 0) {
                coded.append((char) one);
            } else {
                coded.append("%%%02X".formatted(one & 0xff));
            }
        }
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + coded;
    }
}
