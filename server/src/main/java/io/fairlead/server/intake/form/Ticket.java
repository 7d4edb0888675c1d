package io.fairlead.server.intake.form;

import io.fairlead.server.intake.SourceKeys.OpenForm;
import io.fairlead.server.people.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a form carries from its page to its answer: when it was handed out, in which language and with which consent
 * text, signed by the source. It makes a form that is sent twice one lead.
 *
 * @param nonce differs from form to form
 */
record Ticket(Instant at, String nonce, String locale) {
    private static final int NONCE_LENGTH = 24;

    static Ticket issue(Instant now, String locale) {
        return new Ticket(now, Secret.random("").text().substring(0, NONCE_LENGTH), locale);
    }

    /** As text, signed together with the consent text that is shown. */
    String signed(OpenForm form, String consent) {
        String plain = at.toEpochMilli() + "." + nonce + "." + locale;
        return plain + "." + signature(form, plain, consent);
    }

    /** Reads what was handed out with this consent text; null for anything else. */
    static @Nullable Ticket read(OpenForm form, String text, String consent) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4 || text.length() > 200) {
            return null;
        }
        String plain = parts[0] + "." + parts[1] + "." + parts[2];
        boolean own = MessageDigest.isEqual(
                signature(form, plain, consent).getBytes(StandardCharsets.UTF_8),
                parts[3].getBytes(StandardCharsets.UTF_8));
        return own ? new Ticket(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], parts[2]) : null;
    }

    private static String signature(OpenForm form, String plain, String consent) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(form.seal()), "HmacSHA256"));
            mac.update(plain.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(consent.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
