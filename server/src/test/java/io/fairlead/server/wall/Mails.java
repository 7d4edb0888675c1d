package io.fairlead.server.wall;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Collections;

/** Mails as their receivers read them. */
final class Mails {
    private Mails() {}

    /** All headers and all parts. */
    static String decoded(MimeMessage mail) {
        try {
            var text = new StringBuilder(String.valueOf(mail.getSubject())).append('\n');
            Collections.list(mail.getAllHeaderLines())
                    .forEach(line -> text.append(line).append('\n'));
            if (mail.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    text.append(content(parts.getBodyPart(i))).append('\n');
                }
            } else {
                text.append(mail.getContent());
            }
            return text.toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The part that is shown by programs that show HTML; empty without one. */
    static String html(MimeMessage mail) {
        try {
            if (mail.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    if (parts.getBodyPart(i).isMimeType("text/html")) {
                        return content(parts.getBodyPart(i));
                    }
                }
            }
            return "";
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String content(BodyPart part) throws MessagingException, IOException {
        return String.valueOf(part.getContent());
    }
}
