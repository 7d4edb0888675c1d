package io.fairlead.server.wall;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A visitor of a company's form. */
final class Browser {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

    private Browser() {}

    static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends to a company's form what was filled in on this page. */
    static HttpResponse<String> send(Company company, HttpResponse<String> page, String name)
            throws IOException, InterruptedException {
        var values = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            values.put(hidden.group(1), hidden.group(2));
        }
        values.putAll(Map.of("website", "", "name", name, "phone", "+39 331 2000 001", "consent", "yes"));
        var body = values.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HTTP.send(
                request("/f/" + company.formKey)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", Neighbours.SERVER.address())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(Neighbours.SERVER.address() + path));
    }
}
