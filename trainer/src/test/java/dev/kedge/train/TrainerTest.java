package dev.kedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import dev.kedge.config.ConfigException;
import dev.kedge.evaluation.Evaluation;
import dev.kedge.internal.run.MetricsLog;
import dev.kedge.sampling.Sampler;
import dev.kedge.task.Demonstration;
import dev.kedge.task.PromptTask;
import dev.kedge.tensor.Compute;
import dev.kedge.testing.RecordedFiles;
import dev.kedge.train.event.Summary;
import dev.kedge.train.event.TrainingEvent;
import dev.kedge.train.event.TrainingListener;
import dev.kedge.train.policy.NewModel;
import dev.kedge.train.recipe.EvaluationConfig;
import dev.kedge.train.recipe.RolloutConfig;
import dev.kedge.train.recipe.WarmStartConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training, sampling, scoring and evaluating from Java, without a recipe. */
class TrainerTest {

    private static final List<Prompt> PROMPTS = IntStream.range(0, 64)
            .mapToObj(i -> new Prompt("p" + i, "count " + i, Integer.toString(i % 10), Map.of()))
            .toList();

    private static final NewModel TINY = NewModel.builder()
            .hiddenSize(16)
            .feedForwardSize(32)
            .layers(1)
            .queryHeads(2)
            .keyValueHeads(1)
            .headWidth(8)
            .maxPositions(32)
            .build();

    private static final Sampler.Config SHORT = new Sampler.Config(4, 1.0, OptionalInt.empty(), 1.0, 64);

    @TempDir
    private Path folder;

    private static Verdict judge(Prompt prompt, String completion) {
        return completion.contains(prompt.answer())
                ? Verdict.correct(prompt.answer())
                : Verdict.wrong(completion, "not the last digit");
    }

    private static TrainerBuilder builder() {
        return Trainer.builder()
                .model(Model.create(TINY, 5))
                .task(PROMPTS)
                .reward(TrainerTest::judge)
                .objective("atr-grpo")
                .rollout(RolloutConfig.builder()
                        .promptsPerStep(4)
                        .groupSize(4)
                        .sampling(SHORT)
                        .build())
                .evaluation(
                        EvaluationConfig.DEFAULT.withPrompts(4).withSamples(2).withEvery(2))
                .steps(3)
                .threads(1);
    }

    @Test
    void everythingThatHappensIsToldInOrder() throws IOException {
        List<String> heard = new ArrayList<>();
        TrainingListener everything = new TrainingListener() {
            @Override
            public void step(TrainingEvent.Step step) {
                throw new AssertionError("on hears everything");
            }

            @Override
            public void on(TrainingEvent event) {
                heard.add(described(event));
            }
        };
        List<Double> rewards = new ArrayList<>();
        PromptTask task = PromptTask.of(PROMPTS).withDemonstrations(List.of(new Demonstration(PROMPTS.get(0), "0")));
        Path run = folder.resolve("run");
        Summary summary;
        try (Trainer trainer = builder()
                .task(task)
                .warmStart(WarmStartConfig.builder().updates(2).batchSize(2).build())
                .listener(everything)
                .listener(step -> rewards.add(step.reward()))
                .build()) {
            summary = trainer.run(run);
        }
        assertThat(heard)
                .containsExactly(
                        "PhaseBegun WARM_START 2",
                        "WarmStartUpdate 1",
                        "WarmStartUpdate 2",
                        "Evaluated 0 []",
                        "Checkpointed 0",
                        "PhaseBegun REINFORCEMENT 3",
                        "Step 1",
                        "Checkpointed 1",
                        "Step 2",
                        "Evaluated 2 []",
                        "Checkpointed 2",
                        "Step 3",
                        "Evaluated 3 []",
                        "Checkpointed 3",
                        "Finished");
        assertThat(rewards).hasSize(3);
        assertThat(summary.directory()).isEqualTo(run);
        assertThat(MetricsLog.read(run.resolve("metrics.jsonl")).get(7).values())
                .isEqualTo(summary.metrics());
        assertThat(summary.sampledAccuracy()).isBetween(0.0, 1.0);
        assertThat(run.resolve("report.html")).exists();
        assertThat(run.resolve("provenance.json")).exists();
    }

    private static String described(TrainingEvent event) {
        String name = event.getClass().getSimpleName();
        if (event instanceof TrainingEvent.PhaseBegun phase) {
            return name + " " + phase.phase() + " " + phase.total();
        }
        if (event instanceof TrainingEvent.WarmStartUpdate update) {
            assertThat(update.loss()).isPositive();
            return name + " " + update.update();
        }
        if (event instanceof TrainingEvent.Step step) {
            assertThat(step.groups()).hasSize(4);
            return name + " " + step.step();
        }
        if (event instanceof TrainingEvent.Evaluated evaluated) {
            return name + " " + evaluated.step() + " " + evaluated.sets().keySet();
        }
        if (event instanceof TrainingEvent.Checkpointed checkpoint) {
            assertThat(checkpoint.directory().resolve("model.safetensors")).exists();
            return name + " " + checkpoint.step();
        }
        return name;
    }

