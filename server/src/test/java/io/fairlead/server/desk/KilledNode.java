package io.fairlead.server.desk;

import static org.awaitility.Awaitility.await;

import io.fairlead.server.Client;
import io.fairlead.server.TestServer;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A node under the load of several clients, until it is killed. What the clients sent and saw stays with
 * {@link Sent}, so that the next node hears again what this one left unanswered.
 */
final class KilledNode implements AutoCloseable {
    private static final int CLIENTS = 6;
    private static final Duration LONG = Duration.ofMinutes(3);

    private final Process process;
    private final Sent sent;
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable String address;
    private volatile boolean killed;

    /** Everything sent to any node, by idempotency key; thread-safe. */
    record Sent(
            String source,
            List<String> people,
            AtomicLong number,
            Queue<Long> unanswered,
            Map<String, String> acknowledged,
            Queue<String> unexpected) {
        long next() {
            var open = unanswered.poll();
            return open == null ? number.incrementAndGet() : open;
        }

        /** Sends a lead that may have been sent before; its id. */
        String send(Client program, long number) {
            var phone = "+3933312%05d".formatted(number % 3_000);
            var answer = program.withHeader("Idempotency-Key", "lead-" + number)
                    .post("/api/leads", Map.of("name", "Lead " + number, "phone", phone, "status", "new"));
            if (answer.status() != 200 && answer.status() != 201) {
                throw new IllegalStateException("lead " + number + " was answered with " + answer);
            }
            if (answer.text().isEmpty()) {
                throw new UncheckedIOException(new EOFException("lead " + number + " got no body with " + answer));
            }
            var id = answer.json().path("id").asString();
            var before = acknowledged.put("lead-" + number, id);
            if (before != null && !before.equals(id)) {
                throw new IllegalStateException("lead " + number + " was " + before + " and is " + id);
            }
            return id;
        }
    }

    KilledNode(TestServer server, Sent sent) throws IOException {
        this.sent = sent;
        process = Node.process(server.database()).start();
        threads.execute(this::listen);
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(20))
                .failFast("the node ended", () -> !process.isAlive())
                .until(() -> address != null);
        for (int client = 0; client < CLIENTS; client++) {
            threads.execute(this::sendForEver);
        }
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Node.FOUND_AT)) {
                    address = line.substring(Node.FOUND_AT.length());
                } else {
                    said.add(line);
                }
            }
        } catch (IOException cutOff) {
            said.add("killed while it was listened to");
        }
    }

    private Client program(String secret) {
        var found = address;
        if (found == null) {
            throw new IllegalStateException("not started");
        }
        return new Client(found).withToken(secret);
    }

    private void sendForEver() {
        var program = program(sent.source());
        var people = sent.people().stream().map(this::program).toList();
        while (true) {
            long number = sent.next();
            try {
                var lead = sent.send(program, number);
                answered.incrementAndGet();
                work(lead, number, people);
            } catch (UncheckedIOException cutOff) {
                if (!killed) {
                    sent.unexpected().add("before the node was killed: " + cutOff);
                }
                if (!sent.acknowledged().containsKey("lead-" + number)) {
                    sent.unanswered().add(number);
                }
                return;
            } catch (RuntimeException | AssertionError unexpected) {
                sent.unexpected().add(String.valueOf(unexpected));
                return;
            }
        }
    }

    /** Some accept what is offered to them, some leads are closed, the rest is left to the timers. */
    private static void work(String lead, long number, List<Client> people) {
        var path = "/api/leads/" + lead;
        if (number % 3 == 0) {
            people.forEach(person -> person.post(path + "/accept", "{}"));
        }
        if (number % 6 == 0) {
            var person = people.getFirst();
            var seen = person.get(path).expect(200);
            person.withHeader("If-Match", seen.header("etag")).patch(path, Map.of("status", "won"));
        }
    }

    void awaitLeads(int more) {
        int goal = answered.get() + more;
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(2))
                .failFast("the node ended", () -> !process.isAlive())
                .until(() -> answered.get() >= goal || !sent.unexpected().isEmpty());
    }

    /** Kills it after some leads, at no particular moment of what it does. */
    void killAfter(int leads, Random random) {
        awaitLeads(leads);
        await().pollDelay(Duration.ofNanos(1 + random.nextLong(60_000_000))).until(() -> true);
        close();
    }

    @Override
    public void close() {
        killed = true;
        process.destroyForcibly().onExit().join();
        threads.close();
    }

    /** Nothing sent yet. */
    static Sent nothing(String source, List<String> people) {
        return new Sent(
                source,
                new ArrayList<>(people),
                new AtomicLong(),
                new ConcurrentLinkedQueue<>(),
                new java.util.concurrent.ConcurrentHashMap<>(),
                new ConcurrentLinkedQueue<>());
    }
}
