package io.fairlead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A program that sends leads by curl, as the documents show it.
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
        var curl = new ProcessBuilder(
                        "curl",
                        "--silent",
                        "--show-error",
                        address + "/api/leads",
                        "-H",
                        "Authorization: Bearer " + key,
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"name\":\"" + name + "\",\"phone\":\"" + phone + "\",\"fields\":{" + fields + "}}")
                .redirectErrorStream(true)
                .start();
        var answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(answer).isZero();
        var assignee = ASSIGNEE.matcher(answer);
        assertThat(assignee.find()).as(answer).isTrue();
        return assignee.group(1);
    }
}
