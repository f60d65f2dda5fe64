package dev.kedge.cli;

import dev.kedge.evaluation.server.ServerApi;
import dev.kedge.evaluation.server.ServerConfig;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where the model is served. */
final class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Ask an OpenAI-compatible server instead; --model is then the model's name there.")
    private Optional<String> server = Optional.empty();

    @Option(
            names = "--api",
            paramLabel = "API",
            description = "chat (/v1/chat/completions) or completions (/v1/completions). Default: chat.")
    private ServerApi api = ServerApi.CHAT;

    @Option(
            names = "--api-key-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the key. Default: OPENAI_API_KEY, if it is set.")
    private Optional<String> keyVariable = Optional.empty();

    @Option(names = "--concurrency", paramLabel = "N", description = "Requests at the same time. Default: 8.")
    private int concurrency = 8;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Further tries after status 429 or 5xx, a time-out or a lost connection. Default: 5.")
    private int retries = 5;

    @Option(names = "--request-timeout", paramLabel = "SECONDS", description = "For each try. Default: 600.")
    private long timeoutSeconds = 600;

    /** The server, if one is asked. */
    Optional<ServerConfig> config(String model) {
        return server.map(url -> {
            ServerConfig.Builder config = ServerConfig.of(url, api, model).toBuilder()
                    .concurrency(concurrency)
                    .retries(retries)
                    .timeout(Duration.ofSeconds(timeoutSeconds));
            key().ifPresent(config::apiKey);
            return config.build();
        });
    }

    private Optional<String> key() {
        Optional<String> key = Optional.ofNullable(System.getenv(keyVariable.orElse("OPENAI_API_KEY")))
                .filter(text -> !text.isBlank());
        if (key.isEmpty() && keyVariable.isPresent()) {
            throw new IllegalArgumentException(
                    "--api-key-env must name an environment variable that is set, got " + keyVariable.get());
        }
        return key;
    }
}
