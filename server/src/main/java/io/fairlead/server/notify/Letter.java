package io.fairlead.server.notify;

import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** What a mail says, with its greeting and its footer, as text and as HTML. */
public record Letter(String subject, String text, String html) {
    /**
     * For whom a letter is written.
     *
     * @param company its name
     */
    public record Reader(String company, String timezone, String locale) {
        public MailTexts texts() {
            return MailTexts.in(locale);
        }
    }

    /**
     * A letter around what it says.
     *
     * @param html what follows the first sentence, escaped already
     */
    public static Letter framed(String subject, String said, String text, String html, Reader reader) {
        String footer = reader.texts().say("footer", Map.of("company", reader.company()));
        return new Letter(subject, said + "\n\n" + text + "\n-- \n" + footer + "\n", """
                <!doctype html>
                <html lang="%s" dir="%s"><head><meta charset="utf-8"></head>
                <body style="font-family:sans-serif">
                <p>%s</p>
                %s
                <p style="color:#666">%s</p>
                </body></html>
                """.formatted(
                reader.locale(), reader.locale().equals("he") ? "rtl" : "ltr", escaped(said), html, escaped(footer)));
    }

    /** A link, escaped. */
    public static String anchor(String link, String text) {
        return "<a href=\"" + escaped(link) + "\"><bdi>" + escaped(text) + "</bdi></a>";
    }

    public static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