    @Test
    void aListenerThatThrowsStopsTheRunAndRunningAgainEndsWithTheSameBytes() throws IOException {
        try (Trainer trainer = builder().build()) {
            trainer.run(folder.resolve("straight"));
        }
        Path run = folder.resolve("stopped");
        List<Long> later = new ArrayList<>();
        try (Trainer trainer = builder()
                .listener(Stop.afterStep(2))
                .listener(step -> later.add(step.step()))
                .build()) {
            assertThatThrownBy(() -> trainer.run(run)).isInstanceOf(Stop.Stopped.class);
        }
        assertThat(later).containsExactly(1L);
        try (Trainer trainer = builder().build()) {
            trainer.run(run);
        }
        RecordedFiles.of(run).areThoseOf(RecordedFiles.of(folder.resolve("straight")));
    }

    @Test
    void aDirectoryOfAnotherRunIsRefused() throws IOException {
        Path run = folder.resolve("run");
        try (Trainer trainer = builder().steps(1).build()) {
            trainer.run(run);
            assertThatThrownBy(() -> trainer.run(folder.resolve("second")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a trainer runs once, because its weights have changed; build another");
        }
        try (Trainer trainer = builder().seed(8).build()) {
            assertThatThrownBy(() -> trainer.run(run))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("run directory " + run
                            + " must be empty or hold this run, but its config.yaml has other settings");
        }
    }

    @Test
    void whatIsMissingIsNamedInOneLine() {
        assertThatThrownBy(() -> Trainer.builder().build())
                .isInstanceOf(ConfigException.class)
                .hasMessage("model must be set, for example to Model.directory(path) or Model.create(shape)");
        assertThatThrownBy(() -> Trainer.builder().model(Model.create(TINY)).build())
                .hasMessage("task must be set, for example to prompts, a Task or Tasks.named(\"addition\")");
        assertThatThrownBy(() -> Trainer.builder()
                        .model(Model.create(TINY))
                        .task(PROMPTS)
                        .build())
                .hasMessage("reward must be set, for example to a Verifier, as the task goes with none");
        assertThatThrownBy(() -> builder().steps(-1).build()).hasMessage("steps must be >= 0, got -1");
        assertThatThrownBy(() -> builder().rollout(RolloutConfig.DEFAULT).build())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("rollout.sampling.max_new_tokens must be <= ");
    }

    @Test
    void whatWasTrainedIsSampledScoredAndEvaluated() throws IOException {
        Path run = folder.resolve("run");
        try (Trainer trainer = builder().build()) {
            trainer.run(run);
        }
        try (LanguageModel model = Model.directory(run).open(Compute.cpu(1))) {
            List<List<LanguageModel.SampledText>> twice = model.sample(PROMPTS.subList(0, 2), 3, SHORT, 7);
            assertThat(twice).hasSize(2).allSatisfy(group -> assertThat(group).hasSize(3));
            assertThat(texts(model.sample(PROMPTS.subList(0, 2), 3, SHORT, 7))).isEqualTo(texts(twice));
            assertThat(model.sample("count 3", 2)).hasSize(2);

            // What was sampled at temperature 1 has the log-probabilities that scoring gives.
            LanguageModel.SampledText sampled = twice.get(0).get(0);
            int[] prompt = model.encode(PROMPTS.get(0)).tokens();
            int[] all = IntStream.concat(
                            IntStream.of(prompt),
                            IntStream.of(sampled.completion().tokens()))
                    .toArray();
            float[] scored = model.score(List.of(new SequenceScorer.Sequence(all, prompt.length)))
                    .get(0)
                    .logprobs();
            for (int i = 0; i < scored.length; i++) {
                assertThat(scored[i]).isCloseTo(sampled.completion().samplingLogprobs()[i], within(1e-4f));
            }
            assertThat(model.score("count 3", "ab").logprobs()).hasSize(2);

            boolean[] closed = {false};
            Verifier judge = new Verifier() {
                @Override
                public Verdict verify(Prompt prompt, String completion) {
                    return judge(prompt, completion);
                }

                @Override
                public void close() {
                    closed[0] = true;
                }
            };
            Evaluation evaluation = model.evaluate(PROMPTS, judge, 4, SHORT, 1);
            assertThat(evaluation.sampled().passAtK(4).mean())
                    .isGreaterThanOrEqualTo(evaluation.sampled().accuracy().mean());
            assertThat(evaluation.metrics()).containsKey("eval/majority_at_k");
            assertThat(closed[0]).isFalse();
        }
    }

    private static List<String> texts(List<List<LanguageModel.SampledText>> groups) {
        return groups.stream()
                .flatMap(List::stream)
                .map(LanguageModel.SampledText::text)
                .toList();
    }
}
