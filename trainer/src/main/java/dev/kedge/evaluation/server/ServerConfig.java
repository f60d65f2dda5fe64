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

    /**
     * A server that is asked without a key, eight requests at a time, five tries more of each, ten minutes for a try.
     *
     * @param url http or https; {@code /v1} is added where it has no path
     * @param api messages or plain text
     * @param model the name that the server has for the model
     */
    public static ServerConfig of(String url, ServerApi api, String model) {
        return new ServerConfig(
                url, api, model, Optional.empty(), 8, 5, Duration.ofMinutes(10), Duration.ofMillis(500));
    }

    /** A builder that begins with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A collector of the values of a {@link ServerConfig}, for those that are set by name. */
    public static final class Builder {

        private String url;
        private ServerApi api;
        private String model;
        private Optional<String> apiKey;
        private int concurrency;
        private int retries;
        private Duration timeout;
        private Duration firstPause;

        private Builder(ServerConfig from) {
            url = from.url();
            api = from.api();
            model = from.model();
            apiKey = from.apiKey();
            concurrency = from.concurrency();
            retries = from.retries();
            timeout = from.timeout();
            firstPause = from.firstPause();
        }

        /**
         * Sets {@code url}.
         *
         * @param value http or https; {@code /v1} is added where it has no path
         */
        public Builder url(String value) {
            url = value;
            return this;
        }

        /**
         * Sets {@code api}.
         *
         * @param value messages or plain text
         */
        public Builder api(ServerApi value) {
            api = value;
            return this;
        }

        /**
         * Sets {@code model}.
         *
         * @param value the name that the server has for the model
         */
        public Builder model(String value) {
            model = value;
            return this;
        }

        /**
         * Sets {@code apiKey}.
         *
         * @param value sent as a bearer token
         */
        public Builder apiKey(String value) {
            apiKey = Optional.of(value);
            return this;
        }

        /**
         * Sets {@code concurrency}.
         *
         * @param value requests under way at the same time, at least 1
         */
        public Builder concurrency(int value) {
            concurrency = value;
            return this;
        }

        /**
         * Sets {@code retries}.
         *
         * @param value further tries of a request, at least 0
         */
        public Builder retries(int value) {
            retries = value;
            return this;
        }

        /**
         * Sets {@code timeout}.
         *
         * @param value for each try
         */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /**
         * Sets {@code firstPause}.
         *
         * @param value before the second try
         */
        public Builder firstPause(Duration value) {
            firstPause = value;
            return this;
        }

        /** The settings, checked. */
        public ServerConfig build() {
            return new ServerConfig(url, api, model, apiKey, concurrency, retries, timeout, firstPause);
        }
    }
}
