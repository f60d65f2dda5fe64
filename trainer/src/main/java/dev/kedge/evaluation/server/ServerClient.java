package dev.kedge.evaluation.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that posts JSON to a server and reads its answer. A status of 429 or 5xx, a time-out and a lost connection
 * are tried again, each time after twice the pause, or after what {@code Retry-After} says; any other status fails the
 * request.
 */
final class ServerClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAILED = 500;
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    private final ServerConfig config;
    private final HttpClient client;

    ServerClient(ServerConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    JsonNode post(JsonNode body) throws InterruptedException {
        URI uri = config.endpoint();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        config.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        Duration pause = config.firstPause();
        for (int left = config.retries(); ; left--) {
            Duration wait = pause;
            String problem;
            try {
                HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == OK) {
                    return read(uri, response.body());
                }
                problem = "status " + response.statusCode() + ": " + beginning(response.body());
                if (response.statusCode() != TOO_MANY && response.statusCode() < SERVER_FAILED) {
                    throw new IllegalStateException(uri + " refuses with " + problem);
                }
                wait = retryAfter(response).orElse(pause);
            } catch (IOException failed) {
                problem = failed.getClass().getSimpleName()
                        + Optional.ofNullable(failed.getMessage())
                                .map(text -> ": " + text)
                                .orElse("");
            }
            if (left == 0) {
                throw new IllegalStateException(
                        uri + " failed " + (config.retries() + 1) + " times, at last with " + problem);
            }
            Thread.sleep(wait.toMillis());
            pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
        }
    }

    private static JsonNode read(URI uri, String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException broken) {
            throw new IllegalStateException(uri + " must answer with JSON, got " + beginning(body), broken);
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,3}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static String beginning(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
