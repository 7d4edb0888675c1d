package io.fairlead.server.people;

import io.fairlead.server.platform.http.Refusal;
import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.springframework.stereotype.Component;

/**
 * The hashes of passwords: PBKDF2 (RFC 8018) with HMAC-SHA-256 and 310 000 rounds, kept as <code>{pbkdf2}</code>, the salt
 * and the hash in hexadecimal. They are slow on purpose, so they are computed on half the processors at most, on threads
 * of their own: many attempts at once do not take the carriers of all requests. Thread-safe.
 */
@Component
class PasswordHash {
    private static final int WAITING = 50;
    private static final int ROUNDS = 310_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final String KIND = "{pbkdf2}";
    private static final Pattern KEPT = Pattern.compile("\\{pbkdf2}[0-9a-f]{96}");

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong computed = new AtomicLong();
    private final ThreadPoolExecutor threads;

    PasswordHash() {
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("password-", 0).factory());
    }

    /** A new salt. */
    byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    /** The salt of a hash as it is kept; empty for what is none. */
    static Optional<byte[]> saltOf(String hash) {
        return KEPT.matcher(hash).matches()
                ? Optional.of(HexFormat.of().parseHex(hash, KIND.length(), KIND.length() + 2 * SALT_BYTES))
                : Optional.empty();
    }

    /** The hash of the password with this salt, as it is kept. Takes a while. */
    String encode(String password, byte[] salt) {
        computed.incrementAndGet();
        Future<byte[]> hash;
        try {
            hash = threads.submit(() -> slow(password, salt));
        } catch (RejectedExecutionException e) {
            throw Refusal.tooMany(
                    "too-many-attempts", "Too many passwords are being checked; try again.", Duration.ofSeconds(5));
        }
        try {
            return KIND + HexFormat.of().formatHex(salt) + HexFormat.of().formatHex(hash.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            hash.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] slow(String password, byte[] salt) throws GeneralSecurityException {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } finally {
            key.clearPassword();
        }
    }

    /** Whether two hashes as they are kept are the same; takes as long wherever they differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** How many were computed since the start. */
    long computed() {
        return computed.get();
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
