package io.fairlead.server.notify;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Sends mails to a mail server. Thread-safe. */
final class Smtp {
    /** The server answers each step within this time, or the step fails. */
    private static final int STEP_SECONDS = 10;

    /** Connecting, twice greeting, TLS, signing in. */
    private static final int STEPS_TO_CONNECT = 8;

    /** Sender, recipient, announcement, content. */
    private static final int STEPS_OF_A_MAIL = 4;

    private final SmtpAddress address;
    private final Session session;

    Smtp(SmtpAddress address) {
        this.address = address;
        this.session = Session.getInstance(settings(address));
    }

    /** How long so many mails take at most. */
    static int longestSeconds(int mails) {
        return (STEPS_TO_CONNECT + mails * STEPS_OF_A_MAIL) * STEP_SECONDS;
    }

    /** Told how it went, mail by mail. */
    interface Report {
        void sent(Outbox.Claimed mail);

        void failed(Outbox.Claimed mail, String error, boolean forGood);
    }

    /** Sends these over one connection. When that fails, none of the rest was sent. */
    void send(List<Outbox.Claimed> mails, Report report) {
        int done = 0;
        try (Transport transport = session.getTransport(address.tls() ? "smtps" : "smtp")) {
            connect(transport);
            for (; done < mails.size(); done++) {
                Outbox.Claimed mail = mails.get(done);
                String error = send(mail, transport, report);
                if (error == null) {
                    report.sent(mail);
                }
            }
        } catch (MessagingException e) {
            String error = "no connection to " + address + ": " + said(e);
            mails.subList(done, mails.size()).forEach(mail -> report.failed(mail, error, false));
        }
    }

    /** Connects and signs in, and sends nothing. */
    void tryOut() throws MessagingException {
        try (Transport transport = session.getTransport(address.tls() ? "smtps" : "smtp")) {
            connect(transport);
        }
    }

    private void connect(Transport transport) throws MessagingException {
        transport.connect(address.host(), address.port(), address.user(), address.password());
    }

    /** Null if it went out; else it has been reported. */
    private @Nullable String send(Outbox.Claimed mail, Transport transport, Report report) {
        try {
            MimeMessage message = message(mail);
            message.saveChanges();
            transport.sendMessage(message, message.getAllRecipients());
            return null;
        } catch (MessagingException e) {
            String error = said(e);
            report.failed(mail, error, forGood(e));
            return error;
        }
    }

    /** What the mail program and the mail server say, which is in what follows. */
    private static String said(MessagingException failure) {
        StringBuilder said = new StringBuilder();
        for (Exception e = failure;
                e != null;
                e = e instanceof MessagingException one ? one.getNextException() : null) {
            said.append(said.isEmpty() ? "" : ": ")
                    .append(String.valueOf(e.getMessage()).strip());
        }
        return said.toString();
    }

    private MimeMessage message(Outbox.Claimed mail) throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", mail.messageId());
            }
        };
        message.setFrom(new InternetAddress(address.from(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(mail.subject(), "UTF-8");
        message.setSentDate(Date.from(mail.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (!mail.choicesLink().isEmpty()) {
            message.setHeader("List-Unsubscribe", "<" + mail.choicesLink() + ">");
        }
        if (mail.html().isEmpty()) {
            message.setText(mail.body(), "UTF-8");
        } else {
            message.setContent(new MimeMultipart("alternative", part(mail.body(), "plain"), part(mail.html(), "html")));
        }
        return message;
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", kind);
        return part;
    }

    /** Whether the mail itself was refused (RFC 5321: 5yz), and not us (53z, to be mended in the settings). */
    private static boolean forGood(MessagingException failure) {
        for (Exception e = failure; e instanceof MessagingException one; e = one.getNextException()) {
            int code = switch (one) {
                case SMTPAddressFailedException refused -> refused.getReturnCode();
                case SMTPSenderFailedException refused -> refused.getReturnCode();
                case SMTPSendFailedException refused -> refused.getReturnCode();
                case jakarta.mail.internet.AddressException unreadable -> 501;
                default -> 0;
            };
            if (code >= 500 && code / 10 != 53) {
                return true;
            }
        }
        return false;
    }

    private static Properties settings(SmtpAddress address) {
        String of = address.tls() ? "mail.smtps." : "mail.smtp.";
        Properties settings = new Properties();
        String step = Integer.toString(STEP_SECONDS * 1000);
        settings.setProperty(of + "connectiontimeout", step);
        settings.setProperty(of + "timeout", step);
        settings.setProperty(of + "writetimeout", step);
        settings.setProperty(of + "auth", Boolean.toString(address.user() != null));
        settings.setProperty(of + "starttls.enable", "true");
        settings.setProperty(
                of + "starttls.required", Boolean.toString(address.user() != null && !near(address.host())));
        settings.setProperty(of + "ssl.checkserveridentity", "true");
        return settings;
    }

    private static boolean near(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
