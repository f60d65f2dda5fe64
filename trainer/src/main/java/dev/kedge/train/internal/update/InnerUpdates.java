package dev.kedge.train.internal.update;

import dev.kedge.internal.metric.Metrics;
import dev.kedge.model.Decoder;
import dev.kedge.model.LowRankAdapters.DropoutSpan;
import dev.kedge.objective.ObjectiveOutcome;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.UpdateDiagnostics;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTotals;
import dev.kedge.optim.AdamW;
import dev.kedge.optim.GradientClipping;
import dev.kedge.optim.LearningRate;
import dev.kedge.random.Purpose;
import dev.kedge.random.RandomStream;
import dev.kedge.rollout.Sample;
import dev.kedge.tensor.Autograd;
import dev.kedge.tensor.NoGradient;
import dev.kedge.tensor.Scope;
import dev.kedge.tensor.Turns;
import dev.kedge.train.internal.pass.BatchLayout;
import dev.kedge.train.internal.pass.MicroBatches.MicroBatch;
import dev.kedge.train.internal.pass.PolicyForward;
import dev.kedge.train.internal.pass.PolicyPass;
import dev.kedge.train.recipe.UpdateConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Learners learners;
    private final Decoder decoder;
    private final PolicyPass policy;
    private final List<PolicyPass> passes; // of each learner
    private final Optional<PolicyPass> reference;
    private final LearningRate learningRate;
    private final OptimizerUpdate optimizerUpdate;
    private final long seed;

    /**
     * The updates of a run.
     *
     * @param config epochs, mini-batches, learning rate
     * @param steered the objective
     * @param learners are trained
     * @param reference the frozen reference policy; present if the objective looks at one
     * @param optimizer over the decoder's trained parameters
     * @param temperature that completions are sampled at
     * @param totalSteps of the run, for the schedule of the learning rate
     * @param seed of the run
     */
    public InnerUpdates(
            UpdateConfig config,
            SteeredObjective steered,
            Learners learners,
            Optional<Decoder> reference,
            AdamW optimizer,
            double temperature,
            long totalSteps,
            long seed) {
        this.config = config;
        this.steered = steered;
        this.learners = learners;
        this.decoder = learners.policy();
        BatchLayout layout = BatchLayout.of(config.sharedPrompts());
        boolean checkpointing = config.gradientCheckpointing();
        this.policy = new PolicyPass(decoder, temperature, checkpointing, layout, learners.workers());
        this.passes = learners.decoders().stream()
                .map(learner -> new PolicyPass(learner, temperature, checkpointing, layout))
                .toList();
        this.reference =
                reference.map(frozen -> new PolicyPass(frozen, temperature, false, layout, learners.workers()));
        this.learningRate = new LearningRate(config.learningRate(), totalSteps * config.updatesPerStep());
        this.optimizerUpdate = new OptimizerUpdate(
                decoder.trained(), optimizer, new GradientClipping(config.maxGradientNorm()), "update");
        this.seed = seed;
    }

    /**
     * The policy as it stands, as far as the updates must remember it.
     *
     * @param step number of the step
     * @param samples what to learn from
     * @return the caller closes it
     */
    public OldPolicy oldPolicy(long step, List<Sample> samples) {
        steered.begin(step);
        long probes = RandomStream.of(seed, Purpose.EXACT_METER, step, 0).nextLong();
        Set<Sample> unscored = Collections.newSetFromMap(new IdentityHashMap<>());
        if (firstUpdateScores()) {
            unscored.addAll(miniBatches(samples, step, 0).get(0));
        }
        Set<Quantity> needs = steered.objective().needs();
        return OldPolicy.of(decoder, policy, reference, needs, config, samples, probes, unscored::contains);
    }

    /** Whether the old log-probabilities of the first update are those that its own forward pass computes. */
    private boolean firstUpdateScores() {
        return !config.scoreFirstUpdate()
                && config.epochs() == 1
                && !steered.objective().adaptive()
                && steered.measure().isEmpty()
                && OldPolicy.canTakeLater(steered.objective().needs());
    }

    /**
     * All updates of one step.
     *
     * @param step number of the step
     * @param old the policy before the first update, and the samples to learn from
     * @return what is measured
     */
    public Metrics run(long step, OldPolicy old) {
        UpdateDiagnostics diagnostics = new UpdateDiagnostics();
        CorrectionWeights corrections = new CorrectionWeights();
        Metrics metrics = new Metrics();
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            List<List<Sample>> miniBatches = miniBatches(old.samples(), step, epoch);
            for (int i = 0; i < miniBatches.size(); i++) {
                long number = (step - 1) * config.updatesPerStep() + (long) epoch * config.miniBatches() + i;
                metrics.merge(update(miniBatches.get(i), old, number, new Diagnosed(diagnostics, corrections)));
            }
        }
        diagnostics.metrics().forEach(metrics::value);
        corrections.metrics().forEach(metrics::value);
        steer(old, metrics);
        return metrics;
    }

    /** Shows the controller, if there is one, how far the updates have moved the policy. */
    private void steer(OldPolicy old, Metrics metrics) {
        if (steered.scale() != 1) {
            metrics.value("update/threshold_factor", steered.scale());
        }
        steered.measure().ifPresent(measure -> {
            PolicyShift.measure(measure, policy, old, config.microBatchTokens(), metrics);
            double divergence = metrics.values().getOrDefault(measure.metric(), Double.NaN);
            metrics.value("update/threshold_scale", steered.observe(divergence));
        });
    }

    private Metrics update(List<Sample> samples, OldPolicy old, long number, Diagnosed diagnosed) {
        Metrics metrics = new Metrics();
        List<Sample> learned = samples.stream().filter(Sample::isLearned).toList();
        if (learned.isEmpty()) {
            return metrics; // all of its share of the step is masked
        }
        UpdateView view = UpdateView.of(
                steered.objective(),
                learned,
                policy,
                config.microBatchTokens(),
                RandomStream.of(seed, Purpose.UPDATE_TOKENS, number, 0).nextLong());
        UpdateTotals totals = view.selecting(totals(samples.size(), learned));
        learners.zeroGradient();
        List<MicroBatch<Sample>> cut = view.cut(
                policy.layout(), config.microBatchTokens(), learners.workers().count());
        double[] losses = new double[cut.size()];
        Turns turns = new Turns();
        learners.workers().each(costs(cut), (worker, piece) -> {
            MicroBatch<Sample> micro = cut.get(piece);
            long dropout = RandomStream.seedOf(
                    seed, Purpose.DROPOUT, number, micro.places().get(0));
            Measured measured = new Measured(metrics, diagnosed, turns, piece);
            try {
                losses[piece] = accumulateGradient(passes.get(worker), view, micro, old, totals, measured, dropout);
            } catch (RuntimeException | Error failure) {
                turns.abandon();
                throw failure;
            }
        });
        learners.gatherGradient();
        double loss = 0;
        for (double part : losses) {
            loss += part;
        }
        optimizerUpdate.apply(loss, learningRate.at(number), metrics);
        return metrics;
    }

    private long[] costs(List<MicroBatch<Sample>> cut) {
        return cut.stream()
                .mapToLong(micro -> policy.layout().width(micro, Sample::sequence))
                .toArray();
    }

    /** The measurements over all updates of a step. */
    private record Diagnosed(UpdateDiagnostics updates, CorrectionWeights corrections) {}

    /** The measurements of an update, beside those of its step; workers take turns at them. */
    private record Measured(Metrics metrics, Diagnosed ofStep, Turns turns, int turn) {

        void take(Runnable measurement) {
            turns.take(turn, measurement);
        }
    }

    private double accumulateGradient(
            PolicyPass pass,
            UpdateView view,
            MicroBatch<Sample> micro,
            OldPolicy old,
            UpdateTotals totals,
            Measured measured,
            long dropoutSeed) {
        try (Scope scope = Scope.open();
                DropoutSpan dropout = pass.decoder().dropout(dropoutSeed)) {
            SampleBatch read = view.tensors(pass.layout(), micro);
            PolicyForward forward = pass.forward(read.padded());
            Tensor hidden = forward.hidden();
            TokenDistributions now =
                    pass.distributions(read.padded(), hidden, old.divergences(), read.oldDistributions(old));
            SampleBatch batch = remembered(read, old, now);
            ObjectiveInputs inputs = batch.inputs(now, view.objective().needs());
            ObjectiveOutcome outcome = view.objective().evaluate(inputs, totals);
            Autograd.backward(outcome.loss());
            now.backward();
            forward.backward();
            pass.decoder().trained().collectGradient();
            measured.take(() -> {
                measured.ofStep().updates().add(outcome);
                measured.ofStep()
                        .corrections()
                        .add(
                                view.objective().corrections(),
                                view.objective().anchor().anchored(inputs));
                measureExactly(batch, old, hidden, now.logprobs(), measured.metrics());
                Tensor entropies = now.entropies().detach();
                measured.metrics().mean("update/entropy", entropies.sum().item_double(), (double) entropies.numel());
            });
            return outcome.loss().item_double();
        }
    }

    /** With the old log-probabilities; they are these of now where the samples were not scored before. */
    private static SampleBatch remembered(SampleBatch batch, OldPolicy old, TokenDistributions now) {
        if (!old.isDue(batch.samples())) {
            return batch;
        }
        old.take(batch.samples(), now);
        return batch.withOldLogprobs(now.logprobs().detach());
    }

    /** Holds the estimators against the exact divergence at a few tokens. */
    private static void measureExactly(
            SampleBatch batch, OldPolicy old, Tensor hidden, Tensor logprobs, Metrics metrics) {
        try (NoGradient guard = NoGradient.open()) {
            old.meter().measure(batch.samples(), hidden, logprobs.sub(batch.oldLogprobs()), metrics);
        }
    }

    private List<List<Sample>> miniBatches(List<Sample> samples, long step, int epoch) {
        SplittableRandom random = RandomStream.of(seed, Purpose.MINI_BATCH, step, epoch);
        if (steered.objective().needsWholeGroups() || config.sharedPrompts()) {
            return parts(Sample.byGroup(samples), random).stream()
                    .map(groups -> groups.stream().flatMap(List::stream).toList())
                    .toList();
        }
        return parts(samples, random);
    }

    private <T> List<List<T>> parts(List<T> all, SplittableRandom random) {
        List<T> shuffled = new ArrayList<>(all);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        int parts = config.updatesOf(shuffled.size());
        return IntStream.range(0, parts)
                .mapToObj(part -> shuffled.subList((int) ((long) shuffled.size() * part / parts), (int)
                        ((long) shuffled.size() * (part + 1) / parts)))
                .toList();
    }

    /** Masked sequences count as sequences, their tokens do not count. */
    private static UpdateTotals totals(int sequences, List<Sample> learned) {
        double tokens = learned.stream().mapToInt(Sample::length).sum();
        return new UpdateTotals(sequences, tokens);
    }
}
