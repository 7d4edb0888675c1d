package io.fairlead.server.notify;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the fallback address of leads that could not be used: one mail a source and hour. Thread-safe. */
@Component
public class QuarantineMails {
    private static final int HOUR = 3600;

    private final JdbcClient jdbc;
    private final Mails mails;
    private final PublicAddress address;

    QuarantineMails(JdbcClient jdbc, Mails mails, PublicAddress address) {
        this.jdbc = jdbc;
        this.mails = mails;
        this.address = address;
    }

    private record Fallback(
            int company,
            String name,
            String timezone,
            String locale,
            @Nullable String address,
            String source) {}

    /**
     * Puts the mail about something just quarantined into the outbox, in the company's transaction under way.
     *
     * @param source its key, whether there is such a source or not
     */
    public void tell(String source, Instant at) {
        Fallback fallback =
                jdbc.sql("""
                        select c.company_id as company, c.name, c.timezone, c.body ->> 'fallback-email' as address,
                               coalesce((select u.locale from fairlead.app_user u
                                          where u.active and lower(u.email) = lower(c.body ->> 'fallback-email')
                                          limit 1), c.locale) as locale,
                               coalesce((select s.name from fairlead.source s where s.key = ?), ?) as source
                          from fairlead.company c
                        """).params(source, source).query(Fallback.class).single();
        if (fallback.address() == null) {
            return;
        }
        Letter.Reader reader = new Letter.Reader(fallback.name(), fallback.timezone(), fallback.locale());
        MailTexts texts = reader.texts();
        Map<String, String> words = Map.of("source", fallback.source());
        String link = address.whole() + "/sources/quarantine";
        String open = texts.say("open.quarantine", words);
        Letter letter = Letter.framed(
                texts.say("subject.quarantined", words),
                texts.say("text.quarantined", words),
                open + ":\n" + link + "\n",
                "<p>" + Letter.anchor(link, open) + "</p>",
                reader);
        String id = Integer.toHexString(source.hashCode()) + "." + at.getEpochSecond() / HOUR + ".quarantine."
                + fallback.company();
        mails.send(
                fallback.company(),
                new Mail(fallback.address(), letter.subject(), letter.text(), letter.html(), "<" + id + "@fairlead>"));
    }
}
