package dev.kedge.evaluation.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kedge.api.Conversation;
import dev.kedge.api.Prompt;
import dev.kedge.evaluation.JudgedGroups;
import dev.kedge.evaluation.JudgedPrompt;
import dev.kedge.random.Purpose;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.task.Wanted;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in this process plays the protocol. */
class ServerSourceTest {

    private static final Sampler.Config SAMPLING = new Sampler.Config(9, 0.6, OptionalInt.of(20), 0.95, 64);
    private static final SamplingStreams STREAMS = new SamplingStreams(1, Purpose.EVALUATION, 0);
    private static final List<Prompt> PROMPTS = List.of(
            new Prompt("a", "What is 1+1?", "2", Map.of()),
            new Prompt("b", "x", "3", Map.of(), Optional.of(Conversation.ofUser("What is 1+2?"))));

    private final ConcurrentLinkedQueue<JsonNode> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> keys = new ConcurrentLinkedQueue<>();
    private final AtomicInteger under = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private int failure = 503;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.createContext("/v1/completions", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            most.accumulateAndGet(under.incrementAndGet(), Math::max);
            JsonNode question =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            if (failures.getAndDecrement() > 0) {
                reply(exchange, failure, "{\"error\": \"not\\nnow\"}");
                return;
            }
            asked.add(question);
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            reply(exchange, 200, answer.isEmpty() ? said(exchange, question) : answer);
        } finally {
            under.decrementAndGet();
        }
    }

    /** 2 to everything; a cut-off answer to what is a conversation. */
    private static String said(HttpExchange exchange, JsonNode question) {
        boolean chat = exchange.getRequestURI().getPath().contains("chat");
        boolean cut = question.toString().contains("1+2");
        String text = "The answer is 2";
        return "{\"choices\": [{"
                + (chat ? "\"message\": {\"content\": \"" + text + "\"}" : "\"text\": \"" + text + "\"")
                + ", \"finish_reason\": \"" + (cut ? "length" : "stop")
                + "\"}], \"usage\": {\"completion_tokens\": " + (cut ? 9 : 5) + "}}";
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private List<JudgedPrompt> complete(
            List<Prompt> prompts, ServerApi api, int samples, int concurrency, int retries) {
        String url = "http://localhost:" + server.getAddress().getPort() + (api == ServerApi.CHAT ? "" : "/v1/");
        ServerConfig config = ServerConfig.of(url, api, "served").toBuilder()
                .apiKey("secret")
                .concurrency(concurrency)
                .retries(retries)
                .timeout(Duration.ofSeconds(60))
                .firstPause(Duration.ofMillis(1))
                .build();
        try (VerifierPool verifiers =
                new VerifierPool(Wanted.verifier(Wanted.of("numeric")), VerifierPool.Config.DEFAULT)) {
            return new ServerSource(config, SAMPLING, Optional.of("Be brief."), verifiers)
                    .complete(prompts, samples, STREAMS);
        }
    }

    @Test
    void everyCompletionIsAskedForAndJudged() {
        JudgedGroups groups = new JudgedGroups(complete(PROMPTS, ServerApi.CHAT, 3, 2, 0));
        assertThat(groups.accuracy().mean()).isEqualTo(0.5); // 2 is right for a, not for b
        assertThat(groups.length().mean()).isEqualTo(7); // (5 + 9)/2
        assertThat(groups.truncated().mean()).isEqualTo(0.5);
        assertThat(asked).hasSize(6);
        assertThat(keys).containsOnly("Bearer secret");
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(asked.stream().map(question -> question.get("seed").asLong()))
                .doesNotHaveDuplicates();
        JsonNode question = asked.stream()
                .filter(each -> each.toString().contains("1+2"))
                .findFirst()
                .orElseThrow();
        assertThat(question.get("messages").toString())
                .isEqualTo(
                        "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"What is 1+2?\"}]");
        assertThat(question.get("model").asString()).isEqualTo("served");
        assertThat(question.get("max_tokens").asInt()).isEqualTo(9);
        assertThat(question.get("temperature").asDouble()).isEqualTo(0.6);
        assertThat(question.get("top_p").asDouble()).isEqualTo(0.95);
        assertThat(question.get("top_k").asInt()).isEqualTo(20);
    }

    @Test
    void plainTextIsContinued() {
        assertThat(complete(PROMPTS.subList(0, 1), ServerApi.COMPLETIONS, 1, 1, 0)
                        .get(0)
                        .completions()
                        .get(0)
                        .text())
                .isEqualTo("The answer is 2");
        assertThat(asked.element().get("prompt").asString()).isEqualTo("What is 1+1?");
        assertThatThrownBy(() -> complete(PROMPTS, ServerApi.COMPLETIONS, 1, 1, 0))
                .hasMessage("prompt b is a list of messages, which needs --api chat");
    }

    @Test
    void whatMayPassIsTriedAgain() {
        failures.set(3);
        failure = 429;
        assertThat(complete(PROMPTS, ServerApi.CHAT, 1, 1, 3)).hasSize(2);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatDoesNotPassIsSaidInOneLine() {
        List<Prompt> one = PROMPTS.subList(0, 1); // of two, the second may be asked before the first has failed
        failures.set(100);
        assertThatThrownBy(() -> complete(one, ServerApi.CHAT, 1, 1, 2))
                .hasMessageMatching("http://localhost:\\d+/v1/chat/completions failed 3 times, at last with status 503:"
                        + " \\{\"error\": \"not\\\\nnow\"}");
        assertThat(100 - failures.get()).isEqualTo(3);
        failure = 401;
        assertThatThrownBy(() -> complete(one, ServerApi.CHAT, 1, 1, 5))
                .hasMessageContaining("refuses with status 401");
        assertThat(100 - failures.get()).isEqualTo(4);
        failures.set(0);
        answer = "{\"choices\": []}";
        assertThatThrownBy(() -> complete(PROMPTS, ServerApi.CHAT, 1, 1, 0))
                .hasMessageEndingWith("must answer with choices, got {\"choices\":[]}");
        answer = "<html>";
        assertThatThrownBy(() -> complete(PROMPTS, ServerApi.CHAT, 1, 1, 0))
                .hasMessageEndingWith("must answer with JSON, got <html>");
    }
}
