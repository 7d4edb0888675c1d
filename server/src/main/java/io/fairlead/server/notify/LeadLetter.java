package io.fairlead.server.notify;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** What a mail about a lead says, in the company's language. */
record LeadLetter(String subject, String text, String html) {
    private record Line(String label, String value, String direction) {}

    static LeadLetter of(LeadMails.LeadEvent event, LeadMails.Addresses company) {
        MailTexts texts = MailTexts.in(company.locale());
        Map<String, String> words = Map.of(
                "lead", lead(event, texts), "user", event.user(), "company", company.name(), "rule", event.rule());
        String kind = !event.assigned()
                ? event.kind().equals("lead-waiting") ? "waiting" : "nobody"
                : event.nobodyFound() ? "fallback" : "assigned";
        String subject = texts.say("subject." + kind, words);
        String said = texts.say("text." + kind, words);
        String footer = texts.say("footer", words);
        List<Line> lines = lines(event, company, texts);
        return new LeadLetter(subject, text(said, lines, footer), html(company.locale(), said, lines, footer));
    }

    private static String lead(LeadMails.LeadEvent event, MailTexts texts) {
        return List.of(event.name(), event.phone(), event.email()).stream()
                .filter(part -> !part.isBlank())
                .findFirst()
                .orElseGet(() -> texts.say("lead.unnamed", Map.of()));
    }

    private static List<Line> lines(LeadMails.LeadEvent event, LeadMails.Addresses company, MailTexts texts) {
        String at = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(Locale.forLanguageTag(company.locale()))
                .withZone(ZoneId.of(company.timezone()))
                .format(event.at());
        List<Line> lines = new ArrayList<>();
        add(lines, texts, "name", event.name(), "auto");
        add(lines, texts, "phone", event.phone(), "ltr");
        add(lines, texts, "email", event.email(), "ltr");
        add(lines, texts, "source", event.source(), "auto");
        add(lines, texts, "listing", event.listing(), "auto");
        add(lines, texts, "receiver", event.user(), "auto");
        add(lines, texts, "rule", event.rule(), "auto");
        add(lines, texts, "how", event.assigned() ? texts.say("how." + event.how(), Map.of()) : "", "auto");
        add(lines, texts, "at", at, "auto");
        return lines;
    }

    private static void add(List<Line> lines, MailTexts texts, String label, String value, String direction) {
        if (!value.isBlank()) {
            lines.add(new Line(texts.say("label." + label, Map.of()), value, direction));
        }
    }

    private static String text(String said, List<Line> lines, String footer) {
        StringBuilder text = new StringBuilder(said).append("\n\n");
        lines.forEach(line ->
                text.append(line.label()).append(": ").append(line.value()).append('\n'));
        return text.append("\n-- \n").append(footer).append('\n').toString();
    }

    private static String html(String locale, String said, List<Line> lines, String footer) {
        StringBuilder rows = new StringBuilder();
        lines.forEach(
                line -> rows.append("""
                <tr><th style="text-align:start;font-weight:normal;color:#666;padding-inline-end:16px">%s</th>\
                <td><bdi dir="%s">%s</bdi></td></tr>
                """.formatted(escaped(line.label()), line.direction(), escaped(line.value()))));
        return """
                <!doctype html>
                <html lang="%s" dir="%s"><head><meta charset="utf-8"></head>
                <body style="font-family:sans-serif">
                <p>%s</p>
                <table>
                %s</table>
                <p style="color:#666">%s</p>
                </body></html>
                """.formatted(locale, locale.equals("he") ? "rtl" : "ltr", escaped(said), rows, escaped(footer));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
