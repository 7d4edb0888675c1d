package io.fairlead.server.notice;

import io.fairlead.server.notify.Letter;
import io.fairlead.server.notify.Letter.Reader;
import io.fairlead.server.notify.MailTexts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a mail about a lead says to the addresses of the company. */
final class LeadLetter {
    private LeadLetter() {}

    private record Line(String label, String value, String direction) {}

    /** @param link to the lead's page */
    static Letter of(LeadMails.LeadEvent event, Reader reader, String link) {
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
                """.formatted(Letter.escaped(line.label()), line.direction(), Letter.escaped(line.value())));
        }
        rows.append("</table>\n<p>")
                .append(Letter.anchor(link, texts.say("open.lead", words)))
                .append("</p>");
        text.append('\n')
                .append(texts.say("open.lead", words))
                .append(":\n")
                .append(link)
                .append('\n');
        return Letter.framed(
                texts.say("subject." + event.tells(), words), said, text.toString(), rows.toString(), reader);
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
}
