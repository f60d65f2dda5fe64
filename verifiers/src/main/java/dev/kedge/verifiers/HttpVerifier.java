package dev.kedge.verifiers;

import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.SettingException;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A verifier that asks a server: POST of {@code {"prompt": …, "completion": …, "reference": …, "fields": {…}}} as JSON,
 * answered with status 200 and {@code {"reward": 0.5}}, where {@code "correct": true} and {@code "reason": "…"} may
 * stand too.
 *
 * <p>Without {@code correct} a completion is right if its reward is positive. A status of 429 or 5xx, or no connection,
 * is tried again, each time after twice the pause; anything else than such an answer, in the end, is an error of this
 * sample.
 */
public final class HttpVerifier implements Verifier {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_ANSWER = 1 << 16;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAILED = 500;

    private final Config config;
    private final HttpClient client;

    /**
     * Makes the verifier; no connection is opened yet.
     *
     * @param config where the server is, and how long it may take
     */
    public HttpVerifier(Config config) {
        this.config = config;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The server.
     *
     * @param url where to POST, http or https
     * @param timeout for each try, positive; the pool's deadline holds for all of them
     * @param retries further tries, in [0, 10]
     * @param headers to send, such as Authorization
     */
    public record Config(String url, Duration timeout, int retries, Map<String, String> headers) {

        public static final Config DEFAULT =
                new Config("http://localhost:8000/verify", Duration.ofSeconds(2), 1, Map.of());

        public Config {
            if (!url.matches("https?://[^\\s/]+.*")) {
                throw new SettingException("url", "must begin with http:// or https:// and a host, got " + url);
            }
            if (timeout.isZero() || timeout.isNegative()) {
                throw new SettingException("timeout", "must be positive, got " + timeout);
            }
            if (retries < 0 || retries > 10) {
                throw new SettingException("retries", "must be in [0, 10], got " + retries);
            }
            headers = Map.copyOf(headers);
        }
    }

    /** The answer of a server. */
    private record Answer(int status, String body) {}

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("prompt", prompt.text());
        question.put("completion", completion);
        question.put("reference", prompt.answer());
        Map<String, String> fields = new LinkedHashMap<>(prompt.fields());
        fields.remove(Prompt.JSON_VALUES);
        question.put("fields", fields);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(config.url()))
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(question)));
        config.headers().forEach(request::header);
        try {
            return verdict(send(request.build()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the server was asked");
        }
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int left = config.retries(); ; left--) {
            String problem;
            try {
                Answer answer = sendOnce(request);
                if (answer.status() != TOO_MANY && answer.status() < SERVER_FAILED) {
                    return answer;
                }
                problem = "status " + answer.status();
            } catch (IOException failed) {
                problem = failed.getClass().getSimpleName() + ": " + failed.getMessage();
            }
            if (left == 0) {
                throw new IllegalStateException(
                        config.url() + " failed " + (config.retries() + 1) + " times, at last with " + problem);
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2);
        }
    }

    private Answer sendOnce(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] read = body.readNBytes(MAX_ANSWER + 1);
            if (read.length > MAX_ANSWER) {
                throw new IllegalStateException(config.url() + " must answer with at most " + MAX_ANSWER + " bytes");
            }
            return new Answer(response.statusCode(), new String(read, StandardCharsets.UTF_8));
        }
    }

    private Verdict verdict(Answer answer) {
        JsonNode reply;
        try {
            reply = answer.status() == OK ? JSON.readTree(answer.body()) : JSON.nullNode();
        } catch (JacksonException malformed) {
            reply = JSON.nullNode();
        }
        JsonNode reward = reply.path("reward");
        if (!reward.isNumber() || !Double.isFinite(reward.doubleValue())) {
            throw new IllegalStateException(config.url()
                    + " must answer with status 200 and {\"reward\": a number}, got "
                    + answer.status() + " and "
                    + answer.body().substring(0, Math.min(80, answer.body().length())));
        }
        boolean correct = reply.path("correct").asBoolean(reward.doubleValue() > 0);
        return new Verdict(
                correct ? Outcome.CORRECT : Outcome.WRONG,
                reward.doubleValue(),
                "",
                reply.path("reason").asString(""));
    }
}
