package com.acme;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.optim.LearningRate;
import dev.kedge.sampling.Sampler;
import dev.kedge.task.Demonstration;
import dev.kedge.task.PromptTask;
import dev.kedge.train.Model;
import dev.kedge.train.Trainer;
import dev.kedge.train.event.Summary;
import dev.kedge.train.policy.NewModel;
import dev.kedge.train.recipe.CheckpointConfig;
import dev.kedge.train.recipe.EvaluationConfig;
import dev.kedge.train.recipe.RolloutConfig;
import dev.kedge.train.recipe.UpdateConfig;
import dev.kedge.train.recipe.WarmStartConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tiny model learns sums of numbers up to five: first from a teacher who is wrong half of the time, then by reward. */
public final class TeachAddition {

    private TeachAddition() {}

    public static void main(String[] arguments) throws IOException {
        List<Prompt> sums = new ArrayList<>();
        List<Demonstration> lessons = new ArrayList<>();
        for (int i = 0; i < 36; i++) {
            int sum = i / 6 + i % 6;
            Prompt prompt = new Prompt("sum-" + i, i / 6 + "+" + i % 6 + "=", sum + ".", Map.of());
            sums.add(prompt);
            lessons.add(new Demonstration(prompt, sum + "."));
            lessons.add(new Demonstration(prompt, (sum + 1) + "."));
        }
        LearningRate.Config rate = LearningRate.Config.DEFAULT;
        try (Trainer trainer = Trainer.builder()
                .model(Model.create(NewModel.builder().initializerRange(0.08).build(), 1))
                .task(PromptTask.of(sums, sums).withDemonstrations(lessons))
                .reward((prompt, completion) -> completion.equals(prompt.answer())
                        ? Verdict.correct(completion)
                        : Verdict.wrong(completion, "not the sum"))
                .objective("atr-grpo")
                .warmStart(WarmStartConfig.builder().updates(200).batchSize(36).build())
                .steps(30)
                .rollout(RolloutConfig.builder()
                        .promptsPerStep(16)
                        .sampling(Sampler.Config.DEFAULT.withMaxNewTokens(4))
                        .build())
                .update(UpdateConfig.builder().learningRate(rate.withPeak(2e-3)).build())
                .evaluation(EvaluationConfig.DEFAULT.withPrompts(36).withEvery(30))
                .checkpoint(CheckpointConfig.DEFAULT.withEvery(30))
                .listener(step -> System.out.printf("step %d: reward %.2f%n", step.step(), step.reward()))
                .build()) {
            Summary summary = trainer.run(Path.of(arguments.length > 0 ? arguments[0] : "runs/addition"));
            System.out.printf(
                    "right: %.0f%% before, %.0f%% after%n",
                    100 * summary.sampledAccuracyBefore(), 100 * summary.sampledAccuracy());
        }
    }
}
