package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.internal.run.MetricsLine;
import dev.kedge.internal.run.MetricsLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The card that a run leaves. */
class RunCardTest {

    @TempDir
    private static Path folder;

    private static String card(Path run) throws IOException {
        return Files.readString(run.resolve("README.md"));
    }

    private static double percent(String card, String how, int column) {
        Matcher row = Pattern.compile("\\| " + how + " \\|([^|]*)\\| ([0-9.]+) % \\(([0-9.]+) to ([0-9.]+)\\)"
                        + " \\| ([0-9.]+) % \\(([0-9.]+) to ([0-9.]+)\\) \\|")
                .matcher(card);
        assertThat(row.find()).as(card).isTrue();
        return Double.parseDouble(row.group(column));
    }

    /** The figures are those of metrics.jsonl, each within its interval; nothing is of this machine. */
    @Test
    void runSaysWhatItTrainedAndWhatCameOut() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        Path run = folder.resolve("run");
        game.start(
                run,
                "rollout.sampling.stop=[\"```\\n---\\n## Loading\\n\"]",
                "evaluation.sets.more={task: {kind: jsonl, test: [" + folder.resolve("guesses.jsonl")
                        + "]}, prompts: 4}");
        String card = card(run);
        List<MetricsLine> lines = MetricsLog.read(run.resolve("metrics.jsonl"));
        MetricsLine summary = lines.get(lines.size() - 1);
        for (String how : List.of("greedy", "sampled")) {
            String metric = "eval/" + how + "_accuracy";
            assertThat(String.format(Locale.ROOT, "%.1f", 100 * summary.value(metric + "_start")))
                    .isEqualTo(String.format(Locale.ROOT, "%.1f", percent(card, how, 2)));
            assertThat(String.format(Locale.ROOT, "%.1f", 100 * summary.value(metric)))
                    .isEqualTo(String.format(Locale.ROOT, "%.1f", percent(card, how, 5)));
            assertThat(percent(card, how, 2)).isBetween(percent(card, how, 3), percent(card, how, 4));
            assertThat(percent(card, how, 5)).isBetween(percent(card, how, 6), percent(card, how, 7));
            assertThat(percent(card, "`more`, " + how, 5)).isBetween(0.0, 100.0);
        }
        assertThat(card)
                .startsWith("---\nlibrary_name: transformers\npipeline_tag: text-generation\ntags:\n")
                .contains(
                        "A model that began with random weights",
                        "recipe `guessing-game`, preset `atr-grpo`, seed 3",
                        "6 steps of 4 prompts with 4 completions each, at most 6 tokens long",
                        "data `guesses.jsonl`, 80 rows",
                        "train: [guesses.jsonl]",
                        "````yaml\n",
                        "libtorch ")
                .doesNotContain(folder.toString(), System.getProperty("user.home") + "/", "license:", "base_model:");
        assertThat(card).doesNotContain(System.getProperty("user.dir"));
        String host = InetAddress.getLocalHost().getHostName();
        if (host.length() > 5) {
            assertThat(card).doesNotContain(host);
        }
    }

    /** The card of adapters names base and licence; a README.md that a person put there stays. */
    @Test
    void adaptersNameTheirBaseAndKeepAPersonsCard() throws IOException {
        GuessingGame game = new GuessingGame(folder);
        Path base = folder.resolve("hub/models--owner--base/snapshots/c0ffee");
        Files.createDirectories(base.getParent());
        game.start(base, "steps=0");
        Files.writeString(base.resolve("README.md"), "---\nlicense: apache-2.0\n---\n# Base\n");
        Path run = folder.resolve("adapters");
        String model = "model={kind: directory, path: " + base + ", lora: {rank: 2, alpha: 4}}";
        game.start(run, model, "steps=2", "warm_start.updates=0");
        assertThat(card(run))
                .startsWith("---\nlicense: apache-2.0\nbase_model: owner/base\nlibrary_name: peft\n")
                .contains(
                        "- lora\n",
                        "Low-rank adapters (LoRA) for `owner/base@c0ffee`",
                        "path: owner/base@c0ffee",
                        "AutoPeftModelForCausalLM")
                .doesNotContain("states no licence", "warm start");

        Path kept = folder.resolve("kept");
        game.start(kept, model, "steps=1");
        Files.writeString(kept.resolve("README.md"), "# mine\n");
        game.resume(kept);
        assertThat(card(kept)).isEqualTo("# mine\n");
    }
}
