package dev.kedge.train;

import dev.kedge.metric.Metrics;
import dev.kedge.model.Decoder;
import dev.kedge.objective.Objective;
import dev.kedge.objective.ObjectiveInputs;
import dev.kedge.objective.ObjectiveOutcome;
import dev.kedge.objective.StepTotals;
import dev.kedge.objective.TokenLogprobs;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.GradientClipping;
import dev.kedge.optim.LearningRate;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The updates made on one batch of rollouts.
 *
 * <p>The old policy is the policy as it stands when they begin, and its log-probabilities are computed here by the same
 * pass that training uses, so that in the first update w is exactly 1.
 */
final class InnerUpdates {

    private final UpdateConfig config;
    private final Objective objective;
    private final Decoder decoder;
    private final PolicyPass policy;
    private final Optional<PolicyPass> reference;
    private final LearningRate learningRate;
    private final OptimizerUpdate optimizerUpdate;
    private final long seed;

    InnerUpdates(
            UpdateConfig config,
            Objective objective,
            Decoder decoder,
            Optional<Decoder> reference,
            AdamW optimizer,
            double temperature,
            long totalSteps,
            long seed) {
        this.config = config;
        this.objective = objective;
        this.decoder = decoder;
        this.policy = new PolicyPass(decoder, temperature);
        this.reference = reference.map(frozen -> new PolicyPass(frozen, temperature));
        this.learningRate = new LearningRate(config.learningRate(), totalSteps * config.updatesPerStep());
        this.optimizerUpdate = new OptimizerUpdate(
                decoder.parameters(), optimizer, new GradientClipping(config.maxGradientNorm()), "update");
        this.seed = seed;
    }

    /** Log-probs of the completions under the policy as it stands, one array per sequence. */
    float[][] score(List<TrainingSequence> sequences) {
        return policy.score(sequences, config.microBatchTokens());
    }

    /** All updates of one step; {@code oldLogprobs} is what {@link #score} gave before the first. */
    Metrics run(long step, List<TrainingSequence> sequences, float[][] oldLogprobs) {
        Optional<float[][]> referenceLogprobs =
                reference.map(frozen -> frozen.score(sequences, config.microBatchTokens()));
        List<ScoredSequence> scored = IntStream.range(0, sequences.size())
                .mapToObj(i -> new ScoredSequence(
                        sequences.get(i), oldLogprobs[i], referenceLogprobs.map(logprobs -> logprobs[i])))
                .toList();
        Metrics metrics = new Metrics();
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            List<List<ScoredSequence>> miniBatches = miniBatches(scored, step, epoch);
            for (int i = 0; i < miniBatches.size(); i++) {
                long update = (step - 1) * config.updatesPerStep() + (long) epoch * config.miniBatches() + i;
                metrics.merge(update(miniBatches.get(i), learningRate.at(update)));
            }
        }
        return metrics;
    }

    private Metrics update(List<ScoredSequence> miniBatch, double rate) {
        Metrics metrics = new Metrics();
        List<TrainingSequence> sequences =
                miniBatch.stream().map(ScoredSequence::sequence).toList();
        StepTotals totals = totals(sequences);
        double loss = 0;
        decoder.parameters().zeroGradient();
        for (List<Integer> indices : MicroBatches.of(sequences, config.microBatchTokens())) {
            List<ScoredSequence> members = indices.stream().map(miniBatch::get).toList();
            loss += accumulateGradient(members, totals, metrics);
        }
        optimizerUpdate.apply(loss, rate, metrics);
        return metrics;
    }

    private double accumulateGradient(List<ScoredSequence> members, StepTotals totals, Metrics metrics) {
        try (Scope scope = Scope.open()) {
            PaddedBatch batch = PaddedBatch.of(
                    members.stream().map(ScoredSequence::sequence).toList());
            TokenLogprobs logprobs = policy.logprobs(batch);
            ObjectiveInputs inputs = new ObjectiveInputs(
                    batch.inPlace(logprobs.logprobs()),
                    batch.inPlace(ScoredSequence.oldLogprobs(members)),
                    ScoredSequence.referenceLogprobs(members).map(batch::inPlace),
                    batch.advantages(),
                    batch.mask());
            ObjectiveOutcome outcome = objective.evaluate(inputs, totals);
            Autograd.backward(outcome.loss());
            logprobs.backward();
            decoder.parameters().collectGradient();

            metrics.merge(outcome.metrics());
            Tensor entropies = logprobs.entropies();
            metrics.mean("update/entropy", entropies.sum().item_double(), (double) entropies.numel());
            return outcome.loss().item_double();
        }
    }

    private List<List<ScoredSequence>> miniBatches(List<ScoredSequence> sequences, long step, int epoch) {
        List<ScoredSequence> shuffled = new ArrayList<>(sequences);
        SplittableRandom random = RandomStream.of(seed, Purpose.MINI_BATCH, step, epoch);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            java.util.Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        int parts = Math.min(config.miniBatches(), shuffled.size());
        return IntStream.range(0, parts)
                .mapToObj(part -> shuffled.subList((int) ((long) shuffled.size() * part / parts), (int)
                        ((long) shuffled.size() * (part + 1) / parts)))
                .toList();
    }

    private static StepTotals totals(List<TrainingSequence> sequences) {
        double tokens = sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .sum();
        return new StepTotals(sequences.size(), tokens);
    }

    /** A sequence with its log-probs under the policies that do not change during the updates. */
    private record ScoredSequence(TrainingSequence sequence, float[] oldLogprobs, Optional<float[]> reference) {

        static Tensor oldLogprobs(List<ScoredSequence> members) {
            return joined(members.stream().map(ScoredSequence::oldLogprobs).toList());
        }

        static Optional<Tensor> referenceLogprobs(List<ScoredSequence> members) {
            List<float[]> arrays = members.stream()
                    .flatMap(member -> member.reference.stream())
                    .toList();
            return arrays.isEmpty() ? Optional.empty() : Optional.of(joined(arrays));
        }

        private static Tensor joined(List<float[]> arrays) {
            int length = arrays.stream().mapToInt(array -> array.length).sum();
            float[] flat = new float[length];
            int start = 0;
            for (float[] array : arrays) {
                System.arraycopy(array, 0, flat, start, array.length);
                start += array.length;
            }
            return HostMemory.tensor(flat, length);
        }
    }
}
