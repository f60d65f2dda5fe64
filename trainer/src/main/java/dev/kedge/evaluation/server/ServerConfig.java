package dev.kedge.evaluation.server;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A server and how it is asked.
 *
 * @param url http or https; {@code /v1} is added where it has no path
 * @param api messages or plain text
 * @param model the name that the server has for the model
 * @param apiKey sent as a bearer token
 * @param concurrency requests under way at the same time, at least 1
 * @param retries further tries of a request, at least 0
 * @param timeout for each try
 * @param firstPause before the second try
 */
public record ServerConfig(
        String url,
        ServerApi api,
        String model,
        Optional<String> apiKey,
        int concurrency,
        int retries,
        Duration timeout,
        Duration firstPause) {

    public ServerConfig {
        if (!url.matches("https?://[^\\s/]+[^\\s]*")) {
            throw new IllegalArgumentException("--server must begin with http:// or https:// and a host, got " + url);
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("--concurrency must be >= 1, got " + concurrency);
        }
        if (retries < 0) {
            throw new IllegalArgumentException("--retries must be >= 0, got " + retries);
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("--request-timeout must be positive, got " + timeout);
        }
    }

    URI endpoint() {
        String base = url.replaceFirst("/+$", "");
        boolean bare = URI.create(base).getRawPath().isEmpty();
        return URI.create(base + (bare ? "/v1" : "") + api.path());
    }
}
