package io.fairlead.server.people;

import io.fairlead.server.platform.http.Refusal;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * The hashes of passwords. They are slow on purpose, so they are computed on half the processors at most, on threads of
 * their own: many attempts at once do not take the carriers of all requests. Thread-safe.
 */
@Component
class PasswordHash {
    private static final int WAITING = 50;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "pbkdf2", Map.of("pbkdf2", Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
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

    /** A new hash of the password. */
    String encode(String password) {
        return compute(() -> Objects.requireNonNull(encoder.encode(password)));
    }

    /** Whether the hash is one of the password. */
    boolean matches(String password, String hash) {
        return compute(() -> encoder.matches(password, hash));
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    private <T> T compute(Callable<T> work) {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw Refusal.tooMany(
                    "too-many-attempts", "Too many passwords are being checked; try again.", Duration.ofSeconds(5));
        }
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
