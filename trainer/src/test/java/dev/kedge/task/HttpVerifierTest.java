package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kedge.api.Outcome;
import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server as verifier, played by one that answers with what the completion says: {@code 200 {"reward": 1}}. */
class HttpVerifierTest {

    private final List<JsonNode> questions = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/judge", exchange -> {
            JsonNode question =
                    new JsonMapper().readTree(exchange.getRequestBody().readAllBytes());
            questions.add(question);
            String[] said = question.get("completion").stringValue().split(" ", 2);
            if (said[0].equals("recovers")) {
                said = questions.size() < 3 ? new String[] {"503", ""} : new String[] {"200", said[1]};
            }
            if (said[0].equals("sleeps")) {
                return;
            }
            byte[] body = said[1].getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(said[0]), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Verifier verifier(long retries) {
        return verifier(retries, Duration.ofSeconds(60));
    }

    private Verifier verifier(long retries, Duration timeout) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/judge";
        return Wanted.verifier(Wanted.of("http", Map.of("url", url, "retries", retries, "timeout", timeout)));
    }

    private Verdict judge(long retries, String completion) {
        return verifier(retries).verify(new Prompt("p", "2 + 2?", "4", Map.of("level", "1")), completion);
    }

    @Test
    void theServersRewardIsPaid() {
        assertThat(judge(0, "200 {\"reward\": 0.25}")).isEqualTo(new Verdict(Outcome.CORRECT, 0.25, "", ""));
        assertThat(judge(0, "200 {\"reward\": 0.25, \"correct\": false, \"reason\": \"late\"}"))
                .isEqualTo(new Verdict(Outcome.WRONG, 0.25, "", "late"));
        assertThat(judge(0, "200 {\"reward\": 0}").outcome()).isEqualTo(Outcome.WRONG);
        assertThat(questions.get(0).toString())
                .isEqualTo("{\"prompt\":\"2 + 2?\",\"completion\":\"200 {\\\"reward\\\": 0.25}\",\"reference\":\"4\","
                        + "\"fields\":{\"level\":\"1\"}}");
    }

    @Test
    void aServerThatRecoversIsAskedAgain() {
        assertThat(judge(2, "recovers {\"reward\": 1}").reward()).isEqualTo(1);
        assertThat(questions).hasSize(3);
    }

    @Test
    void anythingElseIsAnError() {
        for (String answer : List.of(
                "200 {}",
                "200 {\"reward\": \"1\"}",
                "200 {\"reward\": 1e999}",
                "200 reward",
                "200 " + "[".repeat(60_000),
                "200 " + "x".repeat(70_000),
                "302 {\"reward\": 1}",
                "404 {\"reward\": 1}",
                "503 {\"reward\": 1}")) {
            assertThatThrownBy(() -> judge(0, answer))
                    .as(answer.substring(0, 6))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsAnError() {
        Verifier impatient = verifier(0, Duration.ofMillis(500));
        assertThatThrownBy(() -> impatient.verify(new Prompt("p", "?", "4", Map.of()), "sleeps"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(questions).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereIsAnErrorAfterTheLastTry() {
        int port = server.getAddress().getPort();
        Verifier verifier = verifier(1);
        server.stop(0);
        assertThatThrownBy(() -> verifier.verify(new Prompt("p", "?", "4", Map.of()), "4"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http://127.0.0.1:" + port + "/judge failed 2 times");
    }
}
