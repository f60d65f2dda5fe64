package dev.kedge.cli;

import dev.kedge.sampling.RunningBatch;
import dev.kedge.serving.CompletionEngine;
import dev.kedge.serving.http.ModelServer;
import dev.kedge.train.LanguageModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kedge serve}: a model for clients of OpenAI's HTTP interface. */
@Command(
        name = "serve",
        description = "Serves a model by the protocol of OpenAI's HTTP interface, on this machine alone.",
        footer = {
            "",
            "POST /v1/chat/completions and /v1/completions, GET /v1/models and /health; streams, log-probabilities, token",
            "ids. Completions of different requests grow side by side. Ctrl-C ends it. The options of chat templates are",
            "for chat completions; --system goes before every conversation."
        })
final class ServeCommand implements Callable<Integer> {

    private static final long MEBIBYTE = 1 << 20;
    private static final int FEWEST_TOKENS = 32;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private ChatOptions chat = new ChatOptions();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Where to listen. One that other machines reach needs --api-key-env. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "0 for any that is free. Default: 8000.")
    private int port = 8000;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What clients call the model. Default: the name of its folder.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--api-key-env",
            paramLabel = "NAME",
            description =
                    "The environment variable that holds the key that clients must send. Default: none is needed.")
    private Optional<String> keyVariable = Optional.empty();

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "Completions that grow side by side, at most; others wait. Default: 32.")
    private int maxRows = 32;

    @Option(
            names = "--cache",
            paramLabel = "MIB",
            description = "Memory for keys and values, at most: rows times the longest of them. Default: 1024.")
    private int cacheMebibytes = 1024;

    @Option(names = "--max-waiting", paramLabel = "N", description = "Prompts that may wait, at most. Default: 256.")
    private int maxWaiting = 256;

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "Tokens of a completion whose request does not say, at most. Default: 1024.")
    private int maxNewTokens = 1024;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of requests that have none: each draws its own from it. Default: 1.")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        Optional<String> key = keyVariable.map(ServeCommand::key);
        try (LanguageModel opened = model.open(chat.config());
                ModelServer server = ModelServer.start(opened, config(opened, key))) {
            spec.commandLine().getOut().println("serving " + name() + " at " + server.url());
            waitForEver();
        }
        return 0;
    }

    private ModelServer.Config config(LanguageModel opened, Optional<String> key) {
        long tokens = cacheMebibytes * MEBIBYTE / opened.cacheBytesPerToken();
        if (tokens < FEWEST_TOKENS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--cache must have room for %d tokens of %d bytes, got %d MiB",
                    FEWEST_TOKENS,
                    opened.cacheBytesPerToken(),
                    cacheMebibytes));
        }
        RunningBatch.Limits limits = new RunningBatch.Limits(maxRows, (int) Math.min(Integer.MAX_VALUE, tokens));
        spec.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "at most %d completions side by side, %d tokens of %d bytes together (%d MiB)%n",
                        limits.rows(),
                        limits.tokens(),
                        opened.cacheBytesPerToken(),
                        cacheMebibytes);
        return new ModelServer.Config(
                host, port, name(), key, maxNewTokens, new CompletionEngine.Config(limits, maxWaiting, seed));
    }

    private String name() {
        Path folder = model.directory().toAbsolutePath().normalize().getFileName();
        return name.orElseGet(
                () -> Optional.ofNullable(folder).map(Path::toString).orElse("model"));
    }

    private static String key(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "--api-key-env must name an environment variable that is set, got " + variable));
    }

    /** Until Ctrl-C ends the process, or somebody interrupts the thread. */
    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
