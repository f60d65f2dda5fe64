package dev.kedge.serving.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kedge.sampling.RunningBatch;
import dev.kedge.serving.CompletionEngine;
import dev.kedge.train.LanguageModel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server that has one model, for clients of OpenAI's HTTP interface: {@code /v1/chat/completions},
 * {@code /v1/completions}, {@code /v1/models}, {@code /health}.
 *
 * <pre>{@code
 * try (LanguageModel model = Model.directory(path).open(Compute.cpu());
 *         ModelServer server = ModelServer.start(model, ModelServer.Config.of("mine", model))) {
 *     System.out.println(server.url()); // http://127.0.0.1:8000/v1
 *     …
 * }
 * }</pre>
 *
 * <p>A client that has gone is noticed when something is written to it: a streamed completion then leaves the batch,
 * any other goes on to its end.
 */
public final class ModelServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);

    private final HttpServer server;
    private final ExecutorService threads;
    private final CompletionEngine engine;
    private final Gate gate;
    private final Config config;
    private final int positions;
    private final long started = Instant.now().getEpochSecond();

    /**
     * The settings of a server.
     *
     * @param host the address to listen at; one that other machines reach needs a key
     * @param port from 0 to 65535; 0 for any that is free
     * @param name what clients call the model
     * @param key what clients must send as {@code Authorization: Bearer …}; absent: nothing
     * @param maxNewTokens of completions whose request does not say, at most; at least 1
     * @param engine bounds of what runs and waits, and the seed of requests that have none
     */
    public record Config(
            String host,
            int port,
            String name,
            Optional<String> key,
            int maxNewTokens,
            CompletionEngine.Config engine) {

        public Config {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, got " + port);
            }
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a served model must not be blank");
            }
            if (maxNewTokens < 1) {
                throw new IllegalArgumentException("max_new_tokens must be >= 1, got " + maxNewTokens);
            }
            if (key.isPresent() && key.get().isBlank()) {
                throw new IllegalArgumentException("a key must not be blank");
            }
        }

        /**
         * Port 8000 of this machine alone, 32 completions side by side in a cache of at most 1 GiB, 256 that wait.
         *
         * @param name what clients call the model
         * @param model whose cache it is
         */
        public static Config of(String name, LanguageModel model) {
            long tokens = (1L << 30) / model.cacheBytesPerToken();
            RunningBatch.Limits limits =
                    new RunningBatch.Limits(32, (int) Math.max(32, Math.min(Integer.MAX_VALUE, tokens)));
            return new Config(
                    "127.0.0.1", 8000, name, Optional.empty(), 1024, new CompletionEngine.Config(limits, 256, 1));
        }

        /**
         * The same at another port.
         *
         * @param value from 0 to 65535; 0 for any that is free
         */
        public Config withPort(int value) {
            return new Config(host, value, name, key, maxNewTokens, engine);
        }
    }

    private ModelServer(HttpServer server, CompletionEngine engine, Gate gate, Config config, int positions) {
        this.server = server;
        this.engine = engine;
        this.gate = gate;
        this.config = config;
        this.positions = positions;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "kedge-http");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to listen.
     *
     * @param model stays open, and is computed with by no other thread, until the server is closed
     * @param config where, and with what bounds
     * @throws IllegalArgumentException if other machines can reach the address and there is no key
     * @throws IOException if the address cannot be listened at
     */
    public static ModelServer start(LanguageModel model, Config config) throws IOException {
        InetAddress address;
        try {
            address = InetAddress.getByName(config.host());
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(
                    "host must be an address of this machine, got " + config.host(), unknown);
        }
        if (!address.isLoopbackAddress() && config.key().isEmpty()) {
            throw new IllegalArgumentException(
                    "host must be a loopback address such as 127.0.0.1 unless there is a key,"
                            + " since other machines reach it, got " + config.host());
        }
        // Without it every small event waits for the client's acknowledgement of the one before, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(address, config.port()), 0);
        } catch (BindException taken) {
            throw new IOException(
                    "cannot listen at " + config.host() + ":" + config.port() + ": " + taken.getMessage(), taken);
        }
        CompletionEngine engine;
        try {
            engine = CompletionEngine.start(model, config.engine());
        } catch (RuntimeException failed) {
            http.stop(0);
            throw failed;
        }
        Gate gate = new Gate(config.key(), address.isLoopbackAddress());
        ModelServer server =
                new ModelServer(http, engine, gate, config, model.config().maxPositions());
        server.listen(model);
        return server;
    }

    private void listen(LanguageModel model) {
        Bounds bounds = new Bounds(positions, config.engine().batch(), config.maxNewTokens());
        CompletionHandler chat = new CompletionHandler(new ChatProtocol(model, bounds), engine, config.name(), started);
        CompletionHandler text = new CompletionHandler(new TextProtocol(model, bounds), engine, config.name(), started);
        Map<String, CompletionHandler> completions = Map.of("/v1/chat/completions", chat, "/v1/completions", text);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, completions));
        server.start();
    }

    private void answer(HttpExchange exchange, Map<String, CompletionHandler> completions) throws IOException {
        try (exchange) {
            try {
                route(exchange, completions);
            } catch (Refusal refusal) {
                if (refusal.status() == 503) {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                }
                Replies.json(exchange, refusal.status(), refusal.body());
            } catch (RuntimeException failure) {
                LOG.warn("{} failed: {}", exchange.getRequestURI().getPath(), failure.getMessage());
                Replies.json(exchange, 500, Refusal.failure(failure));
            }
        } catch (IOException gone) {
            LOG.debug("a client has gone: {}", gone.getMessage());
        }
    }

    private void route(HttpExchange exchange, Map<String, CompletionHandler> completions) throws IOException {
        String path = exchange.getRequestURI().getPath();
        gate.check(exchange, path.equals("/health"));
        Optional<CompletionHandler> handler = Optional.ofNullable(completions.get(path));
        if (handler.isPresent()) {
            requireMethod(exchange, "POST");
            handler.get().answer(exchange, gate.body(exchange));
            return;
        }
        ObjectNode known = switch (path) {
            case "/health" -> health();
            case "/v1/models" -> models();
            default -> path.equals("/v1/models/" + config.name()) ? model() : unknown(path);
        };
        requireMethod(exchange, "GET");
        Replies.json(exchange, known.path("status").asString("ok").equals("ok") ? 200 : 503, known);
    }

    private ObjectNode unknown(String path) {
        if (path.startsWith("/v1/models/")) {
            throw Refusal.noSuchModel("there is no model " + path.substring("/v1/models/".length())
                    + "; this server has " + config.name());
        }
        throw Refusal.ofStatus(
                404,
                "",
                "there is no " + path + "; there are /v1/chat/completions, /v1/completions, /v1/models and /health");
    }

    private static void requireMethod(HttpExchange exchange, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw Refusal.ofStatus(405, "", "the method must be " + method + ", got " + exchange.getRequestMethod());
        }
    }

    private ObjectNode health() {
        CompletionEngine.Load load = engine.load();
        ObjectNode health = JsonMapper.shared().createObjectNode();
        health.put("status", load.alive() ? "ok" : "stopped");
        health.put("running", load.running());
        health.put("waiting", load.waiting());
        return health;
    }

    private ObjectNode models() {
        ObjectNode models = JsonMapper.shared().createObjectNode();
        models.put("object", "list");
        models.putArray("data").add(model());
        return models;
    }

    private ObjectNode model() {
        ObjectNode model = JsonMapper.shared().createObjectNode();
        model.put("id", config.name());
        model.put("object", "model");
        model.put("created", started);
        model.put("owned_by", "kedge");
        model.put("max_model_len", positions);
        return model;
    }

    /** What clients call their base URL: {@code http://127.0.0.1:8000/v1}. */
    public URI url() {
        InetSocketAddress at = server.getAddress();
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create("http://" + host + ":" + at.getPort() + "/v1");
    }

    /** Stops to listen and ends what is growing. */
    @Override
    public void close() {
        engine.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
