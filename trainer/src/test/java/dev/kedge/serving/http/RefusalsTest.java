package dev.kedge.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kedge.sampling.RunningBatch;
import dev.kedge.serving.CompletionEngine;
import dev.kedge.train.LanguageModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the server refuses, with which status and in which words. */
class RefusalsTest {

    private static final CompletionEngine.Config ENGINE =
            new CompletionEngine.Config(new RunningBatch.Limits(4, 512), 8, 1);

    @TempDir
    private static Path folder;

    private static LanguageModel model;
    private static ModelServer server;
    private static TestClient client;

    @BeforeAll
    static void start() throws IOException {
        ServedModel.write(folder, 256);
        model = ServedModel.open(folder);
        server =
                ModelServer.start(model, new ModelServer.Config("127.0.0.1", 0, "bytes", Optional.empty(), 16, ENGINE));
        client = new TestClient(server.url());
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'prompt': 'a', 'temprature': 1} | there is no field temprature (did you mean temperature?)",
                "{'prompt': 'a', 'messages': []} | there is no field messages",
                "{'prompt': 'a'} x | the body must be JSON: ",
                "{'prompt': 'a', 'prompt': 'b'} | the body must be JSON: Duplicate",
                "{'prompt': 'a' | the body must be JSON: ",
                "[1] | the body must be a JSON object, got [1]",
                "{} | prompt must be text or token ids, got nothing",
                "{'prompt': ''} | prompt must have at least one token, got none",
                "{'prompt': []} | prompt must be text, token ids, or a list of either, got []",
                "{'prompt': ['a', 5]} | prompt must be text, token ids, or a list of either, got",
                "{'prompt': [259]} | a token id of prompt must be in [0, 259), got 259",
                "{'prompt': [-1]} | a token id of prompt must be in [0, 259), got -1",
                "{'prompt': 'a', 'max_tokens': 0} | max_tokens must be >= 1, got 0",
                "{'prompt': 'a', 'max_tokens': 1.5} | max_tokens must be a whole number, got 1.5",
                "{'prompt': 'a', 'max_tokens': '5'} | max_tokens must be a whole number, got \"5\"",
                "{'prompt': 'a', 'max_tokens': 256} | max_tokens must be <= 255 because the prompt takes 1 of the model's 256",
                "{'prompt': 'a', 'n': 5} | n must be <= 4, the rows of this server, got 5",
                "{'prompt': 'a', 'n': 4, 'max_tokens': 200} | max_tokens must fit into the cache of this server: 4 completions may have 128 tokens each, prompt included, got a prompt of 1 and 200 new ones",
                "{'prompt': 'a', 'temperature': -1} | temperature must be >= 0 and finite, got -1.0",
                "{'prompt': 'a', 'temperature': 'hot'} | temperature must be a number, got \"hot\"",
                "{'prompt': 'a', 'top_p': 0} | top_p must be in (0, 1], got 0.0",
                "{'prompt': 'a', 'top_k': 0} | top_k must be >= 1, got 0",
                "{'prompt': 'a', 'min_p': 1} | min_p must be in [0, 1), got 1.0",
                "{'prompt': 'a', 'seed': 99999999999999999999} | seed must be a whole number of 64 bits, got 99999999999999999999",
                "{'prompt': 'a', 'stop': ['']} | stop must hold strings of at least one character, got an empty one",
                "{'prompt': 'a', 'stop': 5} | stop must be text or a list of at most 16 texts, got 5",
                "{'prompt': 'a', 'stream': 'yes'} | stream must be true or false, got \"yes\"",
                "{'prompt': 'a', 'stream_options': {}} | stream_options must be absent where stream is not true",
                "{'prompt': 'a', 'logprobs': 21} | logprobs must be from 0 to 20, got 21",
                "{'prompt': 'a', 'echo': true} | echo must be absent or false, got true: not supported",
                "{'prompt': 'a', 'best_of': 2} | best_of must be absent or 1, got 2: not supported",
                "{'prompt': 'a', 'presence_penalty': 0.5} | presence_penalty must be absent or 0, got 0.5: not supported",
                "{'prompt': 'a', 'logit_bias': {'5': 1}} | logit_bias must be absent or empty, got {\"5\":1}: not supported"
            })
    void ofTextAreOneLine(String body, String message) {
        TestClient.Reply reply = client.post("/completions", body);
        assertThat(reply.status()).as(reply.message()).isEqualTo(400);
        assertThat(reply.message()).startsWith(message).doesNotContain("\n");
        assertThat(reply.body().path("error").path("type").asString()).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | messages must be a list of messages, got nothing",
                "{'messages': 'Hi'} | messages must be a list of messages, got \"Hi\"",
                "{'messages': []} | a conversation must have at least one message, got none",
                "{'messages': [{'content': 'x'}]} | message 1 of 1: role must be text such as user, got nothing",
                "{'messages': [{'role': 'user', 'content': [{'type': 'image_url'}]}]} | message 1 of 1: a part of content must be",
                "{'messages': [{'role': 'user', 'content': 'x'}], 'top_logprobs': 2} | top_logprobs must be absent where logprobs is not true",
                "{'messages': [{'role': 'user', 'content': 'x'}], 'max_tokens': 3, 'max_completion_tokens': 4} | max_tokens and max_completion_tokens must be one number",
                "{'messages': [{'role': 'user', 'content': 'x'}], 'tools': [{}]} | tools must be absent or empty, got [{}]: not supported",
                "{'messages': [{'role': 'user', 'content': 'x'}], 'response_format': {'type': 'json_object'}} | response_format must be absent or {\"type\": \"text\"}, got {\"type\":\"json_object\"}: not supported"
            })
    void ofChatAreOneLine(String body, String message) {
        TestClient.Reply reply = client.post("/chat/completions", body);
        assertThat(reply.status()).as(reply.message()).isEqualTo(400);
        assertThat(reply.message()).startsWith(message).doesNotContain("\n");
    }

    @Test
    void aPromptThatIsTooLongHasACodeOfItsOwn() {
        TestClient.Reply reply = client.post("/completions", "{'prompt': '" + "x".repeat(300) + "'}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).isEqualTo("prompt must leave room in the model's 256 positions, got 300 tokens");
        assertThat(reply.body().path("error").path("code").asString()).isEqualTo("context_length_exceeded");
        assertThat(reply.body().path("error").path("param").asString()).isEqualTo("prompt");
    }

    @Test
    void fieldsThatAskForNothingAreAllowed() {
        String body =
                "{'model': 'bytes', 'prompt': 'a', 'max_tokens': 2, 'frequency_penalty': 0, 'presence_penalty': 0.0,"
                        + " 'logit_bias': {}, 'user': 'me', 'best_of': 1, 'echo': false, 'suffix': null, 'stop': null}";
        assertThat(client.post("/completions", body).status()).isEqualTo(200);
    }

    @Test
    void anotherModelPathOrMethodIsNotFound() {
        TestClient.Reply other = client.post("/completions", "{'model': 'gpt', 'prompt': 'a'}");
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.message()).isEqualTo("there is no model \"gpt\"; this server has bytes");
        assertThat(other.body().path("error").path("code").asString()).isEqualTo("model_not_found");
        assertThat(client.post("/embeddings", "{}").status()).isEqualTo(404);
        assertThat(client.get("/completions").status()).isEqualTo(405);
        assertThat(client.post("/models", "{}").status()).isEqualTo(405);
    }

    @Test
    void onlyJsonOfABoundedSizeIsRead() {
        assertThat(client.send("/completions", "text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(client.send("/completions", "application/json; charset=utf-8", "{\"prompt\": \"a\"}")
                        .statusCode())
                .isEqualTo(200);
        String large = "{\"prompt\": \"" + "x".repeat(Gate.MAX_BODY) + "\"}";
        assertThat(client.send("/completions", "application/json", large).statusCode())
                .isEqualTo(413);
        String deep = "{'prompt': " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(client.post("/completions", deep).status()).isEqualTo(400);
    }

    /** A page whose name points to this machine sends its own name. */
    @Test
    void anotherHostIsRefused() throws IOException {
        int port = server.url().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /v1/models HTTP/1.1\r\nHost: evil.example:%d\r\nConnection: close\r\n\r\n"
                            .formatted(port)
                            .getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply)
                    .startsWith("HTTP/1.1 403")
                    .contains("the header Host must be localhost, 127.0.0.1 or [::1], got evil.example:");
        }
    }

    @Test
    void whereThereIsAKeyItIsNeeded() throws IOException {
        ModelServer.Config config = new ModelServer.Config("127.0.0.1", 0, "bytes", Optional.of("secret"), 16, ENGINE);
        try (LanguageModel own = ServedModel.open(folder);
                ModelServer guarded = ModelServer.start(own, config)) {
            TestClient asking = new TestClient(guarded.url());
            String body = "{'prompt': 'a', 'max_tokens': 1}";
            assertThat(asking.post("/completions", body).status()).isEqualTo(401);
            assertThat(asking.post("/completions", body, "Authorization", "Bearer wrong")
                            .status())
                    .isEqualTo(401);
            assertThat(asking.post("/completions", body, "Authorization", "Bearer secret")
                            .status())
                    .isEqualTo(200);
            assertThat(new TestClient(guarded.url().resolve("/")).get("health").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAddressThatOthersReachNeedsAKey() {
        ModelServer.Config open = new ModelServer.Config("0.0.0.0", 0, "bytes", Optional.empty(), 16, ENGINE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelServer.start(model, open))
                .withMessageStartingWith("host must be a loopback address such as 127.0.0.1 unless there is a key");
        ModelServer.Config taken =
                new ModelServer.Config("127.0.0.1", server.url().getPort(), "bytes", Optional.empty(), 16, ENGINE);
        assertThatThrownBy(() -> ModelServer.start(model, taken))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cannot listen at 127.0.0.1:" + server.url().getPort() + ": ");
    }

    @Test
    void withoutAChatTemplateThereIsNoChat(@TempDir Path plain) throws IOException {
        ServedModel.write(plain, 256);
        Files.delete(plain.resolve("chat_template.jinja"));
        try (LanguageModel own = ServedModel.open(plain);
                ModelServer other = ModelServer.start(
                        own, new ModelServer.Config("127.0.0.1", 0, "bytes", Optional.empty(), 16, ENGINE))) {
            TestClient.Reply reply = new TestClient(other.url())
                    .post("/chat/completions", "{'messages': [{'role': 'user', 'content': 'x'}]}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).contains("chat template");
            JsonNode text = new TestClient(other.url())
                    .post("/completions", "{'prompt': 'x'}")
                    .body();
            assertThat(text.path("choices").size()).isEqualTo(1);
        }
    }
}
