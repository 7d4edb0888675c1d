package io.fairlead.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Measures leads that are posted, each with an idempotency key, beside the transactions that decided them. */
final class LiveHttp {
    private final LiveServer server;
    private final LiveServer.Node node;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LiveHttp(LiveServer server, LiveServer.Node node) {
        this.server = server;
        this.node = node;
    }

    List<LiveBench.Pair> measure(LiveBench.Sizes sizes) throws SQLException {
        var company = LiveCompany.found(node, LiveCompany.HOT);
        var recorded = LiveCompany.found(node, LiveCompany.HOT);
        int twin = recorded.twin(LiveCompany.HOT).id();
        var sends = new Door(company);
        var recordedSends = new Door(recorded);
        var one = new LiveBench.Pair("POST /api/leads, one by one");
        var clients = new LiveBench.Pair("POST /api/leads, " + LiveBench.CLIENTS + " clients");
        try (var alone = new Replay(server.application(), twin, 1);
                var many = new Replay(server.application(), twin, LiveBench.CLIENTS)) {
            sends.timed(1, sizes.warm());
            sends.timed(LiveBench.CLIENTS, sizes.warm());
            alone.run(record(recordedSends, sizes.calls()), sizes.calls());
            server.fill("vacuum analyze");
            sends.timed(1, sizes.calls());
            for (int round = 0; round < sizes.rounds(); round++) {
                int calls = sizes.calls();
                var single = record(recordedSends, calls);
                one.round(round, () -> sends.timed(1, calls), () -> alone.run(single, calls));
                var crowd = record(recordedSends, calls * 2);
                clients.round(
                        round, () -> sends.timed(LiveBench.CLIENTS, calls * 5), () -> many.run(crowd, calls * 2L));
            }
        }
        return List.of(one, clients);
    }

    /** The transactions that decided leads posted one by one. */
    private List<Recorder.Recorded> record(Door door, int calls) {
        return node.recorder().during(door.company.id(), () -> door.timed(1, calls));
    }

    /** The way in to a company. */
    private final class Door {
        private final LiveCompany company;
        private final String key;

        Door(LiveCompany company) {
            this.company = company;
            key = company.source("web");
        }

        Timing timed(int clients, int calls) {
            return Timing.of(clients, calls, 1, i -> send());
        }

        private void send() throws IOException, InterruptedException {
            var lead = company.lead("web");
            var body = """
                    {"name": "%s", "phone": "%s", "email": "%s", "fields": {"topic": "visit", "budget": 250000}}""".formatted(lead.name(), lead.phone(), lead.email());
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/api/leads"))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
            }
        }
    }
}
