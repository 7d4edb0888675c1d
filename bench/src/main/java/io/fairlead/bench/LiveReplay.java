package io.fairlead.bench;

import io.fairlead.bench.engine.Report;
import io.fairlead.server.people.Secret;
import io.fairlead.server.platform.sql.Transactions;
import io.fairlead.server.seal.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures what past leads take to be told again under other rules, over HTTP, beside the verification of the same. */
final class LiveReplay {
    private static final JsonMapper JSON = new JsonMapper();
    /** Every rule's weights are turned round. */
    private static final String OTHER = LiveCompany.TWENTY.replace("\"weight\": 1", "\"weight\": 9");

    private final LiveServer server;
    private final LiveServer.Node node;
    private final List<Round> rounds = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LiveReplay(LiveServer server, LiveServer.Node node) {
        this.server = server;
        this.node = node;
    }

    /**
     * Both once.
     *
     * @param job leads that arrived in one batch
     * @param verifySeconds checking the seals and making every decision again, with its explanation
     * @param progress lines that said how far it was
     * @param silentSeconds the longest time without a line
     */
    private record Round(
            int job,
            double replaySeconds,
            double verifySeconds,
            long leads,
            long changed,
            int progress,
            double silentSeconds,
            long heap) {}

    /** A report of so many leads that arrived together, and as many that arrived one by one. */
    String measure(int leads, int times) throws IOException, InterruptedException, SQLException {
        // What is measured only reads, so nothing that comes in before has to wait for the disk.
        server.fill("alter system set synchronous_commit = off", "select pg_reload_conf()");
        measure(leads, LiveBench.TOGETHER, times);
        measure(leads, 1, times);
        return report(leads);
    }

    private void measure(int leads, int job, int times) throws IOException, InterruptedException, SQLException {
        var company = LiveCompany.found(node, LiveCompany.TWENTY);
        for (int given = 0; given < leads; given += job) {
            company.give(job);
        }
        server.fill("vacuum analyze");
        var token = token(company);
        for (int round = 0; round < times; round++) {
            rounds.add(round(company, job, token));
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** An administrator's. */
    private String token(LiveCompany company) {
        var secret = Secret.random("flt_");
        node.part(Transactions.class).inCompany(company.id(), () -> {
            var jdbc = node.part(JdbcClient.class);
            jdbc.sql("update fairlead.app_user set role = 'administrator' where key = 'p00'")
                    .update();
            jdbc.sql("""
                            insert into shared.token (company_id, user_id, name, hash, created_at)
                            select company_id, id, 'bench', ?, now() from fairlead.app_user where key = 'p00'
                            """).param(secret.hash()).update();
        });
        return secret.text();
    }

    private Round round(LiveCompany company, int job, String token)
            throws IOException, InterruptedException, SQLException {
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            pool.resetPeakUsage();
        }
        System.gc();
        long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long start = System.nanoTime();
        var heard = listen(token);
        double replaySeconds = seconds(start);
        long heap = peak() - before;
        start = System.nanoTime();
        var report = Verification.of(server.application(), company.id());
        if (!report.findings().isEmpty() || report.notRecomputed() > 0) {
            throw new IllegalStateException(report.toString());
        }
        return new Round(
                job,
                replaySeconds,
                seconds(start),
                heard.summary().path("leads").asLong(),
                heard.summary().path("changed").asLong(),
                heard.progress(),
                heard.silentNanos() / 1e9,
                heap);
    }

    /** An answer that was read to its end. */
    private record Heard(JsonNode summary, int progress, long silentNanos) {}

    private Heard listen(String token) throws IOException, InterruptedException {
        var today = LocalDate.now(ZoneId.of("Europe/Rome"));
        var question = JSON.createObjectNode()
                .put("from", today.minusDays(1).toString())
                .put("to", today.toString())
                .put("text", "{\"rules\": " + OTHER + "}");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/api/replays"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build();
        long last = System.nanoTime();
        long silent = 0;
        int progress = 0;
        var lines = new ArrayDeque<String>();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                long now = System.nanoTime();
                silent = Math.max(silent, now - last);
                last = now;
                progress += line.startsWith("{\"kind\":\"progress\"") ? 1 : 0;
                lines.add(line);
                if (lines.size() > 2) {
                    lines.remove();
                }
            }
        }
        var summary = JSON.readTree(lines.getFirst());
        if (!summary.path("kind").asString().equals("summary")) {
            throw new IllegalStateException(answer.statusCode() + ": " + lines);
        }
        return new Heard(summary, progress, silent);
    }

    /** Bytes of the heap at its fullest, garbage with it. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private String report(int leads) throws IOException {
        var text = new StringBuilder(Report.machine("Past leads told again, measured", "./fairlead bench replay"));
        text.append(String.format(
                Locale.ROOT,
                """

                A company with 50 people and 20 rules of ten candidates got %,d leads in batches of %d, another one as
                many one by one, each a batch of its own. All of them are told again over HTTP under rules with other
                weights, from the company's first day on: each batch twice, as it was and under the other rules. Beside
                it stands `fairlead verify` of the same company, which makes each decision again once, with its
                explanation, and checks its seal. Server, client and the measuring are in one Java process of %d MB of
                heap, PostgreSQL beside it.

                | goal | measured | holds |
                |---|---|---|
                """,
                leads,
                LiveBench.TOGETHER,
                Runtime.getRuntime().maxMemory() >> 20));
        goals(text);
        table(text);
        for (int job : List.of(LiveBench.TOGETHER, 1)) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nThe median round of batches of %d: %.2f × the time of verify.%n",
                    job,
                    each(job, Round::replaySeconds) / each(job, Round::verifySeconds)));
        }
        return text.toString();
    }

    private void goals(StringBuilder text) {
        for (int job : List.of(LiveBench.TOGETHER, 1)) {
            double took = each(job, Round::replaySeconds);
            text.append(String.format(
                    Locale.ROOT,
                    "| 100,000 leads, batches of %d: under 20 s | %.1f s | %s |%n",
                    job,
                    took * 100_000,
                    took * 100_000 < 20 ? "yes" : "no"));
        }
        double silence = rounds.stream().mapToDouble(Round::silentSeconds).max().orElseThrow();
        text.append(String.format(Locale.ROOT, """
                | a line at least each second | %.2f s | %s |

                | leads | in a batch | would change hands | replay s | verify s | replay to verify | lines of progress | longest silence s | heap at its fullest, with garbage, MB |
                |---|---|---|---|---|---|---|---|---|
                """, silence, silence <= 1 ? "yes" : "no"));
    }

    private void table(StringBuilder text) {
        for (var round : rounds) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %,d | %d | %,d | %.1f | %.1f | %.2f | %d | %.2f | %d |%n",
                    round.leads(),
                    round.job(),
                    round.changed(),
                    round.replaySeconds(),
                    round.verifySeconds(),
                    round.replaySeconds() / round.verifySeconds(),
                    round.progress(),
                    round.silentSeconds(),
                    round.heap() >> 20));
        }
    }

    /** The median's seconds for a lead. */
    private double each(int job, ToDoubleFunction<Round> seconds) {
        return LiveBench.median(rounds.stream()
                .filter(round -> round.job() == job)
                .map(round -> seconds.applyAsDouble(round) / round.leads())
                .toList());
    }
}
