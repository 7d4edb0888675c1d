package io.fairlead.server.notice;

import io.fairlead.server.notice.NoticeMails.Told;
import io.fairlead.server.notify.Letter;
import io.fairlead.server.notify.MailTexts;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a mail about notices says: a sentence for each, with the way to its lead. */
final class NoticeLetter {
    private final Letter.Reader reader;
    private final MailTexts texts;
    private final Links links;

    private NoticeLetter(Letter.Reader reader, Links links) {
        this.reader = reader;
        this.texts = reader.texts();
        this.links = links;
    }

    /** Where a lead is found; for null, where all are. */
    @FunctionalInterface
    interface Links {
        String to(@Nullable Long lead);
    }

    /** @param choices where the reader says which mails they want */
    static Letter of(List<Told> notices, Letter.Reader reader, Links links, String choices) {
        return new NoticeLetter(reader, links).written(notices, choices);
    }

    private Letter written(List<Told> notices, String choices) {
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder("<ul>\n");
        for (Told notice : notices) {
            String said = sentence(notice);
            text.append(said).append('\n');
            html.append("<li><bdi>").append(Letter.escaped(said)).append("</bdi><br>");
            notice.leads().forEach((lead, name) -> {
                String called = called(name);
                text.append("  ")
                        .append(called)
                        .append(": ")
                        .append(links.to(lead))
                        .append('\n');
                html.append(Letter.anchor(links.to(lead), called)).append("<br>");
            });
            if (notice.kind().equals("assigned")
                    && notice.count() > notice.leads().size()) {
                String more = texts.say("notice.all", Map.of());
                text.append("  ")
                        .append(more)
                        .append(": ")
                        .append(links.to(null))
                        .append('\n');
                html.append(Letter.anchor(links.to(null), more));
            }
            html.append("</li>\n");
        }
        String choose = texts.say("notice.choices", Map.of());
        text.append('\n').append(choose).append(": ").append(choices).append('\n');
        html.append("</ul>\n<p>").append(Letter.anchor(choices, choose)).append("</p>");
        String about = notices.size() == 1
                ? sentence(notices.getFirst())
                : texts.say("subject.notices", Map.of("count", Integer.toString(notices.size())));
        String greeting = texts.say("text.notices", Map.of("company", reader.company()));
        return Letter.framed(about, greeting, text.toString(), html.toString(), reader);
    }

    private String called(String name) {
        return name.isBlank() ? texts.say("lead.unnamed", Map.of()) : name;
    }

    private String sentence(Told notice) {
        Map<String, String> words = new HashMap<>();
        words.put("lead", called(notice.leads().values().iterator().next()));
        words.put("count", Integer.toString(notice.count()));
        words.put("who", who(notice));
        boolean by = !notice.who().isEmpty();
        String many = notice.count() > 1 ? ".many" : "";
        return switch (notice.kind()) {
            case "assigned" -> texts.say("notice.assigned" + many + (by ? ".by" : ""), words);
            case "joined" -> texts.say("notice.joined" + many, words);
            case "offered" -> {
                words.put("until", until(notice));
                yield texts.say("notice.offered." + notice.data().path("how").asString("claim"), words);
            }
            case "lost" -> {
                words.put("why", why(notice));
                yield texts.say("notice.lost" + many + (by ? ".by" : ""), words);
            }
            case "due" -> {
                words.put("title", notice.data().path("title").asString(""));
                yield texts.say("notice.due." + notice.data().path("task").asString("task"), words)
                        .strip();
            }
            default -> {
                words.put("acts", acts(notice));
                yield texts.say(notice.leads().size() > 1 ? "notice.worked.many" : "notice.worked", words);
            }
        };
    }

    private String who(Told notice) {
        int others = notice.people() - 1;
        return others <= 0
                ? notice.who()
                : texts.say("notice.others", Map.of("who", notice.who(), "count", Integer.toString(others)));
    }

    /** Reasons that have no words of their own are told by the deed of whoever did it. */
    private String why(Told notice) {
        String why = notice.data().path("why").asString("");
        return switch (why) {
            case "off-shift", "absent", "untouched" -> texts.say("notice.why." + why, Map.of());
            default -> "";
        };
    }

    private String acts(Told notice) {
        return NoticeQueries.acts(notice.data()).entrySet().stream()
                .map(act -> texts.say("notice.act." + act.getKey(), Map.of())
                        + (act.getValue() > 1 ? " ×" + act.getValue() : ""))
                .collect(Collectors.joining(", "));
    }

    private String until(Told notice) {
        String until = notice.data().path("until").asString("");
        return until.isEmpty()
                ? ""
                : DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(Locale.forLanguageTag(reader.locale()))
                        .withZone(ZoneId.of(reader.timezone()))
                        .format(OffsetDateTime.parse(until));
    }
}
