package dev.kedge.serving.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that knows no more than the protocol. */
record TestClient(URI base) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Status and body of an answer. */
    record Reply(int status, JsonNode body) {

        String message() {
            return body.path("error").path("message").asString("");
        }
    }

    HttpResponse<String> send(String path, String type, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return sent(request.build());
    }

    private static HttpResponse<String> sent(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Single quotes stand for double ones. */
    Reply post(String path, String body, String... headers) {
        HttpResponse<String> response = send(path, "application/json", body.replace('\'', '"'), headers);
        return new Reply(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    }

    Reply get(String path) {
        HttpResponse<String> response =
                sent(HttpRequest.newBuilder(URI.create(base + path)).build());
        return new Reply(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    }

    /** The events of a stream, up to {@code [DONE]}, which must be there. */
    List<JsonNode> stream(String path, String body) {
        HttpResponse<String> response = send(path, "application/json", body.replace('\'', '"'));
        if (response.statusCode() != 200
                || !response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
            throw new IllegalStateException("no stream: " + response.body());
        }
        List<JsonNode> events = new ArrayList<>();
        String[] blocks = response.body().split("\n\n", -1);
        for (String block : blocks) {
            if (!block.startsWith("data: ")) {
                throw new IllegalStateException("no event: " + block);
            }
            String data = block.substring("data: ".length());
            if (data.equals("[DONE]")) {
                return events;
            }
            events.add(JsonMapper.shared().readTree(data));
        }
        throw new IllegalStateException("no [DONE]: " + response.body());
    }
}
