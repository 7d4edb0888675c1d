package io.fairlead.server.notify;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** What a mail about leads says. */
record LeadLetter(String subject, String text, String html) {
    private record Line(String label, String value, String direction) {}

    /**
     * For whom a letter is written.
     *
     * @param company its name
     */
    record Reader(String company, String timezone, String locale) {
        MailTexts texts() {
            return MailTexts.in(locale);
        }
    }

    /** @param link to the lead's page */
    static LeadLetter of(LeadMails.LeadEvent event, Reader reader, String link) {
        MailTexts texts = reader.texts();
        Map<String, String> words = Map.of(
                "lead", event.called(texts), "user", event.user(), "company", reader.company(), "rule", event.rule());
        String said = texts.say("text." + event.tells(), words);
        List<Line> lines = lines(event, reader, texts);
        StringBuilder text = new StringBuilder();
        StringBuilder rows = new StringBuilder("<table>\n");
        for (Line line : lines) {
            text.append(line.label()).append(": ").append(line.value()).append('\n');
            rows.append("""
                <tr><th style="text-align:start;font-weight:normal;color:#666;padding-inline-end:16px">%s</th>\
                <td><bdi dir="%s">%s</bdi></td></tr>
                """.formatted(escaped(line.label()), line.direction(), escaped(line.value())));
        }
        rows.append("</table>\n<p>")
                .append(anchor(link, texts.say("open.lead", words)))
                .append("</p>");
        text.append('\n')
                .append(texts.say("open.lead", words))
                .append(":\n")
                .append(link)
                .append('\n');
        return framed(texts.say("subject." + event.tells(), words), said, text.toString(), rows.toString(), reader);
    }

    /** A letter with its greeting and its footer around what it says. */
    static LeadLetter framed(String subject, String said, String text, String html, Reader reader) {
        String footer = reader.texts().say("footer", Map.of("company", reader.company()));
        return new LeadLetter(subject, said + "\n\n" + text + "\n-- \n" + footer + "\n", """
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

    private static List<Line> lines(LeadMails.LeadEvent event, Reader reader, MailTexts texts) {
        String at = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(Locale.forLanguageTag(reader.locale()))
                .withZone(ZoneId.of(reader.timezone()))
                .format(event.at());
        List<Line> lines = new ArrayList<>();
        add(lines, texts, "name", event.name(), "auto");
        add(lines, texts, "phone", event.phone(), "ltr");
        add(lines, texts, "email", event.email(), "ltr");
        add(lines, texts, "source", event.source(), "auto");
        add(lines, texts, "listing", event.listing(), "auto");
        event.fields().entrySet().stream()
                .filter(field -> !field.getValue().isBlank())
                .forEach(field -> lines.add(new Line(field.getKey(), field.getValue(), "auto")));
        add(lines, texts, "receiver", event.user(), "auto");
        add(lines, texts, "rule", event.rule(), "auto");
        add(lines, texts, "how", event.assigned() ? texts.say("how." + event.how(), Map.of()) : "", "auto");
        add(lines, texts, "wrong", event.wrong(texts), "auto");
        add(lines, texts, "at", at, "auto");
        return lines;
    }

    private static void add(List<Line> lines, MailTexts texts, String label, String value, String direction) {
        if (!value.isBlank()) {
            lines.add(new Line(texts.say("label." + label, Map.of()), value, direction));
        }
    }

    static String anchor(String link, String text) {
        return "<a href=\"" + escaped(link) + "\"><bdi>" + escaped(text) + "</bdi></a>";
    }

    static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
