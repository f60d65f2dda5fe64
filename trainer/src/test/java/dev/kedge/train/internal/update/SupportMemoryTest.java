package dev.kedge.train.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.model.Decoder;
import dev.kedge.model.DecoderConfig;
import dev.kedge.objective.ObjectiveCatalogue;
import dev.kedge.objective.Preset;
import dev.kedge.objective.advantage.Advantage;
import dev.kedge.optim.AdamW;
import dev.kedge.random.Purpose;
import dev.kedge.rollout.Group;
import dev.kedge.rollout.Sample;
import dev.kedge.sampling.SampledDistribution;
import dev.kedge.sampling.SampledTokens;
import dev.kedge.sampling.Sampler;
import dev.kedge.sampling.SamplingStreams;
import dev.kedge.sampling.TokenSupport;
import dev.kedge.tensor.ComputeType;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.Torch;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The memory of what could be sampled, over a public vocabulary of 151,936 tokens with {@code top_p 0.9} and
 * {@code top_k 20}. The decoder is as narrow as can be, so that the rest of the step is as small as it ever is.
 */
class SupportMemoryTest {

    private static final int VOCABULARY = 151_936;
    private static final int COMPLETIONS = 16;
    private static final int TOKENS = 32;

    /** Completions of a step of the default recipe: 32 prompts, 8 of each, 256 tokens long. */
    private static final long STEP_TOKENS = 32L * 8 * 256;

    private static List<Sample> sampled(Decoder decoder) {
        Sampler.Config config =
                Sampler.Config.DEFAULT.withMaxNewTokens(TOKENS).withTopP(0.9).withTopK(OptionalInt.of(20));
        List<SampledTokens> completions = new Sampler(decoder, Set.of(), config)
                .keepingDistribution()
                .sample(List.of(new int[] {5, 7}), COMPLETIONS, new SamplingStreams(1, Purpose.ROLLOUT, 1))
                .get(0);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < COMPLETIONS; i++) {
            Group group = new Group(0, new Prompt("p", "", "", Map.of()), new int[] {5, 7});
            samples.add(new Sample(group, completions.get(i), "", Verdict.correct(""))
                    .withAdvantage(Advantage.ofRollout(i % 2 == 0 ? 1 : -1)));
        }
        return samples;
    }

    @Test
    void theSupportOfAWholeStepIsBelowAPartInTwentyOfTheLeastStep() {
        Torch.setThreads(1);
        DecoderConfig narrow = new DecoderConfig(VOCABULARY, 8, 8, 1, 1, 1, 8, 1e-6, 10_000, 64, true, true, 0.3);
        UpdateConfig config = UpdateConfig.builder().miniBatches(1).build();
        try (Decoder decoder = Decoder.create(narrow, ComputeType.FLOAT32, 1);
                AdamW optimizer = new AdamW(
                        decoder.parameters().master(), decoder.parameters().gradient(), config.adam(), 1)) {
            List<Sample> samples = sampled(decoder);
            long bytes = samples.stream()
                    .flatMap(sample -> sample.sampled().distribution().stream())
                    .flatMap((SampledDistribution distribution) -> distribution.support().stream())
                    .mapToLong(TokenSupport::bytes)
                    .sum();
            InnerUpdates updates = new InnerUpdates(
                    config,
                    SteeredObjective.fixed(ObjectiveCatalogue.objective(
                            Preset.named("atr-grpo").objective())),
                    Learners.alone(decoder),
                    Optional.empty(),
                    optimizer,
                    1.0,
                    1,
                    1);
            try (OldPolicy old = updates.oldPolicy(1, samples)) {
                updates.run(1, old);
            }
            double perToken = (double) bytes / (COMPLETIONS * TOKENS);
            double ofStep = perToken * STEP_TOKENS;
            long resident = Scope.residentBytes();
            System.out.printf(
                    "support: %.1f bytes a token; %.2f MiB for a step of %d tokens, %.2f %% of the %.0f MiB that the"
                            + " process has after an update%n",
                    perToken, ofStep / (1 << 20), STEP_TOKENS, 100 * ofStep / resident, resident / (double) (1 << 20));
            assertThat(perToken).isLessThanOrEqualTo((double) TokenSupport.maxBytes(VOCABULARY, 20)); // 65 bytes
            assertThat(ofStep).isLessThan(0.05 * resident);
        }
    }
}
