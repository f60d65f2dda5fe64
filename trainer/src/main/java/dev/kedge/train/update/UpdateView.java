package dev.kedge.train.update;

import dev.kedge.metric.Metrics;
import dev.kedge.objective.Objective;
import dev.kedge.objective.OldDistributions;
import dev.kedge.objective.TokenDistributions;
import dev.kedge.objective.input.ObjectiveInputs;
import dev.kedge.objective.input.Quantity;
import dev.kedge.objective.input.UpdateTokens;
import dev.kedge.tensor.HostMemory;
import dev.kedge.tensor.NoGradient;
import dev.kedge.train.pass.PaddedBatch;
import dev.kedge.train.pass.PolicyPass;
import dev.kedge.train.pass.SequenceScorer;
import dev.kedge.train.pass.TrainingSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * One optimizer update's view of the step: its sequences, and the objective with the thresholds, selections and
 * penalties that it takes for them. What adapts is computed here from all tokens of the update, so that gradients do
 * not depend on micro-batches.
 */
final class UpdateView {

    private final Objective objective;
    private final StepSequences all;
    private final List<Integer> members;
    private final Optional<double[][]> selected;
    private final Optional<double[][]> penalized;

    private UpdateView(
            Objective objective,
            StepSequences all,
            List<Integer> members,
            Optional<double[][]> selected,
            Optional<double[][]> penalized) {
        this.objective = objective;
        this.all = all;
        this.members = members;
        this.selected = selected;
        this.penalized = penalized;
    }

    /**
     * The view of the sequences {@code members}; scores them first if the objective looks at the policy as it stands.
     */
    static UpdateView of(
            Objective objective,
            StepSequences all,
            List<Integer> members,
            PolicyPass policy,
            int tokenBudget,
            long seed) {
        if (!objective.adaptive()) {
            return new UpdateView(objective, all, members, Optional.empty(), Optional.empty());
        }
        List<TrainingSequence> sequences = members.stream().map(all::sequence).toList();
        List<SequenceScorer.Scores> now = objective.looksAtPolicy() ? policy.score(sequences, tokenBudget) : List.of();
        OldPolicy old = all.old();
        UpdateTokens tokens = new UpdateTokens(
                rows(
                        sequences,
                        i -> now.isEmpty()
                                ? old.logprobs(members.get(i))
                                : now.get(i).logprobs()),
                rows(sequences, i -> old.logprobs(members.get(i))),
                rows(sequences, i -> sequences.get(i).samplingLogprobs()),
                rows(sequences, i -> old.entropies(members.get(i))),
                sequences.stream().map(UpdateView::advantages).toArray(double[][]::new),
                seed);
        return new UpdateView(
                objective.at(tokens),
                all,
                members,
                objective.selected(tokens),
                objective.proximal().flatMap(penalty -> penalty.penalized(tokens)));
    }

    private static double[][] rows(List<TrainingSequence> sequences, IntFunction<float[]> values) {
        double[][] rows = new double[sequences.size()][];
        for (int i = 0; i < rows.length; i++) {
            float[] row = values.apply(i);
            rows[i] = new double[row.length];
            for (int t = 0; t < row.length; t++) {
                rows[i][t] = row[t];
            }
        }
        return rows;
    }

    private static double[] advantages(TrainingSequence sequence) {
        double[] advantages = new double[sequence.completion().length];
        for (int t = 0; t < advantages.length; t++) {
            advantages[t] = sequence.advantage().at(t);
        }
        return advantages;
    }

    /** The objective as it is for this update. */
    Objective objective() {
        return objective;
    }

    /** Some of the update's sequences as tensors, by their places among its members. */
    MicroBatch microBatch(List<Integer> places) {
        return new MicroBatch(places);
    }

    /** A micro-batch of the update. */
    final class MicroBatch {

        private final List<Integer> places;
        private final List<Integer> indices;
        private final PaddedBatch padded;
        private final Tensor oldLogprobs;

        private MicroBatch(List<Integer> places) {
            this.places = places;
            this.indices = places.stream().map(members::get).toList();
            this.padded = PaddedBatch.of(indices.stream().map(all::sequence).toList());
            this.oldLogprobs = joined(i -> old().logprobs(indices.get(i)));
        }

        PaddedBatch padded() {
            return padded;
        }

        OldPolicy old() {
            return all.old();
        }

        Optional<OldDistributions> oldDistributions() {
            return old().distributions(indices, oldLogprobs);
        }

        /** Everything the objective needs of the micro-batch's tokens; {@code now} carries the gradient. */
        ObjectiveInputs inputs(TokenDistributions now) {
            ObjectiveInputs inputs = ObjectiveInputs.of(
                            padded.inPlace(now.logprobs()),
                            padded.inPlace(oldLogprobs),
                            padded.advantages(),
                            padded.mask())
                    .with(Quantity.ENTROPY, padded.inPlace(now.entropies()));
            for (Quantity quantity : objective.needs()) {
                Optional<Tensor> values = switch (quantity) {
                    case ENTROPY -> Optional.empty();
                    case OLD_ENTROPY -> Optional.of(joined(i -> old().entropies(indices.get(i))));
                    case SAMPLING_LOGPROBS ->
                        Optional.of(joined(i -> all.sequence(indices.get(i)).samplingLogprobs()));
                    case REFERENCE_LOGPROBS ->
                        Optional.of(joined(i -> all.reference()
                                .orElseThrow()
                                .get(indices.get(i))
                                .logprobs()));
                    case SELECTED -> selected.map(this::marks);
                    case PENALizED -> penalized.map(this::marks);
                    case EXACT_KL, EXACT_REVERSE_KL, EXACT_TV, TOP_K_KL, TOP_K_TV ->
                        Optional.of(now.divergence(quantity));
                };
                if (values.isPresent()) {
                    inputs = inputs.with(quantity, padded.inPlace(values.get()));
                }
            }
            return inputs;
        }

        /** Holds the estimators against the exact divergence at a few tokens. */
        void measureExactly(Tensor hidden, Tensor logprobs, Metrics metrics) {
            try (NoGradient guard = NoGradient.open()) {
                old().meter().measure(indices, all.sequences(), hidden, logprobs.sub(oldLogprobs), metrics);
            }
        }

        private Tensor marks(double[][] ofUpdate) {
            return joined(i -> {
                double[] row = ofUpdate[places.get(i)];
                float[] marks = new float[row.length];
                for (int t = 0; t < row.length; t++) {
                    marks[t] = (float) row[t];
                }
                return marks;
            });
        }

        /** The values of each sequence, one behind the other, {@code [N]}. */
        private Tensor joined(IntFunction<float[]> values) {
            float[][] rows = new float[indices.size()][];
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                rows[i] = values.apply(i);
                order.add(i);
            }
            float[] flat = OldPolicy.joined(rows, order);
            return HostMemory.tensor(flat, flat.length);
        }
    }
}
