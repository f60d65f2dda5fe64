package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.model.hub.GenerationConfig;
import dev.kedge.model.hub.ModelDirectory;
import dev.kedge.tensor.ComputeType;
import dev.kedge.testing.GuessingGameRecipe;
import dev.kedge.text.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models by their name on the Hugging Face hub, in the cache that the build names and offline, as it says: a random
 * model of 15 characters at a commit of zeros.
 */
class HubModelTest {

    private static final String COMMIT = "0".repeat(40);
    private static final Path REPOSITORY =
            Path.of(System.getenv("HF_HUB_CACHE")).resolve("models--kedge-tests--tiny");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void writeModel() throws IOException {
        Path snapshot = REPOSITORY.resolve("snapshots").resolve(COMMIT);
        Files.createDirectories(snapshot);
        CharacterTokenizer.write(snapshot, "0123456789+=");
        DecoderConfig config = new DecoderConfig(15, 32, 48, 2, 4, 2, 16, 1e-6, 10_000.0, 64, true, true, 0.25);
        try (Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 3)) {
            ModelDirectory.save(
                    snapshot, decoder, new GenerationConfig(OptionalInt.empty(), List.of(1), OptionalInt.of(0)));
        }
        Files.createDirectories(REPOSITORY.resolve("refs"));
        Files.writeString(REPOSITORY.resolve("refs/main"), COMMIT);
    }

    private static KedgeRun sample(String model) {
        return KedgeRun.of(
                "sample",
                "--model",
                model,
                "--prompt",
                "1+1=",
                "--samples",
                "2",
                "--seed",
                "5",
                "--max-new-tokens",
                "8");
    }

    @Test
    void nameIsTheSnapshotInTheCache() {
        KedgeRun named = sample("kedge-tests/tiny");

        assertThat(named.status()).as(named.err()).isZero();
        assertThat(named.out()).startsWith("1+1=");
        assertThat(named.out())
                .isEqualTo(sample(REPOSITORY.resolve("snapshots/" + COMMIT).toString())
                        .out());
        assertThat(named.out()).isEqualTo(sample("kedge-tests/tiny@" + COMMIT).out());
        assertThat(named.err()).isEmpty();
    }

    @Test
    void otherCommandsTakeItToo() throws IOException {
        Path input = folder.resolve("input.jsonl");
        Files.writeString(input, "{\"tokens\":[3,4,5,6],\"prompt_tokens\":1}\n");
        KedgeRun score = KedgeRun.of("score", "--model", "kedge-tests/tiny", "--input", input.toString(), "--json");
        assertThat(score.status()).as(score.err()).isZero();
        assertThat(score.out()).contains("\"logprobs\":[");

        Path file = folder.resolve("tiny.gguf");
        KedgeRun export = KedgeRun.of("export", "--model", "kedge-tests/tiny", "--gguf", file.toString());
        assertThat(export.status()).isEqualTo(2); // found, but its tokenizer has no place in a GGUF file
        assertThat(export.err())
                .startsWith("kedge: " + REPOSITORY)
                .contains("tokenizer.json: only byte-level BPE can be written");

        KedgeRun merge = KedgeRun.of(
                "merge",
                "--model",
                "kedge-tests/tiny",
                "--output",
                folder.resolve("out").toString());
        assertThat(merge.status()).isEqualTo(2);
        assertThat(merge.err())
                .isEqualTo("kedge: --model must be a directory with an adapter_config.json, got kedge-tests/tiny\n");
    }

    /** A model that a run of no steps wrote is put into the cache, and another run begins with it. */
    @Test
    void recipeNamesItAndTheRunKeepsTheCommit() throws IOException {
        GuessingGameRecipe game = new GuessingGameRecipe(folder);
        Path repository = REPOSITORY.resolveSibling("models--kedge-tests--" + folder.getFileName());
        Path snapshot = repository.resolve("snapshots").resolve(COMMIT);
        KedgeRun first = KedgeRun.of(
                "train", game.recipe().toString(), "--run-dir", snapshot.toString(), "steps=0", "warm_start.updates=1");
        assertThat(first.status()).as(first.err()).isZero();
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), COMMIT);
        String name = "kedge-tests/" + folder.getFileName();
        Path recipe = folder.resolve("hub.yaml");
        Files.writeString(
                recipe,
                Files.readString(game.recipe())
                        .replaceAll("(?s)model: \\{.*?}", "model: {kind: directory, path: " + name + "}"));

        Path run = folder.resolve("run");
        KedgeRun second =
                KedgeRun.of("train", recipe.toString(), "--run-dir", run.toString(), "steps=0", "warm_start.updates=1");

        assertThat(second.status()).as(second.err()).isZero();
        assertThat(run.resolve("config.yaml")).content().contains(name + "@" + COMMIT);
        assertThat(run.resolve("model.safetensors")).isNotEmptyFile();
        Files.writeString(recipe, Files.readString(recipe).replace(name, "kedge-tests/none"));
        KedgeRun absent = KedgeRun.of(
                "train", recipe.toString(), "--run-dir", folder.resolve("none").toString());
        assertThat(absent.status()).isEqualTo(2);
        assertThat(absent.err())
                .contains("model.path")
                .contains("kedge-tests/none is neither a folder here nor a model to be had: ")
                .hasLineCount(1);
    }

    /** Model and rows by their names alone; the run keeps both commits, and its card both names. */
    @Test
    void recipeNamesModelAndRowsByTextAlone() throws IOException {
        GuessingGameRecipe game = new GuessingGameRecipe(folder);
        String name = String.valueOf(folder.getFileName());
        Path rows = REPOSITORY.resolveSibling("datasets--kedge-tests--" + name);
        Path snapshot = Files.createDirectories(rows.resolve("snapshots").resolve(COMMIT));
        Files.copy(folder.resolve("guesses.jsonl"), snapshot.resolve("train.jsonl"));
        Files.createDirectories(rows.resolve("refs"));
        Files.writeString(rows.resolve("refs/main"), COMMIT);
        Path recipe = folder.resolve("hub.yaml");
        String made = "models--kedge-tests--" + name + "-model";
        Path model = REPOSITORY.resolveSibling(made).resolve("snapshots").resolve(COMMIT);
        KedgeRun first = KedgeRun.of(
                "train", game.recipe().toString(), "--run-dir", model.toString(), "steps=0", "warm_start.updates=1");
        assertThat(first.status()).as(first.err()).isZero();
        Files.createDirectories(REPOSITORY.resolveSibling(made).resolve("refs"));
        Files.writeString(REPOSITORY.resolveSibling(made).resolve("refs/main"), COMMIT);
        Files.writeString(
                recipe,
                Files.readString(game.recipe())
                        .replaceAll("(?s)model: \\{.*?}", "model: kedge-tests/" + name + "-model")
                        .replaceAll("train: \\[.*?]", "hub: kedge-tests/" + name));

        Path run = folder.resolve("run");
        KedgeRun second =
                KedgeRun.of("train", recipe.toString(), "--run-dir", run.toString(), "steps=0", "warm_start.updates=1");
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(run.resolve("config.yaml"))
                .content()
                .contains("kedge-tests/" + name + "-model@" + COMMIT, "hub: kedge-tests/" + name + "@" + COMMIT);
        assertThat(run.resolve("README.md"))
                .content()
                .contains(
                        "base_model: kedge-tests/" + name + "-model\n",
                        "datasets:\n- kedge-tests/" + name + "\n",
                        "data `kedge-tests/" + name + "/train.jsonl@" + COMMIT + "`, 80 rows")
                .doesNotContain(folder.toString(), REPOSITORY.toString());

        Files.writeString(
                recipe, Files.readString(recipe).replace("hub: kedge-tests/" + name, "hub: kedge-tests/none"));
        KedgeRun absent = KedgeRun.of(
                "train", recipe.toString(), "--run-dir", folder.resolve("none").toString());
        assertThat(absent.status()).isEqualTo(2);
        assertThat(absent.err())
                .contains("hub.yaml:4: task.hub must be a data set to be had: kedge-tests/none is not in the cache")
                .hasLineCount(1);
    }

    @Test
    void nameThatTheCacheLacksIsOneLine() {
        KedgeRun run = sample("kedge-tests/none");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("kedge: kedge-tests/none is neither a folder here nor a model to be had:"
                        + " kedge-tests/none is not"
                        + " in the cache " + System.getenv("HF_HUB_CACHE")
                        + ", and HF_HUB_OFFLINE says not to ask the hub\n");
    }

    @Test
    void downloadAsksTheHubAndSoNotOffline() {
        KedgeRun run = KedgeRun.of("download", "kedge-tests/tiny");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("kedge: HF_HUB_OFFLINE says not to ask the hub for kedge-tests/tiny\n");
        assertThat(KedgeRun.of("download", "tiny").err())
                .isEqualTo("kedge: NAME must be OWNER/NAME, OWNER/NAME@REVISION or OWNER/NAME/FILE.gguf, got tiny\n");
    }
}
