package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import dev.kedge.testing.GuessingGameRecipe;
import dev.kedge.text.ByteTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Models and data as others have them, through the commands: {@code sample}, {@code eval}, {@code train}. */
class FilesOfOthersTest {

    @TempDir
    private Path folder;

    private Path model() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        ByteTokenizer.write(model);
        DecoderConfig config = new DecoderConfig(260, 16, 32, 1, 2, 1, 8, 1e-6, 10_000.0, 512, true, true, 0.1);
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 3)) {
            ModelDirectory.save(
                    model, decoder, new GenerationConfig(OptionalInt.empty(), List.of(1), OptionalInt.of(0)));
        }
        return model;
    }

    private static KedgeRun sample(Path model) {
        return KedgeRun.of(
                "sample", "--model", model.toString(), "--prompt", "Hi", "--max-new-tokens", "4", "--json", "--seed=1");
    }

    /** The same weights with a table of rotary positions beside them, as Llama 2 and its descendants have it. */
    @Test
    void aTableOfPositionsInACheckpointChangesNothing() throws IOException {
        Path model = model();
        KedgeRun plain = sample(model);
        assertThat(plain.status()).as(plain.err()).isZero();
        Path weights = model.resolve("model.safetensors");
        Files.write(weights, withBuffer(Files.readAllBytes(weights), "model.layers.0.self_attn.rotary_emb.inv_freq"));
        KedgeRun old = sample(model);
        assertThat(old.status()).as(old.err()).isZero();
        assertThat(old.out()).isEqualTo(plain.out());
    }

    /** Eight bytes for the length of the header, the header, and the values: 16 bytes more at the end. */
    private static byte[] withBuffer(byte[] file, String name) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        ObjectNode header = (ObjectNode) JsonMapper.shared().readTree(file, Long.BYTES, length);
        int values = file.length - Long.BYTES - length;
        ObjectNode tensor = header.putObject(name).put("dtype", "F32");
        tensor.putArray("shape").add(4);
        tensor.putArray("data_offsets").add(values).add(values + 16);
        byte[] written = header.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + written.length + values + 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(written.length)
                .put(written)
                .put(file, Long.BYTES + length, values)
                .array();
    }

    @Test
    void weightsThatAreAPointerOfGitLfsAreCalledSo() throws IOException {
        Path model = model();
        Path weights = model.resolve("model.safetensors");
        Files.writeString(weights, "version https://git-lfs.github.com/spec/v1\noid sha256:01\nsize 123\n");
        KedgeRun run = sample(model);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("kedge: " + weights + " is a Git LFS pointer, not the file itself; git lfs pull fetches it"
                        + System.lineSeparator());
    }

    /** A row of SQuAD from the file to the verdict: each text of the list is a right answer, their list is none. */
    @Test
    void anyAnswerOfAListColumnIsRight() throws IOException {
        Path data = Files.writeString(
                folder.resolve("squad.jsonl"),
                "{\"question\":\"Who won?\",\"answers\":{\"text\":[\"Denver Broncos\",\"Denver Broncos\","
                        + "\"the Broncos\"],\"answer_start\":[177,177,170]}}\n");
        assertThat(outcome(data, "Denver Broncos")).isEqualTo("correct");
        assertThat(outcome(data, "Broncos.")).isEqualTo("correct");
        assertThat(outcome(data, "Denver")).isEqualTo("wrong");
        assertThat(outcome(data, "Denver Broncos, Denver Broncos, the Broncos")).isEqualTo("wrong");
    }

    private String outcome(Path data, String completion) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = ("{\"choices\": [{\"message\": {\"content\": \"" + completion
                            + "\"}, \"finish_reason\": \"stop\"}], \"usage\": {\"completion_tokens\": 2}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Path output = folder.resolve("out.jsonl");
        try {
            KedgeRun run = KedgeRun.of(
                    "eval",
                    "--server",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "--model=served",
                    "--samples=1",
                    "--max-new-tokens=8",
                    "--json",
                    "--data",
                    data.toString(),
                    "--prompt={question}",
                    "--answer={answers.text}",
                    "--verifier=normalized",
                    "--output",
                    output.toString());
            assertThat(run.status()).as(run.err()).isZero();
        } finally {
            server.stop(0);
        }
        JsonNode line = JsonMapper.shared().readTree(Files.readAllLines(output).get(0));
        return line.get("outcome").asString();
    }

    /** Prompts of 2 to 16 letters and 20 new tokens in 32 positions: the long ones are left out and counted. */
    @Test
    void trainingLeavesOverlongPromptsOutAndCountsThem() {
        GuessingGameRecipe game = new GuessingGameRecipe(folder);
        KedgeRun refused = train(game, "refused", "overlong_prompts=refuse");
        assertThat(refused.status()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err()).contains("rollout.sampling.max_new_tokens");
        PrintStream before = System.err;
        ByteArrayOutputStream shown = new ByteArrayOutputStream(); // a run shows its progress to whoever watches it
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            KedgeRun run = train(game, "run", "overlong_prompts=leave-out");
            assertThat(run.status()).as(run.err()).isZero();
        } finally {
            System.setErr(before);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .containsPattern("warning: [1-9][0-9]* prompts are left out: 20 new tokens do not fit behind in the"
                        + " model's 32 positions; the first is guesses\\.jsonl:[0-9]+");
    }

    private KedgeRun train(GuessingGameRecipe game, String name, String setting) {
        return KedgeRun.of(
                "train",
                game.recipe().toString(),
                "--run-dir",
                folder.resolve(name).toString(),
                "warm_start.updates=0",
                "steps=1",
                "evaluation.prompts=2",
                "rollout.sampling.max_new_tokens=20",
                setting);
    }
}
