package dev.kedge.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * The smallest run in which everything happens: a data set whose demonstrations are random digits, so that after a few
 * dozen updates of a model with a few thousand weights the student guesses digits, is right now and then, and can be
 * reinforced.
 *
 * <p>80 prompts of 2 to 16 letters; the answer is a digit from 0 to 3, and a demonstration one or several random ones.
 */
public final class GuessingGameRecipe {

    private final Path folder;

    /** Writes data set and recipe to a folder. */
    public GuessingGameRecipe(Path folder) {
        this.folder = folder;
        SplittableRandom random = new SplittableRandom(11);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            StringBuilder prompt = new StringBuilder("abcdefghij".substring(i % 10, i % 10 + 1));
            prompt.append("xyzw".charAt(i / 10 % 4)).append(i < 40 ? "" : "q");
            prompt.append("r".repeat(random.nextInt(14)));
            String digits = "0123".substring(random.nextInt(4)).substring(0, 1).repeat(1 + random.nextInt(4));
            rows.append("{\"prompt\":\"%s\",\"answer\":\"%d\",\"solution\":\"%s\"}%n"
                    .formatted(prompt, random.nextInt(4), digits));
        }
        try {
            Files.writeString(folder.resolve("guesses.jsonl"), rows);
            Files.writeString(recipe(), """
                    name: guessing-game
                    seed: 3
                    threads: 1
                    task: {kind: jsonl, train: [%s], solution: "{solution}"}
                    verification: {threads: 1}
                    model: {kind: new, hidden_size: 16, feed_forward_size: 32, layers: 1, query_heads: 2,
                            key_value_heads: 1, head_width: 8, max_positions: 32, initializer_range: 0.1}
                    warm_start:
                      updates: 24
                      batch_size: 12
                      checkpoint_every: 10
                      learning_rate: {peak: 0.03, warmup_updates: 5, schedule: cosine, final_fraction: 0.1}
                    steps: 6
                    rollout: {prompts_per_step: 4, group_size: 4, sampling: {max_new_tokens: 6}}
                    update:
                      epochs: 1
                      mini_batches: 2
                      micro_batch_tokens: 100
                      learning_rate: {peak: 0.003, warmup_updates: 0, schedule: linear, final_fraction: 0}
                    evaluation: {split: test, prompts: 8, samples: 2, every: 3}
                    checkpoint: {every: 2, keep_last: 2}
                    """.formatted(folder.resolve("guesses.jsonl")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recipe's file. */
    public Path recipe() {
        return folder.resolve("guessing-game.yaml");
    }

    /** A folder below the one that was given. */
    public Path folder(String name) {
        return folder.resolve(name);
    }
}
