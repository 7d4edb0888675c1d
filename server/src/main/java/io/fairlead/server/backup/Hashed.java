package io.fairlead.server.backup;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what passes through a stream. */
final class Hashed {
    private final MessageDigest digest = sha256();

    OutputStream on(OutputStream out) {
        return new DigestOutputStream(out, digest);
    }

    InputStream on(InputStream in) {
        return new DigestInputStream(in, digest);
    }

    /** In hexadecimal; begins anew. */
    String sum() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
