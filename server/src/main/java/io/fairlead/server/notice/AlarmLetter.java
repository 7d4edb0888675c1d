package io.fairlead.server.notice;

import io.fairlead.server.notify.Letter;
import io.fairlead.server.notify.MailTexts;
import java.util.List;
import java.util.Map;

/** What the mail about all alarms of one check says. */
final class AlarmLetter {
    private AlarmLetter() {}

    /**
     * A lead with its alarm.
     *
     * @param link to its page
     */
    record Alarm(LeadMails.LeadEvent event, String link) {}

    /**
     * @param alarms those that are named
     * @param all how many there are
     * @param watchdog the link to the page of the watchdog
     */
    static Letter of(List<Alarm> alarms, int all, Letter.Reader reader, String watchdog) {
        MailTexts texts = reader.texts();
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder("<ul>\n");
        for (Alarm alarm : alarms) {
            String lead = alarm.event().called(texts);
            String wrong = alarm.event().wrong(texts);
            text.append("%s: %s\n%s\n".formatted(lead, wrong, alarm.link()));
            html.append("<li>%s: %s</li>\n".formatted(Letter.anchor(alarm.link(), lead), Letter.escaped(wrong)));
        }
        Map<String, String> words =
                Map.of("count", Integer.toString(all), "more", Integer.toString(all - alarms.size()));
        String more = all > alarms.size() ? texts.say("alarms.more", words) : "";
        String open = texts.say("open.watchdog", words);
        text.append("%s\n%s:\n%s\n".formatted(more, open, watchdog));
        html.append("</ul>\n<p>%s</p>\n<p>%s</p>".formatted(Letter.escaped(more), Letter.anchor(watchdog, open)));
        return Letter.framed(
                texts.say("subject.alarms", words),
                texts.say("text.alarms", words),
                text.toString(),
                html.toString(),
                reader);
    }
}
