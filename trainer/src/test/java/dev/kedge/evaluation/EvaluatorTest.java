package dev.kedge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.rollout.RolloutProducer;
import dev.kedge.sampling.Sampler;
import dev.kedge.tensor.ComputeType;
import dev.kedge.text.CharacterTokenizer;
import dev.kedge.text.PromptEncoder;
import dev.kedge.text.Tokenizer;
import dev.kedge.verifiers.VerifierPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

    private static final int END = 1;
    private static final Sampler.Config SAMPLING = new Sampler.Config(12, 1.0, OptionalInt.empty(), 1.0, 64);

    @Test
    void everyPromptIsJudgedOnceGreedilyAndAsOftenAsAskedBySampling(@TempDir Path directory) throws IOException {
        CharacterTokenizer.write(directory, "0123456789+=");
        DecoderConfig config = new DecoderConfig(15, 32, 48, 2, 4, 2, 16, 1e-6, 10_000.0, 64, true, true, 0.25);
        List<Prompt> prompts = prompts(10);
        try (Tokenizer tokenizer = Tokenizer.load(directory);
                Decoder decoder = Decoder.create(config, ComputeType.FLOAT32, 3);
                VerifierPool verifiers = new VerifierPool(EvaluatorTest::hasDigit, VerifierPool.Config.DEFAULT)) {
            PromptEncoder encoder = PromptEncoder.of(tokenizer, PromptEncoder.Config.DEFAULT);
            Evaluator evaluator = new Evaluator(
                    prompts,
                    JudgedSource.of(new RolloutProducer(
                            encoder, new Sampler(decoder, Set.of(END), SAMPLING.greedy()), verifiers)),
                    JudgedSource.of(
                            new RolloutProducer(encoder, new Sampler(decoder, Set.of(END), SAMPLING), verifiers)),
                    6,
                    1);
            Evaluation first = evaluator.evaluate(0);

            assertThat(first.greedy().largestK()).isEqualTo(1);
            assertThat(first.sampled().largestK()).isEqualTo(6);
            double right = 0;
            for (int i = 0; i < prompts.size(); i++) {
                JudgedPrompt group = first.sampled().groups().get(i);
                assertThat(group.prompt()).isEqualTo(prompts.get(i));
                for (Judgement rollout : group.completions()) {
                    assertThat(rollout.length()).isBetween(1, SAMPLING.maxNewTokens());
                    assertThat(rollout.verdict()).isEqualTo(hasDigit(group.prompt(), rollout.text()));
                    right += rollout.verdict().isCorrect() ? 1 : 0;
                }
            }
            assertThat(right).isStrictlyBetween(0.0, 60.0);
            assertThat(first.metrics().get("eval/sampled_accuracy")).isCloseTo(right / 60, within(1e-12));

            Evaluation again = evaluator.evaluate(0);
            assertThat(texts(again.sampled())).isEqualTo(texts(first.sampled()));
            Evaluation laterStep = evaluator.evaluate(1);
            assertThat(texts(laterStep.sampled())).isNotEqualTo(texts(first.sampled()));
            assertThat(texts(laterStep.greedy())).isEqualTo(texts(first.greedy()));
        }
    }

    /** Right if the completion contains the last digit of the prompt. */
    private static Verdict hasDigit(Prompt prompt, String completion) {
        return completion.contains(prompt.answer()) ? Verdict.correct(prompt.answer()) : Verdict.wrong("", "none");
    }

    private static List<Prompt> prompts(int count) {
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prompts.add(new Prompt("p" + i, "1".repeat(i) + "+" + i + "=", Integer.toString(i), Map.of()));
        }
        return prompts;
    }

    private static List<String> texts(JudgedGroups groups) {
        return groups.groups().stream()
                .flatMap(group -> group.completions().stream())
                .map(Judgement::text)
                .toList();
    }
}
