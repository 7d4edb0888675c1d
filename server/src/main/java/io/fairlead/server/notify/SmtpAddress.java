package io.fairlead.server.notify;

import io.fairlead.server.platform.StartFailure;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mail server to send through.
 *
 * @param tls whether the connection begins with TLS; else STARTTLS is used where it is offered, and must be offered
 *     before a password is shown to another machine
 * @param from the sender, {@code NAME <ADDRESS>} or the address alone
 */
public record SmtpAddress(
        String host,
        int port,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        String from) {
    private static final String EXPECTED =
            "\nExpected: smtp://USER:PASSWORD@HOST:587, or smtps://USER:PASSWORD@HOST:465; in it / is written %2F and @ %40.";

    /**
     * Reads {@code FAIRLEAD_SMTP_URL} and {@code FAIRLEAD_MAIL_FROM}; null when the first is not set.
     *
     * @throws StartFailure for what cannot be read; it never quotes the password
     */
    public static @Nullable SmtpAddress of(Map<String, String> environment) {
        String given = environment.getOrDefault("FAIRLEAD_SMTP_URL", "").strip();
        if (given.isEmpty()) {
            return null;
        }
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            throw new StartFailure("FAIRLEAD_SMTP_URL cannot be read as an address." + EXPECTED);
        }
        boolean tls = "smtps".equalsIgnoreCase(uri.getScheme());
        if (!(tls || "smtp".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
            throw new StartFailure("FAIRLEAD_SMTP_URL is no address of a mail server." + EXPECTED);
        }
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new SmtpAddress(
                uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : tls ? 465 : 587,
                tls,
                user.length > 0 ? decoded(user[0]) : null,
                user.length > 1 ? decoded(user[1]) : null,
                from(environment));
    }

    /**
     * Connects and signs in, and sends nothing.
     *
     * @throws MessagingException if the server cannot be reached or does not let us in
     */
    public void tryOut() throws MessagingException {
        new Smtp(this).tryOut();
    }

    private static String from(Map<String, String> environment) {
        String from = environment.getOrDefault("FAIRLEAD_MAIL_FROM", "").strip();
        try {
            new InternetAddress(from, true);
            return from;
        } catch (AddressException e) {
            throw new StartFailure(
                    "FAIRLEAD_MAIL_FROM is \"" + from + "\", and mails need a sender."
                            + "\nExpected: an address, such as Fairlead <leads@example.com>",
                    e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password, so that it can stand in a message. */
    @Override
    public String toString() {
        return (tls ? "smtps://" : "smtp://") + host + ":" + port;
    }
}
