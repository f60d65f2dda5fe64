package dev.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.train.Trainer;
import dev.kedge.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line about a tokenizer that transformers reads otherwise, in every command that loads a folder. */
class TokenizerNoticeTest {

    /** In a folder of type qwen2 transformers 5 composes é of e and an accent, which are three bytes, to one of two. */
    private static final String LINE = "warning: AutoTokenizer of transformers 5 gives other token ids than Kedge here:"
            + " Qwen2Tokenizer has rules of its own in place of the file's normalizer, pre_tokenizer."
            + " Kedge follows the folder's own files, as the model was most likely trained. \"";

    @TempDir
    Path work;

    private Path model(String type, String architecture) throws IOException {
        Path shape = work.resolve(type + ".json");
        Files.writeString(shape, """
                {"architectures": ["%s"], "model_type": "%s", "vocab_size": 320, "hidden_size": 16, "intermediate_size": 24,
                 "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8,
                 "rms_norm_eps": 1e-6, "rope_theta": 10000.0, "max_position_embeddings": 64, "tie_word_embeddings": true,
                 "hidden_act": "silu"}
                """.formatted(architecture, type));
        Path model = work.resolve("model-" + type);
        KedgeRun made = KedgeRun.of(
                "new-model", "--like", shape.toString(), "--output", model.toString(), "--storage", "float32");
        assertThat(made.status()).as(made.err()).isZero();
        said(made, type.equals("qwen2"));
        return model;
    }

    private static void said(KedgeRun run, boolean differs) {
        assertThat(run.status()).as(run.err()).isZero();
        if (differs) {
            assertThat(run.err().lines().filter(line -> line.startsWith("warning: AutoTokenizer")))
                    .as(run.err())
                    .singleElement()
                    .asString()
                    .startsWith(LINE)
                    .contains(" here, [")
                    .endsWith(" there");
        } else {
            assertThat(run.err()).doesNotContain("AutoTokenizer");
        }
    }

    private static void saidInTraining(String model, boolean differs) throws IOException {
        Recipe recipe = Recipe.read(
                        Path.of(System.getProperty("kedge.home", "..")).resolve("recipes/quickstart.yaml"),
                        List.of("model={kind: directory, path: '" + model + "'}", "rollout.sampling.max_new_tokens=4"))
                .value();
        try (Trainer trainer = Trainer.of(recipe)) {
            assertThat(trainer.warnings().stream().filter(line -> line.contains("AutoTokenizer")))
                    .hasSize(differs ? 1 : 0);
        }
    }

    private void everyCommandSaysIt(String type, String architecture, boolean differs) throws IOException {
        String model = model(type, architecture).toString();
        said(KedgeRun.of("sample", "--model", model, "--prompt", "1+1=", "--max-new-tokens", "2"), differs);
        Path input = work.resolve("input.jsonl");
        Files.writeString(input, "{\"tokens\": [4, 5, 6], \"prompt_tokens\": 1}\n");
        said(KedgeRun.of("score", "--model", model, "--input", input.toString()), differs);
        Path data = work.resolve("data.jsonl");
        Files.writeString(data, "{\"prompt\": \"1+1=\", \"answer\": \"2\"}\n");
        said(
                KedgeRun.of(
                        "eval",
                        "--model",
                        model,
                        "--data",
                        data.toString(),
                        "--samples",
                        "1",
                        "--max-new-tokens",
                        "2",
                        "--output",
                        work.resolve("eval-" + type + ".jsonl").toString()),
                differs);
        saidInTraining(model, differs);
        String gguf = work.resolve(type + ".gguf").toString();
        said(KedgeRun.of("export", "--model", model, "--gguf", gguf), differs);
    }

    @Test
    void eachCommandSaysOnceThatQwen2sRulesAreOthers() throws IOException {
        everyCommandSaysIt("qwen2", "Qwen2ForCausalLM", true);
    }

    @Test
    void noCommandSaysAnythingWhereTheFileIsFollowed() throws IOException {
        everyCommandSaysIt("qwen3", "Qwen3ForCausalLM", false);
    }
}
