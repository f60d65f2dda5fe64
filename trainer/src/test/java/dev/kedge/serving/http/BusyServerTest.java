package dev.kedge.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.sampling.RunningBatch;
import dev.kedge.serving.CompletionEngine;
import dev.kedge.train.LanguageModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One row and a model of 200,000 positions: whoever is in the batch stays there for many minutes, unless it leaves. */
class BusyServerTest {

    private static final String LONG =
            "{\"prompt\": \"Once\", \"temperature\": 0, \"max_tokens\": 190000, \"stream\": true}";

    @TempDir
    private Path folder;

    private LanguageModel model;
    private ModelServer server;
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        ServedModel.write(folder, 200_000);
        model = ServedModel.open(folder);
        CompletionEngine.Config engine = new CompletionEngine.Config(new RunningBatch.Limits(1, 200_000), 1, 1);
        server =
                ModelServer.start(model, new ModelServer.Config("127.0.0.1", 0, "bytes", Optional.empty(), 16, engine));
        client = new TestClient(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
        model.close();
    }

    private JsonNode health() {
        return new TestClient(server.url().resolve("/")).get("health").body();
    }

    /** Asks for a stream and reads some lines of it. */
    private Socket streaming(int lines) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        socket.getOutputStream()
                .write(("POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + LONG.length() + "\r\n\r\n" + LONG)
                        .getBytes(StandardCharsets.US_ASCII));
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (int i = 0; i < lines; i++) {
            assertThat(reader.readLine()).isNotNull();
        }
        return socket;
    }

    private static void until(String what, BooleanSupplier holds) throws InterruptedException {
        for (int tries = 0; tries < 1200; tries++) {
            if (holds.getAsBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("never: " + what);
    }

    @Test
    void aClientThatHasGoneLeavesTheBatch() throws IOException, InterruptedException {
        try (Socket gone = streaming(40)) {
            assertThat(health().path("running").asInt()).isEqualTo(1);
        }
        until("the row leaves", () -> health().path("running").asInt() == 0);
        assertThat(client.post("/completions", "{'prompt': 'a', 'max_tokens': 2}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoHasNoPlaceWaitsAndWhoHasNoneToWaitIsToldToComeAgain() throws IOException, InterruptedException {
        Socket first = streaming(40);
        String body = "{\"prompt\": \"b\", \"max_tokens\": 2}";
        CompletableFuture<HttpResponse<String>> waiting =
                CompletableFuture.supplyAsync(() -> client.send("/completions", "application/json", body));
        until("one waits", () -> health().path("waiting").asInt() == 1);
        HttpResponse<String> refused = client.send("/completions", "application/json", body);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("at most 1 prompts may wait, and 1 do; try again later");
        assertThat(waiting).isNotDone();
        first.close();
        assertThat(waiting.join().statusCode()).isEqualTo(200);
    }

    @Test
    void closingEndsWhatIsGrowing() throws IOException {
        try (Socket socket = streaming(40)) {
            server.close();
            byte[] rest = socket.getInputStream().readAllBytes();
            assertThat(new String(rest, StandardCharsets.UTF_8)).doesNotContain("[DONE]");
        }
    }
}
