package dev.kedge.train.update;

import dev.kedge.metric.Metrics;
import dev.kedge.model.Decoder;
import dev.kedge.model.LowRankAdapters.DropoutSpan;
import dev.kedge.objective.ObjectiveOutcome;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.UpdateDiagnostics;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.GradientClipping;
import dev.kedge.optim.LearningRate;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.Scope;
import dev.kedge.train.pass.MicroBatches;
import dev.kedge.train.pass.PolicyForward;
import dev.kedge.train.pass.PolicyPass;
import dev.kedge.train.pass.SequenceScorer;
import dev.kedge.train.pass.TrainingSequence;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The updates made on one batch of rollouts.
 *
 * <p>The old policy is the policy as it stands when they begin, and its log-probabilities are computed here by the same
 * pass that training uses, so that in the first update w is 1 up to rounding.
 */
public final class InnerUpdates {

    private final UpdateConfig config;
    private final SteeredObjective steered;
    private final Decoder decoder;
    private final PolicyPass policy;
    private final Optional<PolicyPass> reference;
    private final LearningRate learningRate;
    private final OptimizerUpdate optimizerUpdate;
    private final long seed;

    public InnerUpdates(
            UpdateConfig config,
            SteeredObjective steered,
            Decoder decoder,
            Optional<Decoder> reference,
            AdamW optimizer,
            double temperature,
            long totalSteps,
            long seed) {
        this.config = config;
        this.steered = steered;
        this.decoder = decoder;
        this.policy = new PolicyPass(decoder, temperature, config.gradientCheckpointing());
        this.reference = reference.map(frozen -> new PolicyPass(frozen, temperature));
        this.learningRate = new LearningRate(config.learningRate(), totalSteps * config.updatesPerStep());
        this.optimizerUpdate = new OptimizerUpdate(
                decoder.trained(), optimizer, new GradientClipping(config.maxGradientNorm()), "update");
        this.seed = seed;
    }

    /** The policy as it stands, as far as the updates must remember it; the caller closes it. */
    public OldPolicy oldPolicy(long step, List<TrainingSequence> sequences) {
        long probes = RandomStream.of(seed, Purpose.EXACT_METER, step, 0).nextLong();
        return OldPolicy.of(decoder, policy, steered.objective().needs(), config, sequences, probes);
    }

    /** All updates of one step; {@code old} was taken before the first. */
    public Metrics run(long step, List<TrainingSequence> sequences, OldPolicy old) {
        Optional<List<SequenceScorer.Scores>> referenceScores =
                reference.map(frozen -> frozen.score(sequences, config.microBatchTokens()));
        StepSequences all = new StepSequences(sequences, old, referenceScores);
        UpdateDiagnostics diagnostics = new UpdateDiagnostics();
        Metrics metrics = new Metrics();
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            List<List<Integer>> miniBatches = miniBatches(sequences.size(), step, epoch);
            for (int i = 0; i < miniBatches.size(); i++) {
                long number = (step - 1) * config.updatesPerStep() + (long) epoch * config.miniBatches() + i;
                metrics.merge(update(all, miniBatches.get(i), number, diagnostics));
            }
        }
        metrics.merge(diagnostics.metrics());
        steered.observe(metrics.values()).ifPresent(scale -> metrics.value("update/threshold_scale", scale));
        return metrics;
    }

    private Metrics update(StepSequences all, List<Integer> members, long number, UpdateDiagnostics diagnostics) {
        Metrics metrics = new Metrics();
        List<TrainingSequence> sequences = members.stream().map(all::sequence).toList();
        UpdateTotals totals = totals(sequences);
        UpdateView view = UpdateView.of(
                steered.objective(),
                all,
                members,
                policy,
                config.microBatchTokens(),
                RandomStream.of(seed, Purpose.UPDATE_TOKENS, number, 0).nextLong());
        double loss = 0;
        decoder.trained().zeroGradient();
        for (List<Integer> places : MicroBatches.of(sequences, config.microBatchTokens())) {
            long dropout = RandomStream.seedOf(seed, Purpose.DROPOUT, number, places.get(0));
            loss += accumulateGradient(view, places, totals, metrics, diagnostics, dropout);
        }
        optimizerUpdate.apply(loss, learningRate.at(number), metrics);
        return metrics;
    }

    private double accumulateGradient(
            UpdateView view,
            List<Integer> places,
            UpdateTotals totals,
            Metrics metrics,
            UpdateDiagnostics diagnostics,
            long dropoutSeed) {
        try (Scope scope = Scope.open();
                DropoutSpan dropout = decoder.dropout(dropoutSeed)) {
            UpdateView.MicroBatch batch = view.microBatch(places);
            PolicyForward forward = policy.forward(batch.padded());
            Tensor hidden = forward.hidden();
            TokenDistributions now =
                    policy.distributions(batch.padded(), hidden, batch.old().divergences(), batch.oldDistributions());
            ObjectiveInputs inputs = batch.inputs(now);
            ObjectiveOutcome outcome = view.objective().evaluate(inputs, totals);
            Autograd.backward(outcome.loss());
            now.backward();
            forward.backward();
            decoder.trained().collectGradient();

            diagnostics.add(outcome);
            batch.measureExactly(hidden, now.logprobs(), metrics);
            Tensor entropies = now.entropies().detach();
            metrics.mean("update/entropy", entropies.sum().item_double(), (double) entropies.numel());
            return outcome.loss().item_double();
        }
    }

    private List<List<Integer>> miniBatches(int sequences, long step, int epoch) {
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, sequences).boxed().toList());
        SplittableRandom random = RandomStream.of(seed, Purpose.MINI_BATCH, step, epoch);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        int parts = Math.min(config.miniBatches(), shuffled.size());
        return IntStream.range(0, parts)
                .mapToObj(part -> shuffled.subList((int) ((long) shuffled.size() * part / parts), (int)
                        ((long) shuffled.size() * (part + 1) / parts)))
                .toList();
    }

    private static UpdateTotals totals(List<TrainingSequence> sequences) {
        double tokens = sequences.stream()
                .mapToInt(sequence -> sequence.completion().length)
                .sum();
        return new UpdateTotals(sequences.size(), tokens);
    }
}
