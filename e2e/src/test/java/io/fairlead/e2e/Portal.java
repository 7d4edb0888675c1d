package io.fairlead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program that sends leads, as the documents show it.
 *
 * @param address of Fairlead
 * @param key the secret of its source
 */
record Portal(String address, String key) {
    private static final Pattern ASSIGNEE = Pattern.compile("\"assignee\":\\{[^}]*\"name\":\"([^\"]*)\"");

    /**
     * Sends a lead, and gives the name of who got it.
     *
     * @param fields the company's own fields as the inside of a JSON object
     */
    String send(String name, String phone, String fields) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + "/api/leads"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"" + name + "\",\"phone\":\"" + phone + "\",\"fields\":{" + fields + "}}"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return assignee(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    /** Sends leads called Caller 1, Caller 2 and so on, each with a phone of its own. */
    void sendMany(int count) throws IOException, InterruptedException {
        var leads = IntStream.rangeClosed(1, count)
                .mapToObj(i -> "{\"name\":\"Caller %d\",\"phone\":\"+7913%07d\"}".formatted(i, 8_000_000 + i))
                .collect(Collectors.joining(",", "{\"leads\":[", "]}"));
        var request = HttpRequest.newBuilder(URI.create(address + "/api/leads/bulk"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(leads))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static String assignee(String answer) {
        var assignee = ASSIGNEE.matcher(answer);
        assertThat(assignee.find()).as(answer).isTrue();
        return assignee.group(1);
    }
}
