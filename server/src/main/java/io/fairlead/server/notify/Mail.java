package io.fairlead.server.notify;

import java.util.List;
import java.util.UUID;

/**
 * A mail to be sent.
 *
 * @param recipient one address
 * @param html the same as the text, for programs that show HTML; empty for none
 * @param messageId what receivers know copies of a mail by, angle brackets included; a company sends one mail of each
 * @param choicesLink where the receiver chooses which mails to get, as {@code List-Unsubscribe} has it; empty for none
 * @param leads those it is about: once it is sent, their journals tell it
 */
public record Mail(
        String recipient,
        String subject,
        String text,
        String html,
        String messageId,
        String choicesLink,
        List<Long> leads) {
    /** A mail that its receiver does not choose. */
    public Mail(String recipient, String subject, String text, String html, String messageId) {
        this(recipient, subject, text, html, messageId, "", List.of());
    }

    /** A plain mail with a new Message-ID. */
    public static Mail plain(String recipient, String subject, String text) {
        return new Mail(recipient, subject, text, "", "<" + UUID.randomUUID() + "@fairlead>");
    }
}
