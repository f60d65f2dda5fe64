package dev.kedge.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Prompt;
import dev.kedge.sampling.FinishReason;
import dev.kedge.sampling.RunningBatch;
import dev.kedge.sampling.Sampler;
import dev.kedge.serving.CompletionEngine;
import dev.kedge.tensor.Scope;
import dev.kedge.train.LanguageModel;
import dev.kedge.train.LanguageModel.SampledText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server says is what {@link LanguageModel#sample} gives by the same settings and seed. */
class ModelServerTest {

    private static final Sampler.Config GREEDY = new Sampler.Config(40, 0, OptionalInt.empty(), 1, 64);

    @TempDir
    private static Path folder;

    private static LanguageModel reference;
    private static LanguageModel served;
    private static ModelServer server;
    private static TestClient client;

    @BeforeAll
    static void start() throws IOException {
        ServedModel.write(folder, 256);
        reference = ServedModel.open(folder);
        served = ServedModel.open(folder);
        CompletionEngine.Config engine = new CompletionEngine.Config(new RunningBatch.Limits(16, 16 * 256), 64, 1);
        server = ModelServer.start(
                served, new ModelServer.Config("127.0.0.1", 0, "bytes", Optional.empty(), 40, engine));
        client = new TestClient(server.url());
    }

    @AfterAll
    static void stop() {
        server.close();
        served.close();
        reference.close();
    }

    private static List<SampledText> sample(String prompt, int samples, Sampler.Config config, long seed) {
        return reference
                .sample(List.of(new Prompt("p", prompt, "", Map.of())), samples, config, seed)
                .get(0);
    }

    private static List<Integer> ids(JsonNode ids) {
        return IntStream.range(0, ids.size()).mapToObj(i -> ids.path(i).asInt()).toList();
    }

    private static List<Integer> tokens(SampledText sample) {
        return IntStream.of(sample.completion().tokens()).boxed().toList();
    }

    private static String reason(SampledText sample) {
        return sample.completion().finishReason() == FinishReason.LENGTH ? "length" : "stop";
    }

    private static void isThatOf(JsonNode choice, SampledText sample) {
        assertThat(choice.path("text").asString()).isEqualTo(sample.text());
        assertThat(ids(choice.path("token_ids"))).isEqualTo(tokens(sample));
        assertThat(choice.path("finish_reason").asString()).isEqualTo(reason(sample));
        JsonNode logprobs = choice.path("logprobs").path("token_logprobs");
        assertThat(logprobs.size()).isEqualTo(sample.completion().length());
        for (int i = 0; i < logprobs.size(); i++) {
            // float32 sums in the order that the batch's shape gives them
            assertThat(logprobs.path(i).asDouble())
                    .isCloseTo(sample.completion().untemperedLogprobs()[i], within(1e-4));
        }
    }

    @Test
    void greedyIsTheSamplersGreedy() {
        JsonNode answer = client.post(
                        "/completions",
                        "{'prompt': 'Once upon', 'temperature': 0, 'max_tokens': 40, 'logprobs': 0, 'return_token_ids': true}")
                .body();
        SampledText sample = sample("Once upon", 1, GREEDY, 1).get(0);
        isThatOf(answer.path("choices").path(0), sample);
        assertThat(answer.path("object").asString()).isEqualTo("text_completion");
        assertThat(answer.path("model").asString()).isEqualTo("bytes");
        assertThat(answer.path("id").asString()).startsWith("cmpl-");
        assertThat(ids(answer.path("choices").path(0).path("prompt_token_ids")))
                .isEqualTo(IntStream.of(reference.tokenizer().encode("Once upon"))
                        .boxed()
                        .toList());
        assertThat(answer.path("usage").path("prompt_tokens").asInt()).isEqualTo(9);
        assertThat(answer.path("usage").path("completion_tokens").asInt())
                .isEqualTo(sample.completion().length());
        assertThat(answer.path("usage").path("total_tokens").asInt())
                .isEqualTo(9 + sample.completion().length());
    }

    /** Two prompts, three completions each: those of {@code ./kedge sample} with this seed, choice p·3 + i. */
    @Test
    void aSeedGivesTheCompletionsOfTheSampleCommand() {
        String body = "{'prompt': ['first', 'the second one'], 'n': 3, 'seed': 77, 'temperature': 0.8, 'top_p': 0.9,"
                + " 'top_k': 50, 'min_p': 0.01, 'repetition_penalty': 1.2, 'max_tokens': 30, 'logprobs': 2,"
                + " 'return_token_ids': true}";
        Sampler.Config config = new Sampler.Config(30, 0.8, OptionalInt.of(50), 0.9, 0.01, 1.2, List.of(), 64, false);
        List<List<SampledText>> groups = reference.sample(
                List.of(new Prompt("a", "first", "", Map.of()), new Prompt("b", "the second one", "", Map.of())),
                3,
                config,
                77);
        for (int repeat = 0; repeat < 2; repeat++) {
            JsonNode choices = client.post("/completions", body).body().path("choices");
            assertThat(choices.size()).isEqualTo(6);
            for (int index = 0; index < 6; index++) {
                assertThat(choices.path(index).path("index").asInt()).isEqualTo(index);
                isThatOf(choices.path(index), groups.get(index / 3).get(index % 3));
                JsonNode likeliest = choices.path(index).path("logprobs").path("top_logprobs");
                assertThat(likeliest.path(0).size()).isEqualTo(2);
            }
        }
    }

    @Test
    void withoutASeedRequestsDiffer() {
        String body = "{'prompt': 'x', 'max_tokens': 20}";
        String first = client.post("/completions", body).body().path("choices").toString();
        assertThat(client.post("/completions", body).body().path("choices").toString())
                .isNotEqualTo(first);
    }

    @Test
    void tokenIdsAreAPromptToo() {
        JsonNode answer = client.post(
                        "/completions",
                        "{'prompt': [[5, 6, 7], [8]], 'temperature': 0, 'max_tokens': 5, 'return_token_ids': true}")
                .body();
        assertThat(ids(answer.path("choices").path(0).path("prompt_token_ids"))).containsExactly(5, 6, 7);
        assertThat(ids(answer.path("choices").path(1).path("prompt_token_ids"))).containsExactly(8);
        assertThat(client.post("/completions", "{'prompt': [5, 6], 'max_tokens': 3}")
                        .status())
                .isEqualTo(200);
    }

    /** Fourteen requests at a time, of different lengths, streams and others: each gets what it gets alone. */
    @Test
    void requestsAtTheSameTimeGetWhatTheyGetAlone() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(14);
        try {
            List<Future<String>> texts = new ArrayList<>();
            for (int i = 0; i < 42; i++) {
                String body = "{'prompt': '%s', 'seed': %d, 'max_tokens': %d, 'stream': %s}"
                        .formatted("ab ".repeat(1 + i % 9), i, 10 + i % 31, i % 2 == 0);
                boolean streamed = i % 2 == 0;
                texts.add(threads.submit(() -> streamed
                        ? joined(client.stream("/completions", body), 0)
                        : client.post("/completions", body)
                                .body()
                                .path("choices")
                                .path(0)
                                .path("text")
                                .asString()));
            }
            for (int i = 0; i < texts.size(); i++) {
                Sampler.Config config = new Sampler.Config(10 + i % 31, 1, OptionalInt.empty(), 1, 64);
                assertThat(texts.get(i).get())
                        .isEqualTo(sample("ab ".repeat(1 + i % 9), 1, config, i)
                                .get(0)
                                .text());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String joined(List<JsonNode> events, int index) {
        StringBuilder text = new StringBuilder();
        for (JsonNode event : events) {
            for (JsonNode choice : event.path("choices")) {
                if (choice.path("index").asInt() == index) {
                    text.append(choice.path("text").asString(""))
                            .append(choice.path("delta").path("content").asString(""));
                }
            }
        }
        return text.toString();
    }

    /** Bytes of random characters: pieces end within them all the time. Two completions among each other. */
    @Test
    void aStreamIsTogetherTheAnswerWithoutOne() {
        String body = "{'messages': [{'role': 'user', 'content': 'Hi'}], 'n': 2, 'seed': 5, 'max_tokens': 60,"
                + " 'logprobs': true, 'top_logprobs': 3, 'return_token_ids': true";
        JsonNode whole = client.post("/chat/completions", body + "}").body();
        List<JsonNode> events = client.stream(
                "/chat/completions", body + ", 'stream': true, 'stream_options': {'include_usage': true}}");
        for (int index = 0; index < 2; index++) {
            JsonNode choice = whole.path("choices").path(index);
            List<JsonNode> pieces = new ArrayList<>();
            for (JsonNode event : events) {
                assertThat(event.path("object").asString()).isEqualTo("chat.completion.chunk");
                assertThat(event.path("id")).isEqualTo(events.get(0).path("id"));
                for (JsonNode piece : event.path("choices")) {
                    if (piece.path("index").asInt() == index) {
                        pieces.add(piece);
                    }
                }
            }
            assertThat(joined(events, index))
                    .isEqualTo(choice.path("message").path("content").asString());
            assertThat(pieces.get(0).path("delta").path("role").asString()).isEqualTo("assistant");
            assertThat(pieces.stream()
                            .filter(piece -> piece.path("delta").has("role"))
                            .count())
                    .isEqualTo(1);
            List<Integer> ids = new ArrayList<>();
            List<Double> logprobs = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i++) {
                ids.addAll(ids(pieces.get(i).path("token_ids")));
                pieces.get(i)
                        .path("logprobs")
                        .path("content")
                        .forEach(entry -> logprobs.add(entry.path("logprob").asDouble()));
                assertThat(pieces.get(i).path("finish_reason").isNull()).isEqualTo(i < pieces.size() - 1);
            }
            assertThat(ids).isEqualTo(ids(choice.path("token_ids")));
            assertThat(logprobs).hasSameSizeAs(ids);
            assertThat(pieces.get(pieces.size() - 1).path("finish_reason")).isEqualTo(choice.path("finish_reason"));
            JsonNode first = choice.path("logprobs").path("content").path(0);
            assertThat(first.path("top_logprobs").size()).isEqualTo(3);
            assertThat(first.path("token_id").asInt()).isEqualTo(ids.get(0));
        }
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.path("choices").size()).isZero();
        assertThat(last.path("usage")).isEqualTo(whole.path("usage"));
    }

    /** The text without a stop string has one at its third character: with it the text ends before. */
    @Test
    void aStopStringEndsTheTextAndIsNoPartOfIt() {
        String body = "{'prompt': 'Once', 'temperature': 0, 'max_tokens': 40";
        String whole = sample("Once", 1, GREEDY, 1).get(0).text();
        String stop = whole.substring(3, 5);
        String expected = whole.substring(0, whole.indexOf(stop));
        String escaped = "\"" + stop.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        for (String form : List.of(escaped, "[\"never there\", " + escaped + "]")) {
            String asked = body.replace('\'', '"') + ", \"stop\": " + form + "}";
            JsonNode answer = JsonMapper.shared()
                    .readTree(client.send("/completions", "application/json", asked)
                            .body());
            JsonNode choice = answer.path("choices").path(0);
            assertThat(choice.path("text").asString()).isEqualTo(expected);
            assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
            assertThat(answer.path("usage").path("completion_tokens").asInt()).isLessThan(40);
        }
    }

    @Test
    void messagesBecomeTextByTheTemplateAndAnAnswerIsGoneOnWith() {
        String before = "{'messages': [{'role': 'system', 'content': 'S'}, {'role': 'user', 'content': 'Q'}";
        String rest = "], 'max_tokens': 4, 'return_token_ids': true}";
        JsonNode asked = client.post("/chat/completions", before + rest).body();
        assertThat(decoded(asked)).isEqualTo("<system>S\n<user>Q\n<assistant>");
        assertThat(asked.path("choices").path(0).path("message").path("role").asString())
                .isEqualTo("assistant");
        assertThat(asked.path("object").asString()).isEqualTo("chat.completion");
        JsonNode opened = client.post(
                        "/chat/completions", before + ", {'role': 'assistant', 'content': 'It is'}" + rest)
                .body();
        assertThat(decoded(opened)).isEqualTo("<system>S\n<user>Q\n<assistant>It is");
        JsonNode parts = client.post(
                        "/chat/completions",
                        "{'messages': [{'role': 'user', 'content': 'Q', 'name': null}], 'max_completion_tokens': 2,"
                                + " 'return_token_ids': true}")
                .body();
        assertThat(decoded(parts)).isEqualTo("<user>Q\n<assistant>");
    }

    private static String decoded(JsonNode answer) {
        return reference
                .tokenizer()
                .decodeAll(ids(answer.path("prompt_token_ids")).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /** Log-probabilities of chat: of the policy, beside that of what was sampled from; bytes of whole characters. */
    @Test
    void logprobsOfChatSayTokenAndBytes() {
        JsonNode content = client.post(
                        "/chat/completions",
                        "{'messages': [{'role': 'user', 'content': 'Q'}], 'temperature': 0, 'logprobs': true,"
                                + " 'top_logprobs': 2, 'max_tokens': 20}")
                .body()
                .path("choices")
                .path(0)
                .path("logprobs")
                .path("content");
        assertThat(content.size()).isEqualTo(20);
        for (JsonNode entry : content) {
            assertThat(entry.path("sampling_logprob").asDouble()).isZero(); // greedy is certain
            JsonNode likeliest = entry.path("top_logprobs").path(0);
            assertThat(likeliest.path("logprob")).isEqualTo(entry.path("logprob"));
            String token = entry.path("token").asString();
            int value = entry.path("token_id").asInt() - 3;
            if (value >= 0 && value < 128) {
                assertThat(token).isEqualTo(String.valueOf((char) value));
                assertThat(entry.path("bytes").path(0).asInt()).isEqualTo(value);
            } else if (value >= 128) {
                assertThat(token).isEqualTo("\uFFFD");
                assertThat(entry.path("bytes").isNull()).isTrue();
            }
        }
    }

    @Test
    void modelsAndHealth() {
        JsonNode models = client.get("/models").body();
        assertThat(models.path("data").path(0).path("id").asString()).isEqualTo("bytes");
        assertThat(models.path("data").path(0).path("max_model_len").asInt()).isEqualTo(256);
        assertThat(client.get("/models/bytes").body())
                .isEqualTo(models.path("data").path(0));
        assertThat(client.get("/models/other").status()).isEqualTo(404);
        TestClient root = new TestClient(server.url().resolve("/"));
        JsonNode health = root.get("health").body();
        assertThat(health.path("status").asString()).isEqualTo("ok");
    }

    /** A tensor left open by a step, a join or a request would be there hundreds of times. */
    @Test
    void requestsLeaveNothingBehind() {
        long objects = 0;
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 10; i++) {
                String body = "{'prompt': '%s', 'n': %d, 'max_tokens': 20}".formatted("x".repeat(1 + 7 * i), 1 + i % 4);
                assertThat(client.post("/completions", body).status()).isEqualTo(200);
            }
            if (round == 1) {
                objects = Scope.liveObjects();
            }
        }
        assertThat(Scope.liveObjects()).isLessThanOrEqualTo(objects);
    }
}
